// The text with its marks: drawn a paragraph at a time, and places in it turned to places in the document and back. It is an
// editable region whose every edit is refused, because that is what gives all readers a caret: the system's own keys, touch
// handles and screen readers know how to move in one.
import { lanes, pieces } from "./text.js";

/** Make an element; strings among the children become text, never markup. */
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

const LANE = 4; // px between the lines of two marks under the same words
const PATTERNS = [
  // so that labels differ without colour too
  (c) => `linear-gradient(${c},${c})`,
  (c) => `repeating-linear-gradient(90deg,${c} 0 7px,transparent 7px 10px)`,
  (c) => `repeating-linear-gradient(90deg,${c} 0 2px,transparent 2px 5px)`,
  (c) =>
    `repeating-linear-gradient(90deg,${c} 0 10px,transparent 10px 12px,${c} 12px 14px,transparent 14px 16px)`,
];
export const line = (label) => PATTERNS[label.number % PATTERNS.length](label.ink);

export class Page {
  constructor(text, labelOf) {
    Object.assign(this, { text, labelOf, marks: [], chosen: null, places: new WeakMap() });
    this.node = el("div", {
      class: "kit-text",
      contenteditable: "true",
      tabindex: "0",
      inputmode: "none",
      role: "textbox",
      "aria-multiline": "true",
      "aria-readonly": "true",
      lang: text.language,
      translate: "no",
      spellcheck: "false",
      autocorrect: "off",
      autocapitalize: "off",
      "data-gramm": "false",
    });
    for (const name of ["beforeinput", "cut", "paste", "drop", "dragstart"])
      this.node.addEventListener(name, (e) => e.preventDefault());
    this.node.addEventListener("input", () => this.draw(this.marks)); // an input method may write all the same: draw it away
    this.node.addEventListener("compositionend", () => this.draw(this.marks));
    this.node.addEventListener("copy", (e) => {
      e.clipboardData.setData("text/plain", getSelection().toString());
      e.preventDefault();
    });
    this.handles = ["start", "end"].map((side) =>
      el("div", { class: `kit-handle kit-${side}`, "aria-hidden": "true", hidden: true }),
    );
    this.paper = el("div", { class: "kit-paper" }, this.node, ...this.handles);
  }

  /** Draw everything: the first time, and when all may differ. */
  draw(marks) {
    this.marks = marks;
    const at = this.text.blocks.map(() => []);
    for (const mark of marks) for (const i of this.blocksOf(mark)) at[i].push(mark);
    const title =
      this.text.blocks.length > 2 &&
      /^[^\n]{1,150}[^\s.!?…"”]$/.test(
        this.text.text.slice(this.text.blocks[0].start, this.text.blocks[0].end),
      );
    this.paragraphs = this.text.blocks.map((block, i) => {
      const classes = `kit-p${block.gap ? " kit-gap" : ""}${title && i === 0 ? " kit-headline" : ""}`;
      const p = el("p", { class: classes, dir: "auto", "data-number": block.number });
      this.places.set(p, i);
      this.fill(p, block, at[i]);
      return p;
    });
    this.node.classList.toggle("kit-long", this.paragraphs.length > 60); // then the browser may leave out what can't be seen
    this.node.replaceChildren(...this.paragraphs);
  }

  /** Draw again only the paragraphs that hold one of these marks (as they are, or as they were). */
  update(marks, differ) {
    this.marks = marks;
    const touched = new Set(
      [...differ].filter((m) => m.start !== null).flatMap((mark) => this.blocksOf(mark)),
    );
    for (const i of touched) {
      const block = this.text.blocks[i];
      this.fill(
        this.paragraphs[i],
        block,
        marks.filter((m) => m.start < block.end && m.end > block.start),
      );
    }
  }

  blocksOf({ start, end }) {
    const found = [];
    for (let i = this.text.blockAt(start); this.text.blocks[i]?.start < end; i++)
      if (this.text.blocks[i].end > start) found.push(i);
    return found;
  }

