"""W3C Web Annotation JSON-LD, the kit's own file: an AnnotationCollection with its one page
embedded, an annotation a line.

Source: https://www.w3.org/TR/annotation-model/ (2017), sections 3.2 bodies, 4.2 selectors, 5
collections. A label is a tagging body, a note a commenting one. What a foreign file says besides is
kept in `extra` and written back.
"""

import json
import re
import uuid

from kit.annotating.annotation import Annotation
from kit.errors import FileError

CONTEXT = [
    "http://www.w3.org/ns/anno.jsonld",
    {"attributes": {"@id": "urn:x-close-reading-kit:attributes", "@type": "@json"}},
]
CHARACTERS = re.compile(r"#char=(\d{1,9}),(\d{1,9})")
CONTEXT_LENGTH = 32  # code points kept before and after a quotation, as Hypothesis does


def dumps(annotations, article, header=None):
    """Return the text of a file. annotations: iterable of Annotation, written in the order given;
    header: what `loads` returned.
    """
    lines = [_json(record(mark, article)) for mark in annotations]
    head = {**new_header(), **(header or {}), "total": len(lines)}
    entries = [f" {_json(name)}: {_json(value)}" for name, value in head.items() if name != "first"]
    page = {
        "id": head["id"] + "#1",
        "type": "AnnotationPage",
        "partOf": head["id"],
        "startIndex": 0,
    }
    page = [f"  {_json(name)}: {_json(value)}" for name, value in page.items()]
    items = ",\n".join(lines)
    return (
        "{\n"
        + ",\n".join(entries)
        + ',\n "first": {\n'
        + ",\n".join(page)
        + ',\n  "items": [\n'
        + items
        + "\n  ]\n }\n}\n"
    )


def new_header():
    """The head of a new collection."""
    return {
        "@context": CONTEXT,
        "id": f"urn:uuid:{uuid.uuid4()}",
        "type": "AnnotationCollection",
        "label": "Annotations",
    }


def record(mark, article):
    """Return one annotation as the model's JSON object; a mark that waits for a decision keeps the
    target it came with.
    """
    extra = dict(mark.extra)
    bodies = [{"type": "TextualBody", "purpose": "tagging", "value": mark.label}]
    bodies += (
        [{"type": "TextualBody", "purpose": "commenting", "value": mark.note}] if mark.note else []
    )
    found = {"id": mark.id if ":" in mark.id else f"urn:uuid:{mark.id}", "type": "Annotation"}
    found["motivation"] = extra.pop("motivation", "tagging")
    found |= {"modified": mark.modified} if mark.modified else {}
    found |= (
        {"creator": extra.pop("creator", {"type": "Person", "name": mark.creator})}
        if mark.creator
        else {}
    )
    found["body"] = bodies + extra.pop("body", [])
    found |= {"attributes": dict(sorted(mark.attributes.items()))} if mark.attributes else {}
    target, others = extra.pop("target", None), extra.pop("targets", [])
    target = target or _target(mark, article, extra.pop("source", None), extra.pop("selectors", []))
    found["target"] = [target, *others] if others else target
    return found | {
        name: value for name, value in extra.items() if name not in ("source", "selectors")
    }


def _target(mark, article, source, selectors):
    before, after = (
        article.text[max(0, mark.start - CONTEXT_LENGTH) : mark.start],
        article.text[mark.end : mark.end + CONTEXT_LENGTH],
    )
    quote = {"type": "TextQuoteSelector", "exact": mark.text, "prefix": before, "suffix": after}
    position = {"type": "TextPositionSelector", "start": mark.start, "end": mark.end}
    return {"source": source or address(article), "selector": [quote, position, *selectors]}


def address(article):
    """The IRI of an article's text: its SHA-256 (the kit knows texts by what they say, not by where
    they are).
    """
    return f"hash://sha256/{article.sha256}"


def loads(text, name="the file"):
    """Return (header, annotations) of a file's text: Annotations not yet placed, status "orphan",
    extra["target"] as in the file.

    name: what errors call the file. Raises FileError for text that isn't JSON, or not a Web
    Annotation collection.
    """
    try:
        data = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise FileError(
            f"{name}, line {line}: not complete JSON, the file is damaged or was cut off"
        ) from None
    header, items = _items(data, name)
    return header, [
        _read(item, f"{name}, annotation {number}") for number, item in enumerate(items, 1)
    ]


