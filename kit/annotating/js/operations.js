// What an operation makes of the marks, and both as Python has them: with places in code points.

/** @import { Text } from "./text.js" */
/** @import { Mark, Operation } from "./types" */

/** An id for a mark; put together here on pages that don't come over https, which have no randomUUID. */
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const hex = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
  const [version, variant] = [`4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`];
  return [hex.slice(0, 8), hex.slice(8, 12), version, variant, hex.slice(20)].join("-");
}

export class Operations {
  /** @type {Text} */
  text;

  /** @type {string} who makes the marks of this window */
  creator;

  /**
   * @param {Text} text
   * @param {string} creator
   */
  constructor(text, creator) {
    this.text = text;
    this.creator = creator;
  }

  /**
   * A whole mark, from what is known of it.
   * @param {Partial<Mark> & Pick<Mark, "start" | "end" | "label">} known
   * @param {string} id
   * @returns {Mark}
   */
  mark(
    {
      start,
      end,
      label,
      note = "",
      creator = this.creator,
      attributes = {},
      status = "found",
      words,
    },
    id,
  ) {
    words ??= this.text.text.slice(start ?? 0, end ?? 0);
    return { id, start, end, label, note, creator, attributes, status, words };
  }

  /**
   * Do an operation to the marks: it makes of them what Python will.
   * @param {Map<string, Mark>} all
   * @param {Operation} op
   */
  apply(all, op) {
    if (!op.id) return;
    const old = all.get(op.id);
    if (op.do === "add") {
      const { start = null, end = null, label = "" } = op;
      all.set(op.id, this.mark({ start, end, label }, op.id));
    }
    if (op.do === "remove") all.delete(op.id);
    if (op.do === "change" && old) all.set(op.id, this.changed(old, op));
    if (op.do === "undo" || op.do === "redo") {
      if (op.mark) all.set(op.id, op.mark);
      else all.delete(op.id);
    }
  }

  /**
   * A mark after a change. An attribute that became empty goes; a mark that got a new place is found.
   * @param {Mark} old
   * @param {Operation} op
   * @returns {Mark}
   */
  changed(old, { label, start, end, note, attributes }) {
    const given = Object.entries({ label, start, end, note }).filter(([, v]) => v !== undefined);
    const kept = Object.entries({ ...old.attributes, ...attributes }).filter(([, v]) => v !== "");
    const place =
      start === undefined ? {} : { status: "found", words: this.text.text.slice(start, end) };
    return {
      ...old,
      ...Object.fromEntries(given),
      ...place,
      attributes: Object.fromEntries(kept),
    };
  }

  /**
   * A mark from Python.
   * @param {Mark} mark
   */
  inward(mark) {
    const { ruler } = this.text;
    const units = (/** @type {number | null} */ at) => (at === null ? null : ruler.units(at));
    return this.mark({ ...mark, start: units(mark.start), end: units(mark.end) }, mark.id);
  }

  /**
   * An operation for Python.
   * @param {Operation} op
   * @returns {Operation}
   */
  outward(op) {
    return op.mark ? { ...op, mark: this.inPoints(op.mark) } : this.inPoints(op);
  }

  /**
   * @template {{start?: number | null, end?: number | null}} Placed
   * @param {Placed} placed
   * @returns {Placed}
   */
  inPoints(placed) {
    const { start, end } = placed;
    if (typeof start !== "number" || typeof end !== "number") return placed;
    const { ruler } = this.text;
    return { ...placed, start: ruler.points(start), end: ruler.points(end) };
  }
}
