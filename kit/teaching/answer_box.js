// The box for a written answer. What is typed goes to the kernel within a quarter of a second; the
// kernel says what it has saved.

import { FIELD, make, makeId, makeRoot, makeSpoken } from "./form.js";

/** @import { RenderContext } from "../annotating/js/types" */

const SEND_AFTER = 250; // milliseconds from a key to the kernel: the file has it within half a second
const WORRY_AFTER = 4000; // without a word from the kernel, say so
const SPEAK_AFTER = 1500; // a screen reader hears the state when the typing pauses, not after each key

/**
 * A closed box with a model answer and another that can be defended.
 * @param {string[]} texts
 */
function makeModels(texts) {
  const details = make("details", { dir: "auto" }, { margin: "0.3em 0" });
  details.append(make("summary", {}, { cursor: "pointer" }, "Compare with a model answer"));
  texts.forEach((text, place) => {
    const words = (place ? "Also to be defended: " : "") + text;
    details.append(
      make("p", { dir: "auto" }, { margin: "0.4em 0", whiteSpace: "pre-line" }, words),
    );
  });
  const last = "Yours may differ, if the text carries it.";
  details.append(make("p", {}, { margin: "0.4em 0" }, last));
  return details;
}

/** @param {RenderContext} context */
function render({ model, el }) {
  const id = makeId("answer");
  const root = makeRoot(el);
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
    { ...FIELD, width: "100%", lineHeight: "1.4", padding: "0.5em", resize: "vertical" },
  );
  const state = make(
    "p",
    { id: `${id}-state`, dir: "auto" },
    { margin: "0.2em 0", fontSize: "0.9em" },
  );
  const spoken = makeSpoken();
  label.append(make("strong", {}, {}, `${model.get("exercise")} `), model.get("question"));
  area.value = model.get("text");
  state.textContent = model.get("status");
  const models = makeModels(model.get("models"));
  root.append(label, area, state, spoken, models);

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
