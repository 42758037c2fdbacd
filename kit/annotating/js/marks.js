// The marks as this window knows them: what Python said last (truth), and over it what was done here since (pending). A change is
// drawn at once, kept in the browser until Python has saved it, and sent again until Python answers: each operation carries a
// number, so that Python does it once. Python's Annotations and their file are the store; this is a mirror that can wait.
import { inOrder } from "./text.js";

const PATIENCE = 2000; // ms without an answer until we say so
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

export class Marks {
  constructor(model, text, changed) {
    Object.assign(this, {
      model,
      text,
      changed,
      pending: [],
      unsaved: [],
      done: [],
      undone: [],
      number: 0,
      silent: false,
    });
    this.window = Array.from(crypto.getRandomValues(new Uint32Array(3)), (n) =>
      n.toString(36),
    ).join("");
    this.shelf = model.get("article").shelf && `kit.annotate ${model.get("article").shelf} `;
    this.truth = this.all = new Map();
    this.whole(model.get("state"));
    this.listen = (message) => this.hear(message);
    model.on("msg:custom", this.listen);
    this.found = this.onTheShelf();
  }

  /** Marks with a place, in the order of the text, and those that wait for a decision. */
  get placed() {
    return (this.ordered ??= [...this.all.values()].filter((m) => m.start !== null).sort(inOrder));
  }
  get doubtful() {
    return [...this.all.values()].filter((m) => m.status === "orphan" || m.status === "ambiguous");
  }
  get waiting() {
    return this.pending.length + this.unsaved.length;
  }

  // ---- doing

  add(start, end, label) {
    const id = crypto.randomUUID?.() ?? this.uuid();
    this.step({ do: "add", id, start, end, label }, null);
    return id;
  }
  /** fields: label, start, end, note; attributes: {name: value}. */
  change(id, fields, attributes = {}) {
    this.step({ do: "change", id, ...fields, attributes }, this.all.get(id));
  }
  remove(id) {
    this.step({ do: "remove", id }, this.all.get(id));
  }
  undo() {
    return this.travel("undo", this.done, this.undone, "before");
  }
  redo() {
    return this.travel("redo", this.undone, this.done, "after");
  }

  step(op, before) {
    this.undone = [];
    this.push(op);
    this.done.push({ id: op.id, before: before ?? null, after: this.all.get(op.id) ?? null });
  }

  /** Python has the whole history; what was done in this window we can show without waiting for it. */
  travel(verb, from, to, side) {
    const step = from.pop();
    if (step) to.push(step);
    if (!step && !this.can[verb]) return null;
    this.push(step ? { do: verb, id: step.id, mark: step[side] } : { do: verb });
    return step ?? {};
  }

  push(op) {
    this.pending.push({ number: ++this.number, ...op });
    this.keep();
    this.redraw();
    this.send();
  }

  /** What an operation makes of the marks: the same that Python will make of them. */
  apply(all, op) {
    if (op.do === "add")
      all.set(op.id, this.mark({ start: op.start, end: op.end, label: op.label }, op.id));
    if (op.do === "remove") all.delete(op.id);
    if (op.do === "change" && all.has(op.id)) {
      const { label, start, end, note } = op,
        old = all.get(op.id),
        given = { label, start, end, note };
      const attributes = Object.entries({ ...old.attributes, ...op.attributes }).filter(
        ([, value]) => value !== "",
      );
      const placed =
        start === undefined ? {} : { status: "found", words: this.text.text.slice(start, end) };
      for (const name in given) if (given[name] === undefined) delete given[name];
      all.set(op.id, { ...old, ...given, ...placed, attributes: Object.fromEntries(attributes) });
    }
    if ((op.do === "undo" || op.do === "redo") && op.id)
      op.mark ? all.set(op.id, op.mark) : all.delete(op.id);
  }

  // ---- talking with Python

  /** Send what waits, unless an answer is due; `look` also asks what others did. */
  send(look = false) {
    if (this.due && (look || this.flying)) return;
    clearTimeout(this.due);
    this.flying = this.pending.length > 0;
    this.due = setTimeout(() => this.unanswered(), this.silent ? PATIENCE * 4 : PATIENCE);
    try {
      this.model.send({
        window: this.window,
        look,
        operations: this.pending.map((op) => this.outward(op)),
      });
    } catch {
      /* the connection is closed: the clock will say so */
    }
  }

  unanswered() {
    this.due = null;
    this.flying = false;
    const first = !this.silent;
    this.silent = true;
    if (first) this.changed(new Set());
    if (this.pending.length || first) this.send();
  }

