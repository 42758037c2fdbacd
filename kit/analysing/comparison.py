"""Comparing two sets of spans: how many of what was found the key has, and where they differ."""

import pandas as pd

from kit.analysing.gathering import gather
from kit.analysing.matching import pair_up
from kit.analysing.noted import show_table
from kit.errors import KitError


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
    found = found.assign(is_right=found.index.isin(pairs))
    counts = pd.DataFrame(
        {
            "right": found.groupby("label").is_right.sum(),
            "found": found.label.value_counts(),
            "key": key.label.value_counts(),
        }
    )
    counts = counts.sort_index().fillna(0).astype(int)
    counts = pd.concat([counts, counts.sum().to_frame("all").T])
    table = pd.DataFrame(
        {
            "label": counts.index,
            "true_positive": counts.right,
            "false_positive": counts.found - counts.right,
            "false_negative": counts.key - counts.right,
            "precision": counts.right / counts.found,
            "recall": counts.right / counts.key,
            "f1": 2 * counts.right / (counts.found + counts.key),
        }
    ).reset_index(drop=True)
    for name, reason in [("precision", "nothing was found"), ("recall", "the key has none")]:
        undefined = table.label[table[name].isna()]
        if len(undefined):
            notes.append(f"{name}: no value (–) for {', '.join(undefined)}, because {reason}.")
    return show_table(table, "What was found, compared with the key", notes, f1="F1")


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


def differences(found, key, article=None, match="exact", by="label"):
    """Return each span that `compare` counts as wrong or missing, in its sentence.

    found, key, match, by: as for `compare`. article: Article they were made on; needed if both are
    DataFrames. Columns: start, end, text, label, side (who has it, "found" or "key"), difference
    ("only here", or the other side has, unpaired and over some of these characters, "other edges"
    with the same label or an "other label"), other (what it has, the largest overlap), sentence
    (the text of the sentence the span begins in). Rows are in the order of the text. Raises
    KitError.

    >>> from kit import Article
    >>> key = pd.DataFrame({"start": [0], "end": [5], "label": ["person"]})
    >>> differences(key.head(0), key, Article("Maren spoke."))[["text", "side", "difference"]].values.tolist()
    [['Maren', 'key', 'only here']]
    """
    for side in (found, key):
        article = article or getattr(side, "article", None)
    if article is None:
        fix = "for example differences(found, key, article)"
        raise KitError(f"differences: say which article the spans are of, {fix}")
    pairs, found, key, _ = matched(found, key, match, by)
    # what has its pair explains no other
    found = found.drop(index=list(pairs))
    key = key.drop(index=list(pairs.values()))
    rows = []
    for side, table, others in [("found", found, key), ("key", key, found)]:
        for start, end, label in zip(table.start, table.end, table.label, strict=True):
            other = nearest(start, end, label, others, article.text)
            rows.append((start, end, article.text[start:end], label, side, *other))
    table = pd.DataFrame(rows, columns="start end text label side difference other".split())
    table = table.sort_values(["start", "end", "side"], kind="stable").reset_index(drop=True)
    sentences = article.sentences
    at = sentences.end.searchsorted(table.start, side="right").clip(max=len(sentences) - 1)
    table["sentence"] = sentences.text.to_numpy()[at] if len(table) else []
    return show_table(table, "Where what was found and the key differ")


def nearest(start, end, label, others, text):
    """Return the kind of difference, and the other side's text with its label if that differs."""
    there = others[(others.start < end) & (others.end > start)]
    same = there[there.label == label]
    best = same if len(same) else there
    if not len(best):
        return "only here", ""
    shared = best.end.clip(upper=end) - best.start.clip(lower=start)
    row = best.loc[(shared / (best.end - best.start + end - start - shared)).idxmax()]
    words = text[row.start : row.end]
    return ("other edges", words) if len(same) else ("other label", f"{words} ({row.label})")
