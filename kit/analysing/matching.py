"""Which spans of one reader are the same as which of another's? One rule, for comparing two and for
comparing three hundred.

Two spans are exactly the same if they have the same ends once spaces and marks at their edges are
put aside. They overlap enough if they share at least half of the words that they cover together
(intersection over union of words >= 0.5). Overlapping spans are paired one to one: the best overlap
first, and of equals the pair that comes first in the text.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from kit.errors import KitError, SpanError
from kit.reading.words import split

NO_LABEL = "(none)"


@dataclass(frozen=True)
class Gathered:
    """Every coder's spans in one table.

    names: of the coders. spans: coder (its number), start, end, text, label, layer (the label's,
    where there is a codebook); inner_start, inner_end: without spaces and marks at the edges;
    first, last: the words it covers, half-open, numbered through the text, or the characters if
    there is neither article nor text. Rows stand in order of coder and place. article: of the first
    Annotations, None if there is none. notes: sentences on what was left out.
    """

    names: list
    spans: pd.DataFrame
    article: object
    notes: list


def gather(coders, by="label"):
    """Return coders' spans as a Gathered; one that is there already is returned as it is.

    coders: a list of Annotations or DataFrames (start, end, `by`; text, so that edges can be
    trimmed and words counted), or a dict of name -> either. by: the column that says what a span
    is. Raises KitError if a column is missing or the texts differ, SpanError for a span that isn't
    in the text.
    """
    if isinstance(coders, Gathered):
        return coders
    if isinstance(coders, pd.DataFrame | str) or hasattr(coders, "table"):
        shape = "give a list of tables, one for each coder, or a dict of name to table"
        raise KitError(f"coders is one {type(coders).__name__}; {shape}")
    named = (
        list(coders.items()) if isinstance(coders, dict) else [(None, coder) for coder in coders]
    )
    articles = [coder.article for _, coder in named if hasattr(coder, "article")]
    if any(article.text != articles[0].text for article in articles):
        raise KitError(
            "these annotations are on different texts; load them all onto one article first"
        )
    article = articles[0] if articles else None
    names = _names(named)
    spans, notes = _one_table(
        names, [coder for _, coder in named], by, article.text if article else None
    )
    inner, words = _words_of(spans)
    if article:
        words = article.words[["start", "end"]].to_numpy()
    spans["inner_start"], spans["inner_end"] = inner.T
    book = next((coder.codebook for _, coder in named if getattr(coder, "codebook", None)), None)
    layers = {label.name: label.layer for label in book.labels} if book else {}
    spans["layer"] = [layers.get(label, "") for label in spans.label]
    spans["first"] = np.searchsorted(words[:, 1], inner[:, 0], "right")
    spans["last"] = np.searchsorted(words[:, 0], inner[:, 1], "left")
    return Gathered(
        names,
        spans.sort_values(["coder", "start", "end"], kind="stable", ignore_index=True),
        article,
        notes,
    )


def pair_up(spans, match="overlap"):
    """Yield for each coder two arrays of row numbers: its spans, and the spans of later coders that
    are paired with them.

    spans: the table of a Gathered. match: exact | overlap. Only spans with one label are paired,
    and each has at most one partner of each other coder.
    """
    if (
        match == "exact"
    ):  # a number for each pair of ends, as if it were a word: spans share all or nothing
        low = np.unique(
            spans[["inner_start", "inner_end"]].to_numpy(), axis=0, return_inverse=True
        )[1].ravel()
        high = low + 1
    else:
        low, high = spans["first"].to_numpy(), spans["last"].to_numpy()
    apart = pd.factorize(spans.label)[0] * (
        high.max(initial=0) + 1
    )  # labels are laid end to end, so that they never meet
    coder = spans.coder.to_numpy()
    places, place = np.unique(
        np.stack([low + apart, high + apart], axis=1), axis=0, return_inverse=True
    )
    place, coders = place.ravel(), int(coder.max(initial=-1)) + 1
    near, near_at, rank = _neighbours(places)
    order = np.lexsort(
        (coder, place)
    )  # rows by place, then coder: a place's rows of later coders stand together
    key = place[order] * coders + coder[order]
    for number in range(coders):
        mine = np.flatnonzero(coder == number)
        a, at = _spread(mine, near_at[place[mine]], near_at[place[mine] + 1])
        begin, end = (
            np.searchsorted(key, near[at] * coders + number + 1),
            np.searchsorted(key, (near[at] + 1) * coders),
        )
        edge, at_b = _spread(np.arange(len(at)), begin, end)
        best = np.argsort(rank[at[edge]], kind="stable")
        yield _one_to_one(a[edge][best], order[at_b][best], coder, coders)


def _one_to_one(a, b, coder, coders):
    """Of candidate pairs, the best first, keep those whose ends are both free. Pairs that are best
    for both ends can all be taken at once; then everything that touches them goes, and the next
    best come up.
    """
    base = a.min(initial=len(coder))
    slot = (a - base) * coders + coder[b]  # a has one place to fill for each other coder
    first_slot, first_b = np.empty(slot.max(initial=-1) + 1, int), np.empty(len(coder), int)
    pairs = [(a[:0], b[:0])]
    while len(a):
        rank = np.arange(len(a))
        first_slot[slot[::-1]] = first_b[b[::-1]] = rank[
            ::-1
        ]  # the last one written stays: the best
        take = (first_slot[slot] == rank) & (first_b[b] == rank)
        pairs.append((a[take], b[take]))
        first_slot[slot[take]] = first_b[b[take]] = -1
        free = (first_slot[slot] >= 0) & (first_b[b] >= 0)
        a, b, slot = a[free], b[free], slot[free]
    return tuple(map(np.concatenate, zip(*pairs, strict=True)))


def _neighbours(places):
    """For each place (first, last), those that overlap it enough, itself too: (their numbers, where
    each's begin, ranks).
    """
    first, last = places.T
    number = np.arange(len(places))
    p, q = _spread(
        number, number, np.searchsorted(first, (first + last) / 2, "right")
    )  # beyond the middle too little is left
    shared, together = (
        np.minimum(last[p], last[q]) - first[q],
        np.maximum(last[p], last[q]) - first[p],
    )
    enough = (2 * shared >= together) & (shared > 0) | (p == q)
    p, q, share = p[enough], q[enough], (shared / np.maximum(together, 1))[enough]
    share[p == q] = 1
    rank = np.empty(len(p), int)
    rank[np.lexsort((q, p, -share))] = np.arange(len(p))
    other = p != q
    p, q, rank = (
        np.concatenate([p, q[other]]),
        np.concatenate([q, p[other]]),
        np.concatenate([rank, rank[other]]),
    )
    order = np.argsort(p, kind="stable")
    return q[order], np.searchsorted(p[order], np.arange(len(places) + 1)), rank[order]


def _spread(values, begin, end):
    """Each value once for every number from its begin up to its end, beside those numbers."""
    size = np.maximum(end - begin, 0)
    offset = np.arange(size.sum()) - np.repeat(np.cumsum(size) - size, size)
    return np.repeat(values, size), np.repeat(begin, size) + offset


def _one_table(names, coders, by, whole):
    """(all coders' spans: coder, start, end, text, label; notes on those left out). whole: the
    article's text, if known.
    """
    tables = [pd.DataFrame(columns=["start", "end", "text", by, "coder"], dtype=object)]
    for number, (name, coder) in enumerate(zip(names, coders, strict=True)):
        table = getattr(coder, "table", coder)
        if not isinstance(table, pd.DataFrame):
            raise KitError(f"{name} must be Annotations or a DataFrame, not {type(table).__name__}")
        for column in ("start", "end", by):
            if column not in table.columns:
                raise KitError(
                    f"{name} has no column {column!r}; it has {', '.join(map(str, table.columns))}"
                )
        tables.append(
            table.reindex(columns=["start", "end", "text", by]).astype(object).assign(coder=number)
        )
    spans = pd.concat(tables, ignore_index=True)
    placed = spans.start.notna() & spans.end.notna()
    lost = spans[~placed].coder.value_counts(sort=False)
    notes = [
        f"{count} of {names[coder]} left out: no place in the text."
        for coder, count in lost.items()
    ]
    spans = spans[placed].astype({"start": int, "end": int, "coder": int})
    wrong = spans[
        (spans.start < 0)
        | (spans.start >= spans.end)
        | (spans.end > (len(whole) if whole else np.inf))
    ]
    if len(wrong):
        span = wrong.iloc[0]
        raise SpanError(
            f"{names[span.coder]} has a span from {span.start} to {span.end}, which isn't in the text or is empty"
        )
    if whole:
        spans["text"] = [
            whole[start:end] for start, end in zip(spans.start, spans.end, strict=True)
        ]
    elif not spans.text.map(lambda text: isinstance(text, str)).all():
        spans["text"] = None  # words of some and characters of others can't be compared
    spans["label"] = [name_label(label) for label in spans[by]]
    return spans[["coder", "start", "end", "text", "label"]], notes


def name_label(label):
    """Return a label as text: "(none)" for a missing one; 1 and 1.0 are one label.

    A column of whole numbers with a gap becomes one of floats.

    >>> name_label(1), name_label(1.0), name_label(1.5), name_label(None)
    ('1', '1', '1.5', '(none)')
    """
    if pd.isna(label):
        return NO_LABEL
    is_whole = isinstance(label, float | np.floating) and float(label).is_integer()
    return str(int(label)) if is_whole else str(label)


def _words_of(spans):
    """(the start and end of each span from its first word to its last, the start and end of all
    words that spans show).

    A span of marks alone keeps its ends; without a text every character is a word.
    """
    inner, pieces = {}, set()
    for start, end, text in set(zip(spans.start, spans.end, spans.text, strict=True)):
        found = (
            [(start + a, start + b) for a, b in split(text)]
            if text
            else [(i, i + 1) for i in range(start, end)]
        )
        inner[start, end] = (found[0][0], found[-1][1]) if found else (start, end)
        pieces.update(found or [(start, end)])
    words = []
    for start, end in sorted(pieces):
        if words and start < words[-1][1]:  # a span that cuts a word shows a piece of it
            words[-1][1] = max(end, words[-1][1])
        else:
            words.append([start, end])
    ends = [inner[place] for place in zip(spans.start, spans.end, strict=True)]
    return np.array(ends, dtype=int).reshape(-1, 2), np.array(words, dtype=int).reshape(-1, 2)


def _names(named):
    """A name for each coder, no two the same: its key, its creator, or "coder 3"."""
    names, taken = (
        [],
        {"start", "end", "text", "split", "ends"},
    )  # columns beside which the names will stand
    for number, (name, coder) in enumerate(named):
        wanted = name = str(
            name if name is not None else getattr(coder, "creator", None) or f"coder {number + 1}"
        )
        again = 2
        while name in taken:
            name, again = f"{wanted} ({again})", again + 1
        taken.add(name)
        names.append(name)
    return names
