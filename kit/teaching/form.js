// What the small widgets share: making elements, their looks, and keys that JupyterLab must not eat.
// Everything a person wrote reaches the page as text, never as markup.

export const FIELD = {
  font: "inherit",
  color: "inherit",
  background: "transparent",
  border: "1px solid #767676",
  borderRadius: "3px",
  boxSizing: "border-box",
};
export const GROUP = {
  border: "1px solid #767676",
  borderRadius: "3px",
  padding: "0.3em 0.8em 0.6em",
};

let widgets = 0;

/**
 * An id that no other element of the page has.
 * @param {string} kind
 */
export function makeId(kind) {
  return `kit-${kind}-${Date.now().toString(36)}-${++widgets}`;
}

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, any>} attributes
 * @param {Partial<CSSStyleDeclaration>} style
 */
export function make(tag, attributes = {}, style = {}, text = "") {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  Object.assign(element.style, style);
  element.textContent = text;
  return element;
}

/**
 * The element that holds a widget, put on the page.
 * @param {HTMLElement} el
 * @param {Partial<CSSStyleDeclaration>} style
 */
export function makeRoot(el, style = {}) {
  const root = make(
    "div",
    { "data-lm-suppress-shortcuts": "true" },
    { maxWidth: "48em", margin: "0.4em 0", position: "relative", ...style },
  );
  for (const kind of ["keydown", "keypress"])
    root.addEventListener(kind, (event) => event.stopPropagation()); // else JupyterLab eats keys
  el.append(root);
  return root;
}

/**
 * A round button with its words beside it.
 * @param {string} name
 * @param {Node | string} words
 * @param {() => void} choose
 */
export function makeChoice(name, words, choose) {
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
  button.addEventListener("change", choose);
  label.append(button, words);
  return { label, button };
}

/** Choices beside each other, on as many lines as they need. */
export function makeChoices() {
  return make("div", {}, { display: "flex", flexWrap: "wrap", gap: "0.3em 1.2em" });
}

/** A line that a screen reader says and nobody sees. */
export function makeSpoken() {
  return make(
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
}
