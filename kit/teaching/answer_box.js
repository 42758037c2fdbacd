// The box for a written answer. What is typed goes to the kernel within a quarter of a second; the
// kernel says what it has saved.
// Everything a person wrote reaches the page as text, never as markup.

/** @import { RenderContext } from "../annotating/js/types" */

const SEND_AFTER = 250; // milliseconds from a key to the kernel: the file has it within half a second
const WORRY_AFTER = 4000; // without a word from the kernel, say so
const SPEAK_AFTER = 1500; // a screen reader hears the state when the typing pauses, not after each key

let boxes = 0;

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, any>} attributes
 * @param {Partial<CSSStyleDeclaration>} style
 */
function make(tag, attributes = {}, style = {}) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  Object.assign(element.style, style);
  return element;
}

/**
 * A closed box with a model answer and another that can be defended.
 * @param {string[]} texts
 */
function makeModels(texts) {
  const details = make("details", { dir: "auto" }, { margin: "0.3em 0" });
  const summary = make("summary", {}, { cursor: "pointer" });
  summary.textContent = "Compare with a model answer";
  details.append(summary);
  texts.forEach((text, place) => {
    const paragraph = make("p", { dir: "auto" }, { margin: "0.4em 0", whiteSpace: "pre-line" });
    paragraph.textContent = (place ? "Also to be defended: " : "") + text;
    details.append(paragraph);
  });
  const last = make("p", {}, { margin: "0.4em 0" });
  last.textContent = "Yours may differ, if the text carries it.";
  details.append(last);
  return details;
}

/** @param {RenderContext} context */
function render({ model, el }) {
  const id = `kit-answer-${Date.now().toString(36)}-${++boxes}`;
  const root = make(
    "div",
    { "data-lm-suppress-shortcuts": "true" },
    { maxWidth: "48em", margin: "0.4em 0" },
  );
  const label = make(
    "label",
    { for: id, dir: "auto" },
    { display: "block", marginBottom: "0.3em", lineHeight: "1.4" },
  );
  const area = make(
    "textarea",
    {
      id,
      rows: model.get("rows"),
      dir: "auto",
      "aria-describedby": `${id}-state`,
      spellcheck: "true",
    },
    {
      width: "100%",
      boxSizing: "border-box",
      font: "inherit",
      lineHeight: "1.4",
      padding: "0.5em",
      resize: "vertical",
      color: "inherit",
      background: "transparent",
      border: "1px solid #767676",
      borderRadius: "3px",
    },
  );
  const state = make(
    "p",
    { id: `${id}-state`, dir: "auto" },
    { margin: "0.2em 0", fontSize: "0.9em" },
  );
  const spoken = make(
    "p",
    { role: "status" },
    {
      position: "absolute",
      width: "1px",
      height: "1px",
      overflow: "hidden",
      clipPath: "inset(50%)",
      whiteSpace: "nowrap",
      margin: "0",
    },
  );
  const number = make("strong");
  number.textContent = `${model.get("exercise")} `;
  label.append(number, model.get("question"));
  area.value = model.get("text");
  state.textContent = model.get("status");
  const models = makeModels(model.get("models"));
  root.append(label, area, state, spoken, models);
  root.style.position = "relative"; // the hidden status stays inside it
  el.append(root);

  /** @type {number | undefined} */
  let sending;
  /** @type {number | undefined} */
  let worrying;
  /** @type {number | undefined} */
  let speaking;

  // One's own words first: the model answer is offered once there are some.
  function offerModels() {
    models.hidden = !model.get("models").length || !area.value.trim();
  }
  offerModels();

  /** @param {string} text */
  function say(text) {
    state.textContent = text;
    clearTimeout(speaking);
    speaking = setTimeout(() => {
      spoken.textContent = text;
    }, SPEAK_AFTER);
  }

  function send() {
    clearTimeout(sending);
    sending = undefined;
    if (area.value === model.get("text")) return;
    model.set("text", area.value);
    model.save_changes();
  }

  function typed() {
    offerModels();
    state.textContent = "Saving …";
    sending ??= setTimeout(send, SEND_AFTER);
    clearTimeout(worrying);
    worrying = setTimeout(() => {
      if (model.get("saved") !== area.value) {
        say(
          "Not saved yet: the kernel is busy or has stopped. " +
            "If it has, copy your text, restart the kernel and run this cell again.",
        );
      }
    }, WORRY_AFTER);
  }

  function heard() {
    if (model.get("saved") === area.value || model.get("status").startsWith("Not saved")) {
      clearTimeout(worrying);
      say(model.get("status"));
    }
  }

  let previous = area.value; // what the kernel and this box last agreed on

  function onText() {
    // sent from here, or come from the file because another window had written
    if (sending === undefined && area.value === previous) area.value = model.get("text");
    offerModels();
    previous = model.get("text");
    heard();
  }

  model.on("change:text", onText);
  model.on("change:saved", heard);
  model.on("change:status", heard);
  for (const kind of ["keydown", "keypress"])
    area.addEventListener(kind, (event) => event.stopPropagation()); // else JupyterLab eats Enter
  area.addEventListener("input", typed);
  area.addEventListener("blur", send);
  area.addEventListener("focus", () => model.send("focus"));
  window.addEventListener("pagehide", send);
  return () => {
    send();
    model.off("change:text", onText);
    model.off("change:saved", heard);
    model.off("change:status", heard);
    window.removeEventListener("pagehide", send);
    [sending, worrying, speaking].forEach(clearTimeout);
  };
}

export default { render };
