"""Gathering: the marks of many coders in one table, so that they can be compared."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from kit.errors import KitError, SpanError
from kit.reading.words import split

NO_LABEL = "(none)"
# columns beside which the coders' names will stand
TAKEN = ["start", "end", "text", "split", "ends"]


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
    coders = _named(coders)
    names = list(coders)
    articles = [coder.article for coder in coders.values() if hasattr(coder, "article")]
    if any(article.text != articles[0].text for article in articles):
        raise KitError("these annotations are on different texts; load them onto one article first")
    article = articles[0] if articles else None
    columns = ["start", "end", "text", by]
    tables = [pd.DataFrame(columns=[*columns, "coder"], dtype=object)]
    for number, (name, coder) in enumerate(coders.items()):
        table = _read_table(name, coder, by).reindex(columns=columns).astype(object)
        tables.append(table.assign(coder=number))
    spans = pd.concat(tables, ignore_index=True)
    is_placed = spans[["start", "end"]].notna().all(axis=1)
    notes = []
    for number, count in spans.coder[~is_placed].value_counts(sort=False).items():
        notes.append(f"{count} of {names[number]} left out: no place in the text.")
    spans = spans[is_placed].astype({"start": int, "end": int, "coder": int})
    spans = spans.sort_values(["coder", "start", "end"], kind="stable", ignore_index=True)
    check_spans(spans, len(article.text) if article else np.inf, names)
    spans["label"] = [name_label(label) for label in spans[by]]
    layers = _layers_of(coders.values())
    spans["layer"] = [layers.get(label, "") for label in spans.label]
    return Gathered(names, _with_words(spans, article), article, notes)


def _named(coders):
    """Return coders by name, no two the same: its key, its creator, or "coder 3"."""
    if isinstance(coders, dict):
        pairs = [(str(name), coder) for name, coder in coders.items()]
    else:
        pairs = []
        for number, coder in enumerate(coders, 1):
            is_table = isinstance(coder, pd.DataFrame)  # which may have a column creator
            name = "" if is_table else getattr(coder, "creator", "")
            pairs.append((name or f"coder {number}", coder))
    named = {}
    for wanted, coder in pairs:
        name = wanted
        again = 2
        while name in named or name in TAKEN:
            name = f"{wanted} ({again})"
            again += 1
        named[name] = coder
    return named


def _read_table(name, coder, by):
    """Return a coder's table of spans, KitError if it is none."""
    table = getattr(coder, "table", coder)
    if not isinstance(table, pd.DataFrame):
        raise KitError(f"{name} must be Annotations or a DataFrame, not {type(table).__name__}")
    for column in ("start", "end", by):
        if column not in table.columns:
            columns = ", ".join(map(str, table.columns))
            raise KitError(f"{name} has no column {column!r}; it has {columns}")
    return table


def check_spans(spans, length, names=None):
    """Raise SpanError for a span that is empty or isn't in a text of `length` code points.

    spans: coder start end. names: of the coders, if `coder` is a number.
    """
    wrong = spans[(spans.start < 0) | (spans.start >= spans.end) | (spans.end > length)]
    if len(wrong):
        span = wrong.iloc[0]
        name = names[span.coder] if names else span.coder
        where = f"{name} has a span from {span.start} to {span.end}"
        raise SpanError(f"{where}, which isn't in the text (of {length}) or is empty")


def _layers_of(coders):
    """Return {label: layer} of the first codebook there is."""
    books = [coder.codebook for coder in coders if getattr(coder, "codebook", None)]
    return {label.name: label.layer for label in books[0].labels} if books else {}


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


def _with_words(spans, article):
    """Return spans with their text, the words they cover, and their ends at those words.

    A span of marks alone keeps its ends.
    """
    ends = spans[["start", "end"]].to_numpy()
    if article:
        spans["text"] = [article.text[start:end] for start, end in ends]
        words = article.words[["start", "end"]].to_numpy()
    elif all(isinstance(text, str) for text in spans.text):
        words = np.array(_join_pieces(spans), dtype=int).reshape(-1, 2)
    else:  # words of some and characters of others can't be compared
        spans["text"] = None
        words = np.arange(ends.max(initial=0))[:, None] + [0, 1]
    edges = {text: _edges_of(text) for text in spans.text.unique()}
    trimmed = np.array([edges[text] for text in spans.text], dtype=int).reshape(-1, 2)
    start, end = (ends + trimmed * [1, -1]).T
    return spans.assign(
        inner_start=start,
        inner_end=end,
        first=np.searchsorted(words[:, 1], start, "right"),
        last=np.searchsorted(words[:, 0], end, "left"),
    )


def _join_pieces(spans):
    """Return the start and end of every word that spans show; marks alone count as one."""
    pieces = set()
    for start, text in set(zip(spans.start, spans.text, strict=True)):
        pieces.update((start + a, start + b) for a, b in split(text) or [(0, len(text))])
    words = []
    for start, end in sorted(pieces):
        if words and start < words[-1][1]:  # a span that cuts a word shows a piece of it
            words[-1][1] = max(end, words[-1][1])
        else:
            words.append([start, end])
    return words


def _edges_of(text):
    """Return how many characters are before a text's first word and after its last one."""
    words = split(text or "")
    return (words[0][0], len(text) - words[-1][1]) if words else (0, 0)