  fill(p, block, marks) {
    const lane = lanes(marks),
      depth = Math.max(0, ...lane.values());
    p.style.setProperty("--lanes", marks.length ? depth + 1 : 0);
    const nodes = pieces(block, marks).map((piece) => {
      const words = this.text.text.slice(piece.start, piece.end);
      if (!piece.marks.length) return words;
      const inks = piece.marks.map((m) => [m, this.labelOf(m.label)]);
      const lines = inks.map(
        ([m, label]) => `${line(label)} 0 calc(100% - ${lane.get(m) * LANE}px)/100% 3px no-repeat`,
      );
      const tints = inks
        .slice(-3)
        .map(
          ([m, label]) => `linear-gradient(${label[m.id === this.chosen ? "strong" : "tint"]} 0 0)`,
        );
      const node = el(
        "mark",
        { class: piece.marks.some((m) => m.id === this.chosen) ? "kit-chosen" : null },
        words,
      );
      node.style.background = [...lines, ...tints].join(",");
      const tags = piece.closing
        .map(
          (m) =>
            this.labelOf(m.label).tag + (m.status === "ambiguous" ? "?" : "") + (m.note ? "*" : ""),
        )
        .join(" ");
      if (tags) node.dataset.tags = tags;
      return node;
    });
    p.replaceChildren(...nodes);
  }

  /** Where a document position is in the text, in units; null when it's not in it. */
  place(node, offset) {
    if (!node || !this.node.contains(node)) return null;
    if (node === this.node)
      return this.text.blocks[offset]?.start ?? this.text.blocks.at(-1)?.end ?? null;
    const p = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest(".kit-p");
    if (!p) return null;
    const range = document.createRange();
    range.setStart(p, 0);
    range.setEnd(node, offset);
    return this.text.blocks[this.places.get(p)].start + range.toString().length;
  }

  /** The document position of a place: [text node, offset]. */
  spot(place) {
    const i = this.text.blockAt(place),
      block = this.text.blocks[i];
    let left = Math.min(Math.max(place - block.start, 0), block.end - block.start);
    for (const child of this.paragraphs[i].childNodes) {
      const node = child.firstChild ?? child;
      if (left <= node.length) return [node, left];
      left -= node.length;
    }
    return [this.paragraphs[i], this.paragraphs[i].childNodes.length];
  }

  range(start, end) {
    const range = document.createRange();
    range.setStart(...this.spot(start));
    range.setEnd(...this.spot(end));
    return range;
  }

  /** The document's selection, as [anchor, focus] in units; null when it is not in the text. */
  get selection() {
    const s = this.node.getRootNode().getSelection?.() ?? getSelection();
    const anchor = this.place(s.anchorNode, s.anchorOffset),
      focus = this.place(s.focusNode, s.focusOffset);
    return anchor === null || focus === null ? null : [anchor, focus];
  }
  select(anchor, focus, show = true) {
    if (!this.text.blocks.length) return;
    getSelection().setBaseAndExtent(...this.spot(anchor), ...this.spot(focus));
    if (show) this.show(focus);
  }

  /** Scroll so that a place can be seen, and no further than need be. */
  show(place) {
    const view = this.paper.parentElement,
      box = view.getBoundingClientRect();
    const spot =
      this.range(place, place).getClientRects()[0] ??
      this.paragraphs[this.text.blockAt(place)].getBoundingClientRect();
    if (spot.top < box.top + 40) view.scrollTop -= box.top + 40 - spot.top;
    else if (spot.bottom > box.bottom - 40) view.scrollTop += spot.bottom - box.bottom + 40;
  }

  /** The place under a point of the screen, or null. */
  under(x, y) {
    const spot = document.caretPositionFromPoint?.(x, y),
      old = spot ? null : document.caretRangeFromPoint?.(x, y);
    return spot
      ? this.place(spot.offsetNode, spot.offset)
      : old
        ? this.place(old.startContainer, old.startOffset)
        : null;
  }

  /** Put the two handles at the ends of the chosen mark. */
  hold(mark) {
    const origin = this.paper.getBoundingClientRect();
    const rects =
      mark && mark.start !== null
        ? [...this.range(mark.start, mark.end).getClientRects()].filter((r) => r.width)
        : [];
    this.handles.forEach((handle, i) => {
      const rect = rects.at(-i);
      handle.hidden = !rect;
      if (!rect) return;
      const { start, end } = mark,
        rtl =
          getComputedStyle(this.paragraphs[this.text.blockAt(i ? end : start)]).direction === "rtl";
      handle.style.left = `${((i === 1) !== rtl ? rect.right : rect.left) - origin.left}px`;
      handle.style.top = `${rect.top - origin.top}px`;
      handle.style.height = `${rect.height}px`;
    });
  }
}
