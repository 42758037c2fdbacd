"""Passages that two articles share: word for word, or with a few words changed."""

from dataclasses import dataclass, field

import pandas as pd

from kit.errors import KitError
from kit.reading.article import Article
from kit.reading.text import fold

SEED = 3  # words in a row that must be the same before anything is a match
GAP = 4  # words that may be changed, added or left out between two matches
LIKE = 0.6  # of a near passage's words, at least so many stand in both
COLUMNS = ["start", "end", "text", "other_start", "other_end", "other_text"]
COLUMNS += ["words", "kind", "likeness"]


@dataclass
class Chain:
    """Runs of equal words, one after the other in both articles."""

    runs: list = field(default_factory=list)  # (place in one, place in the other, length)

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
        spans = [last - first for first, last in zip(self.begin, self.end, strict=True)]
        return self.words / max(spans)

    def gap_to(self, run):
        """Return how many words lie between the chain and a run, None if it can't be joined."""
        gaps = run[0] - self.end[0], run[1] - self.end[1]
        return sum(gaps) if min(gaps) >= 0 and max(gaps) <= GAP else None


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
    one, other = _words(a, "a"), _words(b, "b")
    chains = join_runs(find_runs(one.plain.tolist(), other.plain.tolist()))
    long = [chain for chain in chains if chain.words >= least and chain.likeness >= LIKE]
    sides = [words.sentence.tolist() for words in (one, other)]
    for chain in long:
        drop_crumbs(chain, sides, least)
    rows = []
    for chain in _apart(long):
        spans = []
        for words, first, last in zip((one, other), chain.begin, chain.end, strict=True):
            start, end = int(words.start.iloc[first]), int(words.end.iloc[last - 1])
            spans += [start, end, words.attrs["text"][start:end]]
        kind = "exact" if chain.likeness == 1 else "near"
        rows.append((*spans, chain.words, kind, chain.likeness))
    return pd.DataFrame(sorted(rows), columns=COLUMNS)


def find_runs(one, other):
    """Return every longest run of equal words of two lists: (place in one, in the other, length).

    >>> find_runs("a b c d x".split(), "y a b c d".split())
    [(0, 1, 4)]
    """
    places = {}
    for at in range(len(other) - SEED + 1):
        places.setdefault(tuple(other[at : at + SEED]), []).append(at)
    runs = []
    for here in range(len(one) - SEED + 1):
        for there in places.get(tuple(one[here : here + SEED]), []):
            if here and there and one[here - 1] == other[there - 1]:
                continue  # a part of a run that was found
            length = SEED
            while (
                here + length < len(one)
                and there + length < len(other)
                and one[here + length] == other[there + length]
            ):
                length += 1
            runs.append((here, there, length))
    return runs


def join_runs(runs):
    """Return runs joined to chains where few words lie between them, the nearest first.

    >>> [chain.words for chain in join_runs([(0, 0, 3), (5, 4, 4), (20, 20, 3)])]
    [7, 3]
    """
    chains = []
    for run in sorted(runs):
        near = [(chain.gap_to(run), number) for number, chain in enumerate(chains)]
        near = [pair for pair in near if pair[0] is not None]
        if near:
            chains[min(near)[1]].runs.append(run)
        else:
            chains.append(Chain([run]))
    return chains


def drop_crumbs(chain, sides, least):
    """Take a word or two of the next sentence off a passage's end, if enough is left of it.

    sides: for each article the sentence that each of its words is in.

    >>> chain = Chain([(0, 0, 4), (5, 5, 5)])  # nine words, the last of them in another sentence
    >>> drop_crumbs(chain, [[0] * 9 + [1], [0] * 9 + [1]], 8)
    >>> chain.runs
    [(0, 0, 4), (5, 5, 4)]
    """
    one, other, length = chain.runs[-1]
    for at, sentences in zip((one, other), sides, strict=True):
        own = sentences[at : at + length]
        crumbs = own.count(own[-1])
        if crumbs < min(SEED, length) and chain.words - crumbs >= least:
            length -= crumbs
            chain.runs[-1] = (one, other, length)


def _apart(chains):
    """Keep the chains with most words, and of those that overlap in either article the first."""
    kept = []
    for chain in sorted(chains, key=lambda chain: (-chain.words, chain.begin)):
        if all(
            chain.end[side] <= other.begin[side] or other.end[side] <= chain.begin[side]
            for other in kept
            for side in (0, 1)
        ):
            kept.append(chain)
    return kept


def _words(text, name):
    article = Article(text) if isinstance(text, str) else text
    if not isinstance(article, Article):
        raise KitError(f"shared_passages: {name} must be an Article or text")
    words = article.words
    words["plain"] = [fold(word) for word in words.text]
    words.attrs["text"] = article.text
    return words
