"""Label Studio's JSON: a list of tasks, each with a text and annotations, whose results are regions, what is said of them, relations.

Source: https://labelstud.io/guide/task_format. Positions are code points (UTF-16 units before 2022: the words beside them tell). An
attribute is a result of the region's own id, with the attribute's name as from_name; a note is the region's meta text.
"""

import json

from kit.errors import FileError
from kit.formats.common import Read, Utf16, choose, found, json_of

HOLDS = {"notes", "attributes", "links"}


def dumps(annotations, article):
    ids, results = {mark.id for mark in annotations}, []
    for mark in annotations:
        span = {"start": mark.start, "end": mark.end, "text": mark.text}
        common = {"id": mark.id, "to_name": "text", "origin": "manual"}
        region = {
            **common,
            "from_name": "label",
            "type": "labels",
            "value": {**span, "labels": [mark.label]},
        }
        results.append(region | ({"meta": {"text": [mark.note]}} if mark.note else {}))
        for name, value in mark.attributes.items():
            if value in ids:
                results.append(
                    {
                        "type": "relation",
                        "from_id": mark.id,
                        "to_id": value,
                        "direction": "right",
                        "labels": [name],
                    }
                )
            else:
                results.append(
                    {
                        **common,
                        "from_name": name,
                        "type": "textarea",
                        "value": {**span, "text": [value]},
                    }
                )
    task = {"id": 1, "data": {"text": article.text}, "annotations": [{"id": 1, "result": results}]}
    return json.dumps([task], ensure_ascii=False, indent=1) + "\n"


def loads(text, article, name):
    data = json_of(text, name)
    tasks = [
        task
        for task in (data if isinstance(data, list) else [data])
        if isinstance(task, dict) and isinstance(task.get("data"), dict)
    ]
    texts = [
        next((value for value in task["data"].values() if isinstance(value, str)), "")
        for task in tasks
    ]
    texts = [
        task["data"]["text"] if isinstance(task["data"].get("text"), str) else other
        for task, other in zip(tasks, texts)
    ]
    if not tasks:
        raise FileError(f"{name}: holds no task with data; is this Label Studio's JSON export?")
    number = choose(texts, article, name)
    read, versions = (
        Read(texts[number]),
        tasks[number].get("annotations") or tasks[number].get("predictions") or [],
    )
    try:
        for version in versions:
            _read(version, read, len(versions) > 1)
    except (KeyError, TypeError, AttributeError, IndexError):
        raise FileError(
            f"{name}, task {number + 1}: a result without id, type or value; is this Label Studio's JSON export?"
        ) from None
    return read


def _read(version, read, several):
    """Add one annotator's results; each with several of them is told apart by creator."""
    by, results, marks, units = (
        version.get("completed_by", ""),
        version.get("result") or [],
        {},
        None,
    )
    by = by.get("email") or by.get("id", "") if isinstance(by, dict) else by
    for result in results:
        value = result.get("value", {})
        labels = value.get(result["type"], []) if result["type"].endswith("labels") else []
        if not labels:
            continue
        start, end, words = int(value["start"]), int(value["end"]), str(value.get("text") or "")
        if words and read.text[start:end] != words:
            units = units or Utf16(read.text)
            if (
                0 <= units.back(start) < units.back(end)
                and read.text[units.back(start) : units.back(end)] == words
            ):
                start, end = units.back(start), units.back(end)
        note = "\n".join(map(str, (result.get("meta") or {}).get("text") or []))
        for label in labels:
            own = result["id"] if result["id"] not in marks else None
            mark = found(
                start,
                end,
                words,
                str(label),
                note,
                creator=str(by) if several else "",
                id=None if several else own,
            )
            marks.setdefault(result["id"], mark)
            read.marks.append(mark)
    for result in results:
        kind, value = result["type"], result.get("value", {})
        if kind == "relation":
            if result["from_id"] in marks and result["to_id"] in marks:
                name = (result.get("labels") or ["related"])[0]
                marks[result["from_id"]].attributes[name] = marks[result["to_id"]].id
                continue
        elif (
            kind in ("choices", "textarea", "taxonomy", "rating", "number")
            and result.get("id") in marks
        ):
            said = value.get({"textarea": "text"}.get(kind, kind), [])
            said = said if isinstance(said, list) else [said]
            marks[result["id"]].attributes[result["from_name"]] = "; ".join(map(str, said))
            continue
        elif kind.endswith("labels"):
            continue
        read.notices.append(f"a result of type {kind!r} belongs to no region and is not read")
