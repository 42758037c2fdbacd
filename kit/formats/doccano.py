"""doccano's JSON lines: a text a line, with entities and relations.

Positions are UTF-16 units (doccano's issue 2290). Read as well: its JSON export (a list), the text
in a field `data`, and the older forms, in which `label` or `labels` is a list of
[start, end, label], or `annotations` has numbers for labels.
"""

import json

from kit.errors import FileError
from kit.formats.common import Read, Utf16, choose, read_json

HOLDS = {"links"}
LISTS = "entities", "annotations", "label", "labels", "spans"  # where spans are, by version
TEXTS = "text", "data"


def is_ours(record):
    """True if a JSON record looks like a row of doccano's."""
    return bool(_text_of(record)) and any(name in record for name in LISTS)


def dumps(annotations, article):
    """Return annotations as the text of a JSON Lines file."""
    units = Utf16(article.text)
    numbers = {mark.id: number for number, mark in enumerate(annotations)}
    entities = []
    relations = []
    for mark in annotations:
        entity = {"id": numbers[mark.id], "label": mark.label}
        entity |= {"start_offset": units.of(mark.start), "end_offset": units.of(mark.end)}
        entities.append(entity)
        for name, value in mark.attributes.items():
            if value in numbers:
                ends = {"from_id": numbers[mark.id], "to_id": numbers[value]}
                relations.append({"id": len(relations), **ends, "type": name})
    row = {"id": 1, "text": article.text, "entities": entities, "relations": relations}
    return json.dumps(row | {"Comments": []}, ensure_ascii=False) + "\n"


def loads(text, article, name):
    """Read the row whose text is the article, or the only one."""
    rows = _read_rows(text, name)
    texts = [_text_of(row) for row in rows]
    number = choose(texts, article, name)
    row = rows[number]
    read = Read(name, texts[number])
    units = Utf16(read.text)
    for place, entity in enumerate(_entities(row)):
        where = f"text {number + 1}, entity {place + 1}"
        with read.reading(where, "no label with two offsets"):
            _add(read, entity, place, units, where)
    for relation in row.get("relations") or []:
        kind = str(relation.get("type", "related"))
        ends = [str(relation.get(name)) for name in ("from_id", "to_id")]
        if not read.link(ends[0], kind, ends[1]):
            read.notices.append(f"a relation {kind!r} names an entity that isn't there; left out")
    comments = row.get("Comments") or row.get("comments")
    if comments:
        read.notices.append(f"comments on the whole text are not read: {len(comments)}")
    return read


def _read_rows(text, name):
    """Return the objects of a file: JSON Lines, or one JSON list or object."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        lines = enumerate(text.split("\n"), 1)
        data = [read_json(line, name, number) for number, line in lines if line.strip()]
    rows = data if isinstance(data, list) else [data]
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict) or _text_of(row) is None:
            problem = "should be an object with a text; is this doccano's JSONL?"
            raise FileError(f"{name}, text {number}: {problem}")
    if not rows:
        raise FileError(f"{name}: holds no text; is this doccano's JSONL?")
    return rows


def _text_of(row):
    return next((row[name] for name in TEXTS if isinstance(row.get(name), str)), None)


def _entities(row):
    """Return the spans of a row, as they are in the file."""
    entities = next((row[name] for name in LISTS if row.get(name)), [])
    return entities if isinstance(entities, list) else [entities]


def _add(read, entity, place, units, where):
    """Add the mark of an entity in any of doccano's forms."""
    if isinstance(entity, list):
        start, end, label = entity[:3]
        entity = {}
    else:
        start = entity["start_offset"] if "start_offset" in entity else entity["start"]
        end = entity["end_offset"] if "end_offset" in entity else entity["end"]
        label = entity["label"] if "label" in entity else entity["type"]
    if not isinstance(label, str | int) or label == "":
        raise ValueError("no label")
    known_as = str(entity.get("id", place))
    read.add(*units.span(start, end), "", str(label), known_as=known_as)
    if not isinstance(label, str):
        read.notices.append(f"{where}: its label is the number {label}, not a name")
