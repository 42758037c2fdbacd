// A line through counts that can be moved. Nothing is sent anywhere: it works without a kernel too.
// Everything a person wrote reaches the page as text, never as markup.

/** @import { RenderContext } from "../annotating/js/types" */

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
  /** @type {string[]} */
  const names = model.get("names");
  /** @type {number[]} */
  const counts = model.get("counts");
  const unit = model.get("unit");
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
  legend.textContent = "Move the line";
  // one step further than the largest: then nobody is left
  const most = Math.max(1, model.get("least"), ...counts) + 1;
  const label = make(
    "label",
    {},
    { display: "flex", flexWrap: "wrap", gap: "0.3em 0.8em", alignItems: "center" },
  );
  const range = make(
    "input",
    { type: "range", min: 1, max: most, step: 1 },
    { flex: "1 1 12em", minHeight: "24px", margin: "0" },
  );
  const line = make("span");
  label.append(line, range);
  const says = make(
    "div",
    { role: "status", dir: "auto" },
    { lineHeight: "1.6", marginTop: "0.6em" },
  );
  /** @type {[title: string, belongs: (count: number, least: number) => boolean][]} */
  const sides = [
    ["Above the line", (count, least) => count >= least],
    ["Below it", (count, least) => count < least],
  ];

  function show() {
    const least = Number(range.value);
    line.textContent = `${least} or more ${unit}`;
    range.setAttribute("aria-valuetext", line.textContent);
    says.replaceChildren(
      ...sides.map(([title, belongs]) => {
        const here = names
          .map((name, at) => ({ name, count: counts[at] }))
          .filter(({ count }) => belongs(count, least));
        const paragraph = make("p", {}, { margin: "0.2em 0" });
        const strong = make("strong");
        strong.textContent = `${title}: ${here.length}. `;
        paragraph.append(strong, here.map(({ name, count }) => `${name} (${count})`).join("; "));
        return paragraph;
      }),
    );
  }

  range.value = model.get("least");
  range.addEventListener("input", show);
  for (const kind of ["keydown", "keypress"])
    root.addEventListener(kind, (event) => event.stopPropagation()); // else JupyterLab eats keys
  show();
  group.append(legend, label, says);
  root.append(group);
  el.append(root);
}

export default { render };
