"""Do readers of one text mark the same things, and where do they differ?"""

from collections import Counter

import numpy as np
import pandas as pd

from kit.analysing.coefficients import krippendorff_alpha
from kit.analysing.gathering import gather
from kit.analysing.matching import overlap, pair_up
from kit.analysing.noted import Coefficient, show_table
from kit.analysing.unitizing import unitizing_alphas
from kit.errors import KitError

HEADS = {
    "f1_exact": "F1, same ends",
    "f1_overlap": "F1, half the words",
    "alpha_u": "alpha for marks",
    "n": "marks",
    "coders": "readers",
}


def agreement(coders, spans=None, by="label", length=None):
    """Return how far coders of one text agree, a row for each label and a last one for all of them.

    coders: a list of Annotations or DataFrames (start, end, text, `by`), or a dict of name ->
    either. spans: places that everyone judged, a table with start and end such as
    article.sentences: adds Krippendorff's alpha over them, where a coder's value is whether any
    mark of the label is there (and for all, of each label). by: the column that says what a mark
    is. length: of the text in code points; taken from the Annotations' article, else the end of the
    last span. Columns: label; f1_exact and f1_overlap, the mean over all pairs of coders of F1
    (twice the marks they share over the marks of both; the same ends, or half of the words shared),
    pairs of whom neither used the label left out; alpha_u, Krippendorff's unitizing alpha; alpha,
    if spans are given; n, the marks; coders, how many used the label; note, why a value is NaN or
    what was merged. Raises KitError if there is no coder, a column is missing or the texts differ.
    Source: Hripcsak and Rothschild (2005), JAMIA 12(3), 296-298, for F1 in place of kappa; see
    unitizing_alpha for alpha_U.

    >>> ann = pd.DataFrame({"start": [0, 20], "end": [5, 30], "text": ["Maren", "improbable"], "label": ["person", "claim"]})
    >>> agreement([ann, ann.head(1)])[["label", "f1_exact", "n", "coders"]]
    Agreement of coder 1, coder 2
     label F1, same ends marks readers
     claim          0.00     1       1
    person          1.00     2       2
       all          0.67     3       2
    """
    found = gather(coders, by)
    names = found.names
    marks = found.spans
    if not names:
        fix = "give a list of Annotations or tables"
        raise KitError(f"agreement: there is nobody to compare; {fix}")
    labels = sorted(marks.label.unique())
    used = np.zeros((len(labels) + 1, len(names)), int)
    np.add.at(used, (pd.Categorical(marks.label, labels).codes, marks.coder), 1)
    used[-1] = used.sum(axis=0)
    columns = {"label": [*labels, "all"]}
    for match in ("exact", "overlap"):
        shared = _shared(marks, labels, len(names), match)
        columns[f"f1_{match}"] = [_mean_f1(*pair) for pair in zip(shared, used, strict=True)]
    if not length and found.article:
        length = len(found.article.text)
    elif not length:
        length = max(marks.end.max(), spans.end.max() if spans is not None else 0)
    units = marks[["coder", "label"]].assign(start=marks.inner_start, end=marks.inner_end)
    alphas = unitizing_alphas(units, length, coders=len(names))
    columns["alpha_u"] = [alphas[label] for label in [*labels, None]]
    if spans is not None:
        columns["alpha"] = _alphas(marks, labels, spans, len(names))
    measures = pd.DataFrame(columns, dtype=object).set_index("label")
    notes = measures.map(lambda value: value.note)
    table = measures.astype(float).reset_index()
    table["n"] = used.sum(axis=1)
    table["coders"] = (used > 0).sum(axis=1)
    table["note"] = ["; ".join(sorted({*own} - {""})) for own in notes.to_numpy()]
    caption = f"Agreement of {', '.join(names) if len(names) < 7 else f'{len(names)} readings'}"
    return show_table(table, caption, found.notes, **HEADS)


def disagreements(coders, by="label"):
    """Return the places that coders of one text did not mark alike, the most divided first.

    coders, by: as for agreement. Columns: start, end, text, and one for each coder with the label
    given there, "" if none; the coder's own words stand beside it where they are others than the
    row's. A place gathers the spans that overlap the one most coders chose (half of the words
    shared); layers of the codebook are kept apart. Order: by the share of pairs of coders who gave
    other labels (one of them perhaps none), then by the share who chose other ends, then by where
    it stands.

    >>> ann = pd.DataFrame({"start": [0, 20], "end": [5, 30], "text": ["Maren", "improbable"], "label": ["person", "claim"]})
    >>> disagreements({"ann": ann, "ben": ann.head(1)}).to_dict("records")
    [{'start': 20, 'end': 30, 'text': 'improbable', 'ann': 'claim', 'ben': ''}]
    """
    names, table, _ = places(coders, by)
    order = {"split": False, "ends": False, "start": True, "end": True}
    table = table[table.ends > 0].sort_values(list(order), ascending=list(order.values()))
    table = table[["start", "end", "text", *names]].reset_index(drop=True)
    return show_table(table, "Where the readers differ, the most divided places first")


