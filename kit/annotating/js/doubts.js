// Marks to decide about: their words have changed in the text, or are not in it any more.

import { el, quoted, swatch } from "./elements.js";

/** @import { Annotator } from "./annotator.js" */
/** @import { Mark } from "./types" */

export class Doubts {
  /** @type {Annotator} */
  app;

  /** The marks as they were drawn last, as JSON. */
  drawn = "";

  /** @param {Annotator} app */
  constructor(app) {
    this.app = app;
    this.node = el("section", {
      class: "kit-doubts",
      "aria-label": "Marks to decide about",
      hidden: true,
    });
  }

  update() {
    const { doubtful } = this.app.marks;
    const key = JSON.stringify(doubtful);
    this.node.hidden = doubtful.length === 0;
    if (this.drawn === key) return;
    this.drawn = key;
    const [count, need] =
      doubtful.length === 1 ? ["One mark", "needs"] : [`${doubtful.length} marks`, "need"];
    const title = el("p", { class: "kit-title" }, `${count} ${need} your decision`);
    this.node.replaceChildren(
      ...(doubtful.length ? [title] : []),
      ...doubtful.map((mark) => this.makeDoubt(mark)),
    );
  }

  /** @param {Mark} mark */
  makeDoubt(mark) {
    const question =
      mark.status === "orphan"
        ? "These words are not in the text any more."
        : "The text has changed here: is this still the place?";
    const tag = swatch(this.app.labels.named(mark.label));
    return el(
      "div",
      { class: "kit-doubt" },
      el("p", {}, tag, quoted(mark.words, 160), " ", question),
      el("div", { class: "kit-row" }, ...this.makeButtons(mark)),
    );
  }

  /** @param {Mark} mark */
  makeButtons({ id, start, end, words, status }) {
    const { actions, selection } = this.app;
    const button = (/** @type {string} */ name, /** @type {() => void} */ act) =>
      el("button", { type: "button", onclick: act }, name);
    const buttons = [];
    if (status !== "orphan" && start !== null && end !== null) {
      buttons.push(button("Show", () => selection.goTo(id)));
      buttons.push(button("Yes, here", () => actions.place(id, start, end)));
      if (actions.occurrences(words).length > 1)
        buttons.push(button("Next place", () => actions.nextPlace(id)));
    }
    buttons.push(button("Put it on the selected words", () => actions.placeOnSelection(id)));
    buttons.push(button("Remove", () => actions.remove(id)));
    return buttons;
  }
}
