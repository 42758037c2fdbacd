"""Gathering: the marks of many coders in one table, so that they can be compared."""

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
    is_named = isinstance(coders, dict)
    named = list(coders.items()) if is_named else [(None, coder) for coder in coders]
    coders = [coder for _, coder in named]
    articles = [coder.article for coder in coders if hasattr(coder, "article")]
    if any(article.text != articles[0].text for article in articles):
        raise KitError("these annotations are on different texts; load them onto one article first")
    article = articles[0] if articles else None
    names = _names(named)
    spans, notes = _one_table(names, coders, by, article.text if article else None)
    inner, words = _words_of(spans)
    if article:
        words = article.words[["start", "end"]].to_numpy()
    spans["inner_start"] = inner[:, 0]
    spans["inner_end"] = inner[:, 1]
    spans["layer"] = _layers_of(spans, coders)
    spans["first"] = np.searchsorted(words[:, 1], inner[:, 0], "right")
    spans["last"] = np.searchsorted(words[:, 0], inner[:, 1], "left")
    spans = spans.sort_values(["coder", "start", "end"], kind="stable", ignore_index=True)
    return Gathered(names, spans, article, notes)


def _layers_of(spans, coders):
    """Return the layer of each span's label by the first codebook there is, "" for none."""
    books = [coder.codebook for coder in coders if getattr(coder, "codebook", None)]
    layers = {label.name: label.layer for label in books[0].labels} if books else {}
    return [layers.get(label, "") for label in spans.label]


def _one_table(names, coders, by, whole):
    """Return all coders' spans (coder, start, end, text, label) and notes on those left out."""
    tables = [pd.DataFrame(columns=["start", "end", "text", by, "coder"], dtype=object)]
    for number, (name, coder) in enumerate(zip(names, coders, strict=True)):
        table = getattr(coder, "table", coder)
        if not isinstance(table, pd.DataFrame):
            raise KitError(f"{name} must be Annotations or a DataFrame, not {type(table).__name__}")
        for column in ("start", "end", by):
            if column not in table.columns:
                columns = ", ".join(map(str, table.columns))
                raise KitError(f"{name} has no column {column!r}; it has {columns}")
        own = table.reindex(columns=["start", "end", "text", by]).astype(object)
        tables.append(own.assign(coder=number))
    spans = pd.concat(tables, ignore_index=True)
    placed = spans.start.notna() & spans.end.notna()
    notes = []
    for coder, count in spans[~placed].coder.value_counts(sort=False).items():
        notes.append(f"{count} of {names[coder]} left out: no place in the text.")
    spans = spans[placed].astype({"start": int, "end": int, "coder": int})
    longest = len(whole) if whole else np.inf
    wrong = spans[(spans.start < 0) | (spans.start >= spans.end) | (spans.end > longest)]
    if len(wrong):
        span = wrong.iloc[0]
        where = f"{names[span.coder]} has a span from {span.start} to {span.end}"
        raise SpanError(f"{where}, which isn't in the text or is empty")
    if whole:
        places = zip(spans.start, spans.end, strict=True)
        spans["text"] = [whole[start:end] for start, end in places]
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
        if text:
            found = [(start + a, start + b) for a, b in split(text)]
        else:
            found = [(i, i + 1) for i in range(start, end)]
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
    names = []
    taken = {"start", "end", "text", "split", "ends"}  # columns beside which the names will be
    for number, (name, coder) in enumerate(named, 1):
        if name is None:
            name = getattr(coder, "creator", None) or f"coder {number}"
        wanted = name = str(name)
        again = 2
        while name in taken:
            name = f"{wanted} ({again})"
            again += 1
        taken.add(name)
        names.append(name)
    return names
