// The annotator: what is chosen, what the keys do, and the state of saving. Python makes the marks last (annotator.py).
import { Text } from "./text.js";
import { Marks } from "./marks.js";
import { Page, el } from "./page.js";
import { Panel, quoted } from "./panel.js";

let views = 0;

const KEYS = [
  // what the help shows; [keys, what they do]
  ["← → ↑ ↓", "move the caret by character and line"],
  ["Ctrl+← Ctrl+→", "by word (on a Mac: Option)"],
  ["Alt+↑ Alt+↓", "by sentence"],
  ["Ctrl+↑ Ctrl+↓, Page Up, Page Down", "by paragraph"],
  ["Home End, Ctrl+Home Ctrl+End", "to the ends of the line, of the text"],
  ["Shift with any of these, Ctrl+A", "selects the words passed over, or all"],
  [
    "a label's key",
    "marks the selected words, or the word at the caret; with a mark chosen, gives it that label",
  ],
  ["Enter", "marks with the label used last; with a mark chosen, edits its attributes and note"],
  ["Space", "chooses the mark at the caret; again: the next one there"],
  [
    "F2",
    "moves the ends of the chosen mark: Shift and arrows, then Enter; F2 again: the other end",
  ],
  ["Backspace", "removes the chosen mark"],
  ["Ctrl+Z, Ctrl+Shift+Z", "take back, do again"],
  ["Escape", "lets go: of the selection, of the mark, back to the text"],
  ["Ctrl+S", "saves now (everything is saved by itself, too)"],
  ["Tab", "leaves the text for what comes next"],
];

class App {
  constructor(model, host) {
    const article = model.get("article");
    Object.assign(this, {
      model,
      host,
      article,
      chosen: null,
      firm: false,
      again: null,
      moving: null,
      kept: null,
      goal: null,
      dirty: null,
      listed: true,
      fresh: 0,
      uid: `kit-${++views}-${Date.now() % 1e6}`,
    });
    this.text = new Text(article);
    this.labels = [];
    this.readLabels();
    this.marks = new Marks(model, this.text);
    this.layer = this.firstLayer();
    this.current = this.offered[0]?.name;
    this.page = new Page(this.text, (name) => this.labelOf(name));
    this.build();
    this.setTheme();
    this.page.draw(this.marks.placed);
    this.panel.update();
    this.marks.changed = (differ, refused) => this.changed(differ, refused);
    this.showState();
    this.showHint();
    this.offer();
    this.listen();
    this.marks.send(true);
  }

  // ---- labels, with colours that can be seen on this background and a tag that tells them apart

  readLabels() {
    const keys = this.article.labels.map((l) => l.key),
      titled = this.article.labels.map((l) => ({ ...l, title: l.title || l.name }));
    this.labels = titled.map((label, number) => ({
      ...label,
      number,
      tag:
        label.key && keys.indexOf(label.key) === keys.lastIndexOf(label.key)
          ? label.key
          : label.title.slice(0, 3),
    }));
    this.unknown = new Map();
  }
  /** Of several layers one is offered at a time, so that there is room and every key has one meaning. */
  get offered() {
    return this.labels.filter((l) => !this.layer || l.layer === this.layer);
  }
  firstLayer() {
    const layers = [...new Set(this.labels.map((l) => l.layer))],
      count = (layer) =>
        this.marks.placed.filter((m) => this.labelOf(m.label).layer === layer).length;
    return layers.length > 1
      ? layers.reduce((best, layer) => (count(layer) > count(best) ? layer : best))
      : layers[0];
  }
  showLayer(layer) {
    this.layer = layer;
    this.current = this.offered[0]?.name;
    for (const [chip, label] of this.chips) chip.hidden = !this.offered.includes(label);
    this.roving(this.bar.querySelector("button:not([hidden])"));
    this.showHint();
  }
  roving(button) {
    for (const each of this.bar.querySelectorAll("button"))
      each.tabIndex = each === button ? 0 : -1;
  }