  hear(message) {
    if (message.marks) this.whole(message);
    else if (message.revision > this.revision + 1)
      return this.model.send({ window: this.window, whole: true, operations: [] });
    else if (message.revision === this.revision + 1) {
      this.revision++;
      for (const [id, mark] of Object.entries(message.changed))
        mark ? this.truth.set(id, this.inward(mark, id)) : this.truth.delete(id);
      if (message.window !== this.window && Object.keys(message.changed).length)
        ((this.done = []), (this.undone = [])); // not ours to foretell
    }
    Object.assign(this, { can: message.can, saved: message.saved });
    if (message.window === this.window) this.answered(message);
    this.redraw(message.refused);
  }

  answered({ upto, saved, refused = [] }) {
    clearTimeout(this.due);
    this.due = null;
    this.flying = false;
    this.silent = false;
    if (refused.length) ((this.done = []), (this.undone = []));
    const taken = this.pending.filter((op) => op.number <= upto);
    this.pending = this.pending.filter((op) => op.number > upto);
    this.unsaved = saved.ok ? [] : [...this.unsaved, ...taken];
    this.keep();
    if (this.pending.length) this.send();
  }

  whole({ marks, revision, can, saved }) {
    this.truth = new Map(marks.map((mark) => [mark.id, this.inward(mark, mark.id)]));
    Object.assign(this, { revision, can, saved });
    this.redraw();
  }

  /** Put the pending operations over the truth; tell the page which marks are not what they were. */
  redraw(refused = []) {
    const next = new Map(this.truth),
      before = this.all;
    for (const op of this.pending) this.apply(next, op);
    const differ = new Set();
    for (const [id, mark] of next) {
      const old = before.get(id);
      if (old && old !== mark && same(old, mark)) next.set(id, old);
      else if (old !== mark) differ.add(mark).add(old);
    }
    for (const [id, mark] of before) if (!next.has(id)) differ.add(mark);
    differ.delete(undefined);
    this.all = next;
    if (differ.size) this.ordered = null;
    this.changed?.(differ, refused);
  }

  mark(
    {
      start,
      end,
      label,
      note = "",
      creator = this.model.get("article").creator,
      attributes = {},
      status = "found",
      words,
    },
    id,
  ) {
    return {
      id,
      start,
      end,
      label,
      note,
      creator,
      attributes,
      status,
      words: words ?? this.text.text.slice(start, end),
    };
  }
  inward(mark, id) {
    const units = (place) => (place === null ? null : this.text.ruler.units(place));
    return this.mark({ ...mark, start: units(mark.start), end: units(mark.end) }, id);
  }
  outward(op) {
    const points = (o) =>
      typeof o?.start === "number"
        ? { ...o, start: this.text.ruler.points(o.start), end: this.text.ruler.points(o.end) }
        : o;
    return op.mark ? { ...op, mark: points(op.mark) } : points(op);
  }

  // ---- the shelf: what Python has not saved, kept in this browser under the names of this window, file and text

  keep() {
    if (!this.shelf) return;
    const kept = [...this.unsaved, ...this.pending];
    try {
      if (kept.length) localStorage.setItem(this.shelf + this.window, JSON.stringify(kept));
      else localStorage.removeItem(this.shelf + this.window);
    } catch {
      /* private window, or full: then only this window keeps it */
    }
  }

  /** What other windows left behind (this one was closed, say), but for what Python has anyway. */
  onTheShelf() {
    const found = [];
    try {
      for (const key of Object.keys(localStorage)) {
        if (!this.shelf || !key.startsWith(this.shelf) || key.endsWith(this.window)) continue;
        const operations = JSON.parse(localStorage.getItem(key)),
          after = new Map(this.truth);
        for (const op of operations) this.apply(after, op);
        const known =
          after.size === this.truth.size &&
          [...after].every(([id, mark]) => same(mark, this.truth.get(id)));
        if (known) localStorage.removeItem(key);
        else found.push({ key, operations });
      }
    } catch {
      /* no localStorage here */
    }
    return found;
  }
  restore(take) {
    for (const { key, operations } of this.found) {
      for (const { number, ...op } of take ? operations : []) this.push(op);
      localStorage.removeItem(key);
    }
    this.found = [];
  }

  close() {
    clearTimeout(this.due);
    this.model.off("msg:custom", this.listen);
    try {
      this.model.send({ window: this.window, closed: true, operations: [] });
    } catch {
      /* Python is gone already */
    }
  }
  uuid() {
    // where crypto.randomUUID is missing: pages that don't come over https
    const hex = Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) =>
      b.toString(16).padStart(2, "0"),
    ).join("");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
  }
}
