"""Key words: which words an article uses more often than a reference does."""

import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from kit.analysing.noted import show_table
from kit.errors import KitError
from kit.files import read_text
from kit.reading.article import Article
from kit.reading.text import fold

LISTS = Path(__file__).with_name("frequencies")
COLUMNS = ["word", "count", "expected", "log_ratio", "log_likelihood", "listed"]
CAPTION = "Words that the article uses more often than other texts do"
WHOLE = 1_000_000_000  # the lists count in a thousand million words


def keyness(article, reference=None, least=2):
    """Return the words that an article uses more often than a reference does, the surest first.

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
        return show_table(pd.DataFrame(columns=COLUMNS), CAPTION, [why])
    theirs, size, unseen = _reference(article, reference)
    counts = Counter(_as_listed(word, theirs) for word in article.words.text)
    counts = {word: n for word, n in counts.items() if any(map(str.isalpha, word))}
    ours = sum(counts.values())
    if not ours or not size:
        why = "There is nothing to compare: both texts need words."
        return show_table(pd.DataFrame(columns=COLUMNS), CAPTION, [why])
    table = pd.DataFrame({"word": list(counts), "count": list(counts.values())})
    table["listed"] = table.word.isin(theirs)
    times = table.word.map(theirs).fillna(unseen)
    table["expected"] = times * ours / size
    table["log_ratio"] = np.log2((table["count"] / ours) / (times / size))
    seen = times if reference is None else times.where(table.listed, 0)
    table["log_likelihood"] = log_likelihood(table["count"], seen, ours, size)
    table = table[table["count"] >= least]
    table = table.sort_values(["log_likelihood", "word"], ascending=[False, True])
    return show_table(table[COLUMNS].reset_index(drop=True), CAPTION)


def log_likelihood(a, b, ours, theirs):
    """Return Dunning's G2 of words found a times in `ours` and b times in `theirs`, as arrays.

    >>> log_likelihood(np.array([10.0]), np.array([10.0]), 100, 100).round(6).tolist()
    [0.0]
    """
    both, all_words = a + b, ours + theirs

    def part(seen, row, column):
        """One cell of the two by two table: seen times the logarithm of seen by expected."""
        ratio = np.maximum(seen, 1e-12) * all_words / np.maximum(row * column, 1e-12)
        return np.where(seen > 0, seen * np.log(ratio), 0)

    rest = all_words - both
    seen = part(a, ours, both) + part(b, theirs, both)
    unseen = part(ours - a, ours, rest) + part(theirs - b, theirs, rest)
    return np.maximum(2 * (seen + unseen), 0)


def _reference(article, reference):
    """Return the reference's counts, its size in words, and the count for an unlisted word."""
    if reference is None:
        listed = frequencies(article.language)
        # a word below the list's edge is at most as frequent as the last one on it
        return listed, WHOLE, min(listed.values())
    if isinstance(reference, Article):
        reference = Counter(map(_plain, reference.words.text))
    if not hasattr(reference, "items"):
        raise KitError("keyness: reference must be an Article, or a dict or Series: word -> count")
    counts = {word: float(n) for word, n in reference.items()}
    return counts, sum(counts.values()), 0.5  # of 0 occurrences the ratio would be infinite


def list_of(language):
    """Return the path of a language's frequency list, None if the kit has none."""
    path = LISTS / f"{language}.txt"
    return path if language.isalpha() and path.is_file() else None


@cache
def frequencies(language):
    """Return a language's frequency list: word -> times in 10^9 words; empty without a list."""
    path = list_of(language)
    listed = {}
    for line in read_text(path).splitlines() if path else []:
        if not line.startswith("#"):
            power, *words = line.split()
            listed |= dict.fromkeys(words, 10 ** float(power))
    return listed


def _plain(word):
    return unicodedata.normalize("NFC", fold(word)).rstrip(".")


def _as_listed(word, listed):
    """Return the word as the reference writes it, without 's where it lists no possessive."""
    plain = _plain(word)
    return plain if plain in listed else plain.removesuffix("'s")
