// A line through counts that can be moved. Nothing is sent anywhere: it works without a kernel too.

import { GROUP, make, makeRoot } from "./form.js";

/** @import { RenderContext } from "../annotating/js/types" */

/** @param {RenderContext} context */
function render({ model, el }) {
  /** @type {string[]} */
  const names = model.get("names");
  /** @type {number[]} */
  const counts = model.get("counts");
  const unit = model.get("unit");
  const group = make("fieldset", {}, GROUP);
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
        const strong = make("strong", {}, {}, `${title}: ${here.length}. `);
        paragraph.append(strong, here.map(({ name, count }) => `${name} (${count})`).join("; "));
        return paragraph;
      }),
    );
  }

  range.value = model.get("least");
  range.addEventListener("input", show);
  show();
  group.append(make("legend", {}, {}, "Move the line"), label, says);
  makeRoot(el).append(group);
}

export default { render };
