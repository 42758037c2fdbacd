"""Comparing two sets of spans: what was found beside what the key has."""

from collections import Counter

import pandas as pd

from kit.analysing.noted import noted
from kit.errors import KitError
from kit.reading import words

NO_LABEL = "(none)"


def compare(found, key, match="exact", by="label"):
    """Count, for each label, what was found rightly, wrongly, and not at all, and work out precision, recall and F1.

    found, key: Annotations, or DataFrames with start, end (code points, half-open), the column `by`, and text if there is one.
    match: "exact", the same span after spaces, quotation marks and stops at its edges are trimmed; or "overlap", where the
    words in both are at least half of the words in either (intersection over union >= 0.5). Without a text column spans are
    compared as they are, and code points count instead of words. by: the column that says what each span is.
    Pairs are made one to one within a label, the largest overlap first and, of equals, the first in the text.
    Columns: label, true_positive, false_positive, false_negative, precision, recall, f1; the last row, "all", adds the others
    up. Precision is undefined (NaN) where nothing was found, recall where the key has nothing; the table says so below.
    Raises KitError. Source of the measures: C. J. van Rijsbergen, Information Retrieval, 2nd edition, 1979, chapter 7.

    >>> found = pd.DataFrame({"start": [0, 9], "end": [5, 12], "text": ["Assad", "war"], "label": ["person", "event"]})
    >>> compare(found, found.head(1)).true_positive.tolist()
    [0, 1, 1]
    """
    pairs, found, key, notes = matched(found, key, match, by)
    right, made, wanted = (Counter(labels) for labels in (found.label.loc[pairs.keys()], found.label, key.label))
    rows = [score(label, right[label], made[label], wanted[label]) for label in sorted({*made, *wanted})]
    rows.append(score("all", len(pairs), len(found), len(key)))
    table = pd.DataFrame(rows, columns=["label", "true_positive", "false_positive", "false_negative", "precision", "recall", "f1"])
    for name, reason in [("precision", "nothing was found"), ("recall", "the key has none")]:
        undefined = table.label[table[name].isna()]
        if len(undefined):
            notes.append(f"NaN: {name} is undefined for {', '.join(undefined)}, because {reason}.")
    return noted(table, notes)


def score(label, right, made, wanted):
    """Return one row of the table: counts, then precision, recall and F1, NaN where there is nothing to divide by.

    >>> score("person", right=1, made=2, wanted=1)
    ('person', 1, 1, 0, 0.5, 1.0, 0.6666666666666666)
    """
    precision, recall, f1 = (
        part / whole if whole else float("nan") for part, whole in [(right, made), (right, wanted), (2 * right, made + wanted)]
    )
    return label, right, made - right, wanted - right, precision, recall, f1


def matched(found, key, match="exact", by="label"):
    """Return (pairs, found, key, notes): a dict from rows of found to the rows of key they match, and both tables made ready.

    >>> table = pd.DataFrame({"start": [3], "end": [9], "label": ["person"]})
    >>> matched(table, table)[0]
    {0: 0}
    """
    if match not in ("exact", "overlap"):
        raise KitError(f'compare: match must be "exact" or "overlap", not {match!r}')
    if len({side.article.sha256 for side in (found, key) if hasattr(side, "article")}) > 1:
        raise KitError("compare: the two were made on different texts, so their places can't be compared")
    notes = []
    found, key = prepared(found, by, "found", notes), prepared(key, by, "the key", notes)
    if "text" in found and "text" in key:
        spans = [[content(*row) for row in zip(table.start, table.end, table.text)] for table in (found, key)]
    else:
        spans = [[[(start, end)] for start, end in zip(table.start, table.end)] for table in (found, key)]
    pairing = same_edges if match == "exact" else most_overlap
    pairs = {}
    for label in sorted({*found.label} & {*key.label}):
        sides = [[(row, spans[side][row]) for row in table.index[table.label == label]] for side, table in enumerate((found, key))]
        pairs.update(pairing(*(sorted(side, key=lambda span: (span[1], span[0])) for side in sides)))
    return dict(sorted(pairs.items())), found, key, notes


def prepared(table, by, name, notes):
    """Return start, end, text and label of the rows that have a place, in the order of the text; say what was left out."""
    table = getattr(table, "table", table)
    if not isinstance(table, pd.DataFrame):
        raise KitError(f"compare: {name} must be Annotations or a DataFrame, not {type(table).__name__}")
    for column in ("start", "end", by):
        if column not in table:
            raise KitError(f"compare: {name} has no column {column!r}; it has {', '.join(map(str, table.columns))}")
    placed = table[table.start.notna() & table.end.notna()]
    if len(placed) < len(table):
        notes.append(f"{len(table) - len(placed)} of {name} left out: no place in the text.")
    rows = placed.assign(label=placed[by].astype(object).where(placed[by].notna(), NO_LABEL).astype(str))
    rows = rows[["start", "end", *(["text"] if "text" in rows else []), "label"]].astype({"start": int, "end": int})
    if not (rows.start < rows.end).all():
        bad = rows[rows.start >= rows.end].iloc[0]
        raise KitError(f"compare: {name} has a span from {bad.start} to {bad.end}, which is empty; its end must be greater")
    return rows.sort_values(["start", "end"], kind="stable").reset_index(drop=True)


def content(start, end, text):
    """Return the words of a span as (start, end) in the article, or the span itself if it has none.

    >>> content(10, 18, "“so far”")
    [(11, 13), (14, 17)]
    """
    return [(start + a, start + b) for a, b in words.split(text)] or [(start, end)]


def same_edges(found, key):
    """Pair each span found with one of the key that begins and ends with the same words, however its edges are marked."""
    waiting = {}
    for row, parts in reversed(key):
        waiting.setdefault((parts[0][0], parts[-1][1]), []).append(row)
    edges = [(row, (parts[0][0], parts[-1][1])) for row, parts in found]
    return {row: waiting[edge].pop() for row, edge in edges if waiting.get(edge)}


def most_overlap(found, key):
    """Pair spans whose overlap is at least half, the largest overlap first, each span once."""
    candidates, first = [], 0
    longest = max((parts[-1][1] - parts[0][0] for _, parts in key), default=0)
    for row, parts in found:
        while first < len(key) and key[first][1][0][0] + longest < parts[0][0]:
            first += 1  # ended before this span began, and so before all that follow
        for at in range(first, len(key)):
            other, theirs = key[at]
            if theirs[0][0] >= parts[-1][1]:
                break
            share = overlap(parts, theirs)
            if share >= 0.5:
                candidates.append((-share, row, other))
    pairs, taken = {}, set()
    for _, row, other in sorted(candidates):
        if row not in pairs and other not in taken:
            pairs[row] = other
            taken.add(other)
    return pairs


def overlap(ours, theirs):
    """Return how much two spans share, 0 to 1: the words in both by the words in either; of single parts, by code points.

    ours, theirs: lists of (start, end) in order, a part a word.

    >>> overlap([(0, 3), (4, 7)], [(4, 7), (8, 9)])
    0.3333333333333333
    """
    if len(ours) == len(theirs) == 1:
        (a, b), (c, d) = ours[0], theirs[0]
        return max(0, min(b, d) - max(a, c)) / (max(b, d) - min(a, c))
    i = j = both = 0
    while i < len(ours) and j < len(theirs):
        if ours[i][0] < theirs[j][1] and theirs[j][0] < ours[i][1]:
            i, j, both = i + 1, j + 1, both + 1
        elif ours[i][1] <= theirs[j][0]:
            i += 1
        else:
            j += 1
    return both / (len(ours) + len(theirs) - both)
