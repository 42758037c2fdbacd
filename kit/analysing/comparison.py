"""Comparing two sets of spans: what was found beside what the key has."""

from collections import Counter

import pandas as pd

from kit.analysing.gathering import gather
from kit.analysing.matching import pair_up
from kit.analysing.noted import show_table
from kit.errors import KitError

COLUMNS = "label true_positive false_positive false_negative precision recall f1".split()


def compare(found, key, match="exact", by="label"):
    """Count true and false positives and false negatives by label; add precision, recall and F1.

    found, key: Annotations, or DataFrames with start, end (code points, half-open), the column
    `by`, and text if there is one. match: "exact", the same span after spaces, quotation marks and
    stops at its edges are trimmed; or "overlap", where the words in both are at least half of the
    words in either (intersection over union >= 0.5). Without a text column spans are compared as
    they are, and code points count instead of words. by: the column that says what each span is.
    Pairs are made one to one within a label, the largest overlap first and, of equals, the first in
    the text. Columns: label, true_positive, false_positive, false_negative, precision, recall, f1;
    the last row, "all", adds the others up. Precision is undefined (NaN) where nothing was found,
    recall where the key has nothing; the table says so below. Raises KitError. Source of the
    measures: C. J. van Rijsbergen, Information Retrieval, 2nd edition, 1979, chapter 7.

    >>> found = pd.DataFrame({"start": [0, 9], "end": [5, 12], "text": ["Maren", "war"], "label": ["person", "event"]})
    >>> compare(found, found.head(1)).true_positive.tolist()
    [0, 1, 1]
    """
    pairs, found, key, notes = matched(found, key, match, by)
    right = Counter(found.label.loc[pairs.keys()])
    made = Counter(found.label)
    wanted = Counter(key.label)
    labels = sorted({*made, *wanted})
    rows = [score(label, right[label], made[label], wanted[label]) for label in labels]
    rows.append(score("all", len(pairs), len(found), len(key)))
    table = pd.DataFrame(rows, columns=COLUMNS)
    for name, reason in [("precision", "nothing was found"), ("recall", "the key has none")]:
        undefined = table.label[table[name].isna()]
        if len(undefined):
            notes.append(f"{name}: no value (–) for {', '.join(undefined)}, because {reason}.")
    return show_table(table, "What was found, compared with the key", notes, f1="F1")


def score(label, right, made, wanted):
    """Return one row: counts, precision, recall and F1, NaN where the divisor is 0.

    >>> score("person", right=1, made=2, wanted=1)
    ('person', 1, 1, 0, 0.5, 1.0, 0.6666666666666666)
    """
    parts = [(right, made), (right, wanted), (2 * right, made + wanted)]
    shares = [part / whole if whole else float("nan") for part, whole in parts]
    return label, right, made - right, wanted - right, *shares


def matched(found, key, match="exact", by="label"):
    """Return (pairs, found, key, notes): rows of found -> matching rows of key, and both tables.

    >>> table = pd.DataFrame({"start": [3], "end": [9], "label": ["person"]})
    >>> matched(table, table)[0]
    {0: 0}
    """
    if match not in ("exact", "overlap"):
        raise KitError(f'compare: match must be "exact" or "overlap", not {match!r}')
    both = gather({"found": found, "the key": key}, by)
    spans = both.spans
    first = int((spans.coder == 0).sum())  # the rows of found come first, then the key's
    pairs = {}
    for ours, theirs in pair_up(spans, match):
        pairs |= dict(zip(ours.tolist(), (theirs - first).tolist(), strict=True))
    found, key = spans.iloc[:first], spans.iloc[first:].reset_index(drop=True)
    return dict(sorted(pairs.items())), found, key, list(both.notes)
