// What stands beside the text: marks that wait for a decision, the chosen mark, the list, the form.

import { Card } from "./card.js";
import { Doubts } from "./doubts.js";
import { el } from "./elements.js";
import { Form } from "./form.js";
import { MarkList } from "./list.js";

/** @import { Annotator } from "./annotator.js" */

export class Panel {
  /** @type {Annotator} */
  app;

  /** @param {Annotator} app */
  constructor(app) {
    this.app = app;
    this.doubts = new Doubts(app);
    this.card = new Card(app);
    this.list = new MarkList(app);
    this.form = new Form(app);
    this.node = el(
      "aside",
      { class: "kit-side", "aria-label": "Marks" },
      this.doubts.node,
      this.card.node,
      this.list.head,
      this.list.empty,
      this.list.node,
      this.form.node,
    );
  }

  update() {
    this.list.update();
    this.doubts.update();
  }

  /** @param {string | null} id */
  choose(id) {
    this.list.choose(id);
    this.card.draw(this.app.selection.placed);
  }
}
