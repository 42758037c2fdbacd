// The help: what the keys do, and what the labels mean.

import { el } from "./elements.js";

/** @import { Label } from "./types" */

const KEYS = [
  ["← → ↑ ↓", "move the caret by character and line"],
  ["Ctrl+← Ctrl+→", "by word (on a Mac: Option)"],
  ["Alt+↑ Alt+↓", "by sentence"],
  ["Ctrl+↑ Ctrl+↓, Page Up, Page Down", "by paragraph"],
  ["Home End, Ctrl+Home Ctrl+End", "to the ends of the line, of the text"],
  ["Shift with any of these, Ctrl+A", "selects the words passed over, or all"],
  [
    "a label's key",
    "marks the selected words, or the word at the caret; with a mark chosen, gives it that label",
  ],
  ["Enter", "marks with the label used last; with a mark chosen, edits its attributes and note"],
  ["Space", "chooses the mark at the caret; again: the next one there"],
  [
    "F2",
    "moves the ends of the chosen mark: Shift and arrows, then Enter; F2 again: the other end",
  ],
  ["Backspace", "removes the chosen mark"],
  ["Ctrl+Z, Ctrl+Shift+Z", "take back, do again"],
  ["Escape", "lets go: of the selection, of the mark, back to the text"],
  ["Ctrl+S", "saves now (everything is saved by itself, too)"],
  ["Tab", "leaves the text for what comes next"],
];

/**
 * @param {string} key
 * @param {...(Node | string)} meaning
 */
const row = (key, ...meaning) => el("div", {}, el("dt", {}, key), el("dd", {}, ...meaning));

/**
 * The dialog with the help.
 * @param {string} id
 * @param {Label[]} labels
 */
export function makeHelp(id, labels) {
  const meanings = labels.map((label) => {
    const title = el("b", {}, el("bdi", {}, label.title));
    return row(label.key || "–", title, label.definition ? `: ${label.definition}` : "");
  });
  return el(
    "dialog",
    { class: "kit-help", "aria-labelledby": id },
    // the heading has the focus, else Close would, at the far end of a long list
    el("h2", { id, tabindex: "-1", autofocus: true }, "Keys"),
    el("dl", {}, ...KEYS.map(([keys, what]) => row(keys, what))),
    labels.length ? el("h2", {}, "Labels") : null,
    el("dl", {}, ...meanings),
    el("form", { method: "dialog" }, el("button", {}, "Close")),
  );
}
