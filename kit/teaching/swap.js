// One place in a sentence, and the words that could stand there. Nothing is sent anywhere: it works
// without a kernel too.
// Everything a person wrote reaches the page as text, never as markup.

/** @import { RenderContext } from "../annotating/js/types" */

let groups = 0;

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

/** @param {RenderContext} context */
function render({ model, el }) {
  const name = `kit-swap-${Date.now().toString(36)}-${++groups}`;
  /** @type {string[]} */
  const words = model.get("words");
  const printed = words[0];
  const language = model.get("language");
  const root = make(
    "div",
    { "data-lm-suppress-shortcuts": "true" },
    { maxWidth: "48em", margin: "0.4em 0" },
  );
  const group = make(
    "fieldset",
    {},
    { border: "1px solid #767676", borderRadius: "3px", padding: "0.3em 0.8em 0.6em" },
  );
  const legend = make("legend");
  legend.textContent = "Choose a word and read the sentence again";
  const choices = make("div", {}, { display: "flex", flexWrap: "wrap", gap: "0.3em 1.2em" });
  const sentence = make(
    "p",
    { role: "status", lang: language, dir: "auto" },
    { fontSize: "1.1em", lineHeight: "1.6", margin: "0.6em 0 0" },
  );
  const chosen = make("strong", {}, { borderBottom: "2px solid currentColor" });
  sentence.append(model.get("before"), chosen, model.get("after"));

  /**
   * @param {string} text
   * @param {string} [value] the word it stands for; without one, what is written beside it
   * @param {HTMLElement} place
   */
  function choice(text, value, place = choices) {
    const label = make(
      "label",
      {},
      { display: "inline-flex", gap: "0.35em", alignItems: "center", minHeight: "24px" },
    );
    const button = make(
      "input",
      { type: "radio", name },
      { margin: "0", minWidth: "18px", minHeight: "18px" },
    );
    const shown = make("span", value === undefined ? {} : { lang: language, dir: "auto" });
    shown.textContent = text;
    button.addEventListener("change", () => {
      chosen.textContent = value ?? (own.value.trim() || printed);
    });
    label.append(button, shown);
    place.append(label);
    return button;
  }

  words.forEach((word, number) => {
    const button = choice(number ? word : `${word} (as printed)`, word);
    button.checked = number === 0;
  });
  const together = make(
    "span",
    {},
    { display: "inline-flex", flexWrap: "wrap", gap: "0.3em 0.5em" },
  ); // the button and its box
  const ownButton = choice("a word of your own:", undefined, together);
  const own = make(
    "input",
    {
      type: "text",
      "aria-label": "a word of your own",
      lang: language,
      dir: "auto",
      autocomplete: "off",
    },
    {
      font: "inherit",
      color: "inherit",
      background: "transparent",
      border: "1px solid #767676",
      borderRadius: "3px",
      padding: "0.1em 0.4em",
      minHeight: "24px",
      width: "10em",
      boxSizing: "border-box",
    },
  );
  own.addEventListener("input", () => {
    ownButton.checked = true;
    chosen.textContent = own.value.trim() || printed;
  });
  together.append(own);
  choices.append(together);
  chosen.textContent = printed;
  for (const kind of ["keydown", "keypress"])
    root.addEventListener(kind, (event) => event.stopPropagation()); // else JupyterLab eats keys
  group.append(legend, choices, sentence);
  root.append(group);
  el.append(root);
}

export default { render };
