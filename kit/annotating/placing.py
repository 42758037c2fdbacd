"""Placing annotations read from a file on an article that may have changed since they were made."""

from bisect import bisect
from dataclasses import replace

from kit.annotating import w3c
from kit.annotating.anchoring import LONG, locate_quote
from kit.annotating.w3c_targets import selectors


def place(annotations, article):
    """Return annotations from a file placed in an article, in the same order.

    Those whose words and surroundings stand unchanged are placed first; how far they moved tells
    where to expect the others.
    """
    done, shifts = {}, [(-1, 0)]
    for number, mark in sorted(enumerate(annotations), key=lambda pair: pair[1].start or 0):
        start = _unchanged(mark, article, shifts[-1][1])
        if start is not None:
            done[number] = _settled(
                mark,
                article,
                start,
                start + len(mark.text),
                "found" if start == mark.start else "moved",
            )
            shifts += [] if mark.start is None else [(mark.start, start - mark.start)]
    return [
        done.get(number) or _sought(mark, article, shifts)
        for number, mark in enumerate(annotations)
    ]


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
        inside = start is not None and mark.end <= len(text)
        return (
            replace(mark, text=text[start : mark.end], status="ambiguous")
            if inside
            else replace(mark, start=None, end=None)
        )
    if start is not None and shifts:
        at = bisect(shifts, (start,))
        start += min(shifts[max(0, at - 1) : at + 1], key=lambda shift: abs(shift[0] - mark.start))[
            1
        ]
    match = locate_quote(article.text, mark.text, *_context(mark.extra.get("target")), start)
    if match is None:
        return replace(mark, start=None, end=None, status="orphan")
    if match.status == "ambiguous":
        return replace(
            mark,
            start=match.start,
            end=match.end,
            text=text[match.start : match.end],
            status="ambiguous",
        )
    same = match.start == mark.start and text[match.start : match.end] == mark.text
    return _settled(mark, article, match.start, match.end, "found" if same else "moved")


def _context(target):
    for selector in selectors(target):
        if selector.get("type") == "TextQuoteSelector":
            return tuple(
                s if isinstance(s, str) else ""
                for s in (selector.get("prefix"), selector.get("suffix"))
            )
    return "", ""


def _settled(mark, article, start, end, status):
    """Where a mark is beyond doubt its old target goes, but for what we can't say ourselves."""
    target = mark.extra.get("target")
    extra = {name: value for name, value in mark.extra.items() if name != "target"}
    source = target.get("source") if isinstance(target, dict) else target
    others = [
        s
        for s in selectors(target)
        if s.get("type") not in ("TextQuoteSelector", "TextPositionSelector")
    ]
    extra |= {"source": source} if source and not str(source).startswith("hash://sha256/") else {}
    extra |= {"selectors": others} if others else {}
    return replace(
        mark, start=start, end=end, text=article.text[start:end], status=status, extra=extra
    )
