"""Targets of Web Annotations: where an annotation says that it is (section 4.2 of W3C's model)."""

import re

CHARACTERS = re.compile(r"#char=(\d{1,9}),(\d{1,9})")


def selectors(target):
    """Return the selectors of a target, as a list of objects; refined ones follow their own."""
    found = as_list(target.get("selector")) if isinstance(target, dict) else []
    found = [selector for selector in found if isinstance(selector, dict)]
    refined = [selector.get("refinedBy") for selector in found]
    return found + [selector for selector in refined if isinstance(selector, dict)]


def find_place(target):
    """Return (exact, start, end) of a target: its words, "" if none, and its place, None if none.

    An address may end in "#char=4,9" (RFC 5147).
    """
    exact = ""
    start = end = None
    for selector in selectors(target):
        if selector.get("type") == "TextQuoteSelector":
            exact = exact or as_string(selector.get("exact"))
        start, end = _span_of(selector) or (start, end)
    if start is None:
        start, end = _read_characters(_source(target))
    return exact, start, end


def _span_of(selector):
    """Return the span of a selector, None if it has none."""
    kind = selector.get("type")
    span = None, None
    if kind == "TextPositionSelector":
        span = selector.get("start"), selector.get("end")
    elif kind == "FragmentSelector":
        span = _read_characters(f"#{as_string(selector.get('value'))}")
    elif kind == "RangeSelector":
        edges = [selector.get(name) for name in ("startSelector", "endSelector")]
        edges = [_span_of(edge) if isinstance(edge, dict) else None for edge in edges]
        if all(edges):
            span = edges[0][0], edges[1][0]  # up to where the second one begins
    start, end = span
    is_span = type(start) is int and type(end) is int and 0 <= start < end
    return span if is_span else None


def _read_characters(address):
    place = CHARACTERS.search(address)
    return (int(place[1]), int(place[2])) if place else (None, None)


def _source(target):
    if isinstance(target, dict):
        return as_string(target.get("source")) or as_string(target.get("id"))
    return as_string(target)


def as_list(value):
    """Return a value of JSON as a list: what may be one thing or several."""
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def as_string(value):
    """Return a value of JSON if it is text, "" otherwise."""
    return value if isinstance(value, str) else ""
