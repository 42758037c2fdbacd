"""Look-alikes: a sentence that differs from a quotation in a name or a number is another sentence.

A press release says the same of "Team Alpha" and of "Team Beta", a calendar the same of two days.
Other differences, such as an adverb more or a spelling fixed, leave a sentence what it was.
"""

import re
from difflib import SequenceMatcher
from functools import cache

from rapidfuzz.distance import Levenshtein

from kit.annotating.folding import fold
from kit.reading.language import read_languages

WORD = re.compile(r"[^\W_]+")
SPELLING = 0.7  # names at least so alike are one name, spelled in two ways
NUMBER_WORDS = frozenset(
    """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
    hundred thousand million billion first second third half twice once""".split()
)


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
    return any(map(str.isdigit, word)) or word.casefold() in NUMBER_WORDS


def _is_name(word):
    is_letter = len(word) == 1  # Team A
    return word[:1].isupper() and (is_letter or word.casefold() not in _find_starters())


@cache
def _find_starters():
    """Return the words of all languages that begin sentences, which have capitals there."""
    starters = set()
    for language in read_languages().values():
        starters.update(language.get("starters", "").split())
    return starters
