// Changes that a closed or stopped window left in this browser: offered, not taken for granted.

import { el } from "./elements.js";
import { countChanges } from "./status.js";

/** @import { Annotator } from "./annotator.js" */

const LATER = 500; // ms: a live region says only what changes after it is there

export class Notice {
  /** @type {Annotator} */
  app;

  /** @param {Annotator} app */
  constructor(app) {
    this.app = app;
    this.node = el("div", {
      class: "kit-notice",
      role: "region",
      "aria-label": "Changes kept in this browser",
      hidden: true,
    });
  }

  offer() {
    const { marks, status } = this.app;
    const count = marks.shelf.found.reduce((sum, left) => sum + left.operations.length, 0);
    this.node.hidden = !count;
    if (!count) return;
    const were = count === 1 ? "was" : "were";
    const words = `${countChanges(count)} made here ${were} never saved, and kept in this browser.`;
    this.node.replaceChildren(
      el("p", {}, words),
      el("button", { type: "button", onclick: () => this.decide(true) }, "Put back"),
      el("button", { type: "button", onclick: () => this.decide(false) }, "Throw away"),
    );
    setTimeout(() => status.say(words), LATER);
  }

  /** @param {boolean} take */
  decide(take) {
    const { marks, selection, status } = this.app;
    marks.restore(take);
    this.node.hidden = true;
    selection.focusText();
    status.say(take ? "Put back." : "Thrown away.");
  }
}
