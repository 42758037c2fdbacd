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
    marks = {}
    for place, entry in enumerate(_entries(row)):
        where = f"text {number + 1}, entity {place + 1}"
        entity = _read_entity(entry)
        if entity is None:
            read.leave_out(where, "no label with two offsets")
            continue
        label, start, end = entity
        span = units.span(start, end)
        if span is None:
            problem = f"{start}–{end} is no span in UTF-16 units (it may cut a character in two)"
            read.leave_out(where, problem)
            continue
        id = entry.get("id", place) if isinstance(entry, dict) else place
        marks[str(id)] = read.add(*span, "", str(label))
        if not isinstance(label, str):
            read.notices.append(f"{where}: its label is the number {label}, not a name")
    _add_relations(read, row.get("relations") or [], marks)
    comments = row.get("Comments") or row.get("comments")
    if comments:
        read.notices.append(f"comments on the whole text are not read: {len(comments)}")
    return read


def _read_rows(text, name):
    """Return the objects of a file: JSON Lines, or one JSON list or object."""
    try:
        data = json.loads(text)
        rows = data if isinstance(data, list) else [data]
        numbers = range(1, len(rows) + 1)
    except (ValueError, RecursionError):
        lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
        numbers = [number for number, _ in lines]
        rows = [read_json(line, name, number) for number, line in lines]
    for number, row in zip(numbers, rows, strict=True):
        if not isinstance(row, dict) or _text_of(row) is None:
            problem = "should be an object with a text; is this doccano's JSONL?"
            raise FileError(f"{name}, line {number}: {problem}")
    if not rows:
        raise FileError(f"{name}: holds no text; is this doccano's JSONL?")
    return rows


def _text_of(row):
    for name in TEXTS:
        if isinstance(row.get(name), str):
            return row[name]
    return None


def _entries(row):
    """Return the spans of a row, as they are in the file."""
    for name in LISTS:
        if row.get(name):
            entries = row[name]
            return entries if isinstance(entries, list) else [entries]
    return []


def _read_entity(entry):
    """Return (label, start, end) of an entity in any of doccano's forms, None if it is none."""
    if isinstance(entry, list) and len(entry) > 2:
        start, end, label = entry[:3]
    elif isinstance(entry, dict):
        label = entry.get("label", entry.get("type"))
        start = entry.get("start_offset", entry.get("start"))
        end = entry.get("end_offset", entry.get("end"))
    else:
        return None
    is_label = isinstance(label, str | int) and label != ""
    return (label, start, end) if is_label and start is not None and end is not None else None


def _add_relations(read, relations, marks):
    for entry in relations:
        relation = entry if isinstance(entry, dict) else {}
        ends = [marks.get(str(relation.get(name))) for name in ("from_id", "to_id")]
        kind = str(relation.get("type", "related"))
        if None in ends:
            read.notices.append(f"a relation {kind!r} names an entity that isn't there; left out")
        else:
            ends[0].attributes[kind] = ends[1].id