  labelOf(name) {
    const known = this.labels.find((l) => l.name === name) ?? this.unknown.get(name);
    if (known) return known;
    const number = this.labels.length + this.unknown.size;
    const label = {
      name,
      title: name,
      tag: name.slice(0, 3),
      key: "",
      definition: "",
      attributes: [],
      colour: "#808080",
      number,
      ...inks("#808080", this.dark),
    };
    this.unknown.set(name, label);
    return label;
  }

  /** Light or dark, from what is really behind us: every front end has its own way of saying it. */
  setTheme() {
    let behind = this.host,
      colour = "";
    while (behind && !colour) {
      const found = getComputedStyle(behind).backgroundColor;
      if (found && !/rgba?\([^)]*,\s*0\)|transparent/.test(found)) colour = found;
      behind = behind.parentElement;
    }
    const [r, g, b] = (colour.match(/[\d.]+/g) ?? [255, 255, 255]).map(Number);
    const dark = colour
      ? 0.299 * r + 0.587 * g + 0.114 * b < 128
      : matchMedia("(prefers-color-scheme: dark)").matches;
    if (dark === this.dark) return false;
    this.dark = dark;
    this.root.dataset.theme = dark ? "dark" : "light";
    for (const label of [...this.labels, ...this.unknown.values()])
      Object.assign(label, inks(label.colour, dark));
    for (const [chip, label] of this.chips) chip.style.setProperty("--line", label.ink);
    return true;
  }

  // ---- the parts

  build() {
    const { article, uid } = this;
    this.chips = new Map();
    for (const label of this.labels) {
      const name = el("bdi", {}, label.title),
        key = label.key ? el("kbd", {}, label.key) : null;
      this.chips.set(
        el(
          "button",
          {
            type: "button",
            class: "kit-chip",
            title: label.definition || null,
            "data-pattern": label.number % 4,
            "aria-keyshortcuts": label.key || null,
            onclick: () => this.make(label.name),
          },
          name,
          key,
        ),
        label,
      );
    }
    const layers = [...new Set(this.labels.map((l) => l.layer))];
    const chooser = el(
      "select",
      {
        class: "kit-layer",
        "aria-label": "Layer of labels",
        onchange: () => this.showLayer(chooser.value),
      },
      ...layers.map((layer) =>
        el(
          "option",
          { value: layer, selected: layer === this.layer },
          article.layers[layer] ?? layer,
        ),
      ),
    );
    const button = (name, act, title) =>
      el("button", { type: "button", class: "kit-tool", title, onclick: act }, name);
    this.undoButton = button("Undo", () => this.undo(), "Ctrl+Z");
    this.redoButton = button("Redo", () => this.redo(), "Ctrl+Shift+Z");
    this.bar = el(
      "div",
      {
        class: "kit-bar",
        role: "toolbar",
        "aria-label": "Labels and tools",
        onkeydown: (e) => this.barKey(e),
      },
      el(
        "div",
        { class: "kit-group", role: "group", "aria-label": "Labels" },
        layers.length > 1 ? chooser : null,
        ...this.chips.keys(),
      ),
      el(
        "div",
        { class: "kit-group kit-tools", role: "group", "aria-label": "Tools" },
        this.undoButton,
        this.redoButton,
        button("Help", () => this.help.showModal(), "?"),
      ),
    );
    this.bar.addEventListener("pointerdown", (e) => e.target !== chooser && e.preventDefault()); // the text keeps its selection
    this.notice = el("div", {
      class: "kit-notice",
      role: "region",
      "aria-label": "Changes kept in this browser",
      hidden: true,
    });
    this.hint = el("p", { class: "kit-hint", id: `${uid}-hint` });
    this.state = el("p", { class: "kit-state" });
    this.polite = el("div", { class: "kit-unseen", role: "status" });
    this.urgent = el("div", { class: "kit-unseen", role: "alert" });
    this.page.node.setAttribute(
      "aria-label",
      `Text${article.title ? `: ${article.title}` : ""}. Question mark shows the keys.`,
    );
    this.view = el("div", { class: "kit-view" }, this.page.paper);
    this.panel = new Panel(this);
    this.help = el(
      "dialog",
      { class: "kit-help", "aria-labelledby": `${uid}-help` },
      el("h2", { id: `${uid}-help`, tabindex: "-1", autofocus: true }, "Keys"), // else Close has the focus, at the far end of a long list
      el(
        "dl",
        {},
        ...KEYS.map(([keys, what]) => el("div", {}, el("dt", {}, keys), el("dd", {}, what))),
      ),
      this.labels.length ? el("h2", {}, "Labels") : null,
      el(
        "dl",
        {},
        ...this.labels.map((l) =>
          el(
            "div",
            {},
            el("dt", {}, l.key || "–"),
            el(
              "dd",
              {},
              el("b", {}, el("bdi", {}, l.title)),
              l.definition ? `: ${l.definition}` : "",
            ),
          ),
        ),
      ),
      el("form", { method: "dialog" }, el("button", {}, "Close")),
    );
    this.root = el(
      "div",
      {
        class: "kit-annotator",
        "data-lm-suppress-shortcuts": "true",
        role: "region",
        "aria-label": "Annotator",
      },
      this.notice,
      this.bar,
      el("div", { class: "kit-line" }, this.hint, this.state),
      el("div", { class: "kit-body" }, this.view, this.panel.node),
      this.polite,
      this.urgent,
      this.help,
    );
    this.host.append(this.root);
    this.showLayer(this.layer);
    if (!this.text.blocks.length)
      this.page.paper.prepend(el("p", { class: "kit-empty" }, "This article has no text."));
  }

  listen() {
    const { signal } = (this.ended = new AbortController()),
      on = (target, name, act) => target.addEventListener(name, act, { signal });
    on(this.page.node, "keydown", (e) => this.textKey(e));
    on(this.root, "keydown", (e) => this.anyKey(e));
    on(this.page.node, "click", (e) => this.click(e));
    on(document, "selectionchange", () => this.selectionChanged());
    on(window, "pagehide", () => this.panel.flush());
    on(document, "visibilitychange", () => {
      this.panel.flush();
      if (!document.hidden) this.marks.send(true);
    });
    on(this.root, "focusin", () => this.watch());
    for (const handle of this.page.handles) on(handle, "pointerdown", (e) => this.drag(e, handle));
    this.resized = new ResizeObserver(() => this.hold());
    this.resized.observe(this.page.node);
    this.themed = new MutationObserver(() => this.setTheme() && this.redrawAll());
    this.themed.observe(document.body, { attributes: true });
    this.themed.observe(document.documentElement, { attributes: true });
    on(
      matchMedia("(prefers-color-scheme: dark)"),
      "change",
      () => this.setTheme() && this.redrawAll(),
    );
    requestAnimationFrame(() => this.setTheme() && this.redrawAll());
  }
  redrawAll() {
    this.page.draw(this.marks.placed);
    this.panel.options.clear();
    this.panel.list.replaceChildren();
    this.panel.update();
    this.hold();
  }
  close() {
    this.panel.flush();
    this.ended.abort();
    this.resized.disconnect();
    this.themed.disconnect();
    clearInterval(this.watching);
    this.marks.close();
  }

  /** While somebody works here, ask every few seconds what other windows saved; an idle window asks nothing. */
  watch() {
    clearInterval(this.watching);
    this.watching = setInterval(() => {
      if (this.root.contains(document.activeElement) && !document.hidden) this.marks.send(true);
      else clearInterval(this.watching);
    }, 4000);
  }

  // ---- what is selected

  /** The words to mark: selected, or marked a moment ago, or the word at the caret. */
  get span() {
    const [anchor, focus] = this.kept ?? [0, 0];
    if (this.kept && anchor !== focus)
      return this.text.tidy(Math.min(anchor, focus), Math.max(anchor, focus));
    return this.again ?? (this.kept ? this.text.wordAt(focus) : null);
  }
  get caret() {
    return this.kept?.[1] ?? this.text.blocks[0]?.start ?? 0;
  }
  get selecting() {
    return this.kept !== null && this.kept[0] !== this.kept[1];
  }
  marksAt(place) {
    return this.marks.placed
      .filter((m) => m.start <= place && place <= m.end)
      .sort((a, b) => a.end - a.start - (b.end - b.start));
  }

  selectionChanged() {
    const now = this.page.selection;
    if (!now || (this.kept && now[0] === this.kept[0] && now[1] === this.kept[1]))
      return this.paintKept();
    this.kept = now;
    this.again = null;
    if (this.firm && !this.selecting) {
      const mark = this.marks.all.get(this.chosen);
      if (mark && !(mark.start <= now[1] && now[1] <= mark.end)) this.choose(null);
    }
    if (!this.selecting && document.activeElement === this.page.node) {
      const here = this.marksAt(now[1])
        .map((m) => this.labelOf(m.label).title)
        .join(", ");
      if (here !== this.here) this.say(here ? `in ${here}` : "");
      this.here = here;
    }
    this.paintKept();
    this.showHint();
  }

  /** Show what is selected while the focus is elsewhere, where the browser can. */
  paintKept() {
    if (!globalThis.CSS?.highlights || typeof Highlight === "undefined") return;
    const away = document.activeElement !== this.page.node;
    const name = "kit-kept";
    if (this.selecting && away && this.root.contains(document.activeElement)) {
      CSS.highlights.set(
        name,
        new Highlight(this.page.range(Math.min(...this.kept), Math.max(...this.kept))),
      );
    } else CSS.highlights.delete(name);
  }

  /** Choose a mark. firm: on purpose, so that keys act on it; a mark just made is chosen, but a label's key marks its words again. */
  choose(id, { show = false, firm = true } = {}) {
    const before = this.marks.all.get(this.chosen),
      mark = this.marks.all.get(id);
    this.panel.flush();
    this.chosen = mark ? id : null;
    this.firm = Boolean(mark) && firm;
    if (this.firm) this.again = null;
    if (mark && mark.start !== null && show) this.goal = mark.start;
    this.paintSoon([before, mark]);
    this.showHint();
  }
  /** Choose a mark and put the caret on it. */
  goTo(id) {
    const mark = this.marks.all.get(id);
    if (!mark || mark.start === null) return;
    this.focusText();
    this.moveTo(mark.start, mark.start);
    this.choose(id, { show: true });
    this.say(`${this.describe(mark)} chosen`);
  }
  hold() {
    this.page.hold(this.marks.all.get(this.chosen));
  }
  focusText() {
    this.page.node.focus({ preventScroll: true });
    this.restoreSelection();
  }
  restoreSelection() {
    if (this.kept && document.activeElement === this.page.node)
      this.page.select(...this.kept, false);
  }
  moveTo(anchor, focus) {
    this.kept = [anchor, focus];
    this.again = null;
    this.page.select(anchor, focus);
    this.showHint();
  }
  describe(mark) {
    return `${this.labelOf(mark.label).title} “${mark.words.length > 80 ? `${mark.words.slice(0, 79)}…` : mark.words}”`;
  }

  // ---- doing

  make(label, span = null) {
    const chosen = this.marks.all.get(this.chosen);
    if (!span && this.firm && chosen && !this.selecting) return this.relabel(chosen, label);
    span ??= this.span;
    if (!label || !span || span[0] >= span[1])
      return this.say(label ? "Select some words first." : "The codebook has no labels.");
    const [start, end] = span;
    const there = this.marks.placed.find(
      (m) => m.start === start && m.end === end && m.label === label,
    );
    const id = there?.id ?? this.marks.add(start, end, label);
    this.current = label;
    if (this.selecting) this.kept = [this.caret, this.caret]; // the drawing puts the caret there
    this.choose(id, { firm: false });
    this.again = span;
    this.say(`${there ? "Already marked" : "Marked"}: ${this.describe(this.marks.all.get(id))}`);
    this.showHint();
  }
  relabel(mark, label) {
    if (mark.label !== label) this.marks.change(mark.id, { label });
    this.current = label;
    this.say(`Now: ${this.describe(this.marks.all.get(mark.id))}`);
  }
  remove(id) {
    const mark = this.marks.all.get(id);
    if (!mark) return;
    const inCard =
      this.panel.node.contains(document.activeElement) &&
      document.activeElement !== this.panel.list;
    this.panel.flush();
    this.marks.remove(id);
    if (this.chosen === id) this.choose(null);
    if (inCard) this.focusText();
    this.say(`Removed: ${this.describe(mark)}`);
  }
  undo() {
    this.travel(this.marks.undo(), "Nothing to take back", "Taken back");
  }
  redo() {
    this.travel(this.marks.redo(), "Nothing to do again", "Done again");
  }
  travel(step, none, done) {
    if (!step) return this.say(none);
    if (this.chosen && !this.marks.all.has(this.chosen)) this.choose(null);
    const mark = this.marks.all.get(step.id) ?? step.before ?? step.after;
    if (mark && mark.start !== null) this.page.show(mark.start);
    this.say(mark ? `${done}: ${this.describe(mark)}` : done);
  }
  nudge(side, by) {
    const mark = this.marks.all.get(this.chosen);
    if (!mark) return;
    const ends = {
      start: mark.start,
      end: mark.end,
      [side]: this.text.wordEdge(mark[side], by, side),
    };
    this.resize(mark, ends.start, ends.end);
  }
  resize(mark, start, end) {
    if (start >= end) return this.say("A mark needs at least one character.");
    if (start !== mark.start || end !== mark.end) this.marks.change(mark.id, { start, end });
    this.say(this.describe(this.marks.all.get(mark.id)));
  }
  place(id, start, end) {
    this.marks.change(id, { start, end });
    this.goTo(id);
  }
  placeOnSelection(id) {
    if (!this.selecting)
      return this.say("First select the words in the text, then press this again.", true);
    this.place(id, ...this.span);
  }
  occurrences(words) {
    const found = [];
    for (
      let at = this.text.text.indexOf(words);
      at >= 0 && words;
      at = this.text.text.indexOf(words, at + 1)
    )
      found.push(at);
    return found;
  }
  nextPlace(id) {
    const mark = this.marks.all.get(id),
      places = this.occurrences(mark.words);
    const start = places.find((p) => p > mark.start) ?? places[0];
    this.place(id, start, start + mark.words.length);
  }

  // ---- keys

  /** Everywhere in the annotator. Only a key that did something is kept from the browser. */
  anyKey(event) {
    const { key } = event,
      command = (event.ctrlKey || event.metaKey) && !event.altKey,
      typing = /^(INPUT|TEXTAREA)$/.test(event.target.tagName);
    if (this.help.open) return;
    const used = (act) => {
      act();
      event.preventDefault();
      event.stopPropagation();
    };
    if (command && key.toLowerCase() === "s")
      return used(() => {
        this.panel.flush();
        this.marks.send(true);
        this.announce = true;
      });
    if (command && key.toLowerCase() === "z" && !typing)
      return used(() => (event.shiftKey ? this.redo() : this.undo()));
    if (command && key.toLowerCase() === "y" && !typing) return used(() => this.redo());
    if (key === "?" && !typing && event.target.tagName !== "SELECT" && !this.labelFor(event))
      return used(() => this.help.showModal());
    if (key === "Escape" && event.target !== this.page.node) return used(() => this.focusText());
  }

  textKey(event) {
    const { key, shiftKey: extend } = event,
      command = event.ctrlKey || event.metaKey;
    if (event.isComposing || key === "Tab") return;
    this.selectionChanged(); // the browser tells of a moved caret later than of the next key
    const used = (act) => {
      act();
      event.preventDefault();
      event.stopPropagation();
    };
    const step = (spans, direction) =>
      used(() => {
        const to = this.text.step(spans, this.caret, direction);
        this.moveTo(extend ? (this.kept?.[0] ?? this.caret) : to, to);
      });
    const way = { ArrowUp: -1, PageUp: -1, ArrowDown: 1, PageDown: 1 }[key];
    if (way && event.altKey && !command && key.startsWith("Arrow"))
      return step(this.text.sentences, way);
    if (way && !event.altKey && command === key.startsWith("Arrow") && !event.metaKey)
      return step(this.text.paragraphs, way);
    if (command || event.altKey) return;
    if (key === "Enter")
      return used(() =>
        extend && !this.selecting
          ? this.say("Enter marks the word at the caret, without Shift.")
          : this.enter(),
      ); // Shift+Enter is the hand's habit in a notebook
    if (key === " ") return used(() => this.nextMark());
    if (key === "F2") return used(() => this.startMoving());
    if (key === "Backspace" || key === "Delete")
      return used(() =>
        this.chosen
          ? this.remove(this.chosen)
          : this.nextMark("press Backspace again to remove it"),
      );
    if (key === "Escape" && (this.moving || this.selecting || this.chosen))
      return used(() => this.letGo());
    const label = this.labelFor(event);
    if (label) return used(() => this.make(label.name));
    if (key.length === 1 && key !== "?") used(() => this.say(`No label has the key ${key}.`)); // so that nothing is typed, nor found as you type
  }

  /** The label a key stands for: of the layer that is offered, else the only one elsewhere. Without Latin letters, by the key's place. */
  labelFor({ key, code = "" }) {
    const plain = key.length <= 2 ? key.normalize() : "",
      place = /^Key[A-Z]$/.test(code) && !/[a-z]/i.test(plain) ? code.at(-1).toLowerCase() : "";
    for (const wanted of [plain, plain.toLowerCase(), plain.toUpperCase(), place].filter(Boolean)) {
      const found = this.labels.filter((l) => l.key.normalize() === wanted),
        here = found.find((l) => this.offered.includes(l));
      if (here || found.length === 1) return here ?? found[0];
    }
  }

  enter() {
    const mark = this.marks.all.get(this.chosen);
    if (this.moving && mark) {
      const [start, end] = this.span ?? [0, 0];
      this.moving = null;
      this.resize(mark, start, end);
      this.moveTo(this.caret, this.caret);
      return this.choose(mark.id);
    }
    if (mark && !this.selecting) return this.panel.edit();
    this.make(this.current);
  }
  nextMark(more = "") {
    const here = this.marksAt(this.caret);
    if (!here.length) return this.say("No mark here.");
    const mark = here[(here.findIndex((m) => m.id === this.chosen) + 1) % here.length];
    if (this.selecting) this.moveTo(this.caret, this.caret);
    this.choose(mark.id);
    this.say(
      `${this.describe(mark)} chosen${here.length > 1 ? `, ${here.indexOf(mark) + 1} of ${here.length}` : ""}${more ? `; ${more}` : ""}`,
    );
  }
  startMoving() {
    const mark = this.marks.all.get(this.chosen);
    if (!mark) return this.say("Choose a mark first: Space.");
    const end = this.moving === "end" ? "start" : "end";
    this.moving = end;
    const [anchor, focus] = this.selecting ? [this.kept[1], this.kept[0]] : [mark.start, mark.end];
    this.moveTo(anchor, focus);
    this.say(`Moving the ${end}: Shift and arrows, then Enter`);
    this.showHint();
  }
  letGo() {
    if (this.moving) this.moving = null;
    this.again = null;
    if (this.selecting) this.moveTo(this.caret, this.caret);
    else this.choose(null);
    this.say("");
    this.showHint();
  }
  barKey(event) {
    if (event.target.tagName !== "BUTTON") return;
    const buttons = [...this.bar.querySelectorAll("button:not(:disabled, [hidden])")],
      at = buttons.indexOf(event.target);
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key],
      goal = { Home: 0, End: -1 }[event.key];
    if (by === undefined && goal === undefined) return;
    const next = buttons.at(goal ?? (at + by) % buttons.length);
    this.roving(next);
    next.focus();
    event.preventDefault();
  }

  // ---- mouse and touch

  click(event) {
    this.selectionChanged();
    if (this.selecting) return;
    if (!event.target.closest("mark")) return this.choose(null);
    const here = this.marksAt(this.caret),
      at = here.findIndex((m) => m.id === this.chosen);
    if (here.length) this.choose(here[(at + 1) % here.length].id);
  }

  drag(event, handle) {
    const mark = this.marks.all.get(this.chosen),
      side = handle.classList.contains("kit-start") ? "start" : "end";
    if (!mark) return;
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    let span = [mark.start, mark.end];
    const other = side === "start" ? mark.end : mark.start;
    const move = (e) => {
      handle.style.pointerEvents = "none"; // look under it
      const place = this.page.under(e.clientX, e.clientY - 4);
      handle.style.pointerEvents = "";
      if (place === null || place === other) return;
      const next = this.text.tidy(
        ...(side === "start"
          ? [Math.min(place, other - 1), other]
          : [other, Math.max(place, other + 1)]),
      );
      if (next[0] >= next[1]) return;
      const preview = { ...mark, start: next[0], end: next[1] };
      this.page.update(
        this.marks.placed.map((m) => (m.id === mark.id ? preview : m)),
        [mark, preview, { start: span[0], end: span[1] }],
      );
      span = next;
      this.page.hold(preview);
    };
    const stop = () => {
      handle.removeEventListener("pointermove", move);
      this.page.update(this.marks.placed, [mark, { start: span[0], end: span[1] }]);
      this.resize(mark, ...span);
      this.hold();
    };
    handle.addEventListener("pointermove", move);
    handle.addEventListener("lostpointercapture", stop, { once: true });
  }

  // ---- what is seen and said

  changed(differ, refused = []) {
    if (differ.size) {
      this.selectionChanged();
      this.listed = false;
      this.paintSoon(differ);
    }
    for (const reason of refused) this.say(`Not done: ${reason}`, true);
    this.showState();
  }

  /** Draw these marks again, once what is being done is done: one drawing for a key, however much it changed. */
  paintSoon(marks) {
    if (!this.dirty) queueMicrotask(() => this.paint());
    this.dirty = new Set([...(this.dirty ?? []), ...marks].filter(Boolean));
  }
  paint() {
    const { dirty } = this;
    this.dirty = null;
    if (!this.marks.all.has(this.chosen)) this.chosen = null;
    this.page.chosen = this.chosen;
    this.page.update(this.marks.placed, dirty);
    this.restoreSelection();
    if (!this.listed) this.panel.update();
    this.listed = true;
    this.panel.choose(this.chosen);
    this.paintKept();
    requestAnimationFrame(() => {
      // what asks where things are: after this frame's layout, not before it
      if (this.goal !== null) this.page.show(this.goal);
      this.goal = null;
      this.panel.reveal();
      this.hold();
    });
  }

  say(words, urgent = false) {
    if (urgent) this.urgent.textContent = words;
    else this.polite.textContent = words;
    if (urgent) this.hint.textContent = words;
  }

  showState() {
    const { marks } = this,
      { saved, can } = marks,
      changes = (n) => `${n} change${n === 1 ? "" : "s"}`;
    let words,
      kind = "bad";
    if (marks.silent) {
      words =
        "not saved: the kernel doesn't answer (it is busy, the network is gone, or it stopped: then run this cell again)";
      if (marks.waiting)
        words = `${words}. ${changes(marks.waiting)} kept in this ${marks.shelf ? "browser" : "page"} until it does`;
    } else if (!saved.ok) words = `not saved: ${saved.message}`;
    else if (marks.pending.length) [words, kind] = ["saving…", "busy"];
    else [words, kind] = saved.message ? [saved.message, "note"] : ["saved", "good"];
    this.undoButton.disabled = !can.undo && !marks.done.length;
    this.redoButton.disabled = !can.redo && !marks.undone.length;
    clearTimeout(this.soon);
    if (words === this.stated && !this.announce) return;
    const show = () => {
      this.state.textContent = words;
      this.state.dataset.kind = this.state.parentElement.dataset.kind = kind;
      if (kind === "bad") this.urgent.textContent = words;
      else if (kind !== "busy" && (this.announce || this.stated))
        this.polite.append(this.polite.textContent ? `; ${words}` : words);
      this.stated = words;
      this.announce = false;
    };
    if (kind === "busy") this.soon = setTimeout(show, 400);
    else show(); // a quick save doesn't flicker
  }

  showHint() {
    const mark = this.marks.all.get(this.chosen),
      span = this.span,
      label = this.labels.find((l) => l.name === this.current);
    for (const [chip, l] of this.chips) chip.toggleAttribute("data-current", l === label);
    const finger = matchMedia("(pointer: coarse)").matches;
    let parts = finger
      ? ["Tap a word, or hold it to select more; then tap a label."]
      : [
          "Select words with the mouse, or with Shift and the arrow keys; then press a label’s key. ",
          el("kbd", {}, "?"),
          " shows all keys.",
        ];
    if (this.moving && mark)
      parts = [
        `Moving the ${this.moving}: Shift and arrows, then `,
        el("kbd", {}, "Enter"),
        "; ",
        el("kbd", {}, "Escape"),
        " leaves it as it was.",
      ];
    else if (this.selecting && span)
      parts = [
        quoted(this.text.text.slice(...span), 60),
        ": press a label’s key",
        ...(label ? [", or ", el("kbd", {}, "Enter"), " for ", el("bdi", {}, label.title)] : []),
        ".",
      ];
    else if (mark && this.firm)
      parts = [
        el("bdi", {}, this.labelOf(mark.label).title),
        " chosen: ",
        el("kbd", {}, "Enter"),
        " edits, ",
        el("kbd", {}, "F2"),
        " moves its ends, ",
        el("kbd", {}, "Backspace"),
        " removes.",
      ];
    else if (mark)
      parts = [
        "Marked. ",
        el("kbd", {}, "Enter"),
        " adds attributes and a note; another label’s key marks the same words again.",
      ];
    this.hint.replaceChildren(...parts);
  }

  /** Changes a closed or stopped window left in this browser: offered, not taken for granted. */
  offer() {
    const count = this.marks.found.reduce((sum, { operations }) => sum + operations.length, 0);
    this.notice.hidden = !count;
    if (!count) return;
    const decide = (take) => {
      this.marks.restore(take);
      this.notice.hidden = true;
      this.focusText();
      this.say(take ? "Put back." : "Thrown away.");
    };
    this.notice.replaceChildren(
      el(
        "p",
        {},
        `${count} change${count === 1 ? "" : "s"} made here ${count === 1 ? "was" : "were"} never saved, and kept in this browser.`,
      ),
      el("button", { type: "button", onclick: () => decide(true) }, "Put back"),
      el("button", { type: "button", onclick: () => decide(false) }, "Throw away"),
    );
    setTimeout(() => this.say(this.notice.firstChild.textContent), 500); // a live region says only what changes after it is there
  }
}

/** From a label's colour: ink that can be seen on the page (3:1), and two tints for behind the words. */
function inks(colour, dark) {
  let rgb = /^#[0-9a-f]{6}$/i.test(colour)
    ? [1, 3, 5].map((i) => parseInt(colour.slice(i, i + 2), 16))
    : [128, 128, 128];
  const light = ([r, g, b]) =>
    [r, g, b]
      .map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4))
      .reduce((s, v, i) => s + v * [0.2126, 0.7152, 0.0722][i], 0);
  const paper = dark ? 0.012 : 1,
    ratio = (l) => (Math.max(l, paper) + 0.05) / (Math.min(l, paper) + 0.05);
  while (ratio(light(rgb)) < 3.2)
    rgb = rgb.map((v) => Math.round(dark ? v + (255 - v) * 0.1 : v * 0.92));
  const [r, g, b] = rgb;
  return {
    ink: `rgb(${r} ${g} ${b})`,
    tint: `rgb(${r} ${g} ${b} / .11)`,
    strong: `rgb(${r} ${g} ${b} / .3)`,
  };
}

export default {
  render({ model, el: host }) {
    const app = new App(model, host);
    host.annotator = app; // for tests, and for the curious at the console
    return () => app.close();
  },
};
