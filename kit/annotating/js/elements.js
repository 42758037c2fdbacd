// Elements: whatever a person wrote gets into the page as text or value, never as markup.

import { line } from "./colours.js";

/** @import { Label } from "./types" */

/**
 * Make an element. Attributes that begin with "on" are listeners; false, null and undefined leave
 * an attribute or a child out.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, any>} attributes
 * @param {...(Node | string | null | undefined)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== false && value !== null && value !== undefined)
      node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/**
 * Words on one line, cut if they are long.
 * @param {string} words
 */
export function short(words, most = 90) {
  const cut = words.length > most ? `${words.slice(0, most - 1).trimEnd()}…` : words;
  return cut.replace(/\s+/g, " ");
}

/**
 * Words of the article, between quotation marks.
 * @param {string} words
 * @param {number} [most]
 */
export function quoted(words, most) {
  return el("bdi", { class: "kit-words" }, `“${short(words, most)}”`);
}

/**
 * A label's tag with its line and its tint, as it stands in the text.
 * @param {Label} label
 */
export function swatch(label) {
  const node = el("span", { class: "kit-swatch", "aria-hidden": "true" }, label.tag);
  const under = `${line(label)} 0 100%/100% 3px no-repeat`;
  node.style.background = `${under}, linear-gradient(${label.tint} 0 0)`;
  return node;
}

/**
 * A control with its name and, for screen readers, its definition.
 * @param {string} id
 * @param {string} title
 * @param {HTMLElement} control
 * @param {string} [definition]
 */
export function field(id, title, control, definition) {
  control.id = id;
  const hint = definition ? el("span", { hidden: true, id: `${id}-d` }, definition) : null;
  if (hint) control.setAttribute("aria-describedby", hint.id);
  const name = el("label", { for: id }, el("bdi", {}, title));
  return el("div", { class: "kit-field" }, name, control, hint);
}
