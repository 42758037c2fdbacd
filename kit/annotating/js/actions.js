// What a person does to the marks, by whatever way: key, button, list, form or handle.

/** @import { Annotator } from "./annotator.js" */
/** @import { Mark, PlacedMark, Side, Span, Step } from "./types" */

export class Actions {
  /** @type {Annotator} */
  app;

  /** @param {Annotator} app */
  constructor(app) {
    this.app = app;
  }

  /**
   * Mark words with a label: the span that is given, or what is selected. A mark that was chosen on
   * purpose gets the label instead.
   * @param {string | undefined} label
   * @param {Span | null} given
   */
  make(label, given = null) {
    const { app } = this;
    const { labels, marks, selection, status } = app;
    const { mark } = selection;
    if (!given && selection.firm && mark && !selection.selecting) return this.relabel(mark, label);
    const span = given ?? selection.span;
    if (!label) return status.say("The codebook has no labels.");
    if (!span || span[0] >= span[1]) return status.say("Select some words first.");
    const [start, end] = span;
    const isThere = (/** @type {PlacedMark} */ m) =>
      m.start === start && m.end === end && m.label === label;
    const there = marks.placed.find(isThere);
    const id = there?.id ?? marks.add(start, end, label);
    labels.current = label;
    // the drawing puts the caret there
    if (selection.selecting) selection.kept = [selection.caret, selection.caret];
    selection.choose(id, { firm: false });
    selection.again = span;
    status.say(`${there ? "Already marked" : "Marked"}: ${app.labels.describe(selection.mark)}`);
    app.showHint();
  }

  /**
   * @param {Mark} mark
   * @param {string | undefined} label
   */
  relabel(mark, label) {
    const { app } = this;
    if (mark.label !== label) app.marks.change(mark.id, { label });
    app.labels.current = label;
    app.status.say(`Now: ${app.labels.describe(app.marks.all.get(mark.id))}`);
  }

  /** @param {string} id */
  remove(id) {
    const { marks, panel, selection, status } = this.app;
    const mark = marks.all.get(id);
    if (!mark) return;
    const active = document.activeElement;
    const isInCard = panel.node.contains(active) && active !== panel.list.node;
    panel.card.flush();
    marks.remove(id);
    if (selection.chosen === id) selection.choose(null);
    if (isInCard) selection.focusText();
    status.say(`Removed: ${this.app.labels.describe(mark)}`);
  }

  undo() {
    this.travelled(this.app.marks.undo(), "Nothing to take back", "Taken back");
  }

  redo() {
    this.travelled(this.app.marks.redo(), "Nothing to do again", "Done again");
  }

  /**
   * Show and say what was taken back or done again.
   * @param {Step | null} step
   * @param {string} none
   * @param {string} done
   */
  travelled(step, none, done) {
    const { marks, places, selection, status } = this.app;
    if (!step) return status.say(none);
    if (selection.chosen && !selection.mark) selection.choose(null);
    const mark = marks.all.get(step.id ?? "") ?? step.before ?? step.after;
    if (mark && mark.start !== null) places.show(mark.start);
    status.say(mark ? `${done}: ${this.app.labels.describe(mark)}` : done);
  }

  /**
   * Move an end of the chosen mark by a word.
   * @param {Side} side
   * @param {number} by
   */
  nudge(side, by) {
    const mark = this.app.selection.placed;
    if (!mark) return;
    const ends = { start: mark.start, end: mark.end };
    ends[side] = this.app.text.wordEdge(mark[side], by, side);
    this.resize(mark, ends.start, ends.end);
  }

  /**
   * @param {PlacedMark} mark
   * @param {number} start
   * @param {number} end
   */
  resize(mark, start, end) {
    const { marks, status } = this.app;
    if (start >= end) return status.say("A mark needs at least one character.");
    if (start !== mark.start || end !== mark.end) marks.change(mark.id, { start, end });
    status.say(this.app.labels.describe(marks.all.get(mark.id)));
  }

  // ---- marks that wait for a decision

  /**
   * Say where a mark is, and go there.
   * @param {string} id
   * @param {number} start
   * @param {number} end
   */
  place(id, start, end) {
    this.app.marks.change(id, { start, end });
    this.app.selection.goTo(id);
  }

  /** @param {string} id */
  placeOnSelection(id) {
    const { selection, status } = this.app;
    if (selection.selecting && selection.span) return this.place(id, ...selection.span);
    status.say("First select the words in the text, then press this again.", true);
  }

  /**
   * Put a mark on the next place that has its words.
   * @param {string} id
   */
  nextPlace(id) {
    const mark = this.app.marks.all.get(id);
    if (!mark) return;
    const places = this.occurrences(mark.words);
    const start = places.find((place) => place > (mark.start ?? 0)) ?? places[0];
    this.place(id, start, start + mark.words.length);
  }

  /**
   * Where words stand in the text.
   * @param {string} words
   */
  occurrences(words) {
    const { text } = this.app.text;
    const found = [];
    for (let at = text.indexOf(words); at >= 0 && words; at = text.indexOf(words, at + 1))
      found.push(at);
    return found;
  }
}
