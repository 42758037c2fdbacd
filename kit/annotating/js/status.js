// What is said: to screen readers, and on the line above the text, whether everything is saved.

import { el } from "./elements.js";

/** @import { Annotator } from "./annotator.js" */

/** @typedef {"good" | "note" | "busy" | "bad"} Kind */

const QUICK = 400; // ms: a save that is quicker than that doesn't flicker
const SILENT =
  "not saved: the kernel doesn't answer " +
  "(it is busy, the network is gone, or it stopped: then run this cell again)";

/** @param {number} n */
export function countChanges(n) {
  return `${n} change${n === 1 ? "" : "s"}`;
}

export class Status {
  /** @type {Annotator} */
  app;

  /** @type {string | undefined} the state as it is shown */
  stated;

  /** Whether the state is to be said even if it is what it was. */
  announce = false;

  /** @type {number | undefined} the clock until a slow save is shown */
  soon;

  /** @param {Annotator} app */
  constructor(app) {
    this.app = app;
    this.state = el("p", { class: "kit-state" });
    this.line = el("div", { class: "kit-line" }, app.hint.node, this.state);
    this.polite = el("div", { class: "kit-unseen", role: "status" });
    this.urgent = el("div", { class: "kit-unseen", role: "alert" });
  }

  /**
   * Say something to screen readers; what is urgent is shown, too.
   * @param {string} words
   */
  say(words, urgent = false) {
    (urgent ? this.urgent : this.polite).textContent = words;
    if (urgent) this.app.hint.node.textContent = words;
  }

  /** @returns {[words: string, kind: Kind]} whether everything is saved */
  describe() {
    const { pending, shelf, status, waiting, wire } = this.app.marks;
    if (wire.silent) {
      const where = shelf.prefix ? "browser" : "page";
      const kept = `. ${countChanges(waiting)} kept in this ${where} until it does`;
      return [waiting ? SILENT + kept : SILENT, "bad"];
    }
    const { ok, message } = status.saved;
    if (!ok) return [`not saved: ${message}`, "bad"];
    if (pending.length) return ["saving…", "busy"];
    return message ? [message, "note"] : ["saved", "good"];
  }

  /** Show whether everything is saved. */
  show() {
    const [words, kind] = this.describe();
    clearTimeout(this.soon);
    if (words === this.stated && !this.announce) return;
    if (kind === "busy") this.soon = setTimeout(() => this.write(words, kind), QUICK);
    else this.write(words, kind);
  }

  /**
   * @param {string} words
   * @param {Kind} kind
   */
  write(words, kind) {
    this.state.textContent = words;
    this.state.dataset.kind = kind;
    this.line.dataset.kind = kind;
    if (kind === "bad") this.urgent.textContent = words;
    else if (kind !== "busy" && (this.announce || this.stated))
      this.polite.append(this.polite.textContent ? `; ${words}` : words);
    this.stated = words;
    this.announce = false;
  }
}
