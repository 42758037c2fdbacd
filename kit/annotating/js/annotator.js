// The annotator: makes its parts, listens, and draws what changed. Python makes the marks last
// (annotator.py).

import { Actions } from "./actions.js";
import { isDark } from "./colours.js";
import { el } from "./elements.js";
import { Handles } from "./handles.js";
import { makeHelp } from "./help.js";
import { Hint } from "./hint.js";
import { Keyboard } from "./keyboard.js";
import { Labels } from "./labels.js";
import { Marks } from "./marks.js";
import { Notice } from "./notice.js";
import { Page } from "./page.js";
import { Painter } from "./painter.js";
import { Panel } from "./panel.js";
import { Places } from "./places.js";
import { Selection } from "./selection.js";
import { Status } from "./status.js";
import { Text } from "./text.js";
import { Toolbar } from "./toolbar.js";

/** @import { Article, Mark, Model, RenderContext } from "./types" */

const LOOK = 4000; // ms between two looks at what other windows saved, while somebody works here

let views = 0;

export class Annotator {
  /** @type {HTMLElement} the front end's, in which the annotator stands */
  host;

  /** @type {Article} */
  article;

  /** A name that no other annotator of the page has. */
  uid = `kit-${++views}-${Date.now() % 1e6}`;

  /** The number of the last id that was made. */
  fresh = 0;

  /** @type {boolean | undefined} whether the page is dark */
  dark;

  /** Listeners outside the annotator end with it. */
  ended = new AbortController();

  /** @type {ReturnType<typeof setInterval> | undefined} looks at what other windows saved */
  watching;

  /**
   * @param {Model} model
   * @param {HTMLElement} host
   */
  constructor(model, host) {
    this.host = host;
    this.article = model.get("article");
    this.text = new Text(this.article);
    this.labels = new Labels(this.article.labels);
    this.marks = new Marks(model, this.text);
    this.labels.offerBusiest(this.marks.placed);
    this.page = new Page(this.text, (name) => this.labels.named(name));
    this.places = new Places(this.page);
    this.painter = new Painter(this);
    this.selection = new Selection(this);
    this.actions = new Actions(this);
    this.keyboard = new Keyboard(this);
    this.handles = new Handles(this);
    this.help = makeHelp(`${this.uid}-help`, this.labels.all);
    this.toolbar = new Toolbar(this);
    this.notice = new Notice(this);
    this.hint = new Hint(this);
    this.status = new Status(this);
    this.panel = new Panel(this);
    this.view = el("div", { class: "kit-view" }, this.page.paper);
    this.root = this.build();
    host.append(this.root);
    this.begin();
  }

  build() {
    const { title } = this.article;
    const name = `Text${title ? `: ${title}` : ""}. Question mark shows the keys.`;
    this.page.node.setAttribute("aria-label", name);
    this.page.paper.append(...this.handles.nodes);
    if (!this.text.blocks.length)
      this.page.paper.prepend(el("p", { class: "kit-empty" }, "This article has no text."));
    const attributes = {
      class: "kit-annotator",
      "data-lm-suppress-shortcuts": "true",
      role: "region",
      "aria-label": "Annotator",
    };
    return el(
      "div",
      attributes,
      this.notice.node,
      this.toolbar.node,
      this.status.line,
      el("div", { class: "kit-body" }, this.view, this.panel.node),
      this.status.polite,
      this.status.urgent,
      this.help,
    );
  }

  /** Show everything for the first time, then listen. */
  begin() {
    this.toolbar.showLayer();
    this.setTheme();
    this.page.draw(this.marks.placed);
    this.panel.update();
    this.marks.changed = (differ, refused) => this.changed(differ, refused);
    this.showState();
    this.showHint();
    this.notice.offer();
    this.listen();
    this.marks.wire.send(true);
  }

  /** An id that no other element has. */
  freshId() {
    return `${this.uid}-${++this.fresh}`;
  }

  // ---- listening

  listen() {
    const { signal } = this.ended;
    const { node } = this.page;
    node.addEventListener("keydown", (event) => this.keyboard.inText(event), { signal });
    node.addEventListener("click", (event) => this.click(event), { signal });
    this.root.addEventListener("keydown", (event) => this.keyboard.anywhere(event), { signal });
    this.root.addEventListener("focusin", () => this.watch(), { signal });
    document.addEventListener("selectionchange", () => this.selection.follow(), { signal });
    window.addEventListener("pagehide", () => this.panel.card.flush(), { signal });
    document.addEventListener("visibilitychange", () => this.comeOrGo(), { signal });
    this.resized = new ResizeObserver(() => this.handles.hold());
    this.resized.observe(node);
    const follow = () => this.followTheme();
    this.themed = new MutationObserver(follow);
    this.themed.observe(document.body, { attributes: true });
    this.themed.observe(document.documentElement, { attributes: true });
    const system = matchMedia("(prefers-color-scheme: dark)");
    system.addEventListener("change", follow, { signal });
    requestAnimationFrame(follow);
  }

  /** @param {MouseEvent} event */
  click(event) {
    const { selection } = this;
    selection.follow();
    if (selection.selecting) return;
    if (!(/** @type {Element} */ (event.target).closest("mark"))) return selection.choose(null);
    const here = selection.marksAt(selection.caret);
    const at = here.findIndex((mark) => mark.id === selection.chosen);
    if (here.length) selection.choose(here[(at + 1) % here.length].id);
  }

  comeOrGo() {
    this.panel.card.flush();
    if (!document.hidden) this.marks.wire.send(true);
  }

  /** While somebody works here, ask what other windows saved; an idle window asks nothing. */
  watch() {
    clearInterval(this.watching);
    this.watching = setInterval(() => {
      const isUsed = this.root.contains(document.activeElement) && !document.hidden;
      if (isUsed) this.marks.wire.send(true);
      else clearInterval(this.watching);
    }, LOOK);
  }

  close() {
    this.panel.card.flush();
    this.ended.abort();
    this.resized?.disconnect();
    this.themed?.disconnect();
    clearInterval(this.watching);
    this.marks.wire.close();
  }

  // ---- drawing

  /** Take over the page's theme; whether it changed. */
  setTheme() {
    const dark = isDark(this.host);
    if (dark === this.dark) return false;
    this.dark = dark;
    this.root.dataset.theme = dark ? "dark" : "light";
    this.labels.setTheme(dark);
    this.toolbar.showTheme();
    return true;
  }

  followTheme() {
    if (!this.setTheme()) return;
    this.page.draw(this.marks.placed);
    this.panel.list.clear();
    this.panel.update();
    this.handles.hold();
  }

  /**
   * Marks are not what they were, or Python said something.
   * @param {Set<Mark>} differ
   * @param {string[]} refused
   */
  changed(differ, refused) {
    if (differ.size) {
      this.selection.follow();
      this.painter.listed = false;
      this.painter.paintSoon(differ);
    }
    for (const reason of refused) this.status.say(`Not done: ${reason}`, true);
    this.showState();
  }

  showHint() {
    this.toolbar.showCurrent();
    this.hint.show();
  }

  showState() {
    this.toolbar.showHistory();
    this.status.show();
  }
}

export default {
  /** @param {RenderContext} context */
  render({ model, el: host }) {
    const annotator = new Annotator(model, host);
    host.annotator = annotator; // for tests, and for the curious at the console
    return () => annotator.close();
  },
};
