// What is selected in the text, and which mark is chosen: what the next key acts on.

/** @import { Annotator } from "./annotator.js" */
/** @import { Mark, PlacedMark, Side, Span } from "./types" */

const KEPT = "kit-kept"; // the highlight that shows the selection while the focus is elsewhere

export class Selection {
  /** @type {Annotator} */
  app;

  /** @type {Span | null} anchor and focus of the selection, also while the focus is elsewhere */
  kept = null;

  /** @type {Span | null} the words marked a moment ago, which a label's key marks again */
  again = null;

  /** @type {string | null} the id of the chosen mark */
  chosen = null;

  /** Whether it was chosen on purpose, so that keys act on it; a mark just made is chosen too. */
  firm = false;

  /** @type {Side | null} the end of the chosen mark that the arrow keys move */
  moving = null;

  /** @type {string | undefined} the labels at the caret, as they were said last */
  here;

  /** @param {Annotator} app */
  constructor(app) {
    this.app = app;
  }

  /** @returns {Span | null} the words to mark: selected, or marked a moment ago, or the word at the caret */
  get span() {
    const { text } = this.app;
    if (this.kept && this.selecting)
      return text.tidy(Math.min(...this.kept), Math.max(...this.kept));
    return this.again ?? (this.kept ? text.wordAt(this.kept[1]) : null);
  }

  get caret() {
    return this.kept?.[1] ?? this.app.text.blocks[0]?.start ?? 0;
  }

  get selecting() {
    return this.kept !== null && this.kept[0] !== this.kept[1];
  }

  /** The chosen mark. */
  get mark() {
    return this.chosen === null ? undefined : this.app.marks.all.get(this.chosen);
  }

  /** The chosen mark, if it has a place in the text. */
  get placed() {
    const { mark } = this;
    return mark && mark.start !== null ? /** @type {PlacedMark} */ (mark) : null;
  }

  /**
   * The marks that hold or touch a place, the shortest first.
   * @param {number} place
   */
  marksAt(place) {
    return this.app.marks.placed
      .filter((m) => m.start <= place && place <= m.end)
      .sort((a, b) => a.end - a.start - (b.end - b.start));
  }

  /** Take over what the browser has selected, if that changed. */
  follow() {
    const now = this.app.places.selection;
    if (!now || (this.kept && now[0] === this.kept[0] && now[1] === this.kept[1]))
      return this.paintKept();
    this.kept = now;
    this.again = null;
    if (this.firm && !this.selecting) {
      const mark = this.placed;
      if (mark && !(mark.start <= now[1] && now[1] <= mark.end)) this.choose(null);
    }
    if (!this.selecting && this.hasFocus) this.sayWhere();
    this.paintKept();
    this.app.showHint();
  }

  get hasFocus() {
    return document.activeElement === this.app.page.node;
  }

  /** Say in which marks the caret is, when that changed. */
  sayWhere() {
    const { labels, status } = this.app;
    const titles = this.marksAt(this.caret).map((m) => labels.named(m.label).title);
    const here = titles.join(", ");
    if (here !== this.here) status.say(here ? `in ${here}` : "");
    this.here = here;
  }

  /** Show what is selected while the focus is elsewhere, where the browser can. */
  paintKept() {
    if (!globalThis.CSS?.highlights || typeof Highlight === "undefined") return;
    const { places, root } = this.app;
    const isNear = !this.hasFocus && root.contains(document.activeElement);
    if (this.kept && this.selecting && isNear) {
      const range = places.range(Math.min(...this.kept), Math.max(...this.kept));
      CSS.highlights.set(KEPT, new Highlight(range));
    } else CSS.highlights.delete(KEPT);
  }

  /**
   * Choose a mark, or none. show: scroll to it; firm: on purpose.
   * @param {string | null} id
   * @param {{show?: boolean, firm?: boolean}} how
   */
  choose(id, { show = false, firm = true } = {}) {
    const before = this.mark;
    const { app } = this;
    app.panel.card.flush();
    this.chosen = id !== null && app.marks.all.has(id) ? id : null;
    this.firm = this.chosen !== null && firm;
    if (this.firm) this.again = null;
    if (this.placed && show) app.painter.goal = this.placed.start;
    app.painter.paintSoon([before, this.mark]);
    app.showHint();
  }

  /**
   * Choose a mark and put the caret on it.
   * @param {string} id
   */
  goTo(id) {
    const mark = this.app.marks.all.get(id);
    if (!mark || mark.start === null) return;
    this.focusText();
    this.moveTo(mark.start, mark.start);
    this.choose(id, { show: true });
    this.app.status.say(`${this.app.labels.describe(mark)} chosen`);
  }

  /**
   * Choose the mark at the caret; again: the next one there. more: what to say besides.
   * @param {string} more
   */
  next(more = "") {
    const { status } = this.app;
    const here = this.marksAt(this.caret);
    if (!here.length) return status.say("No mark here.");
    const at = (here.findIndex((m) => m.id === this.chosen) + 1) % here.length;
    if (this.selecting) this.moveTo(this.caret, this.caret);
    this.choose(here[at].id);
    const place = here.length > 1 ? `, ${at + 1} of ${here.length}` : "";
    status.say(`${this.app.labels.describe(here[at])} chosen${place}${more ? `; ${more}` : ""}`);
  }

  /** Move an end of the chosen mark with the arrow keys; again: the other end. */
  startMoving() {
    const { app, placed: mark } = this;
    if (!mark) return app.status.say("Choose a mark first: Space.");
    this.moving = this.moving === "end" ? "start" : "end";
    if (this.kept && this.selecting) this.moveTo(this.kept[1], this.kept[0]);
    else this.moveTo(mark.start, mark.end);
    app.status.say(`Moving the ${this.moving}: Shift and arrows, then Enter`);
    app.showHint();
  }

  /** Let go of what is being moved or was selected, else of the chosen mark. */
  letGo() {
    this.moving = null;
    this.again = null;
    if (this.selecting) this.moveTo(this.caret, this.caret);
    else this.choose(null);
    this.app.status.say("");
    this.app.showHint();
  }

  focusText() {
    this.app.page.node.focus({ preventScroll: true });
    this.restore();
  }

  /** Give the browser its selection back: drawing the text took it away. */
  restore() {
    if (this.kept && this.hasFocus) this.app.places.select(...this.kept);
  }

  /**
   * @param {number} anchor
   * @param {number} focus
   */
  moveTo(anchor, focus) {
    this.kept = [anchor, focus];
    this.again = null;
    this.app.places.select(anchor, focus);
    this.app.places.show(focus);
    this.app.showHint();
  }
}
