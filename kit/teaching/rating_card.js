// A rating card: verdict, reason and facts go to the kernel as they are filled in; the kernel says
// what it has saved.

import { FIELD, GROUP, make, makeChoice, makeChoices, makeId, makeRoot } from "./form.js";

/** @import { RenderContext } from "../annotating/js/types" */

const SEND_AFTER = 250; // milliseconds from a key to the kernel
const WORRY_AFTER = 4000; // without a word from the kernel, say so

/** @param {RenderContext} context */
function render({ model, el }) {
  const id = makeId("card");
  const language = model.get("language");
  const wide = { ...FIELD, width: "100%", lineHeight: "1.4", padding: "0.4em" };
  const root = makeRoot(el, { ...GROUP, padding: "0.4em 0.8em 0.6em" });
  const claim = make(
    "blockquote",
    { lang: language, dir: "auto", id: `${id}-claim` },
    { margin: "0.3em 0", fontSize: "1.05em" },
    `“${model.get("claim")}”`,
  );
  const maker = make(
    "p",
    { dir: "auto" },
    { margin: "0.2em 0 0.6em" },
    `Made by: ${model.get("claimed_by") || "not said"}`,
  );
  const group = make(
    "fieldset",
    { "aria-describedby": `${id}-claim` },
    { border: "0", padding: "0", margin: "0 0 0.6em" },
  );
  const choices = makeChoices();
  group.append(make("legend", {}, { padding: "0" }, "Your verdict"), choices);
  /** @type {string[]} */
  const verdicts = model.get("verdicts");
  const buttons = verdicts.map((verdict) => {
    const choice = makeChoice(id, verdict, () => change("verdict", verdict, true));
    choice.button.value = verdict;
    choices.append(choice.label);
    return choice.button;
  });
  /** @type {Record<string, HTMLInputElement | HTMLTextAreaElement>} */
  const fields = {
    reason: make(
      "textarea",
      { id: `${id}-reason`, rows: "3", dir: "auto", spellcheck: "true" },
      { ...wide, resize: "vertical" },
    ),
    facts: make("input", { id: `${id}-facts`, type: "text", autocomplete: "off" }, wide),
  };
  const state = make(
    "p",
    { role: "status" },
    { margin: "0.3em 0 0", fontSize: "0.9em" },
    model.get("status"),
  );
  root.append(claim, maker, group);
  for (const [name, words] of [
    ["reason", "Reason: why this verdict, and not the next one?"],
    ["facts", "Facts it rests on, such as f12 f17"],
  ]) {
    root.append(
      make("label", { for: `${id}-${name}` }, { display: "block", margin: "0.4em 0 0.2em" }, words),
      fields[name],
    );
    fields[name].addEventListener("input", () => change(name, fields[name].value));
    fields[name].addEventListener("blur", send);
  }
  root.append(state);

  /** @type {Record<string, string>} */
  let waiting = {};
  /** @type {number | undefined} */
  let sending;
  /** @type {number | undefined} */
  let worrying;

  function show() {
    for (const button of buttons) button.checked = button.value === model.get("verdict");
    for (const [name, field] of Object.entries(fields))
      if (!(name in waiting) && field.value !== model.get(name)) field.value = model.get(name);
  }

  /**
   * @param {string} name
   * @param {string} value
   */
  function change(name, value, now = false) {
    waiting[name] = value;
    state.textContent = "Saving …";
    clearTimeout(worrying);
    worrying = setTimeout(() => {
      state.textContent =
        "Not saved yet: the kernel is busy or has stopped. " +
        "If it has, restart it and run this cell again.";
    }, WORRY_AFTER);
    clearTimeout(sending);
    if (now) send();
    else sending = setTimeout(send, SEND_AFTER);
  }

  function send() {
    clearTimeout(sending);
    if (!Object.keys(waiting).length) return;
    model.set("status", ""); // so that the same word from the kernel is news again
    for (const [name, value] of Object.entries(waiting)) model.set(name, value);
    waiting = {};
    model.save_changes();
  }

  function onStatus() {
    if (!model.get("status")) return;
    clearTimeout(worrying);
    state.textContent = model.get("status");
  }

  model.on("change:verdict change:reason change:facts", show);
  model.on("change:status", onStatus);
  window.addEventListener("pagehide", send);
  show();
  return () => {
    send();
    model.off("change:verdict change:reason change:facts", show);
    model.off("change:status", onStatus);
    window.removeEventListener("pagehide", send);
    [sending, worrying].forEach(clearTimeout);
  };
}

export default { render };
