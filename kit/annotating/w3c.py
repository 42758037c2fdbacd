"""The kit's own file: a W3C AnnotationCollection (JSON-LD) with an annotation a line.

Source: https://www.w3.org/TR/annotation-model/ (2017), sections 3.2 bodies, 4.2 selectors, 5
collections. A label is a tagging body, a note a commenting one. What a foreign file says besides is
kept in `extra` and written back.
"""

import json
import re
import uuid

from kit.annotating.annotation import AN_ID, Annotation
from kit.annotating.w3c_targets import as_list, as_string, find_place
from kit.errors import FileError

CONTEXT = [
    "http://www.w3.org/ns/anno.jsonld",
    {"attributes": {"@id": "urn:x-close-reading-kit:attributes", "@type": "@json"}},
]
# what an Annotation has a field for: the rest of an object is kept in `extra`
READ = ("@context", "id", "type", "modified", "body", "bodyValue", "attributes")
CONTEXT_LENGTH = 32  # code points kept before and after a quotation, as Hypothesis does


def dumps(annotations, article, header=None):
    """Return a file's text: annotations in the order given; header as `loads` returned it."""
    items = [_json(record(mark, article)) for mark in annotations]
    head = {**new_header(), **(header or {}), "total": len(items)}
    head.pop("first", None)
    page = {
        "id": head["id"] + "#1",
        "type": "AnnotationPage",
        "partOf": head["id"],
        "startIndex": 0,
    }
    lines = ["{", *(f" {_json(name)}: {_json(value)}," for name, value in head.items())]
    lines += [' "first": {', *(f"  {_json(name)}: {_json(value)}," for name, value in page.items())]
    lines += ['  "items": [', ",\n".join(items), "  ]", " }", "}", ""]
    return "\n".join(lines)


def new_header():
    """The head of a new collection."""
    return {
        "@context": CONTEXT,
        "id": f"urn:uuid:{uuid.uuid4()}",
        "type": "AnnotationCollection",
        "label": "Annotations",
    }


def record(mark, article):
    """Return an annotation as a JSON object; one not placed yet keeps the target it came with."""
    extra = dict(mark.extra)
    bodies = [{"type": "TextualBody", "purpose": "tagging", "value": mark.label}]
    if mark.note:
        bodies.append({"type": "TextualBody", "purpose": "commenting", "value": mark.note})
    found = {
        "id": mark.id if ":" in mark.id else f"urn:uuid:{mark.id}",
        "type": "Annotation",
        "motivation": extra.pop("motivation", "tagging"),
    }
    if mark.modified:
        found["modified"] = mark.modified
    if mark.creator:
        found["creator"] = extra.pop("creator", {"type": "Person", "name": mark.creator})
    found["body"] = bodies + extra.pop("body", [])
    if mark.attributes:
        found["attributes"] = dict(sorted(mark.attributes.items()))
    found["target"] = _target(mark, article, extra)
    return found | extra


def _target(mark, article, extra):
    """Return where a mark is, and take out of `extra` what its file said about that."""
    target = extra.pop("target", None)
    others = extra.pop("targets", [])
    source = extra.pop("source", None)
    selectors = extra.pop("selectors", [])
    if not target:
        before = article.text[max(0, mark.start - CONTEXT_LENGTH) : mark.start]
        after = article.text[mark.end : mark.end + CONTEXT_LENGTH]
        quote = {"type": "TextQuoteSelector", "exact": mark.text, "prefix": before, "suffix": after}
        position = {"type": "TextPositionSelector", "start": mark.start, "end": mark.end}
        target = {"source": source or address(article), "selector": [quote, position, *selectors]}
    return [target, *others] if others else target


def address(article):
    """Return the IRI of an article's text: its SHA-256."""
    return f"hash://sha256/{article.sha256}"


def loads(text, name="the file"):
    """Return (header, annotations) of a file's text, not placed yet: extra["target"] as there.

    name: what errors call the file. Raises FileError for anything but Web Annotations in JSON.
    """
    try:
        data = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        problem = "not complete JSON, the file is damaged or was cut off"
        raise FileError(f"{name}, line {getattr(error, 'lineno', 1)}: {problem}") from None
    header, items = _items(data, name)
    return header, [_read(item, f"{name}, annotation {n}") for n, item in enumerate(items, 1)]


