"""Small helpers for text that every room uses: compare, trim, count, join."""

import re
import unicodedata

# Spaces of every script, and marks that nobody sees: zero-width space, direction marks, word
# joiner, byte order mark.
INVISIBLE = "\u200b\u200e\u200f\u2060\ufeff"
BLANK = "".join(c for c in map(chr, range(0x3001)) if c.isspace()) + INVISIBLE
ALIKE = str.maketrans(
    {
        "’": "'",
        "ʼ": "'",
        "＇": "'",
        "‐": "-",
        "‑": "-",
        "\u00ad": None,  # soft hyphen
        "\u200c": None,  # joiners of Persian and Hindi
        "\u200d": None,
    }
)


def fold(text):
    """Normalise a word for comparison: no capitals, one apostrophe, hyphen and way to accent.

    >>> fold("Government’s"), fold("İstanbul") == fold("istanbul")
    ("government's", True)
    """
    folded = unicodedata.normalize("NFKC", text).translate(ALIKE).casefold()
    return folded.replace("i\u0307", "i")  # what the dotted capital I becomes


def trim(text, start, end):
    """Return (start, end) in code points without the blank characters at both edges.

    (start, start) if nothing is left.

    >>> trim("  one  ", 0, 7)
    (2, 5)
    """
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip(BLANK))
    return start, start + len(piece.strip(BLANK))


def pluralise(count, noun):
    """Return a count with its noun.

    >>> pluralise(1, "mark"), pluralise(1200, "mark")
    ('1 mark', '1,200 marks')
    """
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def join_words(words, most=9):
    """Join words for a sentence; of more than `most` the first ones and "more".

    >>> join_words(["one", "two", "three"]), join_words([])
    ('one, two and three', 'nothing')
    """
    words = list(words)
    if len(words) > most:
        words = [*words[:most], "more"]
    if not words:
        return "nothing"
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def show(value, limit=60):
    r"""Return any value as one short line that is safe to print.

    It has no line ends, no control or direction marks, and no address in memory, which changes.

    >>> show("a\n\u202eb" + "c" * 99, limit=5)
    'a bc…'
    """
    try:
        text = value if isinstance(value, str) else str(value)
    except Exception:  # somebody's __str__ may do anything
        text = f"a {type(value).__name__}"
    text = re.sub(r" at 0x[0-9a-fA-F]+", "", text[: limit * 20])
    kept = [c for c in text if c.isspace() or not unicodedata.category(c).startswith("C")]
    text = " ".join("".join(kept).split())
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
