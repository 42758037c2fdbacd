"""Single quotation marks, which look like apostrophes, and what a quoted piece is."""

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

# the mark first, then what is before it: what begins with one of a few characters is found sooner
SINGLE_OPEN = re.compile(r"[‘‚‹'](?<![\w'’].)(?=[^\s'’])")
SINGLE_CLOSE = re.compile(r"[’'›‘](?<=[^\s'‘(].)(?![\w'’])")
PLURAL = re.compile(r"[sS][’'‘] [a-z]")


class Piece(NamedTuple):
    """One quoted piece: start and end inside the marks, outer_start and outer_end with them, and
    the rule that paired it.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    rule: str

    def moved(self, by):
        """Return the piece `by` code points further on."""
        start, end = self.start + by, self.end + by
        return Piece(start, end, self.outer_start + by, self.outer_end + by, self.rule)


def pair_single(text, doubles, elisions):
    """Pair single marks: ‘ or ' before a word, and the first ’ or ' after it that is not an
    apostrophe.

    After s a closing mark may be a plural's apostrophe (the voters’ money): it closes only if no
    better one follows. A word such as ’n’ or ’70s begins with an apostrophe.
    """
    openings = [
        m
        for m in SINGLE_OPEN.finditer(text)
        if not _elided(text, m.end(), elisions) and not is_inside(doubles, m.start())
    ]
    if not openings:
        return []
    sure, doubtful = [], []
    for match in SINGLE_CLOSE.finditer(text):
        if not is_inside(doubles, match.start()):
            is_plural = PLURAL.match(text, match.start() - 1)
            (doubtful if is_plural else sure).append(match.start())
    pieces, reached = [], 0
    for match in openings:
        if match.start() < reached:
            continue
        for closings in (sure, doubtful):
            index = bisect_left(closings, match.end() + 1)
            if index < len(closings):
                reached = closings[index] + 1
                pieces.append(
                    Piece(match.end(), closings[index], match.start(), reached, "marks.single")
                )
                break
    return pieces


def is_inside(pieces, at):
    """Is the place `at` inside one of these pieces (sorted, none inside another)?"""
    index = bisect_right(pieces, at, key=lambda piece: piece.outer_start) - 1
    return index >= 0 and at < pieces[index].outer_end


def _elided(text, at, elisions):
    """Is the apostrophe before `at` a letter left out: ’n’, ’70s, ’twas?"""
    word = re.match(r"\w+", text[at : at + 20])
    return bool(word) and (word.group().lower() in elisions or word.group()[0].isdigit())
