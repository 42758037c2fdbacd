// The bar above the text: a button for each label, the layer that is offered, and the tools.

import { el } from "./elements.js";

/** @import { Annotator } from "./annotator.js" */
/** @import { Label } from "./types" */

/** @type {Record<string, number>} */
const ARROWS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** @type {Record<string, number>} */
const ENDS = { Home: 0, End: -1 };

export class Toolbar {
  /** @type {Annotator} */
  app;

  /** @type {Map<HTMLButtonElement, Label>} the labels by their buttons */
  chips = new Map();

  /** @param {Annotator} app */
  constructor(app) {
    this.app = app;
    const { actions, labels } = app;
    for (const label of labels.all) this.chips.set(this.makeChip(label), label);
    this.undo = this.makeTool("Undo", () => actions.undo(), "Ctrl+Z");
    this.redo = this.makeTool("Redo", () => actions.redo(), "Ctrl+Shift+Z");
    const chooser = labels.layers.length > 1 ? this.makeChooser() : null;
    this.node = el(
      "div",
      { class: "kit-bar", role: "toolbar", "aria-label": "Labels and tools" },
      el(
        "div",
        { class: "kit-group", role: "group", "aria-label": "Labels" },
        chooser,
        ...this.chips.keys(),
      ),
      el(
        "div",
        { class: "kit-group kit-tools", role: "group", "aria-label": "Tools" },
        this.undo,
        this.redo,
        this.makeTool("Help", () => app.help.showModal(), "?"),
      ),
    );
    this.node.addEventListener("keydown", (event) => this.key(event));
    // the text keeps its selection
    this.node.addEventListener(
      "pointerdown",
      (event) => event.target !== chooser && event.preventDefault(),
    );
  }

  /** @param {Label} label */
  makeChip(label) {
    const attributes = {
      type: "button",
      class: "kit-chip",
      title: label.definition || null,
      "data-pattern": label.number % 4,
      "aria-keyshortcuts": label.key || null,
      onclick: () => this.app.actions.make(label.name),
    };
    const key = label.key ? el("kbd", {}, label.key) : null;
    return el("button", attributes, el("bdi", {}, label.title), key);
  }

  /**
   * @param {string} name
   * @param {() => void} act
   * @param {string} title
   */
  makeTool(name, act, title) {
    return el("button", { type: "button", class: "kit-tool", title, onclick: act }, name);
  }

  makeChooser() {
    const { article, labels } = this.app;
    const options = labels.layers.map((layer = "") =>
      el(
        "option",
        { value: layer, selected: layer === labels.layer },
        article.layers[layer] ?? layer,
      ),
    );
    const attributes = { class: "kit-layer", "aria-label": "Layer of labels" };
    const chooser = el("select", attributes, ...options);
    chooser.addEventListener("change", () => {
      labels.offer(chooser.value);
      this.showLayer();
    });
    return chooser;
  }

  /** Show the buttons of the layer that is offered. */
  showLayer() {
    const { offered } = this.app.labels;
    for (const [chip, label] of this.chips) chip.hidden = !offered.includes(label);
    this.rove(this.node.querySelector("button:not([hidden])"));
    this.app.showHint();
  }

  showTheme() {
    for (const [chip, label] of this.chips) chip.style.setProperty("--line", label.ink);
  }

  /** Show which label Enter makes. */
  showCurrent() {
    const { current } = this.app.labels;
    for (const [chip, { name }] of this.chips)
      chip.toggleAttribute("data-current", name === current);
  }

  /** Offer Undo and Redo where there is something to take back or do again. */
  showHistory() {
    const { status, done, undone } = this.app.marks;
    this.undo.disabled = !status.can.undo && !done.length;
    this.redo.disabled = !status.can.redo && !undone.length;
  }

  /**
   * Make a button the one that Tab comes to: from there arrow keys lead to the others.
   * @param {Element | null} button
   */
  rove(button) {
    for (const each of this.node.querySelectorAll("button"))
      each.tabIndex = each === button ? 0 : -1;
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (!(event.target instanceof HTMLButtonElement)) return;
    /** @type {NodeListOf<HTMLButtonElement>} */
    const all = this.node.querySelectorAll("button:not(:disabled, [hidden])");
    const buttons = [...all];
    const by = ARROWS[event.key];
    const end = ENDS[event.key];
    if (by === undefined && end === undefined) return;
    const next = buttons.at(end ?? (buttons.indexOf(event.target) + by) % buttons.length);
    if (!next) return;
    this.rove(next);
    next.focus();
    event.preventDefault();
  }
}
