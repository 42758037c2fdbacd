// The marks as this window knows them: what Python said last (truth), and over it what was done
// here since (pending). A change is drawn at once, and kept in the browser until Python has saved
// it. Python's Annotations and their file are the store; this is a mirror that can wait.

import { newId, Operations } from "./operations.js";
import { Shelf } from "./shelf.js";
import { inOrder } from "./spans.js";
import { Wire } from "./wire.js";

/** @import { Text } from "./text.js" */
/** @import { Article, Mark, Model, Operation, PlacedMark, Status, Step, Whole } from "./types" */

const isSame = (/** @type {unknown} */ a, /** @type {unknown} */ b) =>
  JSON.stringify(a) === JSON.stringify(b);

export class Marks {
  /** @type {Map<string, Mark>} what Python said last */
  truth = new Map();

  /** @type {Map<string, Mark>} the truth with the pending operations done to it: what is shown */
  all = this.truth;

  /** @type {Operation[]} what Python has not answered yet */
  pending = [];

  /** @type {Operation[]} what Python has done, and could not save */
  unsaved = [];

  /** @type {Step[]} what was done in this window, and can be taken back before Python answers */
  done = [];

  /** @type {Step[]} what was taken back in this window */
  undone = [];

  /** The number of the last operation. */
  number = 0;

  /** @type {PlacedMark[] | null} the placed marks, until something changes */
  ordered = null;

  /** @type {(differ: Set<Mark>, refused: string[]) => void} hears what looks different, and what Python refused */
  changed = () => {};

  /** @type {Status} what Python said last of saving, and of what can be taken back */
  status = { saved: { ok: true, message: "" }, can: { undo: false, redo: false } };

  /**
   * @param {Model} model
   * @param {Text} text
   */
  constructor(model, text) {
    const numbers = crypto.getRandomValues(new Uint32Array(3));
    const window = Array.from(numbers, (n) => n.toString(36)).join("");
    const article = /** @type {Article} */ (model.get("article"));
    this.operations = new Operations(text, article.creator);
    this.shelf = new Shelf(article.shelf, window);
    this.wire = new Wire(model, window, this);
    this.wire.hearWhole(model.get("state"));
    this.shelf.look((operations) => this.isKnown(operations));
  }

  /** Marks with a place, in the order of the text. */
  get placed() {
    const isPlaced = (/** @type {Mark} */ mark) => mark.start !== null;
    this.ordered ??= /** @type {PlacedMark[]} */ ([...this.all.values()].filter(isPlaced)).sort(
      inOrder,
    );
    return this.ordered;
  }

  /** Marks that wait for a decision. */
  get doubtful() {
    return [...this.all.values()].filter((m) => m.status === "orphan" || m.status === "ambiguous");
  }

  /** How many changes are not in the file. */
  get waiting() {
    return this.pending.length + this.unsaved.length;
  }

  // ---- doing

  /**
   * @param {number} start
   * @param {number} end
   * @param {string} label
   */
  add(start, end, label) {
    const id = newId();
    this.step({ do: "add", id, start, end, label }, id);
    return id;
  }

  /**
   * @param {string} id
   * @param {Partial<Pick<Operation, "label" | "start" | "end" | "note">>} fields
   * @param {Record<string, string>} attributes
   */
  change(id, fields, attributes = {}) {
    this.step({ do: "change", id, ...fields, attributes }, id);
  }

  /** @param {string} id */
  remove(id) {
    this.step({ do: "remove", id }, id);
  }

  /**
   * @param {Operation} op
   * @param {string} id
   */
  step(op, id) {
    const before = this.all.get(id) ?? null;
    this.undone = [];
    this.push(op);
    this.done.push({ id, before, after: this.all.get(id) ?? null });
  }

  undo() {
    const step = this.done.pop();
    if (step) this.undone.push(step);
    return this.travel("undo", step, step?.before);
  }

  redo() {
    const step = this.undone.pop();
    if (step) this.done.push(step);
    return this.travel("redo", step, step?.after);
  }

  /**
   * Show at once what was done in this window; what is older is Python's to undo. Returns null
   * where there is nothing.
   * @param {"undo" | "redo"} verb
   * @param {Step | undefined} step
   * @param {Mark | null | undefined} mark
   * @returns {Step | null}
   */
  travel(verb, step, mark) {
    if (!step && !this.status.can[verb]) return null;
    this.push(step ? { do: verb, id: step.id, mark } : { do: verb });
    return step ?? {};
  }

  /** @param {Operation} op */
  push(op) {
    this.pending.push({ ...op, number: ++this.number });
    this.keep();
    this.redraw();
    this.wire.send();
  }

  /**
   * Put back what other windows left behind, or throw it away.
   * @param {boolean} take
   */
  restore(take) {
    this.shelf.empty((operations) => {
      if (take) operations.forEach((op) => this.push(op));
    });
  }

  // ---- what Python says

  /** @param {Whole} whole */
  take({ marks, can, saved }) {
    this.truth = new Map(marks.map((mark) => [mark.id, this.operations.inward(mark)]));
    this.status = { can, saved };
    this.redraw();
  }

  /**
   * @param {Record<string, Mark | null>} changed
   * @param {boolean} isOurs
   */
  amend(changed, isOurs) {
    const changes = Object.entries(changed);
    for (const [id, mark] of changes) {
      if (mark) this.truth.set(id, this.operations.inward(mark));
      else this.truth.delete(id);
    }
    if (!isOurs && changes.length) this.forgetSteps(); // what comes next of them is not ours to foretell
  }

  /**
   * Python has done the operations up to a number.
   * @param {number} upto
   * @param {boolean} isSaved
   * @param {boolean} hasRefused
   */
  settle(upto, isSaved, hasRefused) {
    if (hasRefused) this.forgetSteps();
    const taken = this.pending.filter((op) => (op.number ?? 0) <= upto);
    this.pending = this.pending.filter((op) => (op.number ?? 0) > upto);
    this.unsaved = isSaved ? [] : [...this.unsaved, ...taken];
    this.keep();
  }

  forgetSteps() {
    this.done = [];
    this.undone = [];
  }

  /**
   * Put the pending operations over the truth; tell the page which marks are not what they were.
   * @param {string[]} refused
   */
  redraw(refused = []) {
    const next = new Map(this.truth);
    const before = this.all;
    for (const op of this.pending) this.operations.apply(next, op);
    /** @type {Set<Mark>} */
    const differ = new Set();
    for (const [id, mark] of next) {
      const old = before.get(id);
      if (old && old !== mark && isSame(old, mark)) next.set(id, old);
      else if (old !== mark) [mark, old].forEach((one) => one && differ.add(one));
    }
    for (const [id, mark] of before) if (!next.has(id)) differ.add(mark);
    this.all = next;
    if (differ.size) this.ordered = null;
    this.changed(differ, refused);
  }

  keep() {
    this.shelf.keep([...this.unsaved, ...this.pending]);
  }

  /**
   * Whether these operations would change nothing: Python has done them.
   * @param {Operation[]} operations
   */
  isKnown(operations) {
    const after = new Map(this.truth);
    for (const op of operations) this.operations.apply(after, op);
    const isKept = [...after].every(([id, mark]) => isSame(mark, this.truth.get(id)));
    return isKept && after.size === this.truth.size;
  }
}
