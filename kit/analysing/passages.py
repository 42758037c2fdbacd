"""Passages that two articles share: word for word, or with a few words changed."""

from dataclasses import dataclass
from itertools import takewhile

import pandas as pd

from kit.errors import KitError
from kit.reading.article import Article
from kit.reading.text import fold

SEED = 3  # words in a row that must be the same before anything is a match
GAP = 4  # words that may be changed, added or left out between two matches
LIKE = 0.6  # of a near passage's words, at least so many stand in both
COLUMNS = "start end text other_start other_end other_text words kind likeness".split()


@dataclass
class Chain:
    """Runs of equal words, one after the other in both articles.

    A run is (place in one, place in the other, length).
    """

    runs: list

    @property
    def begin(self):
        return self.runs[0][:2]

    @property
    def end(self):
        one, other, length = self.runs[-1]
        return one + length, other + length

    @property
    def words(self):
        return sum(length for _, _, length in self.runs)

    @property
    def likeness(self):
        return self.words / max(self.end[0] - self.begin[0], self.end[1] - self.begin[1])

    def gap_to(self, run):
        """Return how many words lie between the chain and a run, None if it can't be joined."""
        gaps = run[0] - self.end[0], run[1] - self.end[1]
        return sum(gaps) if min(gaps) >= 0 and max(gaps) <= GAP else None

    def overlaps(self, other):
        """True if the two have a word of either article in common."""
        sides = zip(self.begin, self.end, other.begin, other.end, strict=True)
        return any(begin < last and first < end for begin, end, first, last in sides)


def shared_passages(a, b, least=8):
    """Find what two articles have in common: passages copied, or copied and changed a little.

    Parameters
    ----------
    a, b : Article or str
        In either order; which was first a text can't tell.
    least : int
        Passages have at least so many words in common.

    Returns
    -------
    DataFrame
        start end text (in a), other_start other_end other_text (in b), words (in common), kind
        ("exact": the same words in the same order, capitals and marks aside; "near": with up to
        four words changed at a time), likeness (words in common by those of the longer passage).
        In the order of a; no word is in two passages.

    References
    ----------
    Exact runs found by seeds and joined across gaps, as in S. Schleimer, D. S. Wilkerson,
    A. Aiken, Winnowing, SIGMOD 2003, without their sampling: articles are short.

    Examples
    --------
    >>> a = "The road was closed by the county on Monday. Rain fell."
    >>> b = "It rained. The road was shut by the county on Monday."
    >>> shared_passages(a, b)[["text", "words", "kind"]].values.tolist()
    [['The road was closed by the county on Monday', 8, 'near']]
    """
    if least < SEED:
        raise KitError(f"shared_passages: least must be {SEED} or more, not {least}")
    one, other = _read(a, "a"), _read(b, "b")
    words = [article.words for article in (one, other)]
    plain = [list(map(fold, table.text)) for table in words]
    sentences = [table.sentence.tolist() for table in words]
    chains = join_runs(find_runs(*plain))
    long = [chain for chain in chains if chain.words >= least and chain.likeness >= LIKE]
    kept = []
    for chain in long:
        drop_crumbs(chain, sentences, least)
    for chain in sorted(long, key=lambda chain: (-chain.words, chain.begin)):
        if not any(chain.overlaps(longer) for longer in kept):
            kept.append(chain)
    rows = []
    for chain in kept:
        spans = []
        for article, table, first, last in zip(
            (one, other), words, chain.begin, chain.end, strict=True
        ):
            start, end = int(table.start.iloc[first]), int(table.end.iloc[last - 1])
            spans += [start, end, article.text[start:end]]
        kind = "exact" if chain.likeness == 1 else "near"
        rows.append((*spans, chain.words, kind, chain.likeness))
    return pd.DataFrame(sorted(rows), columns=COLUMNS)


def _read(text, name):
    article = Article(text) if isinstance(text, str) else text
    if not isinstance(article, Article):
        raise KitError(f"shared_passages: {name} must be an Article or text")
    return article


def find_runs(one, other):
    """Return every longest run of equal words of two lists: (place in one, in the other, length).

    >>> find_runs("a b c d x".split(), "y a b c d".split())
    [(0, 1, 4)]
    """
    places = {}
    for there in range(len(other) - SEED + 1):
        places.setdefault(tuple(other[there : there + SEED]), []).append(there)
    runs = []
    for here in range(len(one) - SEED + 1):
        for there in places.get(tuple(one[here : here + SEED]), []):
            if here and there and one[here - 1] == other[there - 1]:
                continue  # a part of a run that was found
            pairs = zip(one[here:], other[there:], strict=False)
            same = takewhile(lambda pair: pair[0] == pair[1], pairs)
            runs.append((here, there, sum(1 for _ in same)))
    return runs


def join_runs(runs):
    """Return runs joined to chains where few words lie between them, the nearest first."""
    chains = []
    for run in sorted(runs):
        gaps = [(chain.gap_to(run), number) for number, chain in enumerate(chains)]
        gaps = [pair for pair in gaps if pair[0] is not None]
        if gaps:
            chains[min(gaps)[1]].runs.append(run)
        else:
            chains.append(Chain([run]))
    return chains


def drop_crumbs(chain, sides, least):
    """Take a word or two of the next sentence off a passage's end, if enough is left of it.

    sides: for each article the sentence that each of its words is in.
    """
    one, other, length = chain.runs[-1]
    for at, sentences in zip((one, other), sides, strict=True):
        own = sentences[at : at + length]
        crumbs = own.count(own[-1])
        if crumbs < min(SEED, length) and chain.words - crumbs >= least:
            length -= crumbs
            chain.runs[-1] = (one, other, length)
