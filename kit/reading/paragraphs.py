"""Paragraphs: the text between blank lines, or, in a text that has none, each line."""

import re
import unicodedata

from kit.reading.text import trim

# "\r\n" is one; written like this since what begins with one of a few characters is found sooner
LINE_END = re.compile("[\n\r\v\f\x85\u2028\u2029](?:(?<=\r)\n)?")


def lines(text):
    r"""Return the (start, end) of each line of a text, trimmed; a blank line has start == end.

    >>> lines("one\n\ntwo")
    [(0, 3), (4, 4), (5, 8)]
    """
    spans = []
    start = 0
    for match in LINE_END.finditer(text):
        spans.append(trim(text, start, match.start()))
        start = match.end()
    return [*spans, trim(text, start, len(text))]


def split(text):
    r"""Return the (start, end) of each paragraph of a text, in code points.

    A text with a blank line between its lines is split at blank lines, so that lines that an
    editor has wrapped stay together; a text with none is split at each line end.

    >>> split("one\ntwo"), split("one\ntwo\n\nthree")
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


def is_right_to_left(text):
    """True if the first letter of a text is of a script that runs from right to left.

    >>> is_right_to_left("«الجسر» is a bridge"), is_right_to_left("The «جسر»")
    (True, False)
    """
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False
