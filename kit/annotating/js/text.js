// The article as JavaScript sees it. Python counts code points, JavaScript counts UTF-16 units: everything in these files is in
// units; the ruler converts at the border, when a mark comes from Python or goes there.

/** Both ways between UTF-16 units and code points: an emoji is two units and one point. */
export function ruler(text) {
  const pairs = []; // where each character beyond U+FFFF begins
  for (let i = 0; i < text.length; i++) if (text.codePointAt(i) > 0xffff) pairs.push(i++);
  const before = (limit, at) => {
    let low = 0,
      high = pairs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (at(middle) < limit) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    points: (units) => units - before(units, (k) => pairs[k]),
    units: (points) => points + before(points, (k) => pairs[k] - k),
  };
}

/** The text with its blocks (lines that have something in them: what is drawn as paragraphs), and steps in it. */
export class Text {
  constructor({ text, language = "en", paragraphs = [], sentences = [] }) {
    this.text = text;
    this.language = language;
    this.ruler = ruler(text);
    const numbers = new Map(paragraphs.map(([start], number) => [this.ruler.units(start), number]));
    this.paragraphs = paragraphs.map((span) => span.map(this.ruler.units));
    this.sentences = sentences.map((span) => span.map(this.ruler.units));
    this.blocks = [];
    for (const line of text.matchAll(/[^\n]+/g)) {
      if (!line[0].trim()) continue;
      const start = line.index,
        first = start + line[0].length - line[0].trimStart().length;
      this.blocks.push({
        start,
        end: start + line[0].length,
        number: numbers.get(first),
        gap: /\n\s*\n\s*$/.test(text.slice(0, start)),
      });
    }
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

  /** The index of the block that holds a place, or the last one before it. */
  blockAt(place) {
    let low = 0,
      high = this.blocks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.blocks[middle].start <= place) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** A span grown until it cuts no grapheme (a family emoji, a letter with its accents), then without the blanks at its ends. */
  tidy(start, end) {
    start = this.edge(start, -1);
    end = this.edge(end, 1);
    const words = this.text.slice(start, end);
    return [
      start + words.length - words.trimStart().length,
      end - (words.length - words.trimEnd().length),
    ];
  }

  /** The grapheme boundary at a place, or the next one in a direction (-1 back, 1 forward). */
  edge(place, direction) {
    const block = this.blocks[this.blockAt(place)];
    if (!block || !this.graphemes || place <= block.start || place >= block.end) return place;
    const from = Math.max(block.start, this.text.lastIndexOf(" ", place - 1)); // a blank is a boundary: no need to go further back
    const at = this.graphemes.segment(this.text.slice(from, block.end)).containing(place - from);
    return from + at.index === place
      ? place
      : from + at.index + (direction > 0 ? at.segment.length : 0);
  }

  /** The words of a span: [start, end] each. */
  words(start, end) {
    const text = this.text.slice(start, end);
    const found = this.wordlike
      ? [...this.wordlike.segment(text)]
          .filter((w) => w.isWordLike)
          .map((w) => [w.index, w.segment.length])
      : [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].map((w) => [w.index, w[0].length]);
    return found.map(([index, length]) => [start + index, start + index + length]);
  }

  /** The word a place is in or touches, or null. */
  wordAt(place) {
    const block = this.blocks[this.blockAt(place)];
    return (
      (block &&
        this.words(block.start, block.end).find(
          ([start, end]) => start <= place && place <= end,
        )) ??
      null
    );
  }

  /** Where a word begins or ends, one step from a place in a direction: what moves the end of a mark. */
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

  /** The start of the next or the previous span of a list (sentences, paragraphs), or the end of the text. */
  step(spans, place, direction) {
    const starts = spans.map(([start]) => start);
    if (direction > 0) return starts.find((s) => s > place) ?? this.blocks.at(-1)?.end ?? 0;
    return starts.findLast((s) => s < place) ?? this.blocks[0]?.start ?? 0;
  }
}

const DEEPEST = 7; // more marks over the same words than that share the last lane, or the lines would part too far

/** Give each mark of a block a lane, so that marks that overlap are drawn under each other: Map mark → lane. */
export function lanes(marks) {
  const ends = [],
    lane = new Map();
  for (const mark of marks) {
    let free = ends.findIndex((end) => end <= mark.start);
    if (free < 0) free = ends.length;
    ends[free] = mark.end;
    lane.set(mark, Math.min(free, DEEPEST));
  }
  return lane;
}

/** Cut a block where a mark begins or ends: [{start, end, marks, closing}]; closing: the marks that end with this piece. */
export function pieces(block, marks) {
  const cuts = new Set([block.start, block.end]);
  for (const { start, end } of marks) {
    cuts.add(Math.max(start, block.start));
    cuts.add(Math.min(end, block.end));
  }
  const places = [...cuts].sort((a, b) => a - b);
  return places.slice(1).map((end, i) => {
    const start = places[i],
      here = marks.filter((m) => m.start < end && m.end > start);
    return { start, end, marks: here, closing: here.filter((m) => m.end === end) };
  });
}

/** Marks in reading order: by start, the longer first. */
export const inOrder = (a, b) => a.start - b.start || b.end - a.end || (a.id < b.id ? -1 : 1);
