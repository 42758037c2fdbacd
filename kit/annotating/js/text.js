// The article as JavaScript sees it. Python counts code points, JavaScript counts UTF-16 units:
// everything in these files is in units; the ruler converts at the border, when a mark comes from
// Python or goes there.

/** @import { Article, Block, Side, Span } from "./types" */

/**
 * Both ways between UTF-16 units and code points: an emoji is two units and one point.
 * @param {string} text
 */
export function ruler(text) {
  /** @type {number[]} */
  const pairs = []; // where each character beyond U+FFFF begins
  for (let i = 0; i < text.length; i++) if (Number(text.codePointAt(i)) > 0xffff) pairs.push(i++);
  /** @type {(limit: number, at: (pair: number) => number) => number} */
  const before = (limit, at) => {
    let low = 0;
    let high = pairs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (at(middle) < limit) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    points: (/** @type {number} */ units) => units - before(units, (k) => pairs[k]),
    units: (/** @type {number} */ points) => points + before(points, (k) => pairs[k] - k),
  };
}

/** The text with its blocks, and steps in it. */
export class Text {
  /** @type {string} the whole text */
  text;

  /** @type {string} its language, as a BCP 47 tag */
  language;

  /** @type {Span[]} the article's paragraphs */
  paragraphs;

  /** @type {Span[]} the article's sentences */
  sentences;

  /** @type {Block[]} what is drawn as paragraphs */
  blocks = [];

  /** @type {Intl.Segmenter | null} cuts into what a reader takes for a character */
  graphemes;

  /** @type {Intl.Segmenter | null} cuts into words */
  wordlike;

  /** @param {Article} article */
  constructor({ text, language = "en", paragraphs = [], sentences = [] }) {
    this.text = text;
    this.language = language;
    this.ruler = ruler(text);
    const numbers = new Map(paragraphs.map(([start], number) => [this.ruler.units(start), number]));
    this.paragraphs = paragraphs.map((span) => this.inUnits(span));
    this.sentences = sentences.map((span) => this.inUnits(span));
    for (const line of text.matchAll(/[^\n]+/g)) {
      if (!line[0].trim()) continue;
      const start = line.index;
      const first = start + line[0].length - line[0].trimStart().length;
      this.blocks.push({
        start,
        end: start + line[0].length,
        number: numbers.get(first),
        gap: /\n\s*\n\s*$/.test(text.slice(0, start)),
      });
    }
    /** @param {"grapheme" | "word"} granularity */
    const segmenter = (granularity) => {
      try {
        return new Intl.Segmenter(language, { granularity });
      } catch {
        return null;
      }
    };
    this.graphemes = segmenter("grapheme");
    this.wordlike = segmenter("word");
  }

  /**
   * @param {Span} span in code points
   * @returns {Span}
   */
  inUnits([start, end]) {
    return [this.ruler.units(start), this.ruler.units(end)];
  }

  /**
   * The index of the block that holds a place, or the last one before it.
   * @param {number} place
   */
  blockAt(place) {
    let low = 0;
    let high = this.blocks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.blocks[middle].start <= place) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /**
   * A span grown until it cuts no grapheme (a family emoji, a letter with its accents), then without
   * the blanks at its ends.
   * @param {number} start
   * @param {number} end
   * @returns {Span}
   */
  tidy(start, end) {
    start = this.edge(start, -1);
    end = this.edge(end, 1);
    const words = this.text.slice(start, end);
    return [
      start + words.length - words.trimStart().length,
      end - (words.length - words.trimEnd().length),
    ];
  }

  /**
   * The grapheme boundary at a place, or the next one in a direction.
   * @param {number} place
   * @param {number} direction -1 back, 1 forward
   */
  edge(place, direction) {
    const block = this.blocks[this.blockAt(place)];
    if (!block || !this.graphemes || place <= block.start || place >= block.end) return place;
    // a blank is a boundary: no need to go further back
    const from = Math.max(block.start, this.text.lastIndexOf(" ", place - 1));
    const at = this.graphemes.segment(this.text.slice(from, block.end)).containing(place - from);
    if (!at || from + at.index === place) return place;
    return from + at.index + (direction > 0 ? at.segment.length : 0);
  }

  /**
   * The words of a span.
   * @param {number} start
   * @param {number} end
   * @returns {Span[]}
   */
  words(start, end) {
    const text = this.text.slice(start, end);
    const found = this.wordlike
      ? [...this.wordlike.segment(text)]
          .filter((w) => w.isWordLike)
          .map((w) => [w.index, w.segment.length])
      : [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].map((w) => [w.index, w[0].length]);
    return found.map(([index, length]) => [start + index, start + index + length]);
  }

  /**
   * The word a place is in or touches, or null.
   * @param {number} place
   */
  wordAt(place) {
    const block = this.blocks[this.blockAt(place)];
    if (!block) return null;
    const words = this.words(block.start, block.end);
    return words.find(([start, end]) => start <= place && place <= end) ?? null;
  }

  /**
   * Where a word begins or ends, one step from a place in a direction: what moves the end of a mark.
   * @param {number} place
   * @param {number} direction
   * @param {Side} side
   */
  wordEdge(place, direction, side) {
    const at = this.blockAt(place);
    const near = this.blocks.slice(Math.max(0, at - 1), at + 2);
    const edges = near
      .flatMap((b) => this.words(b.start, b.end))
      .map((w) => w[side === "start" ? 0 : 1]);
    return (
      (direction > 0 ? edges.find((e) => e > place) : edges.findLast((e) => e < place)) ?? place
    );
  }

  /**
   * The start of the next or the previous span of a list, or the end of the text.
   * @param {Span[]} spans
   * @param {number} place
   * @param {number} direction
   */
  step(spans, place, direction) {
    const starts = spans.map(([start]) => start);
    if (direction > 0) return starts.find((s) => s > place) ?? this.blocks.at(-1)?.end ?? 0;
    return starts.findLast((s) => s < place) ?? this.blocks[0]?.start ?? 0;
  }
}
