// The shelf: what Python has not saved, kept in this browser under the names of the file, the text and the window.

/** @import { Operation } from "./types" */

/** @typedef {{key: string, operations: Operation[]}} Left */

export class Shelf {
  /** @type {string} what the names of all windows on this file and text begin with; "" where nothing is kept */
  prefix;

  /** @type {string} the name of this window */
  window;

  /** @type {Left[]} what other windows left behind: they were closed, say */
  found = [];

  /**
   * @param {string | null} name
   * @param {string} window
   */
  constructor(name, window) {
    this.prefix = name ? `kit.annotate ${name} ` : "";
    this.window = window;
  }

  /**
   * Keep these operations of this window, in place of those kept before.
   * @param {Operation[]} operations
   */
  keep(operations) {
    if (!this.prefix) return;
    const key = this.prefix + this.window;
    try {
      if (operations.length) localStorage.setItem(key, JSON.stringify(operations));
      else localStorage.removeItem(key);
    } catch {
      // a private window, or no room left: then only this window keeps it
    }
  }

  /**
   * Look for what other windows left behind; what Python has anyway is thrown away.
   * @param {(operations: Operation[]) => boolean} isKnown
   */
  look(isKnown) {
    try {
      for (const key of Object.keys(localStorage)) {
        if (!this.prefix || !key.startsWith(this.prefix) || key.endsWith(this.window)) continue;
        const operations = JSON.parse(localStorage.getItem(key) ?? "[]");
        if (isKnown(operations)) localStorage.removeItem(key);
        else this.found.push({ key, operations });
      }
    } catch {
      // no localStorage here
    }
  }

  /**
   * Empty the shelf of what was found, once each window's operations were taken from it.
   * @param {(operations: Operation[]) => void} take
   */
  empty(take) {
    for (const { key, operations } of this.found) {
      take(operations);
      localStorage.removeItem(key);
    }
    this.found = [];
  }
}
