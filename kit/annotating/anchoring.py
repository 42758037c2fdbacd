"""Anchoring: finding marked words again in a text that changed, and saying how sure it is.

A place is scored by the words themselves, by what stands before and after them, and by its distance
from where they stood (likeness.py). It is certain only if something besides the words speaks for
it: context, or position, or a quotation long enough to stand alone, and no other place comes near.
A short word that turns up elsewhere is a look-alike, not a find: it is offered, never taken. So is a
sentence with another name or number: a press release says the same of "Team Alpha" and of "Team
Beta". Other differences, such as an adverb more or a spelling fixed, leave a sentence what it was.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache

from rapidfuzz.distance import Levenshtein

from kit.annotating.candidates import exact_places, other_places, whole_letters
from kit.annotating.folding import Folded, fold
from kit.annotating.likeness import FOLDED, Selector, best_of, cuts_a_word
from kit.reading.language import read_languages

FAR = 500  # code points from where it is expected
LONG = 24  # a quotation with this many letters and marks needs no context to be known again
CLOSE = 0.05  # another place whose score is so near leaves the choice open
WORD = re.compile(r"[^\W_]+")
SPELLING = 0.7  # names at least so alike are one name, spelled in two ways
fold_text = lru_cache(4)(Folded)  # once for all the marks of a text


@dataclass(frozen=True)
class Match:
    """Where a quotation is: start, end (code points), score 0 to 1, found | moved | ambiguous."""

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
    if not exact or not text:
        return None
    folded = fold_text(text)
    selector = Selector(exact, prefix, suffix, hint)
    places = exact_places(folded, selector)
    best = best_of(places, selector)
    if best is None or not is_certain(best, places, selector, text):
        places += other_places(folded, selector)
        best = best_of(places, selector)
    if best is None:
        return None
    status = _status(best, places, selector, text)
    start, end = best.start, best.end
    if text[start:end] != exact:
        start, end = whole_letters(text, start, end)
    return Match(start, end, round(best.score, 4), status)


def _status(best, places, selector, text):
    words = text[best.start : best.end]
    certain = is_certain(best, places, selector, text)
    if not certain or names_another(selector.exact, words):
        return "ambiguous"
    is_there = selector.hint is None or best.start == selector.hint
    return "found" if words == selector.exact and is_there else "moved"


def is_certain(best, places, selector, text):
    """Whether a place can be taken without asking: nothing speaks for it that a look-alike could have."""
    if cuts_a_word(text, selector, best.start, best.end):
        return False
    alone = _is_alone(best, places)
    sides = []  # (how like the known context, how long that is)
    if selector.before:
        sides.append((best.before, len(selector.before)))
    if selector.after:
        sides.append((best.after, len(selector.after)))
    if not sides and selector.hint is None:
        return best.quote >= FOLDED and alone
    same = best.start == selector.hint and best.quote >= FOLDED
    vouched = any(value >= 0.8 and size >= 8 for value, size in sides)
    vouched = vouched or (best.context or 0) >= 0.7
    if len(selector.quote) >= LONG:
        return (same or alone) and (vouched or best.quote > 0.9)
    if any(value < 0.4 for value, _ in sides):
        return False  # the sentence beside it may have begun with the same word
    if same:
        return True
    far = selector.hint is not None and abs(best.start - selector.hint) > FAR
    return vouched and alone and (not far or best.context >= 0.95)


def _is_alone(best, places):
    """Whether no other place comes near in score."""
    for other in places:
        is_apart = other.end <= best.start or best.end <= other.start
        both_have_the_words = best.quote == 1 and other.quote == 1 and best != other
        if other.score > best.score - CLOSE and (is_apart or both_have_the_words):
            return False
    return True


def names_another(quote, found):
    """True if `found` has another name or number where `quote` has one.

    >>> names_another("Team Alpha won on Monday.", "Team Beta won on Monday.")
    True
    >>> names_another("Team Alpha won on Monday.", "Team Alpha also won on Monday.")
    False
    """
    before = WORD.findall(quote)
    after = WORD.findall(found)
    matcher = SequenceMatcher(None, list(map(fold, before)), list(map(fold, after)), autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "replace" and _are_others(before[a:b], after[c:d]):
            return True
    return False


def _are_others(before, after):
    """True if two runs of words, one in place of the other, name different things."""
    if any(map(_is_number, before)) or any(map(_is_number, after)):
        return True
    names = [[word for word in words if _is_name(word)] for words in (before, after)]
    if not all(names):
        return False
    one, other = (fold("".join(words)) for words in names)
    return Levenshtein.normalized_similarity(one, other) < SPELLING


def _is_number(word):
    return any(map(str.isdigit, word)) or word.casefold() in _find_words("numbers")


def _is_name(word):
    is_letter = len(word) == 1  # Team A
    return word[:1].isupper() and (is_letter or word.casefold() not in _find_words("starters"))


@cache
def _find_words(name):
    """Return a list of all languages together: numbers, or what begins sentences with a capital."""
    lists = [language.get(name, "").split() for language in read_languages().values()]
    return frozenset().union(*lists)
