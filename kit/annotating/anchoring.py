"""Anchoring: finding marked words again in a text that changed, and saying how sure it is.

A place is scored by the words themselves, by what stands before and after them, and by its distance
from where they stood. It is certain only if something besides the words speaks for it: context, or
position, or a quotation long enough to stand alone, and no other place comes near. A short word
that turns up elsewhere is a look-alike, not a find: it is offered, never taken.
"""

import unicodedata
from bisect import bisect
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import partial_ratio, partial_ratio_alignment

from kit.annotating.folding import Folded, fold
from kit.annotating.lookalikes import names_another

QUOTE, CONTEXT, POSITION = (
    50,
    20,
    4,
)  # weights of the quotation, each side's context, and the position
FAR = 500  # code points from where it is expected
LONG = 24  # a quotation with this many letters and marks needs no context to be known again
FOLDED = 0.999  # where only the folded words are the same
PARTED = 0.99  # where spaces part the words elsewhere: "a tall" for "at all"
CUT = 0.8  # where a whole word would become part of one
MANY = 60  # so many places are looked at closely


@dataclass(frozen=True)
class Match:
    """Where a quotation was found. start, end: code points, half-open; score: 0 to 1; status: found
    | moved | ambiguous.
    """

    start: int
    end: int
    score: float
    status: str


def locate_quote(text, exact, prefix="", suffix="", hint=None):
    """Find a quotation in a text; returns a Match, or None when it isn't there (an orphan).

    text, exact: str. prefix, suffix: what stood before and after it. hint: where it started, in
    code points. Status: found (there, or with no hint the only place), moved (certain, elsewhere or
    in slightly other words), ambiguous (the likeliest of several places, or one that little speaks
    for).

    >>> locate_quote("She said no. He said yes.", "said", suffix=" yes")
    Match(start=16, end=20, score=1.0, status='found')
    >>> locate_quote("She said no. He said yes.", "said").status
    'ambiguous'
    """
    return _Search(_folded(text), exact, prefix, suffix, hint).match()


@lru_cache(4)
def _folded(text):
    return Folded(text)


@dataclass(frozen=True)
class _Place:
    start: int
    end: int
    quote: float  # similarities, 0 to 1; None where nothing is known
    before: float | None
    after: float | None
    near: float | None

    @property
    def score(self):
        parts = [
            (QUOTE, self.quote),
            (CONTEXT, self.before),
            (CONTEXT, self.after),
            (POSITION, self.near),
        ]
        parts = [(weight, value) for weight, value in parts if value is not None]
        return sum(weight * value for weight, value in parts) / sum(weight for weight, _ in parts)

    @property
    def context(self):
        known = [value for value in (self.before, self.after) if value is not None]
        return sum(known) / len(known) if known else None


