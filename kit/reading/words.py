"""Words: runs of letters, marks and digits, with apostrophes and hyphens inside them."""

import re

WORD = re.compile(r"\w+(?:[.'’\-]\w+)*\.?(?<=\.\w\.)|\w+(?:['’\-]\w+)*")


def split(text):
    """Return the (start, end) of each word of a text, in code points."""
    return [match.span() for match in WORD.finditer(text)]
