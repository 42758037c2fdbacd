// What stands beside the text: the chosen mark with its controls, marks that wait for a decision, the list of marks, and a form
// that makes a mark without the text. Controls are made from the codebook; values are put in with textContent or value only.
import { el, line } from "./page.js";

const short = (words, most = 90) =>
  (words.length > most ? `${words.slice(0, most - 1).trimEnd()}…` : words).replace(/\s+/g, " ");
export const quoted = (words, most) => el("bdi", { class: "kit-words" }, `“${short(words, most)}”`);
const swatch = (label) => {
  const node = el("span", { class: "kit-swatch", "aria-hidden": "true" }, label.tag);
  node.style.background = `${line(label)} 0 100%/100% 3px no-repeat, linear-gradient(${label.tint} 0 0)`;
  return node;
};

export class Panel {
  constructor(app) {
    Object.assign(this, { app, options: new Map(), active: null });
    this.card = el("section", { class: "kit-card", "aria-label": "Chosen mark", hidden: true });
    this.card.addEventListener("focusin", (e) => {
      const said = this.card.querySelector(
        `[id="${e.target.getAttribute("aria-describedby")}"]`,
      )?.textContent;
      if (said) this.card.querySelector(".kit-definition").textContent = said;
    });
    this.doubts = el("section", {
      class: "kit-doubts",
      "aria-label": "Marks to decide about",
      hidden: true,
    });
    this.filter = el("select", {
      "aria-label": "Show in the list",
      onchange: () => {
        this.update();
        this.choose(app.chosen);
      },
    });
    this.count = el("p", { class: "kit-count" }, "Marks");
    this.list = el("div", {
      class: "kit-list",
      role: "listbox",
      tabindex: "0",
      "aria-label": "Marks in the order of the text",
      onkeydown: (e) => this.listKey(e),
      onclick: (e) => this.listClick(e),
      onfocus: () =>
        this.options.size &&
        this.activate(this.app.chosen ?? this.active ?? this.list.firstChild?.dataset.mark, false),
    });
    this.empty = el("p", { class: "kit-empty" }, "No marks yet.");
    this.node = el(
      "aside",
      { class: "kit-side", "aria-label": "Marks" },
      this.doubts,
      this.card,
      el("div", { class: "kit-head" }, this.count, this.filter),
      this.empty,
      this.list,
      this.form(),
    );
  }

  // ---- the list

  update() {
    const { app } = this,
      all = app.marks.placed,
      wanted = this.filter.value;
    this.fillFilter(all);
    const shown = wanted ? all.filter((m) => m.label === wanted) : all;
    const ids = new Set(shown.map((m) => m.id));
    for (const [id, option] of this.options)
      if (!ids.has(id)) {
        option.node.remove();
        this.options.delete(id);
      }
    let next = this.list.firstChild;
    for (const mark of shown) {
      let option = this.options.get(mark.id);
      if (option?.mark !== mark) {
        const fresh = { mark, node: this.option(mark) };
        if (option) {
          if (next === option.node) next = fresh.node;
          option.node.replaceWith(fresh.node);
        }
        this.options.set(mark.id, (option = fresh));
      }
      if (option.node === next) next = next.nextSibling;
      else this.list.insertBefore(option.node, next);
    }
    this.count.textContent = wanted
      ? `Marks: ${shown.length} of ${all.length}`
      : `Marks: ${all.length}`;
    this.empty.hidden = shown.length > 0;
    this.list.hidden = shown.length === 0;
    this.drawDoubts();
  }

  fillFilter(all) {
    const counts = new Map();
    for (const { label } of all) counts.set(label, (counts.get(label) ?? 0) + 1);
    const known = this.app.labels.map((l) => l.name).filter((name) => counts.has(name)),
      wanted = this.filter.value;
    const names = [...new Set([...known, ...counts.keys(), ...(wanted ? [wanted] : [])])];
    this.filter.replaceChildren(
      el("option", { value: "" }, "All labels"),
      ...names.map((name) =>
        el("option", { value: name }, `${this.app.labelOf(name).title} (${counts.get(name) ?? 0})`),
      ),
    );
    this.filter.value = wanted;
  }

