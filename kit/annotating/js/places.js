// Places in the text turned to places in the document and on the screen, and back.

/** @import { Page } from "./page.js" */
/** @import { Span } from "./types" */

const EDGE = 40; // px that a place keeps from the upper and the lower edge of the view

export class Places {
  /** @type {Page} */
  page;

  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.text = page.text;
  }

  /**
   * Where a document position is in the text, in units; null when it's not in it.
   * @param {Node | null} node
   * @param {number} offset
   */
  place(node, offset) {
    if (!node || !this.page.node.contains(node)) return null;
    const { blocks } = this.text;
    if (node === this.page.node) return blocks[offset]?.start ?? blocks.at(-1)?.end ?? null;
    const element = node instanceof Element ? node : node.parentElement;
    const p = element?.closest(".kit-p");
    const block = p && this.page.blocks.get(p);
    if (!block) return null;
    const range = document.createRange();
    range.setStart(p, 0);
    range.setEnd(node, offset);
    return block.start + range.toString().length;
  }

  /**
   * The document position of a place.
   * @param {number} place
   * @returns {[Node, number]}
   */
  spot(place) {
    const i = this.text.blockAt(place);
    const block = this.text.blocks[i];
    let left = Math.min(Math.max(place - block.start, 0), block.end - block.start);
    const p = this.page.paragraphs[i];
    for (const child of p.childNodes) {
      const words = /** @type {CharacterData} */ (child.firstChild ?? child);
      if (left <= words.length) return [words, left];
      left -= words.length;
    }
    return [p, p.childNodes.length];
  }

  /**
   * @param {number} start
   * @param {number} end
   */
  range(start, end) {
    const range = document.createRange();
    range.setStart(...this.spot(start));
    range.setEnd(...this.spot(end));
    return range;
  }

  /**
   * The document's selection, anchor and focus; null when it is not in the text.
   * @returns {Span | null}
   */
  get selection() {
    const root = /** @type {Document} */ (this.page.node.getRootNode());
    const selection = root.getSelection?.() ?? getSelection();
    if (!selection) return null;
    const anchor = this.place(selection.anchorNode, selection.anchorOffset);
    const focus = this.place(selection.focusNode, selection.focusOffset);
    return anchor === null || focus === null ? null : [anchor, focus];
  }

  /**
   * @param {number} anchor
   * @param {number} focus
   */
  select(anchor, focus) {
    if (!this.text.blocks.length) return;
    getSelection()?.setBaseAndExtent(...this.spot(anchor), ...this.spot(focus));
  }

  /**
   * Scroll so that a place can be seen, and no further than need be.
   * @param {number} place
   */
  show(place) {
    const view = this.page.paper.parentElement;
    if (!view || !this.text.blocks.length) return;
    const box = view.getBoundingClientRect();
    const spot =
      this.range(place, place).getClientRects()[0] ??
      this.page.paragraphs[this.text.blockAt(place)].getBoundingClientRect();
    if (spot.top < box.top + EDGE) view.scrollTop -= box.top + EDGE - spot.top;
    else if (spot.bottom > box.bottom - EDGE) view.scrollTop += spot.bottom - box.bottom + EDGE;
  }

  /**
   * The place under a point of the screen, or null.
   * @param {number} x
   * @param {number} y
   */
  under(x, y) {
    const spot = document.caretPositionFromPoint?.(x, y);
    if (spot) return this.place(spot.offsetNode, spot.offset);
    const old = document.caretRangeFromPoint?.(x, y); // browsers that don't know the new name
    return old ? this.place(old.startContainer, old.startOffset) : null;
  }
}
