// Colours: labels that can be seen on a light page and on a dark one, and told apart without colour too.

/** @import { Inks, Label } from "./types" */

const PATTERNS = [
  (/** @type {string} */ c) => `linear-gradient(${c},${c})`,
  (/** @type {string} */ c) => `repeating-linear-gradient(90deg,${c} 0 7px,transparent 7px 10px)`,
  (/** @type {string} */ c) => `repeating-linear-gradient(90deg,${c} 0 2px,transparent 2px 5px)`,
  (/** @type {string} */ c) =>
    `repeating-linear-gradient(90deg,${c} 0 10px,transparent 10px 12px,${c} 12px 14px,transparent 14px 16px)`,
];

/**
 * The line under a label's words, as a CSS image.
 * @param {Label} label
 */
export function line(label) {
  return PATTERNS[label.number % PATTERNS.length](label.ink);
}

/**
 * Whether the page is dark, from what is really behind us: every front end has its own way of saying it.
 * @param {HTMLElement} host
 */
export function isDark(host) {
  let colour = "";
  for (
    let behind = /** @type {HTMLElement | null} */ (host);
    behind && !colour;
    behind = behind.parentElement
  ) {
    const found = getComputedStyle(behind).backgroundColor;
    if (found && !/rgba?\([^)]*,\s*0\)|transparent/.test(found)) colour = found;
  }
  if (!colour) return matchMedia("(prefers-color-scheme: dark)").matches;
  const [r, g, b] = (colour.match(/[\d.]+/g) ?? [255, 255, 255]).map(Number);
  return 0.299 * r + 0.587 * g + 0.114 * b < 128;
}

/**
 * How light a colour is, from 0 to 1, as WCAG counts it.
 * @param {number[]} rgb
 */
function luminance(rgb) {
  return rgb
    .map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
}

/**
 * From a label's colour: ink that can be seen on the page (3:1), and two tints for behind the words.
 * @param {string} colour
 * @param {boolean} dark
 * @returns {Inks}
 */
export function inks(colour, dark) {
  let rgb = /^#[0-9a-f]{6}$/i.test(colour)
    ? [1, 3, 5].map((i) => parseInt(colour.slice(i, i + 2), 16))
    : [128, 128, 128];
  const paper = dark ? 0.012 : 1;
  const contrast = (/** @type {number} */ light) =>
    (Math.max(light, paper) + 0.05) / (Math.min(light, paper) + 0.05);
  while (contrast(luminance(rgb)) < 3.2)
    rgb = rgb.map((v) => Math.round(dark ? v + (255 - v) * 0.1 : v * 0.92));
  const [r, g, b] = rgb;
  return {
    ink: `rgb(${r} ${g} ${b})`,
    tint: `rgb(${r} ${g} ${b} / .11)`,
    strong: `rgb(${r} ${g} ${b} / .3)`,
  };
}
