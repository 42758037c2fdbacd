// The card of the chosen mark: its words, its label, its attributes and note, and its ends.

import { Control, makeInput } from "./control.js";
import { el, field, quoted, swatch } from "./elements.js";

/** @import { Annotator } from "./annotator.js" */
/** @import { Input } from "./control.js" */
/** @import { Attribute, Label, Mark, PlacedMark, Side } from "./types" */

/**
 * Labels to choose from, under their layers if there are several.
 * @param {Annotator} app
 * @param {string} name a label that is there even if the codebook doesn't have it
 */
export function labelOptions({ article, labels }, name) {
  const isKnown = labels.all.some((label) => label.name === name);
  const all = isKnown ? labels.all : [labels.named(name), ...labels.all];
  const layers = [...new Set(all.map((label) => label.layer))];
  const option = (/** @type {Label} */ label) => el("option", { value: label.name }, label.title);
  if (layers.length < 2) return all.map(option);
  return layers.map((layer) => {
    const title = article.layers[layer ?? ""] ?? layer ?? "other";
    const here = all.filter((label) => label.layer === layer);
    return el("optgroup", { label: title }, ...here.map(option));
  });
}

export class Card {
  /** @type {Annotator} */
  app;

  /** @type {Mark | null} the mark as it is shown */
  shown = null;

  /** @type {Control[]} */
  controls = [];

  /** @param {Annotator} app */
  constructor(app) {
    this.app = app;
    this.node = el("section", { class: "kit-card", "aria-label": "Chosen mark", hidden: true });
    this.node.addEventListener("focusin", (event) => this.define(event));
    this.words = quoted("");
    this.definition = el("p");
  }

  /**
   * Show the definition of the field one is in.
   * @param {FocusEvent} event
   */
  define(event) {
    const id = /** @type {Element} */ (event.target).getAttribute("aria-describedby");
    const said = this.node.querySelector(`[id="${id}"]`)?.textContent;
    if (said) this.definition.textContent = said;
  }

  /** @param {PlacedMark | null} mark */
  draw(mark) {
    if (!mark) return this.hide();
    const { shown } = this;
    const isSame = shown?.id === mark.id && shown.label === mark.label && !this.node.hidden;
    this.shown = mark;
    if (isSame) this.refill(mark);
    else this.drawAnew(mark);
  }

  hide() {
    if (this.node.contains(document.activeElement)) this.app.selection.focusText();
    this.node.hidden = true;
    this.shown = null;
  }

  /**
   * Show the mark's values where somebody isn't typing.
   * @param {PlacedMark} mark
   */
  refill(mark) {
    for (const control of this.controls)
      if (control.input !== document.activeElement) control.fill(mark);
    const words = quoted(mark.words, 160);
    this.words.replaceWith(words);
    this.words = words;
  }

  /** @param {PlacedMark} mark */
  drawAnew(mark) {
    const active = document.activeElement;
    const focused = this.controls.find(({ input }) => input === active)?.value;
    const label = this.app.labels.named(mark.label);
    this.controls = [];
    this.words = quoted(mark.words, 160);
    // of the label, and of the field one is in
    const attributes = { class: "kit-definition", "aria-hidden": "true" };
    this.definition = el("p", attributes, label.definition);
    this.node.hidden = false;
    this.node.replaceChildren(
      el("p", { class: "kit-quote" }, swatch(label), this.words),
      ...this.makeFields(mark, label),
      this.makeEnds(),
      this.definition,
    );
    for (const control of this.controls) control.fill(mark);
    this.controls.find(({ value }) => value === focused)?.input.focus();
  }

  /**
   * @param {Mark} mark
   * @param {Label} label
   */
  makeFields(mark, label) {
    const options = labelOptions(this.app, mark.label);
    return [
      this.makeField("Label", "label", el("select", {}, ...options), label.definition),
      ...this.attributesOf(mark, label).map((attribute) => {
        const { definition, name, title } = attribute;
        const input = makeInput(this.app, attribute);
        return this.makeField(title || name, `attribute ${name}`, input, definition);
      }),
      this.makeField("Note", "note", el("textarea", { rows: "2" })),
    ];
  }

  /**
   * @param {string} title
   * @param {string} value
   * @param {Input} input
   * @param {string} [definition]
   */
  makeField(title, value, input, definition) {
    this.controls.push(new Control(this.app, value, input));
    return field(this.app.freshId(), title, input, definition);
  }

  /**
   * The label's attributes, and those that only this mark has.
   * @param {Mark} mark
   * @param {Label} label
   * @returns {Attribute[]}
   */
  attributesOf(mark, label) {
    const names = new Set(label.attributes.map((attribute) => attribute.name));
    const others = Object.keys(mark.attributes).filter((name) => !names.has(name));
    const make = (/** @type {string} */ name) => {
      return { name, title: name, type: "text", definition: "", choices: [] };
    };
    return [...label.attributes, ...others.map(make)];
  }

  makeEnds() {
    const { actions, selection } = this.app;
    const remove = () => actions.remove(selection.chosen ?? "");
    return el(
      "div",
      { class: "kit-ends" },
      this.makeEnd("Start", "start"),
      this.makeEnd("End", "end"),
      el("button", { type: "button", class: "kit-remove", onclick: remove }, "Remove"),
    );
  }

  /**
   * Two buttons that move an end of the mark by a word.
   * @param {string} title
   * @param {Side} side
   */
  makeEnd(title, side) {
    const nudge = (/** @type {number} */ by, /** @type {string} */ arrow) => {
      const name = `${title} a word ${by < 0 ? "earlier" : "later"}`;
      const act = () => this.app.actions.nudge(side, by);
      const attributes = { type: "button", title: name, "aria-label": name, onclick: act };
      return el("button", attributes, arrow);
    };
    const attributes = { role: "group", "aria-label": title };
    return el("span", attributes, `${title} `, nudge(-1, "◂"), nudge(1, "▸"));
  }

  /** Write everything that was put in, without waiting for a pause. */
  flush() {
    for (const control of this.controls) control.write();
  }

  /** Put the focus into the card. */
  edit() {
    this.controls[0]?.input.focus();
  }
}
