// Spans on a line: which overlap, and where a block is cut to draw them.

/** @import { Block, PlacedMark } from "./types" */

// more marks over the same words than this share the last lane, or the lines would part too far
const DEEPEST = 7;

/**
 * Give each mark of a block a lane, so that marks that overlap are drawn under each other.
 * @param {PlacedMark[]} marks
 * @returns {Map<PlacedMark, number>}
 */
export function lanes(marks) {
  /** @type {number[]} */
  const ends = [];
  const lane = new Map();
  for (const mark of marks) {
    let free = ends.findIndex((end) => end <= mark.start);
    if (free < 0) free = ends.length;
    ends[free] = mark.end;
    lane.set(mark, Math.min(free, DEEPEST));
  }
  return lane;
}

/**
 * Cut a block where a mark begins or ends. closing: the marks that end with a piece.
 * @param {Block} block
 * @param {PlacedMark[]} marks
 */
export function pieces(block, marks) {
  const cuts = new Set([block.start, block.end]);
  for (const { start, end } of marks) {
    cuts.add(Math.max(start, block.start));
    cuts.add(Math.min(end, block.end));
  }
  const places = [...cuts].sort((a, b) => a - b);
  return places.slice(1).map((end, i) => {
    const start = places[i];
    const here = marks.filter((m) => m.start < end && m.end > start);
    return { start, end, marks: here, closing: here.filter((m) => m.end === end) };
  });
}

/**
 * Marks in reading order: by start, the longer first.
 * @param {PlacedMark} a
 * @param {PlacedMark} b
 */
export function inOrder(a, b) {
  return a.start - b.start || b.end - a.end || (a.id < b.id ? -1 : 1);
}
