// The hint: one line that says what can be done next.

import { el, quoted } from "./elements.js";

/** @import { Annotator } from "./annotator.js" */
/** @import { PlacedMark, Side, Span } from "./types" */

const key = (/** @type {string} */ name) => el("kbd", {}, name);

export class Hint {
  /** @type {Annotator} */
  app;

  /** @param {Annotator} app */
  constructor(app) {
    this.app = app;
    this.node = el("p", { class: "kit-hint", id: `${app.uid}-hint` });
  }

  show() {
    this.node.replaceChildren(...this.parts());
  }

  parts() {
    const { selection } = this.app;
    const { firm, mark, moving, selecting, span } = selection;
    if (moving && mark) return this.partsForMoving(moving);
    if (selecting && span) return this.partsForSelection(span);
    if (mark && firm) return this.partsForMark(mark.label);
    if (mark)
      return [
        "Marked. ",
        key("Enter"),
        " adds attributes and a note; another label’s key marks the same words again.",
      ];
    if (matchMedia("(pointer: coarse)").matches)
      return ["Tap a word, or hold it to select more; then tap a label."];
    return [
      "Select words with the mouse, or with Shift and the arrow keys; then press a label’s key. ",
      key("?"),
      " shows all keys.",
    ];
  }

  /** @param {Side} side */
  partsForMoving(side) {
    return [
      `Moving the ${side}: Shift and arrows, then `,
      key("Enter"),
      "; ",
      key("Escape"),
      " leaves it as it was.",
    ];
  }

  /** @param {Span} span */
  partsForSelection(span) {
    const { labels, text } = this.app;
    const label = labels.all.find(({ name }) => name === labels.current);
    const enter = label ? [", or ", key("Enter"), " for ", el("bdi", {}, label.title)] : [];
    return [quoted(text.text.slice(...span), 60), ": press a label’s key", ...enter, "."];
  }

  /** @param {string} label */
  partsForMark(label) {
    return [
      el("bdi", {}, this.app.labels.named(label).title),
      " chosen: ",
      key("Enter"),
      " edits, ",
      key("F2"),
      " moves its ends, ",
      key("Backspace"),
      " removes.",
    ];
  }
}
