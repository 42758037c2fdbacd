// Draws what changed: once for a key, however much it changed.

/** @import { Annotator } from "./annotator.js" */
/** @import { Mark } from "./types" */

export class Painter {
  /** @type {Annotator} */
  app;

  /** @type {Set<Mark> | null} marks that are to be drawn again */
  dirty = null;

  /** Whether the list shows the marks as they are. */
  listed = true;

  /** @type {number | null} a place to scroll to with the next drawing */
  goal = null;

  /** @param {Annotator} app */
  constructor(app) {
    this.app = app;
  }

  /**
   * Draw these marks again, once what is being done is done.
   * @param {Iterable<Mark | undefined>} marks
   */
  paintSoon(marks) {
    if (!this.dirty) queueMicrotask(() => this.paint());
    this.dirty ??= new Set();
    for (const mark of marks) if (mark) this.dirty.add(mark);
  }

  paint() {
    const { marks, page, panel, selection } = this.app;
    const dirty = this.dirty ?? new Set();
    this.dirty = null;
    if (!selection.mark) selection.chosen = null;
    page.chosen = selection.chosen;
    page.update(marks.placed, dirty);
    selection.restore();
    if (!this.listed) panel.update();
    this.listed = true;
    panel.choose(selection.chosen);
    selection.paintKept();
    requestAnimationFrame(() => this.settle());
  }

  /** What asks where things are: after a frame's layout, not before it. */
  settle() {
    const { handles, panel, places } = this.app;
    if (this.goal !== null) places.show(this.goal);
    this.goal = null;
    panel.list.reveal();
    handles.hold();
  }
}
