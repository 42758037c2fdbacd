// What the keys do. Only a key that did something is kept from the browser.

/** @import { Annotator } from "./annotator.js" */
/** @import { Span } from "./types" */

/** @type {Record<string, number>} the keys that go to the next sentence or paragraph, with their directions */
const WAYS = { ArrowUp: -1, PageUp: -1, ArrowDown: 1, PageDown: 1 };

/**
 * Do something, and keep the key from the browser.
 * @param {KeyboardEvent} event
 * @param {() => void} act
 */
function use(event, act) {
  act();
  event.preventDefault();
  event.stopPropagation();
}

export class Keyboard {
  /** @type {Annotator} */
  app;

  /** @param {Annotator} app */
  constructor(app) {
    this.app = app;
  }

  /**
   * A key anywhere in the annotator.
   * @param {KeyboardEvent} event
   */
  anywhere(event) {
    const { actions, help, labels, page, selection } = this.app;
    if (help.open) return;
    const act = (/** @type {() => void} */ what) => use(event, what);
    const { tagName } = /** @type {Element} */ (event.target);
    const isTyping = tagName === "INPUT" || tagName === "TEXTAREA";
    const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey;
    const command = isCommand ? event.key.toLowerCase() : "";
    if (command === "s") return act(() => this.save());
    if (command === "z" && !isTyping)
      return act(() => (event.shiftKey ? actions.redo() : actions.undo()));
    if (command === "y" && !isTyping) return act(() => actions.redo());
    if (event.key === "?" && !isTyping && tagName !== "SELECT" && !labels.forKey(event))
      return act(() => help.showModal());
    if (event.key === "Escape" && event.target !== page.node)
      return act(() => selection.focusText());
  }

  save() {
    const { marks, panel, status } = this.app;
    panel.card.flush();
    marks.wire.send(true);
    status.announce = true;
  }

  /**
   * A key in the text.
   * @param {KeyboardEvent} event
   */
  inText(event) {
    const { actions, labels, selection, status, text } = this.app;
    const { key, shiftKey } = event;
    if (event.isComposing || key === "Tab") return;
    selection.follow(); // the browser tells of a moved caret later than of the next key
    const act = (/** @type {() => void} */ what) => use(event, what);
    const isCommand = event.ctrlKey || event.metaKey;
    const isArrow = key.startsWith("Arrow");
    const way = WAYS[key];
    if (way && isArrow && event.altKey && !isCommand)
      return act(() => this.step(text.sentences, way, shiftKey));
    if (way && !event.altKey && isCommand === isArrow && !event.metaKey)
      return act(() => this.step(text.paragraphs, way, shiftKey));
    if (isCommand || event.altKey) return;
    if (key === "Enter") return act(() => this.enter(shiftKey));
    if (key === " ") return act(() => selection.next());
    if (key === "F2") return act(() => selection.startMoving());
    if (key === "Backspace" || key === "Delete") return act(() => this.remove());
    if (key === "Escape" && (selection.moving || selection.selecting || selection.chosen))
      return act(() => selection.letGo());
    const label = labels.forKey(event);
    if (label) return act(() => actions.make(label.name));
    // so that nothing is typed, nor found as you type
    if (key.length === 1 && key !== "?") act(() => status.say(`No label has the key ${key}.`));
  }

  /**
   * Go to the next sentence or paragraph.
   * @param {Span[]} spans
   * @param {number} direction
   * @param {boolean} extend whether the words passed over are selected
   */
  step(spans, direction, extend) {
    const { selection, text } = this.app;
    const to = text.step(spans, selection.caret, direction);
    selection.moveTo(extend ? (selection.kept?.[0] ?? selection.caret) : to, to);
  }

  /** @param {boolean} shiftKey */
  enter(shiftKey) {
    const { actions, labels, panel, selection, status } = this.app;
    // Shift+Enter is the hand's habit in a notebook
    if (shiftKey && !selection.selecting)
      return status.say("Enter marks the word at the caret, without Shift.");
    if (selection.moving && selection.placed) return this.endMoving();
    if (selection.mark && !selection.selecting) return panel.card.edit();
    actions.make(labels.current);
  }

  /** The chosen mark gets the ends that were moved. */
  endMoving() {
    const { actions, selection } = this.app;
    const mark = selection.placed;
    if (!mark) return;
    const [start, end] = selection.span ?? [0, 0];
    selection.moving = null;
    actions.resize(mark, start, end);
    selection.moveTo(selection.caret, selection.caret);
    selection.choose(mark.id);
  }

  /** Remove the chosen mark; without one, choose the mark at the caret first. */
  remove() {
    const { actions, selection } = this.app;
    if (selection.chosen) actions.remove(selection.chosen);
    else selection.next("press Backspace again to remove it");
  }
}
