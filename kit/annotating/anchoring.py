"""Anchoring: finding marked words again in a text that changed."""

from dataclasses import dataclass, replace

from kit.annotating.annotations import Annotation
from kit.annotating.formats import w3c


@dataclass(frozen=True)
class Match:
    """Where a quotation was found. start, end: code points, half-open; score: 0 to 1; status: found | moved | ambiguous."""

    start: int
    end: int
    score: float
    status: str


def locate_quote(text, exact, prefix="", suffix="", hint=None):
    start = text.find(exact)
    return Match(start, start + len(exact), 1.0, "found") if start >= 0 else None


def place(annotations, article):
    """Give annotations read from a file their places in an article; returns new ones."""
    return [_place(mark, article) for mark in annotations]


def _place(mark, article):
    if mark.start is not None and article.text[mark.start : mark.end] == mark.text:
        return _settled(mark, article, mark.start, mark.end, "found")
    return replace(mark, start=None, end=None)


def _settled(mark, article, start, end, status):
    """Where a mark is beyond doubt its old target goes, but for what we can't say ourselves."""
    target = mark.extra.get("target")
    extra = {name: value for name, value in mark.extra.items() if name != "target"}
    source = target.get("source") if isinstance(target, dict) else target
    others = [s for s in w3c.selectors(target) if s.get("type") not in ("TextQuoteSelector", "TextPositionSelector")]
    extra |= {"source": source} if source and not str(source).startswith("hash://sha256/") else {}
    extra |= {"selectors": others} if others else {}
    return replace(mark, start=start, end=end, text=article.text[start:end], status=status, extra=extra)
