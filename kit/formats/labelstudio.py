"""Label Studio's JSON: tasks with a text and annotations, whose results are regions and links.

Source: https://labelstud.io/guide/task_format. Positions are code points (UTF-16 units before 2022:
the words beside them tell). An attribute is a result of the region's own id, with the attribute's
name as from_name; a note is the region's meta text. Its shorter export, JSON_MIN, is read too.
"""

import json

from kit.errors import FileError
from kit.formats.common import Read, Utf16, choose, read_json

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
                said = {"from_name": name, "type": "textarea", "value": {**span, "text": [value]}}
                results.append({**common, **said})
    task = {"id": 1, "data": {"text": article.text}, "annotations": [{"id": 1, "result": results}]}
    return json.dumps([task], ensure_ascii=False, indent=1) + "\n"


def loads(text, article, name):
    """Read the task whose text is the article, or the only one."""
    data = read_json(text, name)
    records = data if isinstance(data, list) else [data]
    tasks = [_read_task(record) for record in records if isinstance(record, dict)]
    tasks = [task for task in tasks if task is not None]
    if not tasks:
        raise FileError(f"{name}: holds no task with data; is this Label Studio's JSON export?")
    texts = [_find_text(task["data"]) for task in tasks]
    number = choose(texts, article, name)
    read = Read(name, texts[number])
    versions = _find_versions(tasks[number], read)
    for version in versions:
        _Version(read, version, is_one_of_several=len(versions) > 1).read_results()
    return read


def _read_task(record):
    """Return a record as a task: with data and annotations. None if it is none."""
    if isinstance(record.get("data"), dict):
        return record
    regions = _find_short_regions(record)  # JSON_MIN
    if not regions:
        return None
    results = []
    for name, values in regions.items():
        for number, value in enumerate(values):
            id = f"{name}-{number}"
            results.append({"id": id, "from_name": name, "type": "labels", "value": value})
    version = {"completed_by": record.get("annotator", ""), "result": results}
    return {"data": record, "annotations": [version]}


def _find_short_regions(record):
    """Return {name: list of values} of a JSON_MIN record."""
    regions = {}
    for name, values in record.items():
        is_list = isinstance(values, list) and values and isinstance(values[0], dict)
        if is_list and "start" in values[0] and any(key.endswith("labels") for key in values[0]):
            regions[name] = [value for value in values if isinstance(value, dict)]
    return regions


def _find_text(data):
    if isinstance(data.get("text"), str):
        return data["text"]
    return next((value for value in data.values() if isinstance(value, str)), "")


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


class _Version:
    """One annotator's results, added to what was read."""

    def __init__(self, read, version, is_one_of_several):
        self.read = read
        self.is_one_of_several = is_one_of_several  # then each is told apart by creator
        author = version.get("completed_by", "")
        if isinstance(author, dict):
            author = author.get("email") or author.get("id", "")
        self.creator = str(author) if is_one_of_several else ""
        self.results = [
            result for result in version.get("result") or [] if isinstance(result, dict)
        ]
        self.marks = {}  # by the region's id

    def read_results(self):
        """Add regions first, since what is said of them may come before them."""
        others = []
        for number, result in enumerate(self.results, 1):
            if str(result.get("type", "")).endswith("labels"):
                self.add_region(result, f"result {number}")
            else:
                others.append(result)
        for result in others:
            if not self.add_relation(result) and not self.add_attribute(result):
                kind = result.get("type")
                self.read.notices.append(
                    f"a result of type {kind!r} belongs to no region and is not read"
                )

    def add_region(self, result, where):
        """Add a mark for each label of a region."""
        value = result.get("value") if isinstance(result.get("value"), dict) else {}
        labels = value.get(result["type"]) or value.get("labels") or value.get("hypertextlabels")
        if not labels or not isinstance(labels, list):
            self.read.leave_out(where, "no span of a text with a label")
            return
        words = str(value.get("text") or "")
        span = self.find_span(value, words)
        if span is None and not words:
            self.read.leave_out(where, "no span of a text with a label")
            return
        start, end = span or (None, None)
        meta = result.get("meta") if isinstance(result.get("meta"), dict) else {}
        note = meta.get("text") or []
        note = "\n".join(map(str, note if isinstance(note, list) else [note]))
        id = result.get("id")
        for label in labels:
            own = None if self.is_one_of_several or id in self.marks else id
            mark = self.read.add(start, end, words, str(label), note, creator=self.creator, id=own)
            self.marks.setdefault(id, mark)

    def find_span(self, value, words):
        """Return a region's span in code points; None if the words alone say where it is."""
        if "startOffset" in value:  # in pages, places are paths in the page
            return None
        try:
            start, end = int(value["start"]), int(value["end"])
        except (KeyError, TypeError, ValueError, OverflowError):
            return None
        if words and self.read.text[start:end] != words:
            span = Utf16(self.read.text).span(start, end)
            if span and self.read.text[slice(*span)] == words:
                return span
        return (start, end) if 0 <= start < end else None

    def add_relation(self, result):
        """Add a link between two regions; False if it is none."""
        ends = [self.marks.get(result.get(name)) for name in ("from_id", "to_id")]
        if result.get("type") != "relation" or None in ends:
            return False
        name = (result.get("labels") or ["related"])[0]
        ends[0].attributes[str(name)] = ends[1].id
        return True

    def add_attribute(self, result):
        """Add what a result says of its region; False if it belongs to none."""
        kind = result.get("type")
        mark = self.marks.get(result.get("id"))
        if kind not in SAYS or mark is None:
            return False
        value = (result.get("value") or {}).get(SAYS[kind], [])
        values = value if isinstance(value, list) else [value]
        mark.attributes[str(result.get("from_name", kind))] = "; ".join(map(str, values))
        return True
