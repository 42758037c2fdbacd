"""Where what was found and the key differ, each difference in its sentence."""

import pandas as pd

from kit.analysing.comparison import matched
from kit.analysing.noted import show_table
from kit.errors import KitError


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