def places(coders, by="label"):
    """Return (names, table, answers): every place marked by anybody, in the order of the text.

    table: that of `disagreements` with two columns more: split and ends, the shares of pairs of
    coders who gave other labels, or chose other ends. answers: an array with a row for each place
    and the label that each coder gave there, "" if none.
    """
    found = gather(coders, by)
    names = found.names
    marks = found.spans
    inner_start = marks.inner_start - marks.start
    cut = zip(marks.text, inner_start, marks.inner_end - marks.start, strict=True)
    words = [text and text[a:b] for text, a, b in cut]
    marks = marks.assign(text=words, start=marks.inner_start, end=marks.inner_end)
    own = ["coder", "start", "end", "label"]
    marks = marks.drop_duplicates(own).sort_values(own)
    columns = ["layer", "coder", "start", "end", "text", "first", "last"]
    labels = {}  # two labels of a coder on one span are one answer
    for *place, label in marks[[*columns, "label"]].itertuples(index=False, name=None):
        labels.setdefault(tuple(place), []).append(label)
    rows = [(*place, " + ".join(own)) for place, own in labels.items()]
    marks = pd.DataFrame(rows, columns=[*columns, "label"])
    rows = []
    answers = []
    for _, layer in marks.groupby("layer"):
        for start, end, text, members in _gathered(layer):
            bare = [""] * len(names)
            full = [""] * len(names)
            for coder, label, a, b, words in members:
                is_same = (a, b) == (start, end)
                bare[coder] = label
                full[coder] = label if is_same else f"{label}: {words or f'{a}–{b}'}"
            rows.append([start, end, text, *full, _differing(bare), _differing(full)])
            answers.append(bare)
    table = pd.DataFrame(rows, columns=["start", "end", "text", *names, "split", "ends"])
    table = table.sort_values(["start", "end"], kind="stable")
    answers = np.array(answers, dtype=object).reshape(-1, len(names))[table.index]
    return names, table.reset_index(drop=True), answers


def likeness(coders, by="label"):
    """Return a table of coder by coder: F1 of their marks, paired by overlap, in all labels.

    >>> ann = pd.DataFrame({"start": [0, 20], "end": [5, 30], "text": ["Maren", "improbable"], "label": ["person", "claim"]})
    >>> float(likeness({"ann": ann, "ben": ann.head(1)}).loc["ann", "ben"].round(3))
    0.667
    """
    found = gather(coders, by)
    names = found.names
    labels = found.spans.label.unique()
    used = np.bincount(found.spans.coder, minlength=len(names))
    shared = _shared(found.spans, labels, len(names), "overlap")[-1] + np.diag(used)
    both = used[:, None] + used
    scores = np.where(both > 0, 2 * shared / np.maximum(both, 1), np.nan)
    table = pd.DataFrame(scores, index=names, columns=names)
    return show_table(table, "How alike two readings are: F1, half of the words in common")


def _gathered(marks):
    """Yield (start, end, text, members): the span most coders chose, and each coder's nearest."""
    spans = marks.groupby(["start", "end", "first", "last"], as_index=False)
    chosen = spans.agg(text=("text", "first"), n=("coder", "size"))
    chosen["size"] = chosen.end - chosen.start  # of spans that as many chose, the shortest
    chosen = chosen.sort_values(["n", "size", "start"], ascending=[False, True, True])
    marks = marks.sort_values(["first", "last", "coder"], ignore_index=True)
    first, last, coder = (marks[name].to_numpy() for name in ("first", "last", "coder"))
    ends = marks[["start", "end"]].to_numpy()
    rows = list(marks[["coder", "label", "start", "end", "text"]].itertuples(index=False))
    free = np.ones(len(marks), bool)
    for start, end, a, b, text, *_ in chosen.itertuples(index=False):
        low = np.searchsorted(first, a - (b - a), "left")
        high = np.searchsorted(first, (a + b) / 2, "right")
        near = low + np.flatnonzero(free[low:high])
        share = overlap(first[near], last[near], a, b)
        is_near = (share >= 0.5) | (ends[near] == (start, end)).all(axis=1)
        near = near[is_near][np.argsort(-share[is_near], kind="stable")]
        near = near[np.unique(coder[near], return_index=True)[1]]  # of every coder the nearest one
        if len(near):
            free[near] = False
            yield start, end, text, [rows[i] for i in near]


def _shared(marks, labels, coders, match):
    """Count the paired spans of each label, and of all, and two coders: labels x coders x coders."""
    shared = np.zeros((len(labels) + 1, coders, coders), np.int32)
    label = pd.Categorical(marks.label, categories=labels).codes.astype(int)
    coder = marks.coder.to_numpy()
    for a, b in pair_up(marks, match):
        if len(a):
            pairs = np.bincount(label[b] * coders + coder[b], minlength=len(labels) * coders)
            shared[:-1, coder[a[0]]] = pairs.reshape(-1, coders)
    shared[-1] = shared.sum(axis=0)
    return shared + shared.transpose(0, 2, 1)


def _mean_f1(shared, used):
    """The mean over pairs of coders of F1, leaving out pairs of whom neither has a mark."""
    both = used[:, None] + used
    pairs = np.triu(both > 0, k=1)
    if not pairs.any():
        return Coefficient.undefined("only one coder" if len(used) < 2 else "nothing is marked")
    return Coefficient((2 * shared[pairs] / both[pairs]).mean())


def _alphas(marks, labels, spans, coders):
    """For each label and for all, alpha over given spans: does a coder have a mark there or not?"""
    start, end = spans.start.to_numpy(), spans.end.to_numpy()
    tables = []
    for label in labels:
        table = np.zeros((len(spans), coders), int)
        for coder, mine in marks[marks.label == label].groupby("coder"):
            begun = np.searchsorted(np.sort(mine.start), end, "left")
            table[:, coder] = begun > np.searchsorted(np.sort(mine.end), start, "right")
        tables.append(table)
    tables += [np.vstack(tables)] if tables else []
    return [krippendorff_alpha(table) for table in tables]


def _differing(values):
    """The share of pairs of coders with different values."""
    n = len(values)
    if n < 2:
        return 0.0
    alike = sum(count * (count - 1) for count in Counter(values).values())
    return 1 - alike / (n * (n - 1))
