"""Targets of Web Annotations: where in a text an annotation says that it is.

Source: https://www.w3.org/TR/annotation-model/ (2017), section 4.2 selectors.
"""

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

    Read are a TextQuoteSelector, a TextPositionSelector, a RangeSelector of two positions, and a
    FragmentSelector or an address that ends in "#char=4,9" (RFC 5147).
    """
    exact = ""
    start = end = None
    for selector in selectors(target):
        if selector.get("type") == "TextQuoteSelector":
            exact = exact or as_string(selector.get("exact"))
        span = _span_of(selector)
        if span:
            start, end = span
    if start is None:
        place = CHARACTERS.search(_source(target))
        if place:
            start, end = int(place[1]), int(place[2])
    return exact, start, end


def _span_of(selector):
    """Return the span of a selector, None if it has none."""
    kind = selector.get("type")
    start = end = None
    if kind == "TextPositionSelector":
        start, end = selector.get("start"), selector.get("end")
    elif kind == "FragmentSelector":
        place = CHARACTERS.search(f"#{as_string(selector.get('value'))}")
        start, end = (int(place[1]), int(place[2])) if place else (None, None)
    elif kind == "RangeSelector":
        edges = [selector.get(name) for name in ("startSelector", "endSelector")]
        edges = [_span_of(edge) if isinstance(edge, dict) else None for edge in edges]
        if all(edges):
            start, end = edges[0][0], edges[1][0]  # up to where the second one begins
    is_span = type(start) is int and type(end) is int and 0 <= start < end
    return (start, end) if is_span else None


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
