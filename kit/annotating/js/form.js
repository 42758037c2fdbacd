// A form that makes a mark without the text: paragraph, first word, last word, label.

import { labelOptions } from "./card.js";
import { el, field, quoted, short } from "./elements.js";

/** @import { Annotator } from "./annotator.js" */
/** @import { Span } from "./types" */

export class Form {
  /** @type {Annotator} */
  app;

  /** @param {Annotator} app */
  constructor(app) {
    this.app = app;
    this.paragraph = el("select", { onchange: () => this.fillWords() });
    this.from = el("select", { onchange: () => this.preview() });
    this.to = el("select", { onchange: () => this.preview() });
    this.label = el("select", { onchange: () => this.preview() });
    this.shown = el("p", { class: "kit-preview", "aria-live": "polite" });
    this.node = el(
      "details",
      { class: "kit-form", ontoggle: () => this.open() },
      el("summary", {}, "Mark with a form"),
      el(
        "form",
        { onsubmit: (/** @type {Event} */ event) => this.submit(event) },
        field(app.freshId(), "Paragraph", this.paragraph),
        field(app.freshId(), "From word", this.from),
        field(app.freshId(), "To word", this.to),
        field(app.freshId(), "Label", this.label),
        this.shown,
        el("button", { type: "submit" }, "Mark these words"),
      ),
    );
  }

  /** Fill the form, the first time it is opened. */
  open() {
    if (!this.node.open || this.paragraph.options.length) return;
    const { labels, text } = this.app;
    const options = text.paragraphs.map(([start, end], i) =>
      el("option", { value: i }, `${i}: ${short(text.text.slice(start, end), 50)}`),
    );
    this.paragraph.replaceChildren(...options);
    this.label.replaceChildren(...labelOptions(this.app, labels.all[0]?.name ?? ""));
    this.fillWords();
  }

  /** Offer the words of the chosen paragraph. */
  fillWords() {
    const { text } = this.app;
    const words = text.words(...(text.paragraphs[Number(this.paragraph.value)] ?? [0, 0]));
    const options = (/** @type {0 | 1} */ side) =>
      words.map((word, i) =>
        el("option", { value: word[side] }, `${text.text.slice(...word)} (${i + 1})`),
      );
    this.from.replaceChildren(...options(0));
    this.to.replaceChildren(...options(1));
    this.preview();
  }

  /** @returns {Span} from the first to the last word, as they were chosen */
  get span() {
    return [Number(this.from.value), Number(this.to.value)];
  }

  preview() {
    const [start, end] = this.span;
    const words = this.app.text.text.slice(start, end);
    const wrong = "The last word comes before the first: choose a later one.";
    this.shown.replaceChildren(start < end ? quoted(words, 200) : wrong);
  }

  /** @param {Event} event */
  submit(event) {
    event.preventDefault();
    const [start, end] = this.span;
    if (start < end) this.app.actions.make(this.label.value, [start, end]);
    else this.preview();
  }
}