  option(mark) {
    const label = this.app.labelOf(mark.label);
    const title = (name) => label.attributes.find((a) => a.name === name)?.title ?? name;
    const said = Object.entries(mark.attributes).map(
      ([name, value]) => `${title(name)}: ${this.app.marks.all.get(value)?.words ?? value}`,
    );
    return el(
      "div",
      {
        class: "kit-option",
        role: "option",
        id: `${this.app.uid}-${mark.id}`,
        "data-mark": mark.id,
        "aria-selected": "false",
      },
      swatch(label),
      el("span", { class: "kit-name" }, el("bdi", {}, label.title)),
      " ",
      quoted(mark.words),
      said.length || mark.note
        ? el(
            "span",
            { class: "kit-more" },
            el("bdi", {}, short([...said, mark.note].filter(Boolean).join(" · "), 120)),
          )
        : null,
    );
  }

  choose(id) {
    for (const node of this.list.querySelectorAll("[aria-selected=true]"))
      node.setAttribute("aria-selected", "false");
    const option = this.options.get(id);
    if (option) {
      option.node.setAttribute("aria-selected", "true");
      this.activate(id, false);
    }
    this.drawCard(this.app.marks.all.get(id));
  }

  activate(id, chosen = true) {
    const option = this.options.get(id);
    if (!option) return;
    this.active = id;
    this.list.setAttribute("aria-activedescendant", option.node.id);
    this.hidden = option.node;
    if (chosen) this.app.choose(id, { show: true });
  }

  /** Scroll the list to the active mark. */
  reveal() {
    if (!this.hidden) return;
    const { offsetTop: top, offsetHeight: height } = this.hidden,
      { scrollTop, clientHeight } = this.list;
    if (top < scrollTop) this.list.scrollTop = top;
    else if (top + height > scrollTop + clientHeight)
      this.list.scrollTop = top + height - clientHeight;
    this.hidden = null;
  }

  listClick(event) {
    const id = event.target.closest("[data-mark]")?.dataset.mark;
    if (id) this.activate(id);
  }

