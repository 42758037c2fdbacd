// A search box: the words go to the kernel, which answers with the lines. Everything of the article
// reaches the page as text.

import { FIELD, make, makeId, makeRoot, makeSpoken } from "./form.js";

/** @import { RenderContext } from "../annotating/js/types" */

const SEND_AFTER = 150; // milliseconds from a key to the kernel
const SPEAK_AFTER = 900; // a screen reader hears how many there are when the typing pauses

/** @param {RenderContext} context */
function render({ model, el }) {
  const id = makeId("search");
  const language = model.get("language");
  const root = makeRoot(el, { maxWidth: "none" });
  root.setAttribute("role", "search");
  const label = make("label", { for: id }, { marginRight: "0.5em" }, "Look for");
  const box = make(
    "input",
    { id, type: "search", lang: language, dir: "auto", autocomplete: "off", spellcheck: "false" },
    { ...FIELD, padding: "0.2em 0.4em", minHeight: "24px", width: "16em", maxWidth: "100%" },
  );
  const state = make("p", {}, { margin: "0.4em 0" });
  const spoken = makeSpoken();
  const frame = make(
    "div",
    { tabindex: "0", role: "region", "aria-label": "places found" },
    { overflowX: "auto", maxHeight: "24em" },
  );
  root.append(label, box, state, spoken, frame);
  box.value = model.get("query");

  /** @type {number | undefined} */
  let sending;
  /** @type {number | undefined} */
  let speaking;

  function lines() {
    const table = make(
      "table",
      { lang: language, "aria-label": "places found" },
      { borderCollapse: "collapse", whiteSpace: "pre", lineHeight: "1.5" },
    );
    const head = make("tr");
    for (const [name, align] of [
      ["paragraph", "left"],
      ["before", "right"],
      ["words", "center"],
      ["after", "left"],
    ]) {
      head.append(make("th", { scope: "col" }, { textAlign: align, padding: "0 0.4em" }, name));
    }
    const top = make("thead"),
      body = make("tbody");
    top.append(head);
    for (const [paragraph, left, text, right] of model.get("rows")) {
      const row = make("tr"),
        found = make("td", { dir: "auto" }, { textAlign: "center", padding: "0" });
      found.append(make("strong", {}, { borderBottom: "2px solid currentColor" }, text));
      row.append(
        make(
          "th",
          { scope: "row" },
          { fontWeight: "normal", padding: "0 0.4em" },
          String(paragraph),
        ),
        make(
          "td",
          { dir: "auto" },
          { textAlign: "right", padding: "0 0 0 0.4em" },
          left.replace(/\s/g, " "),
        ),
        found,
        make(
          "td",
          { dir: "auto" },
          { textAlign: "left", padding: "0 0.4em 0 0" },
          right.replace(/\s/g, " "),
        ),
      );
      body.append(row);
    }
    table.append(top, body);
    frame.replaceChildren(...(model.get("rows").length ? [table] : []));
    frame.tabIndex = model.get("rows").length ? 0 : -1;
    state.textContent = model.get("status");
    clearTimeout(speaking);
    speaking = setTimeout(() => {
      spoken.textContent = model.get("status");
    }, SPEAK_AFTER);
  }

  function send() {
    clearTimeout(sending);
    if (box.value === model.get("query")) return;
    model.set("query", box.value);
    model.save_changes();
  }

  box.addEventListener("input", () => {
    clearTimeout(sending);
    sending = setTimeout(send, SEND_AFTER);
  });
  model.on("change:rows", lines);
  model.on("change:status", lines);
  lines();
  return () => {
    model.off("change:rows", lines);
    model.off("change:status", lines);
    [sending, speaking].forEach(clearTimeout);
  };
}

export default { render };
