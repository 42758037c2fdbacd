// The wire to Python. What was done is sent again until Python answers; each operation carries a
// number, so that Python does it once.

/** @import { Marks } from "./marks.js" */
/** @import { Message, Model, Whole } from "./types" */

const PATIENCE = 2000; // milliseconds without an answer until we say so

export class Wire {
  /** @type {Model} */
  model;

  /** @type {Marks} */
  marks;

  /** @type {string} the name of this window, by which Python tells whom it answers */
  window;

  /** The number of the last message that was heard. */
  revision = 0;

  /** @type {number | undefined} the clock that runs until the answer to what was sent */
  due;

  /** Whether operations are on their way. */
  flying = false;

  /** Whether Python has let us wait too long. */
  silent = false;

  /**
   * @param {Model} model
   * @param {string} window
   * @param {Marks} marks
   */
  constructor(model, window, marks) {
    this.model = model;
    this.window = window;
    this.marks = marks;
    this.listener = (/** @type {Message} */ message) => this.hear(message);
    model.on("msg:custom", this.listener);
  }

  /** Send what waits, unless an answer is due; look: ask what others did, too. */
  send(look = false) {
    if (this.due && (look || this.flying)) return;
    const { pending, operations } = this.marks;
    clearTimeout(this.due);
    this.flying = pending.length > 0;
    this.due = setTimeout(() => this.unanswered(), this.silent ? PATIENCE * 4 : PATIENCE);
    this.tell({ look, operations: pending.map((op) => operations.outward(op)) });
  }

  /** @param {object} message */
  tell(message) {
    try {
      this.model.send({ window: this.window, ...message });
    } catch {
      // the connection is closed: the clock will say so
    }
  }

  /** Python has not answered in time. */
  unanswered() {
    this.due = undefined;
    this.flying = false;
    const isFirst = !this.silent;
    this.silent = true;
    if (isFirst) this.marks.changed(new Set(), []);
    if (this.marks.pending.length || isFirst) this.send();
  }

  /** @param {Message} message */
  hear(message) {
    const { marks } = this;
    const isOurs = message.window === this.window;
    if (message.marks) this.hearWhole(/** @type {Whole} */ (message));
    else if (message.revision > this.revision + 1)
      return this.model.send({ window: this.window, whole: true, operations: [] });
    else if (message.revision === this.revision + 1) {
      this.revision++;
      marks.amend(message.changed, isOurs);
    }
    marks.status = { can: message.can, saved: message.saved };
    if (isOurs) this.answered(message);
    marks.redraw(message.refused);
  }

  /** @param {Whole} whole */
  hearWhole(whole) {
    this.revision = whole.revision;
    this.marks.take(whole);
  }

  /** @param {Message} message */
  answered({ upto = 0, saved, refused = [] }) {
    clearTimeout(this.due);
    this.due = undefined;
    this.flying = false;
    this.silent = false;
    this.marks.settle(upto, saved.ok, refused.length > 0);
    if (this.marks.pending.length) this.send();
  }

  close() {
    clearTimeout(this.due);
    this.model.off("msg:custom", this.listener);
    this.tell({ closed: true, operations: [] });
  }
}
