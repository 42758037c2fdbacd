"""Label Studio's JSON: tasks with a text and annotations, whose results are regions and links.

Source: https://labelstud.io/guide/task_format. Positions are code points (UTF-16 units before 2022:
the words beside them tell). An attribute is a result of the region's own id, with the attribute's
name as from_name; a note is the region's meta text. Its shorter export, JSON_MIN, is read too.
"""

import json
from contextlib import suppress

from kit.annotating.w3c_targets import as_list
from kit.errors import FileError
from kit.formats.common import PartError, Read, Utf16, choose, read_json

HOLDS = {"notes", "attributes", "links"}
VERSIONS = "annotations", "completions", "predictions"  # by version, and a model's guesses
SAYS = {  # results that say something of a region, and where their value is
    "choices": "choices",
    "textarea": "text",
    "taxonomy": "taxonomy",
    "rating": "rating",
    "number": "number",
}


def is_ours(record):
    """True if a JSON record looks like a task."""
    has_data = "data" in record and not isinstance(record["data"], str)
    return has_data or bool(_find_short_regions(record))


def dumps(annotations, article):
    """Return annotations as one task."""
    ids = {mark.id for mark in annotations}
    results = []
    for mark in annotations:
        span = {"start": mark.start, "end": mark.end, "text": mark.text}
        common = {"id": mark.id, "to_name": "text", "origin": "manual"}
        value = {**span, "labels": [mark.label]}
        region = {**common, "from_name": "label", "type": "labels", "value": value}
        if mark.note:
            region["meta"] = {"text": [mark.note]}
        results.append(region)
        for name, value in mark.attributes.items():
            if value in ids:
                ends = {"from_id": mark.id, "to_id": value, "direction": "right"}
                results.append({"type": "relation", **ends, "labels": [name]})
            else:
                own = {"from_name": name, "type": "textarea", "value": {**span, "text": [value]}}
                results.append({**common, **own})
    task = {"id": 1, "data": {"text": article.text}, "annotations": [{"id": 1, "result": results}]}
    return json.dumps([task], ensure_ascii=False, indent=1) + "\n"


def loads(text, article, name):
    """Read the task whose text is the article, or the only one."""
    records = as_list(read_json(text, name))
    tasks = [_read_task(record) for record in records if isinstance(record, dict)]
    tasks = [task for task in tasks if task is not None]
    if not tasks:
        raise FileError(f"{name}: holds no task with data; is this Label Studio's JSON export?")
    texts = [_find_text(task["data"]) for task in tasks]
    number = choose(texts, article, name)
    read = Read(name, texts[number])
    versions = _find_versions(tasks[number], read)
    for version in versions:
        author = version.get("completed_by", "")
        if isinstance(author, dict):
            author = author.get("email") or author.get("id", "")
        _add_version(read, version, str(author) if len(versions) > 1 else None)
    return read


def _read_task(record):
    """Return a record as a task: with data and annotations. None if it is none."""
    if isinstance(record.get("data"), dict):
        return record
    results = []
    for name, values in _find_short_regions(record).items():
        for number, value in enumerate(values):
            id = f"{name}-{number}"
            results.append({"id": id, "from_name": name, "type": "labels", "value": value})
    version = {"completed_by": record.get("annotator", ""), "result": results}
    return {"data": record, "annotations": [version]} if results else None


def _find_short_regions(record):
    """Return {name: list of values} of a JSON_MIN record."""
    regions = {}
    for name, values in record.items():
        first = values[0] if isinstance(values, list) and values else None
        is_region = isinstance(first, dict) and "start" in first
        if is_region and any(key.endswith("labels") for key in first):
            regions[name] = values
    return regions


def _find_text(data):
    texts = [data.get("text"), *data.values()]
    return next((text for text in texts if isinstance(text, str)), "")


def _find_versions(task, read):
    """Return what annotators made of a task; what was skipped or withdrawn is no work."""
    for kind in VERSIONS:
        versions = [version for version in task.get(kind) or [] if isinstance(version, dict)]
        done = [version for version in versions if not version.get("was_cancelled")]
        skipped = len(versions) - len(done)
        if skipped:
            read.notices.append(f"annotations that their author skipped are not read: {skipped}")
        if done and kind == "predictions":
            read.notices.append("nobody has annotated this task: these are a model's guesses")
        if versions:
            return done
    if task.get("drafts"):
        read.notices.append("there are only drafts, which nobody has submitted; they are not read")
    return []


def _add_version(read, version, creator):
    """Add one annotator's results: regions first, what is said of them may come before them.

    creator: None if there is one annotator only, whose regions keep their ids.
    """
    read.known.clear()  # each annotator's regions have ids of their own
    others = []
    for number, result in enumerate(version.get("result") or [], 1):
        with read.reading(f"result {number}", "no span of a text with a label"):
            if str(result.get("type", "")).endswith("labels"):
                _add_region(read, result, creator)
            else:
                others.append(result)
    for result in others:
        if not _add_relation(read, result) and not _add_attribute(read, result):
            kind = result.get("type")
            read.notices.append(f"a result of type {kind!r} belongs to no region and is not read")


def _add_region(read, result, creator):
    """Add a mark for each label of a region."""
    value = result["value"]
    labels = value.get(result["type"]) or value.get("labels") or value.get("hypertextlabels")
    words = str(value.get("text") or "")
    span = _find_span(value, words, read.text)
    if not isinstance(labels, list) or not (span or words):
        raise PartError("no span of a text with a label")
    start, end = span or (None, None)
    note = "\n".join(map(str, as_list((result.get("meta") or {}).get("text"))))
    own = {"note": note, "creator": creator or "", "known_as": result.get("id")}
    for label in labels:
        is_first = own["known_as"] not in read.known
        id = own["known_as"] if is_first and creator is None else ""
        read.add(start, end, words, str(label), id, **own)


def _find_span(value, words, text):
    """Return a region's span in code points; None if the words alone say where it is."""
    if "startOffset" in value:  # in pages, places are paths in the page
        return None
    try:
        start, end = int(value["start"]), int(value["end"])
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
    if words and text[start:end] != words:
        with suppress(PartError):
            first, last = Utf16(text).span(start, end)
            if text[first:last] == words:
                return first, last
    return (start, end) if 0 <= start < end else None


def _add_relation(read, result):
    """Add a link between two regions; False if it is none."""
    name = str((result.get("labels") or ["related"])[0])
    ends = [result.get(end) for end in ("from_id", "to_id")]
    return result.get("type") == "relation" and read.link(ends[0], name, ends[1])


def _add_attribute(read, result):
    """Add what a result says of its region; False if it belongs to none."""
    kind = result.get("type")
    mark = read.known.get(result.get("id"))
    if kind not in SAYS or mark is None:
        return False
    values = as_list((result.get("value") or {}).get(SAYS[kind]))
    read.describe(mark, str(result.get("from_name", kind)), "; ".join(map(str, values)))
    return True
