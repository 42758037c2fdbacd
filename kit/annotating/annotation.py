"""One annotation, and what its attributes may be."""

import operator
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pandas as pd

from kit.annotating.codebook import RESERVED
from kit.errors import CodebookError, SpanError

# never shown: another run would have another
AN_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Annotation:
    """A span with a label. Two are equal when they say the same, whenever they were made.

    start, end: code points into the article, half-open (None for an orphan: its text was not found
    again). text: the words marked. attributes: name -> value, as the codebook types them. modified:
    UTC, as in "2026-02-08T09:30:00.000Z". status: found | moved | ambiguous | orphan, from loading
    onto a text that changed. extra: what its file said besides.
    """

    id: str
    start: int | None
    end: int | None
    text: str
    label: str
    note: str = ""
    creator: str = ""
    attributes: Mapping = field(default_factory=dict)
    modified: str = field(default="", compare=False)
    status: str = field(default="found", compare=False)
    extra: Mapping = field(default_factory=dict, repr=False)

    def __hash__(self):
        return hash(self.id)

    def __repr__(self):
        where = "not found" if self.start is None else f"{self.start}–{self.end}"
        words = self.text if len(self.text) <= 60 else self.text[:57] + "…"
        parts = [f"{self.label} {where} {words!r}"]
        for name, value in self.attributes.items():
            parts.append(f"{name}={'(a link)' if AN_ID.fullmatch(value) else repr(value)}")
        if self.note:
            parts.append(f"note={self.note!r}")
        return " ".join(parts)


def typed(codebook, label, attributes, known=(), links=()):
    """Return attributes as the codebook types them for a label; "" and None are left out.

    known: values from before, which are let be. links: the ids a link may name. Raises
    CodebookError.
    """
    kinds = codebook.label(label) if codebook is not None else None
    typed = {}
    if not isinstance(label, str) or not label:
        raise CodebookError(f"a label is a word in quotation marks, not {label!r}")
    for name, value in attributes.items():
        if name in RESERVED:
            why = "the table has a column of that name; choose another"
            raise CodebookError(f"an attribute can't be called {name!r}: {why}")
        value = value.id if isinstance(value, Annotation) else value
        missing = value is None or value is pd.NA or value == "" or value != value
        if name in known and not missing and known[name] == value:
            typed[name] = value
            continue
        attribute = kinds.attribute(name) if kinds and not (missing and name in known) else None
        if missing:
            continue
        if not isinstance(value, str):
            raise CodebookError(f"{name} must be text in quotation marks, not {value!r}")
        if attribute and attribute.type == "choice" and value not in attribute.choices:
            fix = f"choose one of: {', '.join(attribute.choices)}"
            raise CodebookError(f"{name} of {label!r} can't be {value!r}; {fix}")
        if attribute and attribute.type == "link" and value not in links:
            wanted = "another annotation of these marks (or its id)"
            raise CodebookError(f"{name} of {label!r} must be {wanted}")
        typed[name] = value
    return typed


def checked_span(start, end, text):
    """Two whole numbers that are a span of the text, as ints, or SpanError."""
    try:
        start, end = operator.index(start), operator.index(end)
    except TypeError:
        raise SpanError(f"start and end must be whole numbers, not {start!r} and {end!r}") from None
    if start == end:
        raise SpanError(f"the span {start}–{end} is empty; end must be greater than start")
    if not 0 <= start < end <= len(text):
        where = f"the text, which runs from 0 to {len(text)}"
        raise SpanError(f"the span {start}–{end} is not in {where}; check the two numbers")
    return start, end


def in_text_order(mark):
    """Sort key: by start, the longer first, then label and id; orphans last."""
    return (mark.start is None, mark.start or 0, -(mark.end or 0), mark.label, mark.id)


def now():
    """The time in UTC to the millisecond, as annotations keep it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
