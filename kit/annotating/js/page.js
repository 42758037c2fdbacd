// The text with its marks, drawn a paragraph at a time. It is an editable region whose every edit is
// refused, because that is what gives all readers a caret: the system's own keys, touch handles and
// screen readers know how to move in one.

import { line } from "./colours.js";
import { el } from "./elements.js";
import { lanes, pieces } from "./spans.js";

/** @import { Text } from "./text.js" */
/** @import { Block, Label, Mark, PlacedMark } from "./types" */

const LANE = 4; // px between the lines of two marks under the same words
const MANY = 60; // paragraphs; of more, the browser may leave out what can't be seen

const EDITABLE = {
  class: "kit-text",
  contenteditable: "true",
  tabindex: "0",
  inputmode: "none",
  role: "textbox",
  "aria-multiline": "true",
  "aria-readonly": "true",
  translate: "no",
  spellcheck: "false",
  autocorrect: "off",
  autocapitalize: "off",
  "data-gramm": "false",
};

export class Page {
  /** @type {Text} */
  text;

  /** @type {(name: string) => Label} */
  labelOf;

  /** @type {PlacedMark[]} the marks as they were drawn last */
  marks = [];

  /** @type {string | null} the id of the mark that is drawn as chosen */
  chosen = null;

  /** @type {HTMLElement[]} one for each block of the text */
  paragraphs = [];

  /** @type {WeakMap<Element, Block>} the blocks by their paragraphs */
  blocks = new WeakMap();

  /** @type {HTMLElement} the text */
  node;

  /** @type {HTMLElement} what the text stands on, with whatever is placed over it */
  paper;

  /**
   * @param {Text} text
   * @param {(name: string) => Label} labelOf
   */
  constructor(text, labelOf) {
    this.text = text;
    this.labelOf = labelOf;
    this.node = el("div", { ...EDITABLE, lang: text.language });
    this.paper = el("div", { class: "kit-paper" }, this.node);
    for (const name of ["beforeinput", "cut", "paste", "drop", "dragstart"])
      this.node.addEventListener(name, (event) => event.preventDefault());
    // an input method may write all the same: draw it away
    for (const name of ["input", "compositionend"])
      this.node.addEventListener(name, () => this.draw(this.marks));
    this.node.addEventListener("copy", (event) => {
      event.clipboardData?.setData("text/plain", String(getSelection()));
      event.preventDefault();
    });
  }

  // ---- drawing

  /**
   * Draw everything: the first time, and when all may differ.
   * @param {PlacedMark[]} marks
   */
  draw(marks) {
    this.marks = marks;
    const { blocks } = this.text;
    /** @type {PlacedMark[][]} */
    const at = blocks.map(() => []);
    for (const mark of marks) for (const i of this.blocksOf(mark)) at[i].push(mark);
    const hasTitle = this.hasTitle();
    this.paragraphs = blocks.map((block, i) => {
      const gap = block.gap ? " kit-gap" : "";
      const classes = `kit-p${gap}${hasTitle && i === 0 ? " kit-headline" : ""}`;
      const p = el("p", { class: classes, dir: "auto", "data-number": block.number });
      this.blocks.set(p, block);
      this.fill(p, block, at[i]);
      return p;
    });
    this.node.classList.toggle("kit-long", this.paragraphs.length > MANY);
    this.node.replaceChildren(...this.paragraphs);
  }

  /** Whether the first block looks like a title: short, and without a stop. */
  hasTitle() {
    const { blocks, text } = this.text;
    return (
      blocks.length > 2 &&
      /^[^\n]{1,150}[^\s.!?…"”]$/.test(text.slice(blocks[0].start, blocks[0].end))
    );
  }

  /**
   * Draw again only the paragraphs that hold one of these marks (as they are, or as they were).
   * @param {PlacedMark[]} marks
   * @param {Iterable<Pick<Mark, "start" | "end">>} differ
   */
  update(marks, differ) {
    this.marks = marks;
    const touched = new Set([...differ].flatMap((mark) => this.blocksOf(mark)));
    for (const i of touched) {
      const block = this.text.blocks[i];
      const here = marks.filter((m) => m.start < block.end && m.end > block.start);
      this.fill(this.paragraphs[i], block, here);
    }
  }

  /**
   * The numbers of the blocks that a mark is in.
   * @param {Pick<Mark, "start" | "end">} mark
   */
  blocksOf({ start, end }) {
    /** @type {number[]} */
    const found = [];
    if (start === null || end === null) return found;
    for (let i = this.text.blockAt(start); this.text.blocks[i]?.start < end; i++)
      if (this.text.blocks[i].end > start) found.push(i);
    return found;
  }

  /**
   * @param {HTMLElement} p
   * @param {Block} block
   * @param {PlacedMark[]} marks
   */
  fill(p, block, marks) {
    const lane = lanes(marks);
    const depth = Math.max(0, ...lane.values());
    p.style.setProperty("--lanes", String(marks.length ? depth + 1 : 0));
    const nodes = pieces(block, marks).map((piece) => {
      const words = this.text.text.slice(piece.start, piece.end);
      if (!piece.marks.length) return words;
      const hasChosen = piece.marks.some((m) => m.id === this.chosen);
      const node = el("mark", { class: hasChosen ? "kit-chosen" : null }, words);
      node.style.background = this.background(piece.marks, lane);
      const tags = piece.closing.map((m) => this.tag(m)).join(" ");
      if (tags) node.dataset.tags = tags;
      return node;
    });
    p.replaceChildren(...nodes);
  }

  /**
   * A line for each mark, in its lane, over the tints of the last three.
   * @param {PlacedMark[]} marks
   * @param {Map<PlacedMark, number>} lane
   */
  background(marks, lane) {
    const lines = marks.map((mark) => {
      const below = `calc(100% - ${(lane.get(mark) ?? 0) * LANE}px)`;
      return `${line(this.labelOf(mark.label))} 0 ${below}/100% 3px no-repeat`;
    });
    const tints = marks.slice(-3).map((mark) => {
      const label = this.labelOf(mark.label);
      return `linear-gradient(${mark.id === this.chosen ? label.strong : label.tint} 0 0)`;
    });
    return [...lines, ...tints].join(",");
  }

  /** @param {PlacedMark} mark */
  tag(mark) {
    const doubt = mark.status === "ambiguous" ? "?" : "";
    return this.labelOf(mark.label).tag + doubt + (mark.note ? "*" : "");
  }
}