class _Search:
    """One quotation looked for in one folded text."""

    def __init__(self, folded, exact, prefix, suffix, hint):
        self.folded, self.exact, self.prefix, self.suffix, self.hint = (
            folded,
            exact,
            prefix,
            suffix,
            hint,
        )
        self.quote, self.before, self.after = fold(exact), fold(prefix), fold(suffix)
        self.words = [fold(word) for word in exact.split()]

    def match(self):
        text = self.folded.text
        if not self.exact or not text:
            return None
        places = [self._place(start, start + len(self.exact)) for start in self._exactly()]
        best = self._best(places)
        if best is None or not self._certain(best, places):
            places += [*self._respelled(), *self._roughly()]
            best = self._best(places)
        if best is None:
            return None
        start, end = best.start, best.end
        words = text[start:end]
        status = "ambiguous"
        if self._certain(best, places) and not names_another(self.exact, words):
            is_there = self.hint is None or start == self.hint
            status = "found" if words == self.exact and is_there else "moved"
        if words != self.exact:
            start, end = whole_letters(text, start, end)
        return Match(start, end, round(best.score, 4), status)

    # ---- places

    def _exactly(self):
        """Where the very words begin, overlaps included; of very many only the likely ones."""
        text, found = self.folded.text, []
        at = text.find(self.exact)
        while at >= 0:
            found.append(at)
            at = text.find(self.exact, at + 1)
        if len(found) <= MANY:
            return found
        whole, middle = self.before + self.quote + self.after, bisect(found, self.hint or 0)
        likely = set(found[max(0, middle - MANY // 4) : middle + MANY // 4])
        for region in self.folded.regions(whole):
            begin = region + len(self.before)
            low, high = (
                self.folded.outside(begin - 4),
                self.folded.outside(begin + 2 * max(8, len(whole) // 4) + 4),
            )
            likely.update(found[bisect(found, low - 1) : bisect(found, high)])
        return sorted(likely)

    def _respelled(self):
        """Where the words are the same but for marks, spaces or composition; of many the first."""
        if not self.quote:
            return []
        folded = self.folded
        places = []
        at = folded.folded.find(self.quote)
        while at >= 0 and len(places) < MANY:
            start, end = folded.span(at, at + len(self.quote))
            words = whole_letters(folded.text, start, end)
            if self._has_same_words(*words):
                places.append(self._place(*words))
            at = folded.folded.find(self.quote, at + 1)
        return places

    def _has_same_words(self, start, end):
        text, exact = self.folded.text, self.exact
        begins_inside = exact[0].isalnum() and text[max(0, start - 1) : start].isalnum()
        ends_inside = exact[-1].isalnum() and text[end : end + 1].isalnum()
        if begins_inside or ends_inside:
            return False
        return _parted_alike(self.words, text[start:end])

    def _roughly(self):
        """Places with nearly the same words: where the trigrams of words and context lead, else
        those of the words alone.
        """
        whole = self.before + self.quote + self.after
        places = self._aligned(whole, len(self.before))
        if whole != self.quote and not any(place.score >= 0.8 for place in places):
            places += self._aligned(self.quote, 0)
        return [place for place in places if self._acceptable(place)]

    def _aligned(self, pattern, offset):
        folded, size, places = self.folded.folded, len(self.quote), []
        for region in self.folded.regions(pattern) if size >= 3 else ():
            low = max(0, region + offset - size // 4)
            high = min(
                len(folded), region + offset + 2 * max(8, len(pattern) // 4) + size + size // 2
            )
            if high - low < 2:
                continue
            found = partial_ratio_alignment(self.quote, folded[low:high])
            start, end = (
                (low + found.dest_start, low + found.dest_end)
                if size <= high - low
                else (low, high)
            )
            if start < end:
                starts, ends = self._edges(start, end)
                start, end = self.folded.span(start, end)
                start = self._best([self._place(a, max(end, a + 1)) for a in starts]).start
                places.append(
                    self._best(
                        [self._place(start, b) for b in ends if b > start]
                        or [self._place(start, end)]
                    )
                )
        return places

    def _edges(self, start, end):
        """Likely starts and ends in the text near an alignment's: its own, whole words, and where
        the context ends and begins.
        """
        folded, text = self.folded, self.folded.text
        starts, ends = {start}, {end}
        reach = len(self.quote) // 2 + 4
        if self.before:
            low = max(0, start - len(self.before) - reach)
            found = partial_ratio_alignment(self.before, folded.folded[low : start + reach])
            starts.add(low + found.dest_end)
        if self.after:
            low = max(0, end - reach)
            found = partial_ratio_alignment(
                self.after, folded.folded[low : end + len(self.after) + reach]
            )
            ends.add(low + found.dest_start)
        starts = {folded.outside(a) for a in starts}
        ends = {folded.span(b - 1, b)[1] for b in ends if 0 < b <= len(folded.folded)}
        if (
            self.exact[0].isalnum() and not self.prefix[-1:].isalnum()
        ):  # a mark that began with a word begins with a word
            starts |= {edge for a in starts for edge in _word_edges(text, a, (False, True))}
        if self.exact[-1].isalnum() and not self.suffix[:1].isalnum():
            ends |= {edge for b in ends for edge in _word_edges(text, b, (True, False))}
        return starts, ends

    def _place(self, start, end):
        folded, text = self.folded, self.folded.text
        a, b = folded.inside(start), folded.inside(end)
        quote = (
            1.0
            if text[start:end] == self.exact
            else FOLDED * Levenshtein.normalized_similarity(self.quote, folded.folded[a:b])
        )
        if quote == FOLDED and not _parted_alike(self.words, text[start:end]):
            quote *= PARTED
        before = _likeness(
            self.before,
            folded.folded[max(0, a - 2 * len(self.before)) : a],
            slice(-len(self.before), None),
        )
        after = _likeness(
            self.after, folded.folded[b : b + 2 * len(self.after)], slice(len(self.after))
        )
        if before is not None and not text.endswith(self.prefix, 0, start):
            before *= FOLDED
        if after is not None and not text.startswith(self.suffix, end):
            after *= FOLDED
        if self._cuts_a_word(start, end):
            quote *= CUT
        near = None if self.hint is None else max(0.0, 1 - abs(start - self.hint) / len(text))
        return _Place(start, end, quote, before, after, near)

    def _cuts_a_word(self, start, end):
        text, exact = self.folded.text, self.exact
        began = self.prefix and exact[0].isalnum() and not self.prefix[-1].isalnum()
        ended = self.suffix and exact[-1].isalnum() and not self.suffix[0].isalnum()
        return bool(
            (began and text[max(0, start - 1) : start].isalnum())
            or (ended and text[end : end + 1].isalnum())
        )

    # ---- judging

    def _best(self, places):
        return max(
            places,
            key=lambda p: (p.score, -abs(p.start - (self.hint or 0)), -p.start),
            default=None,
        )

    def _acceptable(self, place):
        """Whether other words may be the same quotation: a quarter of it may differ, half where the
        context vouches for it.
        """
        wrong = (1 - place.quote / FOLDED) * len(self.quote)
        if wrong <= 0:
            return True
        if place.context is not None and place.context >= 0.8:
            return wrong <= len(self.quote) / 2 + 1e-9
        short = len(self.quote) < 6  # of few letters each counts
        return not short and wrong <= len(self.quote) / 4 + 0.51

    def _certain(self, best, places):
        """Whether a place can be taken without asking: what a reader would not doubt, and nothing
        that a look-alike could have.
        """
        if self._cuts_a_word(best.start, best.end):
            return False
        long = len(self.quote) >= LONG
        same = best.start == self.hint and best.quote >= FOLDED
        sides = [
            (value, len(known))
            for known, value in ((self.before, best.before), (self.after, best.after))
            if known
        ]
        if not sides and self.hint is None:
            return best.quote >= FOLDED and self._alone(best, places)
        vouched = (
            any(value >= 0.8 and size >= 8 for value, size in sides) or (best.context or 0) >= 0.7
        )
        if long:
            return (same or self._alone(best, places)) and (vouched or best.quote > 0.9)
        if any(
            value < 0.4 for value, _ in sides
        ):  # the sentence beside it may have begun with the same word
            return False
        if same:
            return True
        far = self.hint is not None and abs(best.start - self.hint) > FAR
        return vouched and self._alone(best, places) and (not far or best.context >= 0.95)

    def _alone(self, best, places):
        return not any(other.score > best.score - 0.05 and _apart(best, other) for other in places)


def _parted_alike(words, found):
    """True if spaces part `found` where they part `words`: "at all" is not "a tall"."""
    edges = set(accumulate(map(len, words)))
    return set(accumulate(map(len, map(fold, found.split())))) >= edges


def whole_letters(text, start, end):
    """Return a span without a letter cut from its accents.

    >>> whole_letters("cafe\u0301 is", 0, 4)
    (0, 5)
    """
    while start > 0 and unicodedata.combining(text[start : start + 1] or " "):
        start -= 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return start, end


def _word_edges(text, at, wanted):
    """The nearest word starts, wanted=(False, True), or word ends, (True, False): one at or before
    a position, one after it.
    """

    def is_edge(p):
        return (text[max(p - 1, 0) : p].isalnum(), text[p : p + 1].isalnum()) == wanted

    before = next((p for p in range(at, max(-1, at - 40), -1) if is_edge(p)), at)
    return {before, next((p for p in range(at + 1, min(len(text) + 1, at + 40)) if is_edge(p)), at)}


def _apart(one, other):
    return (
        other.end <= one.start
        or one.end <= other.start
        or (one.quote == 1 and other.quote == 1 and one != other)
    )


def _likeness(known, window, beside):
    """How like the known context a stretch of text is; context that was pushed away by an insertion
    counts a little less.
    """
    if not known:
        return None
    at_once = Levenshtein.normalized_similarity(known, window[beside])
    if at_once > 0.8 or len(known) < 8 or len(window) < len(known):
        return at_once
    return max(at_once, 0.9 * max(0.0, (partial_ratio(known, window) / 100 - 0.55) / 0.45))