def _no_number(name):
    raise ValueError(f"{name} isn't JSON")


def _items(data, name):
    """Take a collection, a page, a plain list or a single annotation apart."""
    if isinstance(data, list):
        return {}, data
    kinds = as_list(data.get("type")) if isinstance(data, dict) else []
    if "Annotation" in kinds:
        return {}, [data]
    if "AnnotationPage" in kinds:
        return {}, as_list(data.get("items"))
    if "AnnotationCollection" not in kinds and "BasicContainer" not in kinds:
        problem = "no W3C Web Annotation collection (type AnnotationCollection)"
        raise FileError(f"{name}: {problem}; is this another program's file?")
    first = data.get("first", {"items": data.get("items", [])})
    items = []
    while first:
        if not isinstance(first, dict):
            fix = "save the whole collection as one file"
            raise FileError(f"{name}: its annotations are on another page ({first!r}); {fix}")
        items += as_list(first.get("items"))
        first = first.get("next")
    known = ("first", "last", "items", "total")
    return {key: value for key, value in data.items() if key not in known}, items


def _read(item, where):
    """Return the Annotation of an object, not yet placed."""
    if not isinstance(item, dict) or "target" not in item:
        raise FileError(f"{where}: no annotation with a target; is this another program's file?")
    extra = {key: value for key, value in item.items() if key not in READ}
    label, note, others = _read_bodies(item)
    if others:
        extra["body"] = others
    if extra.get("motivation") == "tagging":  # as ours have
        del extra["motivation"]
    creator = _read_creator(item, extra)
    attributes = item.get("attributes", {})
    values = attributes.values() if isinstance(attributes, dict) else [None]
    if not all(isinstance(value, str) for value in values):
        extra["attributes"] = attributes
        attributes = {}
    target, *more = as_list(item["target"]) or [None]
    extra["target"] = target
    if more:
        extra["targets"] = more
    exact, start, end = find_place(target)
    motivations = [each for each in as_list(item.get("motivation")) if isinstance(each, str)]
    said = (exact, label or [*motivations, "mark"][0], note, creator, attributes)
    modified = as_string(item.get("modified"))
    return Annotation(_id(item), start, end, *said, modified, status="orphan", extra=extra)


def _read_bodies(item):
    """Return label and note of an object, "" for none, and the bodies that are neither."""
    label = note = ""
    others = []
    values = [{"type": "TextualBody", "value": value} for value in as_list(item.get("bodyValue"))]
    for body in as_list(item.get("body")) + values:
        fields = body if isinstance(body, dict) else {}
        purpose, value = fields.get("purpose"), fields.get("value")
        is_plain = isinstance(value, str) and fields.keys() <= {"type", "purpose", "value"}
        if is_plain and value and not label and purpose in ("tagging", "classifying"):
            label = value
        elif is_plain and not note and purpose in ("commenting", "describing", None):
            note = value
        else:
            others.append(body)
    return label, note, others


def _read_creator(item, extra):
    """Return the creator's name; one of whom the file says no more needs nothing in `extra`."""
    creator = item.get("creator", "")
    name = creator
    if isinstance(creator, dict):
        name = creator.get("name") or creator.get("nickname") or creator.get("id")
    if isinstance(name, str) and (not creator or creator == {"type": "Person", "name": name}):
        extra.pop("creator", None)
    return as_string(name)


def _id(item):
    given = as_string(item.get("id"))
    plain = given.removeprefix("urn:uuid:")
    if AN_ID.fullmatch(plain):
        return plain
    return given if ":" in given else str(uuid.uuid5(uuid.NAMESPACE_URL, _json(item)))


def _json(value):
    text = json.dumps(value, ensure_ascii=False)
    # half an emoji can't be UTF-8
    return re.sub("[\ud800-\udfff]", lambda half: f"\\u{ord(half[0]):04x}", text)
