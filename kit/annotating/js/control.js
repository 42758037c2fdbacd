// A control of the chosen mark's card: shows one value of the mark, and writes what is put in to it.

import { el, short } from "./elements.js";

/** @import { Annotator } from "./annotator.js" */
/** @import { Attribute, Mark } from "./types" */

/** @typedef {HTMLSelectElement | HTMLInputElement | HTMLTextAreaElement} Input */

const PAUSE = 300; // ms in the typing after which it is written
const MOST_KNOWN = 200; // values of a text attribute that are offered
const ATTRIBUTE = "attribute ";

export class Control {
  /** @type {Annotator} */
  app;

  /** @type {string} what of the mark: "label", "note", or "attribute " with a name */
  value;

  /** @type {Input} */
  input;

  /** @type {string} the mark's id */
  mark = "";

  /** @type {number | undefined} the clock until what is typed is written */
  pause;

  /**
   * @param {Annotator} app
   * @param {string} value
   * @param {Input} input
   */
  constructor(app, value, input) {
    this.app = app;
    this.value = value;
    this.input = input;
    input.dataset.value = value;
    input.addEventListener("change", () => this.write());
    input.addEventListener("blur", () => this.write());
    if (input instanceof HTMLSelectElement) return;
    input.addEventListener("input", () => {
      clearTimeout(this.pause);
      this.pause = setTimeout(() => this.write(), PAUSE);
    });
  }

  /** The attribute's name, if it is one. */
  get attribute() {
    return this.value.startsWith(ATTRIBUTE) ? this.value.slice(ATTRIBUTE.length) : null;
  }

  /**
   * The value of a mark.
   * @param {Mark} mark
   */
  read(mark) {
    if (this.attribute !== null) return mark.attributes[this.attribute] ?? "";
    return this.value === "label" ? mark.label : mark.note;
  }

  /** Write what was put in to the mark, if it differs. */
  write() {
    clearTimeout(this.pause);
    const { marks } = this.app;
    const mark = marks.all.get(this.mark);
    const { value } = this.input;
    if (!mark || value === this.read(mark)) return;
    if (this.attribute !== null) marks.change(mark.id, {}, { [this.attribute]: value });
    else marks.change(mark.id, { [this.value]: value });
  }

  /**
   * Show a mark's value.
   * @param {Mark} mark
   */
  fill(mark) {
    const { input } = this;
    this.mark = mark.id;
    const value = this.read(mark);
    if (input instanceof HTMLSelectElement) {
      if (input.dataset.link !== undefined) this.offerLinks(input, mark);
      if (value && ![...input.options].some((option) => option.value === value))
        input.append(el("option", { value }, value));
    }
    input.value = value;
  }

  /**
   * Offer the other marks to be linked to.
   * @param {HTMLSelectElement} select
   * @param {Mark} mark
   */
  offerLinks(select, mark) {
    const { labels, marks } = this.app;
    const others = marks.placed.filter((m) => m.id !== mark.id);
    const options = others.map((m) =>
      el("option", { value: m.id }, `${labels.named(m.label).title}: ${short(m.words, 40)}`),
    );
    select.replaceChildren(el("option", { value: "" }, "–"), ...options);
  }
}

/**
 * The input for an attribute: choices for a choice, the other marks for a link, a line with what was
 * written before for a text.
 * @param {Annotator} app
 * @param {Attribute} attribute
 * @returns {Input}
 */
export function makeInput(app, { name, type, choices }) {
  if (type === "choice") {
    const options = choices.map((choice) => el("option", { value: choice }, choice));
    return el("select", {}, el("option", { value: "" }, "–"), ...options);
  }
  if (type === "link") return el("select", { "data-link": true });
  const values = [...app.marks.all.values()].map((m) => m.attributes[name]).filter(Boolean);
  const known = [...new Set(values)].sort().slice(0, MOST_KNOWN);
  const id = app.freshId();
  const options = known.map((value) => el("option", { value }));
  const input = el("input", { type: "text", autocomplete: "off", list: id });
  // once the input has its place
  queueMicrotask(() => input.after(el("datalist", { id }, ...options)));
  return input;
}
