"""Paragraphs: what stands between blank lines, or, in a text that has none, each line."""

import re
import unicodedata

LINE_END = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
# Spaces of every script, and the marks nobody sees: zero-width space, direction marks, word joiner, byte order mark.
BLANK = (
    "".join(c for c in map(chr, range(0x3001)) if c.isspace()) + "\u200b\u200e\u200f\u2060\ufeff"
)


def trim(text, start, end):
    """Return (start, end) without the blank characters at both edges; (start, start) if nothing is left.

    >>> trim("  one  ", 0, 7)
    (2, 5)
    """
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip(BLANK))
    return start, start + len(piece.strip(BLANK))


def lines(text):
    """Return the (start, end) of each line of a text, trimmed; a blank line has start == end.

    >>> lines("one\\n\\ntwo")
    [(0, 3), (4, 4), (5, 8)]
    """
    ends = [match.span() for match in LINE_END.finditer(text)]
    starts = [0] + [after for _, after in ends]
    return [
        trim(text, start, end)
        for start, end in zip(starts, [before for before, _ in ends] + [len(text)])
    ]


def split(text):
    """Return the (start, end) of each paragraph of a text, in code points.

    text: str, with line ends of any kind. A text with a blank line between its lines is parted at blank lines, so that lines
    an editor has wrapped stay together; a text with none is parted at each line end.

    >>> split("one\\ntwo"), split("one\\ntwo\\n\\nthree")
    ([(0, 3), (4, 7)], [(0, 7), (9, 14)])
    """
    groups = [[]]
    for start, end in lines(text):
        if start < end:
            groups[-1].append((start, end))
        elif groups[-1]:
            groups.append([])
    groups = [group for group in groups if group]
    if len(groups) == 1:
        return groups[0]
    return [(group[0][0], group[-1][1]) for group in groups]


def right_to_left(text):
    """Tell whether the first letter of a text is of a script that runs from right to left.

    >>> right_to_left("«الجسر» is a bridge"), right_to_left("The «جسر»")
    (True, False)
    """
    strong = (unicodedata.bidirectional(character) for character in text)
    return next((kind in ("R", "AL") for kind in strong if kind in ("L", "R", "AL")), False)
