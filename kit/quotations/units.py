"""Units: the words and signs of a text.

Words are the words of kit.reading. Most of an article's words come again, so what stands between
two spaces is cut up once and kept.
"""

import regex

from kit.quotations.classes import END
from kit.reading import words

PLAIN_WORD = r"[A-Za-z]++(?=[,;!?)”]|\.?$)"  # most: read without asking what else a word may hold
UNIT = regex.compile(rf"{PLAIN_WORD}|{words.source()}|[{END}]+|--+|[^\w\s\p{{M}}\p{{Cf}}]")
MOST_KNOWN = 100_000
LONGEST_KNOWN = 40  # characters


class Units(dict):
    """The units of what stood between two spaces: each as (unit, start, end).

    >>> UNITS["it’s,"]
    [('it’s', 0, 4), (',', 4, 5)]
    """

    def __missing__(self, chunk):
        units = [(match[0], *match.span()) for match in UNIT.finditer(chunk)]
        if len(self) < MOST_KNOWN and len(chunk) <= LONGEST_KNOWN:
            self[chunk] = units
        return units


UNITS = Units()
