// The two handles at the ends of the chosen mark, for mouse and finger.

import { el } from "./elements.js";

/** @import { Annotator } from "./annotator.js" */
/** @import { PlacedMark, Side, Span } from "./types" */

const ABOVE = 4; // px above the pointer that a place is looked for: the handle hangs below its line

export class Handles {
  /** @type {Annotator} */
  app;

  /** @type {HTMLElement[]} at the start and at the end */
  nodes;

  /** @param {Annotator} app */
  constructor(app) {
    this.app = app;
    this.nodes = /** @type {Side[]} */ (["start", "end"]).map((side) => {
      const attributes = { class: `kit-handle kit-${side}`, "aria-hidden": "true", hidden: true };
      const node = el("div", attributes);
      node.addEventListener("pointerdown", (event) => this.drag(event, node, side));
      return node;
    });
  }

  /**
   * Put the handles at the ends of a mark; without one they are hidden.
   * @param {PlacedMark | null} mark
   */
  hold(mark = this.app.selection.placed) {
    const { page, places, text } = this.app;
    const origin = page.paper.getBoundingClientRect();
    const all = mark ? [...places.range(mark.start, mark.end).getClientRects()] : [];
    const rects = all.filter((rect) => rect.width);
    this.nodes.forEach((node, i) => {
      const rect = rects.at(-i);
      node.hidden = !rect;
      if (!mark || !rect) return;
      const p = page.paragraphs[text.blockAt(i ? mark.end : mark.start)];
      const isRightToLeft = getComputedStyle(p).direction === "rtl";
      const edge = (i === 1) !== isRightToLeft ? rect.right : rect.left;
      node.style.left = `${edge - origin.left}px`;
      node.style.top = `${rect.top - origin.top}px`;
      node.style.height = `${rect.height}px`;
    });
  }

  /**
   * Follow the pointer with one end of the mark; the change is made when it lets go.
   * @param {PointerEvent} event
   * @param {HTMLElement} node
   * @param {Side} side
   */
  drag(event, node, side) {
    const { actions, marks, page, selection } = this.app;
    const mark = selection.placed;
    if (!mark) return;
    event.preventDefault();
    node.setPointerCapture(event.pointerId);
    /** @type {Span} */
    let span = [mark.start, mark.end];
    const move = (/** @type {PointerEvent} */ moved) => {
      const next = this.spanUnder(moved, node, side, mark);
      if (!next) return;
      const preview = { ...mark, start: next[0], end: next[1] };
      const shown = marks.placed.map((m) => (m.id === mark.id ? preview : m));
      page.update(shown, [mark, preview, { start: span[0], end: span[1] }]);
      span = next;
      this.hold(preview);
    };
    const stop = () => {
      node.removeEventListener("pointermove", move);
      page.update(marks.placed, [mark, { start: span[0], end: span[1] }]);
      actions.resize(mark, ...span);
      this.hold();
    };
    node.addEventListener("pointermove", move);
    node.addEventListener("lostpointercapture", stop, { once: true });
  }

  /**
   * The span that a mark has when its end is where the pointer is; null where it can't be.
   * @param {PointerEvent} event
   * @param {HTMLElement} node
   * @param {Side} side
   * @param {PlacedMark} mark
   * @returns {Span | null}
   */
  spanUnder(event, node, side, mark) {
    const other = side === "start" ? mark.end : mark.start;
    node.style.pointerEvents = "none"; // look under it
    const place = this.app.places.under(event.clientX, event.clientY - ABOVE);
    node.style.pointerEvents = "";
    if (place === null || place === other) return null;
    const [start, end] =
      side === "start"
        ? this.app.text.tidy(Math.min(place, other - 1), other)
        : this.app.text.tidy(other, Math.max(place, other + 1));
    return start < end ? [start, end] : null;
  }
}
