"""How like a marked quotation a place in a text is: its words, its context, and how far it is."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from rapidfuzz import distance, fuzz

from kit.annotating.folding import fold

QUOTE = 50  # what the words weigh,
CONTEXT = 20  # the context on each side,
POSITION = 4  # and the distance from where they stood
FOLDED = 0.999  # where only the folded words are the same
PARTED = 0.99  # where spaces part the words elsewhere: "a tall" for "at all"
CUT = 0.8  # where a whole word would become part of one
PUSHED = 0.9  # what context counts that an insertion pushed away


class Selector:
    """What is looked for: words, what stood before and after, where they began (code points)."""

    def __init__(self, exact, prefix="", suffix="", hint=None):
        self.exact = exact
        self.prefix = prefix
        self.suffix = suffix
        self.hint = hint
        # folded: all of it, the context, each word
        self.quote = fold(exact)
        self.before = fold(prefix)
        self.after = fold(suffix)
        self.words = [fold(word) for word in exact.split()]
        # whether the first and the last letter marked were the first and the last of their words
        self.begins_with_a_word = exact[0].isalnum() and not prefix[-1:].isalnum()
        self.ends_with_a_word = exact[-1].isalnum() and not suffix[:1].isalnum()


@dataclass(frozen=True)
class Place:
    """A place in a text, and how like the selector it is: 0 to 1, None where nothing is known."""

    start: int
    end: int
    quote: float
    before: float | None
    after: float | None
    near: float | None

    @property
    def score(self):
        """The mean of what is known, weighted."""
        total = QUOTE * self.quote
        weights = QUOTE
        others = ((CONTEXT, self.before), (CONTEXT, self.after), (POSITION, self.near))
        for weight, value in others:
            if value is not None:
                total += weight * value
                weights += weight
        return total / weights

    @property
    def context(self):
        """The mean of both sides, None if neither is known."""
        known = [value for value in (self.before, self.after) if value is not None]
        return sum(known) / len(known) if known else None


def place_at(folded, selector, start, end):
    """Return the Place [start, end) of a Folded text."""
    first = folded.inside(start)
    after = folded.inside(end)
    size = len(selector.before)
    window = folded.folded[max(0, first - 2 * size) : first]
    is_same = folded.text.endswith(selector.prefix, 0, start)
    like_before = _context_likeness(selector.before, window, window[-size:], is_same)
    size = len(selector.after)
    window = folded.folded[after : after + 2 * size]
    is_same = folded.text.startswith(selector.suffix, end)
    like_after = _context_likeness(selector.after, window, window[:size], is_same)
    near = None
    if selector.hint is not None:
        near = max(0.0, 1 - abs(start - selector.hint) / len(folded.text))
    quote = _quote_likeness(folded, selector, start, end)
    return Place(start, end, quote, like_before, like_after, near)


def best_of(places, selector):
    """Return the likeliest place, the nearer and then the earlier of equals; None of none."""

    def rank(place):
        return place.score, -abs(place.start - (selector.hint or 0)), -place.start

    return max(places, key=rank, default=None)


def cuts_a_word(text, selector, start, end):
    """Whether a mark of whole words would begin or end inside a word here."""
    began = selector.prefix and selector.begins_with_a_word
    ended = selector.suffix and selector.ends_with_a_word
    return bool(
        (began and text[max(0, start - 1) : start].isalnum())
        or (ended and text[end : end + 1].isalnum())
    )


def is_parted_alike(words, found):
    """Whether spaces part `found` where they part `words`: "at all" is not "a tall"."""
    edges = set(accumulate(len(word) for word in words))
    parted = set(accumulate(len(fold(word)) for word in found.split()))
    return parted >= edges


def _quote_likeness(folded, selector, start, end):
    found = folded.text[start:end]
    if found == selector.exact:
        likeness = 1.0
    else:
        words = folded.folded[folded.inside(start) : folded.inside(end)]
        likeness = FOLDED * distance.Levenshtein.normalized_similarity(selector.quote, words)
    if likeness == FOLDED and not is_parted_alike(selector.words, found):
        likeness *= PARTED
    if cuts_a_word(folded.text, selector, start, end):
        likeness *= CUT
    return likeness


@lru_cache(1000)  # edges of a place that are tried share their context
def _context_likeness(known, window, beside, is_same):
    """Return how like the known context is what stands beside a place, or further off in a window.

    None if no context is known. Context that an insertion pushed away counts a little less, and so
    does one that is the same only when folded.
    """
    if not known:
        return None
    likeness = distance.Levenshtein.normalized_similarity(known, beside)
    if likeness <= 0.8 and len(window) >= len(known) >= 8:
        above_chance = max(0.0, fuzz.partial_ratio(known, window) / 100 - 0.55) / 0.45
        likeness = max(likeness, PUSHED * above_chance)
    return likeness if is_same else FOLDED * likeness
