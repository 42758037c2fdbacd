"""doccano's JSON lines: a text a line, with entities and relations. Positions are UTF-16 units (doccano's issue 2290).

Read as well: the older form, in which `label` or `labels` is a list of [start, end, label].
"""

import json

from kit.errors import FileError
from kit.formats.common import Read, Utf16, choose, found, json_of

HOLDS = {"links"}


def dumps(annotations, article):
    units, numbers = (
        Utf16(article.text),
        {mark.id: number for number, mark in enumerate(annotations)},
    )
    entities = [
        {
            "id": numbers[m.id],
            "label": m.label,
            "start_offset": units.of(m.start),
            "end_offset": units.of(m.end),
        }
        for m in annotations
    ]
    links = [
        (m.id, name, value)
        for m in annotations
        for name, value in m.attributes.items()
        if value in numbers
    ]
    relations = [
        {"id": n, "from_id": numbers[a], "to_id": numbers[b], "type": name}
        for n, (a, name, b) in enumerate(links)
    ]
    return (
        json.dumps(
            {
                "id": 1,
                "text": article.text,
                "entities": entities,
                "relations": relations,
                "Comments": [],
            },
            ensure_ascii=False,
        )
        + "\n"
    )


def loads(text, article, name):
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    rows = [json_of(line, name, number) for number, line in lines]
    for (number, _), row in zip(lines, rows):
        if not isinstance(row, dict) or not isinstance(row.get("text"), str):
            raise FileError(
                f"{name}, line {number}: should be an object with a text; is this doccano's JSONL?"
            )
    if not rows:
        raise FileError(f"{name}: holds no text; is this doccano's JSONL?")
    chosen = choose([row["text"] for row in rows], article, name)
    row, where = rows[chosen], f"{name}, line {lines[chosen][0]}"
    read, units, ids = Read(row["text"]), Utf16(row["text"]), {}
    try:
        entities = row.get("entities") or [
            {"id": n, "label": entry[2], "start_offset": entry[0], "end_offset": entry[1]}
            for n, entry in enumerate(row.get("label") or row.get("labels") or [])
        ]
        marks = [(e.get("id"), e["label"], e["start_offset"], e["end_offset"]) for e in entities]
        links = [(r["from_id"], str(r["type"]), r["to_id"]) for r in row.get("relations") or []]
    except (KeyError, TypeError, IndexError, AttributeError):
        raise FileError(
            f"{where}: an entity or relation without label and offsets; is this doccano's JSONL?"
        ) from None
    for id, label, low, high in marks:
        if (
            type(low) is not int
            or type(high) is not int
            or units.back(low) < 0
            or not units.back(low) < units.back(high)
        ):
            raise FileError(
                f"{where}: {low}–{high} is no span in UTF-16 units (it may cut a character in two); mend or remove it"
            )
        mark = found(units.back(low), units.back(high), "", str(label))
        ids[str(id)] = mark
        read.marks.append(mark)
    for from_id, kind, to_id in links:
        if str(from_id) in ids and str(to_id) in ids:
            ids[str(from_id)].attributes[kind] = ids[str(to_id)].id
        else:
            read.notices.append(f"a relation {kind!r} names an entity that isn't there; left out")
    return read