def _no_number(name):
    raise ValueError(f"{name} isn't JSON")


def _items(data, name):
    """Take a collection, a page, a plain list or a single annotation apart."""
    foreign = FileError(
        f"{name}: no W3C Web Annotation collection (type AnnotationCollection); is this another program's file?"
    )
    if isinstance(data, list):
        return {}, data
    kinds = _list(data.get("type")) if isinstance(data, dict) else []
    if "Annotation" in kinds:
        return {}, [data]
    if "AnnotationPage" in kinds:
        return {}, _list(data.get("items"))
    if "AnnotationCollection" not in kinds and "BasicContainer" not in kinds:
        raise foreign
    first, items = data.get("first", {"items": data.get("items", [])}), []
    while first:
        if not isinstance(first, dict):
            raise FileError(
                f"{name}: its annotations are on another page ({first!r}); save the whole collection as one file"
            )
        items += _list(first.get("items"))
        first = first.get("next")
    return {
        key: value for key, value in data.items() if key not in ("first", "last", "items", "total")
    }, items


def _read(item, where):
    if not isinstance(item, dict) or "target" not in item:
        raise FileError(f"{where}: no annotation with a target; is this another program's file?")
    extra = {
        key: value
        for key, value in item.items()
        if key not in ("@context", "id", "type", "modified", "body", "bodyValue", "attributes")
    }
    label, note, others = None, None, []
    for body in _list(item.get("body")) + [
        {"type": "TextualBody", "value": v} for v in _list(item.get("bodyValue"))
    ]:
        purpose, value = (
            (body.get("purpose"), body.get("value")) if isinstance(body, dict) else (None, None)
        )
        plain = isinstance(value, str) and set(body) <= {"type", "purpose", "value"}
        if plain and label is None and purpose in ("tagging", "classifying") and value:
            label = value
        elif plain and note is None and purpose in ("commenting", "describing", None):
            note = value
        else:
            others.append(body)
    extra |= {"body": others} if others else {}
    if extra.get("motivation") == "tagging":  # as ours have
        del extra["motivation"]
    creator = item.get("creator", "")
    name = (
        (creator.get("name") or creator.get("nickname") or creator.get("id"))
        if isinstance(creator, dict)
        else creator
    )
    if isinstance(name, str) and (not creator or creator == {"type": "Person", "name": name}):
        extra.pop("creator", None)
    attributes = item.get("attributes", {})
    if not isinstance(attributes, dict) or not all(
        isinstance(value, str) for value in attributes.values()
    ):
        attributes, extra["attributes"] = {}, item["attributes"]
    target, *more = [t for t in _list(item["target"])] or [None]
    exact, start, end = find_place(target)
    extra |= {"target": target} | ({"targets": more} if more else {})
    label = label or next((m for m in _list(item.get("motivation")) if isinstance(m, str)), "mark")
    values = [
        start,
        end,
        exact,
        label,
        note or "",
        name if isinstance(name, str) else "",
        attributes,
    ]
    return Annotation(
        _id(item), *values, modified=_string(item.get("modified")), status="orphan", extra=extra
    )


def selectors(target):
    """Return the selectors of a target, as a list of objects; refined ones follow their own."""
    found = _list(target.get("selector")) if isinstance(target, dict) else []
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
            exact = exact or _string(selector.get("exact"))
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
        place = CHARACTERS.search(f"#{_string(selector.get('value'))}")
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
        return _string(target.get("source")) or _string(target.get("id"))
    return _string(target)


def _id(item):
    given = _string(item.get("id"))
    plain = given.removeprefix("urn:uuid:")
    if re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", plain):
        return plain
    return given if ":" in given else str(uuid.uuid5(uuid.NAMESPACE_URL, _json(item)))


def _list(value):
    return value if isinstance(value, list) else [] if value is None else [value]


def _string(value):
    return value if isinstance(value, str) else ""


def _json(value):
    text = json.dumps(value, ensure_ascii=False)
    return re.sub(
        "[\ud800-\udfff]", lambda half: f"\\u{ord(half[0]):04x}", text
    )  # half an emoji can't be UTF-8
