// The labels: those of the codebook, the layer that is offered, and labels that only marks have.

import { inks } from "./colours.js";

/** @import { CodebookLabel, Label, Mark, PlacedMark } from "./types" */

const GREY = "#808080";
const LONG = 80; // characters of a mark's words that are said

export class Labels {
  /** @type {Label[]} the codebook's, in its order */
  all;

  /** @type {Map<string, Label>} labels of marks that the codebook doesn't have */
  unknown = new Map();

  /** @type {string | undefined} the one layer that is offered, so that each key has one meaning */
  layer;

  /** @type {string | undefined} the label used last: what Enter makes */
  current;

  /** Whether the labels are seen on a dark page. */
  dark = false;

  /** @param {CodebookLabel[]} given */
  constructor(given) {
    const keys = given.map((label) => label.key);
    this.all = given.map((label, number) => {
      const title = label.title || label.name;
      const isAlone = label.key && keys.indexOf(label.key) === keys.lastIndexOf(label.key);
      const tag = isAlone ? label.key : title.slice(0, 3);
      return { ...label, ...inks(label.colour, this.dark), title, number, tag };
    });
  }

  get layers() {
    return [...new Set(this.all.map((label) => label.layer))];
  }

  get offered() {
    return this.all.filter((label) => !this.layer || label.layer === this.layer);
  }

  /** @param {string | undefined} layer */
  offer(layer) {
    this.layer = layer;
    this.current = this.offered[0]?.name;
  }

  /**
   * Offer the layer in which most has been marked.
   * @param {PlacedMark[]} marks
   */
  offerBusiest(marks) {
    const { layers } = this;
    const count = (/** @type {string | undefined} */ layer) =>
      marks.filter((mark) => this.named(mark.label).layer === layer).length;
    const best = (
      /** @type {string | undefined} */ one,
      /** @type {string | undefined} */ other,
    ) => (count(other) > count(one) ? other : one);
    this.offer(layers.length > 1 ? layers.reduce(best) : layers[0]);
  }

  /**
   * The label of a name; made in grey if the codebook doesn't have it.
   * @param {string} name
   * @returns {Label}
   */
  named(name) {
    const known = this.all.find((label) => label.name === name) ?? this.unknown.get(name);
    if (known) return known;
    const label = {
      name,
      title: name,
      tag: name.slice(0, 3),
      key: "",
      definition: "",
      attributes: [],
      colour: GREY,
      number: this.all.length + this.unknown.size,
      ...inks(GREY, this.dark),
    };
    this.unknown.set(name, label);
    return label;
  }

  /**
   * A mark in words.
   * @param {Mark | undefined} mark
   */
  describe(mark) {
    if (!mark) return "";
    const { label, words } = mark;
    const cut = words.length > LONG ? `${words.slice(0, LONG - 1)}…` : words;
    return `${this.named(label).title} “${cut}”`;
  }

  /** @param {boolean} dark */
  setTheme(dark) {
    this.dark = dark;
    for (const label of [...this.all, ...this.unknown.values()])
      Object.assign(label, inks(label.colour, dark));
  }

  /**
   * The label a key stands for: of the layer that is offered, else the only one elsewhere. Without
   * Latin letters, by the key's place.
   * @param {KeyboardEvent} event
   */
  forKey({ key, code = "" }) {
    const plain = key.length <= 2 ? key.normalize() : "";
    const hasPlace = /^Key[A-Z]$/.test(code) && !/[a-z]/i.test(plain);
    const place = hasPlace ? code.slice(-1).toLowerCase() : "";
    for (const wanted of [plain, plain.toLowerCase(), plain.toUpperCase(), place].filter(Boolean)) {
      const found = this.all.filter((label) => label.key.normalize() === wanted);
      const here = found.find((label) => this.offered.includes(label));
      if (here || found.length === 1) return here ?? found[0];
    }
    return undefined;
  }
}
