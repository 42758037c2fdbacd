// One place in a sentence, and the words that could stand there. Nothing is sent anywhere: it works
// without a kernel too.

import { FIELD, GROUP, make, makeChoice, makeChoices, makeId, makeRoot } from "./form.js";

/** @import { RenderContext } from "../annotating/js/types" */

/** @param {RenderContext} context */
function render({ model, el }) {
  const name = makeId("swap");
  /** @type {string[]} */
  const words = model.get("words");
  const printed = words[0];
  const inArticle = { lang: model.get("language"), dir: "auto" };
  const group = make("fieldset", {}, GROUP);
  const choices = makeChoices();
  const sentence = make(
    "p",
    { role: "status", ...inArticle },
    { fontSize: "1.1em", lineHeight: "1.6", margin: "0.6em 0 0" },
  );
  const chosen = make("strong", {}, { borderBottom: "2px solid currentColor" }, printed);
  sentence.append(model.get("before"), chosen, model.get("after"));

  words.forEach((word, number) => {
    const shown = make("span", inArticle, {}, number ? word : `${word} (as printed)`);
    const { label, button } = makeChoice(name, shown, () => {
      chosen.textContent = word;
    });
    button.checked = number === 0;
    choices.append(label);
  });

  const own = make(
    "input",
    { type: "text", "aria-label": "a word of your own", autocomplete: "off", ...inArticle },
    { ...FIELD, padding: "0.1em 0.4em", minHeight: "24px", width: "10em" },
  );
  function showOwn() {
    chosen.textContent = own.value.trim() || printed;
  }
  const { label, button } = makeChoice(name, make("span", {}, {}, "a word of your own:"), showOwn);
  own.addEventListener("input", () => {
    button.checked = true;
    showOwn();
  });
  const together = make(
    "span",
    {},
    { display: "inline-flex", flexWrap: "wrap", gap: "0.3em 0.5em" },
  ); // the button and its box
  together.append(label, own);
  choices.append(together);
  group.append(make("legend", {}, {}, "Choose a word and read the sentence again"));
  group.append(choices, sentence);
  makeRoot(el).append(group);
}

export default { render };
