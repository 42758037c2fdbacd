"""Files of other programs, one small module each, and what every one of them can hold.

A module has HOLDS (what it keeps besides spans and labels), dumps(annotations, article) -> str, and loads(text, article, name) ->
common.Read. Whatever a format can't hold is known before it is written: `losses` says it by name.
"""

import json
import warnings
from pathlib import Path

from kit.annotating import w3c
from kit.annotating.annotations import Annotations
from kit.errors import FileError, KitError
from kit.files import read_text, write_text
from kit.formats import brat, cas, common, conll, csv, doccano, labelstudio

MODULES = {
    "w3c": w3c,
    "csv": csv,
    "brat": brat,
    "conll": conll,
    "labelstudio": labelstudio,
    "doccano": doccano,
    "cas": cas,
}
FORMATS = {  # the endings by which they are known
    "w3c": [".jsonld", ".json"],
    "csv": [".csv", ".tsv"],
    "brat": [".ann"],
    "conll": [".conll", ".iob", ".iob2", ".bio"],
    "labelstudio": [],
    "doccano": [".jsonl"],
    "cas": [],
}


def read_annotations(path, article, format=None):
    """Read annotations of an article from a file of any format the kit knows; returns Annotations without a path and a codebook.

    format: w3c brat conll labelstudio doccano cas csv; None: known by the file's ending and contents. A span is checked against the
    words the file gives for it (or the text it holds); where they differ it is looked for, and .notices, .moved, .ambiguous and
    .orphans say so. Raises FileError, naming file, line and mend.
    """
    text = read_text(path)
    format = format or _guess(Path(path), text)
    if format == "w3c":
        marks = Annotations.load(path, article)
        marks.path = None
        return marks
    marks = Annotations(article)
    try:
        read = _module(format).loads(text, article, str(path))
    except RecursionError:
        raise FileError(
            f"{path}: nested too deep to be a file of annotations; is this the right file?"
        ) from None
    found, notices = common.settle(read, article, str(path))
    marks._marks = {mark.id: mark for mark in found}
    marks.notices = read.notices + notices
    return marks


def write_annotations(marks, path, format=None):
    """Write annotations to a file of another program; returns `losses`, which are also given as warnings before anything is written.

    format: as in `read_annotations`; None: by the ending of `path`. What is there in the W3C format is merged with, as `save`
    does; a file of another format is replaced. Raises FileError.
    """
    format = format or format_of(path)
    lines = losses(marks, format)
    for line in lines:
        warnings.warn(line, stacklevel=2)
    if format == "w3c":
        copy = Annotations(marks.article)
        copy._marks = dict(marks._marks)
        copy.save(path)
    else:
        text = _module(format).dumps(
            [mark for mark in marks if mark.start is not None or format == "csv"], marks.article
        )
        write_text(path, text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
    return lines


def losses(marks, format):
    """What a format can't hold of these annotations: a list of lines, one for each kind of thing, with how many have it.

    >>> import kit
    >>> marks = kit.Annotations(kit.Article("Maren spoke.")); mark = marks.add(0, 5, "person", note="who?")
    >>> losses(marks, "doccano")
    ["doccano can't hold notes: 1 annotation goes without", "doccano can't hold creators: 1 annotation goes without"]
    """
    if format == "w3c":
        return []
    module, placed = _module(format), [mark for mark in marks if mark.start is not None]
    ids = {mark.id for mark in marks}
    having = {
        "orphans": [mark for mark in marks if mark.start is None],
        "notes": [mark for mark in placed if mark.note],
        "creators": [mark for mark in placed if mark.creator],
        "attributes": [
            mark for mark in placed if any(value not in ids for value in mark.attributes.values())
        ],
        "links": [
            mark for mark in placed if any(value in ids for value in mark.attributes.values())
        ],
        **getattr(module, "extra_losses", lambda marks, article: {})(placed, marks.article),
    }
    lines = []
    for what, lost in having.items():
        if lost and what not in module.HOLDS:
            count = f"{len(lost)} annotation{'s go' if len(lost) > 1 else ' goes'} without"
            lines.append(f"{format} can't hold {what}: {count}")
    return lines


def _module(format):
    if format not in FORMATS:
        raise KitError(f"there is no format {format!r}; choose one of: {', '.join(FORMATS)}")
    return MODULES[format]


def format_of(path):
    """The format that a file's ending stands for; FileError when it stands for none."""
    path = Path(path)
    for format, endings in FORMATS.items():
        if path.suffix.lower() in endings:
            return format
    raise FileError(f"{path}: its ending says no format; name one of: {', '.join(FORMATS)}")


def _guess(path, text):
    """By the ending; what .json holds, by its first names."""
    if path.suffix.lower() not in (".json", ""):
        return format_of(path)
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return "w3c"
    first = data[0] if isinstance(data, list) and data else data
    if isinstance(first, dict) and "%FEATURE_STRUCTURES" in first:
        return "cas"
    return "labelstudio" if isinstance(first, dict) and "data" in first else "w3c"
