"""Key words: which words an article uses more often than a reference does, and how far that can be
chance.
"""

import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from kit.analysing.noted import noted
from kit.errors import KitError
from kit.files import read_text
from kit.reading.article import Article
from kit.reading.text import fold

LISTS = Path(__file__).with_name("frequencies")
COLUMNS = ["word", "count", "expected", "log_ratio", "log_likelihood", "listed"]
WHOLE = 1_000_000_000  # the lists count in a thousand million words


def keyness(article, reference=None, least=2):
    """Return the words of an article with how much more often it uses them than a reference does,
    the surest first.

    article: Article. reference: None for the frequency list of the article's language; or another
    Article; or counts, a dict or Series of word -> how often, with every word of the reference in
    it. least: leave out words that stand less often than this. Columns: word (no capitals, no
    figures); count; expected, the count if the article used it as often as the reference does;
    log_ratio, 1 for twice as often, 2 for four times, -1 for half as often; log_likelihood, how
    hard the difference is to put down to chance; listed, False where the reference does not have
    the word (expected is then the most it can be, log_ratio the least). Where there is no list for
    the language, or nothing to compare, the table is empty and says so. Raises KitError for another
    reference.

    Sources: T. Dunning, Computational Linguistics 19 (1993), for the likelihood ratio; A. Hardie
    (2014) for the log ratio.

    >>> keyness(Article("Buses, buses and trams."), Article("Trams and trams and trams."), least=2)[["word", "count", "listed"]].values.tolist()
    [['buses', 2, False]]
    """
    if reference is None and not list_of(article.language):
        why = f"There is no frequency list for the language {article.language!r}; compare with another text: reference=kit.Article(…)."
        return noted(pd.DataFrame(columns=COLUMNS), [why])
    theirs, size, unseen = _reference(article, reference)
    counts = Counter(_as_listed(word, theirs) for word in article.words.text)
    counts = {word: n for word, n in counts.items() if any(map(str.isalpha, word))}
    ours, known = sum(counts.values()), [word in theirs for word in counts]
    if not ours or not size:
        return noted(
            pd.DataFrame(columns=COLUMNS), ["There is nothing to compare: both texts need words."]
        )
    a = np.array(list(counts.values()), dtype=float)
    b = np.array([theirs.get(word, unseen) for word in counts])
    table = pd.DataFrame(
        {"word": list(counts), "count": a.astype(int), "expected": b * ours / size, "listed": known}
    )
    table["log_ratio"] = np.log2((a / ours) / (b / size))
    table["log_likelihood"] = log_likelihood(
        a, np.where(known, b, b if reference is None else 0), ours, size
    )
    table = table[table["count"] >= least].sort_values(
        ["log_likelihood", "word"], ascending=[False, True]
    )
    return table[COLUMNS].reset_index(drop=True)


def log_likelihood(a, b, ours, theirs):
    """Return Dunning's G2 for words that stand a times in `ours` words and b times in `theirs`:
    arrays in, array out.

    >>> log_likelihood(np.array([10.0]), np.array([10.0]), 100, 100).round(6).tolist()
    [0.0]
    """
    both, all_words = a + b, ours + theirs

    def part(seen, row, column):
        """One cell of the two by two table: seen times the logarithm of seen by expected."""
        ratio = np.maximum(seen, 1e-12) * all_words / np.maximum(row * column, 1e-12)
        return np.where(seen > 0, seen * np.log(ratio), 0)

    rest = all_words - both
    g2 = 2 * (
        part(a, ours, both)
        + part(b, theirs, both)
        + part(ours - a, ours, rest)
        + part(theirs - b, theirs, rest)
    )
    return np.maximum(g2, 0)


def _reference(article, reference):
    """The reference as word -> count, its size in words, and the count to assume for a word that it
    does not have.
    """
    if reference is None:
        listed = frequencies(article.language)
        # a word below the list's edge is at most as frequent as the last one on it
        return (listed, WHOLE, min(listed.values()))
    if isinstance(reference, Article):
        reference = Counter(map(_plain, reference.words.text))
    if not hasattr(reference, "items"):
        raise KitError(
            "keyness: reference must be an Article, or a dict or Series of word -> count"
        )
    counts = {word: float(n) for word, n in reference.items()}
    # half an occurrence: zero would make the ratio infinite
    return (counts, sum(counts.values()), 0.5)


def list_of(language):
    """Return the path of a language's frequency list, None if the kit has none."""
    path = LISTS / f"{language}.txt"
    return path if language.isalpha() and path.is_file() else None


@cache
def frequencies(language):
    """Return a language's frequency list: a dict of word -> times in a thousand million words;
    empty without a list.

    >>> frequencies("en")["the"] > frequencies("en")["peace"]
    True
    """
    path = list_of(language)
    lines = (
        [line.split() for line in read_text(path).splitlines() if not line.startswith("#")]
        if path
        else []
    )
    return {word: 10 ** float(power) for power, *words in lines for word in words}


def _plain(word):
    return unicodedata.normalize("NFC", fold(word)).rstrip(".")


def _as_listed(word, listed):
    """The word as the reference writes it; a possessive that it does not have is counted with its
    word.
    """
    plain = _plain(word)
    return plain if plain in listed else plain.removesuffix("'s")
