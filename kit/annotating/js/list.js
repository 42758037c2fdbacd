// The list of marks: a listbox in the order of the text, that can be filtered by label.

import { el, quoted, short, swatch } from "./elements.js";

/** @import { Annotator } from "./annotator.js" */
/** @import { Label, Mark, PlacedMark } from "./types" */

const LEAP = 10; // options, by Page Up and Page Down

/** @typedef {{mark: PlacedMark, node: HTMLElement}} Option */

export class MarkList {
  /** @type {Annotator} */
  app;

  /** @type {Map<string, Option>} what is in the list, by the marks' ids */
  options = new Map();

  /** @type {string | undefined} the id of the mark that the list's keys act on */
  active;

  /** @type {HTMLElement | null} an option that is still to be scrolled to */
  hidden = null;

  /** @param {Annotator} app */
  constructor(app) {
    this.app = app;
    this.count = el("p", { class: "kit-count" }, "Marks");
    this.filter = el("select", { "aria-label": "Show in the list" });
    this.filter.addEventListener("change", () => {
      app.panel.update();
      app.panel.choose(app.selection.chosen);
    });
    this.head = el("div", { class: "kit-head" }, this.count, this.filter);
    this.empty = el("p", { class: "kit-empty" }, "No marks yet.");
    this.node = el("div", {
      class: "kit-list",
      role: "listbox",
      tabindex: "0",
      "aria-label": "Marks in the order of the text",
    });
    this.node.addEventListener("keydown", (event) => this.key(event));
    this.node.addEventListener("click", (event) => this.click(event));
    this.node.addEventListener("focus", () => this.focused());
  }

  // ---- what is in it

  /** Make the list again, of options that are there already where their marks are the same. */
  update() {
    const all = this.app.marks.placed;
    const wanted = this.filter.value;
    this.fillFilter(all);
    const shown = wanted ? all.filter((m) => m.label === wanted) : all;
    this.dropAllBut(new Set(shown.map((m) => m.id)));
    let next = this.node.firstChild;
    for (const mark of shown) {
      const old = this.options.get(mark.id);
      const option = old?.mark === mark ? old : { mark, node: this.makeOption(mark) };
      if (old && old !== option) {
        if (next === old.node) next = option.node;
        old.node.replaceWith(option.node);
      }
      this.options.set(mark.id, option);
      if (option.node === next) next = next.nextSibling;
      else this.node.insertBefore(option.node, next);
    }
    const count = wanted ? `${shown.length} of ${all.length}` : all.length;
    this.count.textContent = `Marks: ${count}`;
    this.empty.hidden = shown.length > 0;
    this.node.hidden = shown.length === 0;
  }

  /** @param {Set<string>} ids */
  dropAllBut(ids) {
    for (const [id, option] of this.options) {
      if (ids.has(id)) continue;
      option.node.remove();
      this.options.delete(id);
    }
  }

  /** Forget all options: their colours differ now. */
  clear() {
    this.options.clear();
    this.node.replaceChildren();
  }

  /**
   * Offer the labels that marks have, and the one that is chosen.
   * @param {PlacedMark[]} all
   */
  fillFilter(all) {
    const { labels } = this.app;
    const wanted = this.filter.value;
    /** @type {Map<string, number>} */
    const counts = new Map();
    for (const { label } of all) counts.set(label, (counts.get(label) ?? 0) + 1);
    const known = labels.all.map((l) => l.name).filter((name) => counts.has(name));
    const names = new Set([...known, ...counts.keys(), ...(wanted ? [wanted] : [])]);
    const options = [...names].map((name) =>
      el("option", { value: name }, `${labels.named(name).title} (${counts.get(name) ?? 0})`),
    );
    this.filter.replaceChildren(el("option", { value: "" }, "All labels"), ...options);
    this.filter.value = wanted;
  }

  /** @param {PlacedMark} mark */
  makeOption(mark) {
    const label = this.app.labels.named(mark.label);
    const more = [...this.describe(mark, label), mark.note].filter(Boolean).join(" · ");
    const attributes = {
      class: "kit-option",
      role: "option",
      id: `${this.app.uid}-${mark.id}`,
      "data-mark": mark.id,
      "aria-selected": "false",
    };
    return el(
      "div",
      attributes,
      swatch(label),
      el("span", { class: "kit-name" }, el("bdi", {}, label.title)),
      " ",
      quoted(mark.words),
      more ? el("span", { class: "kit-more" }, el("bdi", {}, short(more, 120))) : null,
    );
  }

  /**
   * What is noted about a mark: "title: value" for each attribute; a link tells the other mark's words.
   * @param {Mark} mark
   * @param {Label} label
   */
  describe(mark, label) {
    const title = (/** @type {string} */ name) =>
      label.attributes.find((a) => a.name === name)?.title ?? name;
    return Object.entries(mark.attributes).map(
      ([name, value]) => `${title(name)}: ${this.app.marks.all.get(value)?.words ?? value}`,
    );
  }

  // ---- the chosen and the active mark

  /** @param {string | null} id */
  choose(id) {
    for (const node of this.node.querySelectorAll("[aria-selected=true]"))
      node.setAttribute("aria-selected", "false");
    const option = this.options.get(id ?? "");
    if (!option) return;
    option.node.setAttribute("aria-selected", "true");
    this.activate(option.mark.id, false);
  }

  /**
   * @param {string | undefined} id
   * @param {boolean} choose whether the mark is chosen, too
   */
  activate(id, choose = true) {
    const option = this.options.get(id ?? "");
    if (!option) return;
    this.active = option.mark.id;
    this.node.setAttribute("aria-activedescendant", option.node.id);
    this.hidden = option.node;
    if (choose) this.app.selection.choose(this.active, { show: true });
  }

  /** Scroll the list to the active mark. */
  reveal() {
    if (!this.hidden) return;
    const { offsetTop: top, offsetHeight: height } = this.hidden;
    const { scrollTop, clientHeight } = this.node;
    if (top < scrollTop) this.node.scrollTop = top;
    else if (top + height > scrollTop + clientHeight)
      this.node.scrollTop = top + height - clientHeight;
    this.hidden = null;
  }

  /** @param {Element | null | undefined} node */
  idOf(node) {
    return node instanceof HTMLElement ? node.dataset.mark : undefined;
  }

  focused() {
    const first = this.idOf(this.node.firstElementChild);
    this.activate(this.app.selection.chosen ?? this.active ?? first, false);
  }

  /** @param {MouseEvent} event */
  click(event) {
    const target = /** @type {Element} */ (event.target);
    this.activate(this.idOf(target.closest("[data-mark]")));
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const { actions, selection } = this.app;
    const nodes = [...this.node.children];
    if (event.ctrlKey || event.metaKey || event.altKey || !nodes.length) return;
    const last = nodes.length - 1;
    const at = nodes.findIndex((node) => this.idOf(node) === this.active);
    /** @type {Record<string, number>} */
    const goals = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: last,
      PageDown: at + LEAP,
      PageUp: at - LEAP,
    };
    const goal = goals[event.key];
    if (goal !== undefined) this.activate(this.idOf(nodes[Math.max(0, Math.min(last, goal))]));
    else if (event.key === "Enter" || event.key === " ") selection.goTo(this.active ?? "");
    else if (event.key === "Backspace" || event.key === "Delete") {
      const after = this.idOf(nodes[at + 1] ?? nodes[at - 1]);
      actions.remove(this.active ?? "");
      if (after) this.activate(after);
      else selection.focusText();
    } else return;
    event.preventDefault();
  }
}