  listKey(event) {
    const nodes = [...this.list.children],
      at = nodes.findIndex((n) => n.dataset.mark === this.active);
    const goal = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: nodes.length - 1,
      PageDown: at + 10,
      PageUp: at - 10,
    }[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey || !nodes.length) return;
    if (goal !== undefined)
      this.activate(nodes[Math.max(0, Math.min(nodes.length - 1, goal))].dataset.mark);
    else if (event.key === "Enter" || event.key === " ") this.app.goTo(this.active);
    else if (event.key === "Backspace" || event.key === "Delete") {
      const after = (nodes[at + 1] ?? nodes[at - 1])?.dataset.mark;
      this.app.remove(this.active);
      if (after) this.activate(after);
      else this.app.focusText();
    } else return;
    event.preventDefault();
  }

  // ---- the chosen mark

  drawCard(mark) {
    if (!mark || mark.start === null) {
      if (this.card.contains(document.activeElement)) this.app.focusText();
      this.card.hidden = true;
      this.shown = null;
      return;
    }
    if (this.shown?.id === mark.id && this.shown.label === mark.label && !this.card.hidden) {
      for (const input of this.card.querySelectorAll("[data-value]"))
        if (input !== document.activeElement) this.fillControl(input, mark);
      this.card.querySelector(".kit-words").replaceWith(quoted(mark.words, 160));
      this.shown = mark;
      return;
    }
    const focused = this.card.contains(document.activeElement)
      ? document.activeElement.dataset.value
      : null;
    const { app } = this,
      label = app.labelOf(mark.label),
      names = new Set(label.attributes.map((a) => a.name));
    const others = Object.keys(mark.attributes)
      .filter((name) => !names.has(name))
      .map((name) => ({ name, title: name, type: "text", definition: "", choices: [] }));
    const nudge = (side, by, name) =>
      el(
        "button",
        { type: "button", title: name, "aria-label": name, onclick: () => app.nudge(side, by) },
        by < 0 ? "◂" : "▸",
      );
    this.shown = mark;
    this.card.hidden = false;
    this.card.replaceChildren(
      el("p", { class: "kit-quote" }, swatch(label), quoted(mark.words, 160)),
      this.field(
        "Label",
        this.control("label", el("select", {}, ...this.labelOptions(mark.label))),
        label.definition,
      ),
      ...[...label.attributes, ...others].map((a) =>
        this.field(
          a.title || a.name,
          this.control(`attribute ${a.name}`, this.made(a)),
          a.definition,
        ),
      ),
      this.field("Note", this.control("note", el("textarea", { rows: "2" }))),
      el(
        "div",
        { class: "kit-ends" },
        el(
          "span",
          { role: "group", "aria-label": "Start" },
          "Start ",
          nudge("start", -1, "Start a word earlier"),
          nudge("start", 1, "Start a word later"),
        ),
        el(
          "span",
          { role: "group", "aria-label": "End" },
          "End ",
          nudge("end", -1, "End a word earlier"),
          nudge("end", 1, "End a word later"),
        ),
        el(
          "button",
          { type: "button", class: "kit-remove", onclick: () => app.remove(app.chosen) },
          "Remove",
        ),
      ),
      el("p", { class: "kit-definition", "aria-hidden": "true" }, label.definition), // of the label, and of the field one is in
    );
    for (const input of this.card.querySelectorAll("[data-value]")) this.fillControl(input, mark);
    if (focused) this.card.querySelector(`[data-value="${CSS.escape(focused)}"]`)?.focus();
  }

  labelOptions(name) {
    const labels = this.app.labels.some((l) => l.name === name)
      ? this.app.labels
      : [this.app.labelOf(name), ...this.app.labels];
    const option = (l) => el("option", { value: l.name }, l.title),
      layers = [...new Set(labels.map((l) => l.layer))];
    if (layers.length < 2) return labels.map(option);
    return layers.map((layer) =>
      el(
        "optgroup",
        { label: this.app.article.layers[layer] ?? layer ?? "other" },
        ...labels.filter((l) => l.layer === layer).map(option),
      ),
    );
  }

  field(title, control, definition) {
    const id = (control.id = `${this.app.uid}-${++this.app.fresh}`);
    const hint = definition ? el("span", { hidden: true, id: `${id}-d` }, definition) : null;
    if (hint) control.setAttribute("aria-describedby", hint.id);
    return el(
      "div",
      { class: "kit-field" },
      el("label", { for: id }, el("bdi", {}, title)),
      control,
      hint,
    );
  }

  /** A control for an attribute: choices for a choice, the other marks for a link, a line with what was written before for a text. */
  made(attribute) {
    if (attribute.type === "choice")
      return el(
        "select",
        {},
        el("option", { value: "" }, "–"),
        ...attribute.choices.map((c) => el("option", { value: c }, c)),
      );
    if (attribute.type === "link") return el("select", { "data-link": true });
    const values = new Set(
      [...this.app.marks.all.values()].map((m) => m.attributes[attribute.name]).filter(Boolean),
    );
    const known = el(
      "datalist",
      { id: `${this.app.uid}-${++this.app.fresh}` },
      ...[...values]
        .sort()
        .slice(0, 200)
        .map((v) => el("option", { value: v })),
    );
    this.card.append(known); // replaced with the card
    const input = el("input", { type: "text", autocomplete: "off", list: known.id });
    queueMicrotask(() => input.after(known));
    return input;
  }

  /** Write a control's changes to the mark: at once for a choice, after a pause for what is typed. */
  control(value, input) {
    input.dataset.value = value;
    const write = () => {
      clearTimeout(input.pause);
      const mark = this.app.marks.all.get(input.mark),
        [kind, name] = [value.split(" ")[0], value.slice(10)];
      if (!mark || input.value === this.valueOf(mark, value)) return;
      if (kind === "attribute") this.app.marks.change(mark.id, {}, { [name]: input.value });
      else this.app.marks.change(mark.id, { [kind]: input.value });
    };
    input.addEventListener("change", write);
    input.addEventListener("blur", write);
    input.flush = write;
    if (input.tagName !== "SELECT")
      input.addEventListener("input", () => {
        clearTimeout(input.pause);
        input.pause = setTimeout(write, 300);
      });
    return input;
  }
  flush() {
    for (const input of this.card.querySelectorAll("[data-value]")) input.flush();
  }

  valueOf(mark, value) {
    return value.startsWith("attribute ")
      ? (mark.attributes[value.slice(10)] ?? "")
      : (mark[value] ?? "");
  }
  fillControl(input, mark) {
    input.mark = mark.id;
    const value = this.valueOf(mark, input.dataset.value);
    if (input.dataset.link !== undefined) {
      const others = this.app.marks.placed.filter((m) => m.id !== mark.id);
      input.replaceChildren(
        el("option", { value: "" }, "–"),
        ...others.map((m) =>
          el(
            "option",
            { value: m.id },
            `${this.app.labelOf(m.label).title}: ${short(m.words, 40)}`,
          ),
        ),
      );
    }
    if (input.tagName === "SELECT" && value && ![...input.options].some((o) => o.value === value))
      input.append(el("option", { value }, value));
    input.value = value;
  }
  edit() {
    this.card.querySelector(".kit-field:nth-of-type(2) [data-value], [data-value]")?.focus();
  }

  // ---- marks to decide about

  drawDoubts() {
    const { app } = this,
      doubtful = app.marks.doubtful;
    this.doubts.hidden = doubtful.length === 0;
    const key = JSON.stringify(doubtful);
    if (this.doubted === key) return;
    this.doubted = key;
    if (!doubtful.length) return this.doubts.replaceChildren();
    const button = (name, act) => el("button", { type: "button", onclick: act }, name);
    this.doubts.replaceChildren(
      el(
        "p",
        { class: "kit-title" },
        doubtful.length === 1
          ? "One mark needs your decision"
          : `${doubtful.length} marks need your decision`,
      ),
      ...doubtful.map((mark) => {
        const lost = mark.status === "orphan",
          places = lost ? [] : app.occurrences(mark.words);
        return el(
          "div",
          { class: "kit-doubt" },
          el(
            "p",
            {},
            swatch(app.labelOf(mark.label)),
            quoted(mark.words, 160),
            " ",
            lost
              ? "These words are not in the text any more."
              : "The text has changed here: is this still the place?",
          ),
          el(
            "div",
            { class: "kit-row" },
            lost ? null : button("Show", () => app.goTo(mark.id)),
            lost ? null : button("Yes, here", () => app.place(mark.id, mark.start, mark.end)),
            places.length > 1 ? button("Next place", () => app.nextPlace(mark.id)) : null,
            button("Put it on the selected words", () => app.placeOnSelection(mark.id)),
            button("Remove", () => app.remove(mark.id)),
          ),
        );
      }),
    );
  }

  // ---- the form

  form() {
    const { app } = this,
      { text } = app;
    const select = (change) => el("select", { onchange: change });
    const paragraph = select(() => words()),
      from = select(() => tell()),
      to = select(() => tell()),
      label = select(() => tell());
    const preview = el("p", { class: "kit-preview", "aria-live": "polite" });
    const chosen = () => [Number(from.value), Number(to.value)];
    const tell = () => {
      const [start, end] = chosen();
      preview.replaceChildren(
        start < end
          ? quoted(text.text.slice(start, end), 200)
          : "The last word comes before the first: choose a later one.",
      );
    };
    const words = () => {
      const found = text.words(...(text.paragraphs[paragraph.value] ?? [0, 0]));
      const options = (side) =>
        found.map((w, i) =>
          el("option", { value: w[side] }, `${text.text.slice(...w)} (${i + 1})`),
        );
      from.replaceChildren(...options(0));
      to.replaceChildren(...options(1));
      tell();
    };
    const make = (event) => {
      event.preventDefault();
      const [start, end] = chosen();
      if (start < end) app.make(label.value, [start, end]);
      else tell();
    };
    const node = el(
      "details",
      {
        class: "kit-form",
        ontoggle: () => {
          if (!node.open || paragraph.options.length) return;
          paragraph.replaceChildren(
            ...text.paragraphs.map(([start, end], i) =>
              el("option", { value: i }, `${i}: ${short(text.text.slice(start, end), 50)}`),
            ),
          );
          label.replaceChildren(...this.labelOptions(app.labels[0]?.name ?? ""));
          words();
        },
      },
      el("summary", {}, "Mark with a form"),
      el(
        "form",
        { onsubmit: make },
        this.field("Paragraph", paragraph),
        this.field("From word", from),
        this.field("To word", to),
        this.field("Label", label),
        preview,
        el("button", { type: "submit" }, "Mark these words"),
      ),
    );
    return node;
  }
}
