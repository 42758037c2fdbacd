"""Placing annotations read from a file on an article that may have changed since they were made."""

from bisect import bisect
from dataclasses import replace

from kit.annotating import w3c
from kit.annotating.anchoring import LONG, locate_quote
from kit.annotating.w3c_targets import as_string, selectors


def place(annotations, article):
    """Return annotations from a file placed in an article: those with unchanged words first, whose moves
    tell where to expect the others.
    """
    done = {}
    shifts = [(-1, 0)]  # pairs of an old start and how far a mark there has moved
    for number, mark in sorted(enumerate(annotations), key=lambda pair: pair[1].start or 0):
        start = _unchanged(mark, article, shifts[-1][1])
        if start is not None:
            status = "found" if start == mark.start else "moved"
            done[number] = _settled(mark, article, start, start + len(mark.text), status)
            shifts += [] if mark.start is None else [(mark.start, start - mark.start)]
    for number, mark in enumerate(annotations):
        if number not in done:
            done[number] = _sought(mark, article, shifts)
    return [done[number] for number in range(len(done))]


def _unchanged(mark, article, shift):
    """Return the place if no search is needed: same text, or quote and context found surely."""
    text, target = article.text, mark.extra.get("target")
    here = mark.start is not None and text[mark.start : mark.end] == mark.text
    if here and isinstance(target, dict) and target.get("source") == w3c.address(article):
        return mark.start
    prefix, suffix = _context(target)
    whole = prefix + mark.text + suffix
    if not mark.text or len(whole) < LONG or not (prefix or suffix):
        return None
    if mark.start is not None and text.startswith(whole, max(0, mark.start + shift - len(prefix))):
        return max(0, mark.start + shift - len(prefix)) + len(prefix)
    at = text.find(whole)
    return at + len(prefix) if at >= 0 and text.find(whole, at + 1) < 0 else None


def _sought(mark, article, shifts):
    start, text = mark.start, article.text
    if not mark.text:  # a position without a quotation can't be checked
        if start is None or mark.end > len(text):
            return replace(mark, start=None, end=None)
        return replace(mark, text=text[start : mark.end], status="ambiguous")
    if start is not None and shifts:
        at = bisect(shifts, (start,))
        near = shifts[max(0, at - 1) : at + 1]
        start += min(near, key=lambda shift: abs(shift[0] - mark.start))[1]
    match = locate_quote(article.text, mark.text, *_context(mark.extra.get("target")), start)
    if match is None:
        return replace(mark, start=None, end=None, status="orphan")
    start, end = match.start, match.end
    words = text[start:end]
    if match.status == "ambiguous":
        return replace(mark, start=start, end=end, text=words, status="ambiguous")
    same = start == mark.start and words == mark.text
    return _settled(mark, article, start, end, "found" if same else "moved")


def _context(target):
    for selector in selectors(target):
        if selector.get("type") == "TextQuoteSelector":
            return as_string(selector.get("prefix")), as_string(selector.get("suffix"))
    return "", ""


def _settled(mark, article, start, end, status):
    """Where a mark is beyond doubt its old target goes, but for what we can't say ourselves."""
    target = mark.extra.get("target")
    extra = {name: value for name, value in mark.extra.items() if name != "target"}
    source = target.get("source") if isinstance(target, dict) else target
    own = ("TextQuoteSelector", "TextPositionSelector")
    others = [selector for selector in selectors(target) if selector.get("type") not in own]
    if source and not str(source).startswith("hash://sha256/"):
        extra["source"] = source
    if others:
        extra["selectors"] = others
    words = article.text[start:end]
    return replace(mark, start=start, end=end, text=words, status=status, extra=extra)
