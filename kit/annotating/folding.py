"""A text folded for anchoring: spaces, capitals, accents and quotation marks don't count."""

import unicodedata
from functools import cached_property, lru_cache

import numpy as np

SAME = str.maketrans("“”„‟«»″‘’‚‛‹›′`´‐‑‒–—―−", '"""""""' + "'''''''''" + "-------")


@lru_cache(4096)
def _fold_character(character):
    found = unicodedata.normalize("NFKD", character.translate(SAME)).casefold()
    return "".join(
        c for c in found if not c.isspace() and unicodedata.category(c) not in ("Mn", "Cf", "Cc")
    )


def fold(text):
    """Return the text without spaces and accents, in small letters, with plain marks and dashes.

    >>> fold("“Élan vital” – he said")
    '"elanvital"-hesaid'
    """
    return "".join(map(_fold_character, text))


class Folded:
    """A folded text that knows where its characters were. text: the original; folded: str."""

    def __init__(self, text):
        self.text = text
        pieces = [_fold_character(c) for c in text]
        self.folded = "".join(pieces)
        self._origin = np.repeat(np.arange(len(text)), [len(piece) for piece in pieces])

    def span(self, start, end):
        """The span in the original of a span of `folded` (not empty)."""
        return int(self._origin[start]), int(self._origin[end - 1]) + 1

    def outside(self, position):
        """Where a position of `folded`, possibly past its ends, lies in the original."""
        if position >= len(self.folded):
            return len(self.text)
        return int(self._origin[max(0, position)])

    def inside(self, position):
        """Where a position of the original lies in `folded`."""
        return int(np.searchsorted(self._origin, position))

    @cached_property
    def _trigrams(self):
        keys = _keys(self.folded)
        order = np.argsort(keys, kind="stable")
        return keys[order], order.astype(np.int32)

    def regions(self, pattern, limit=6):
        """Return where a folded pattern may begin (within 2 * max(8, len // 4)), likeliest first.

        That is where most of its trigrams stand in line: k edits destroy at most 3k of them
        (Ukkonen's q-gram filter, 1992).
        """
        wanted, (keys, order) = _keys(pattern), self._trigrams
        if not len(wanted) or not len(keys):
            return []
        low, high = np.searchsorted(keys, wanted, "left"), np.searchsorted(keys, wanted, "right")
        rare = np.argsort(high - low, kind="stable").tolist()
        rare = rare[: max(8, 2 * len(wanted) // 3)]  # the common ones stand everywhere
        begins = [order[low[n] : high[n]] + (len(pattern) - n) for n in rare if low[n] < high[n]]
        if not begins:
            return []
        width = max(8, len(pattern) // 4)
        # counted from len(pattern) before the text: a match may begin there
        votes = np.bincount(np.concatenate(begins) // width)
        both = votes + np.append(votes[1:], 0)  # edits move the rest of a match into the next bin
        likely = np.flatnonzero(both >= max(1, len(wanted) // 8, int(both.max()) // 3)).tolist()
        chosen = []
        for number in sorted(likely, key=lambda n: -both[n])[: 3 * limit]:
            if all(abs(number - other) > 1 for other in chosen):
                chosen.append(number)
        return [number * width - len(pattern) for number in chosen[:limit]]


def _keys(folded):
    """Every three characters in a row as one number."""
    codes = np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)
    return (codes[:-2] << 42) | (codes[1:-1] << 21) | codes[2:]
