"""Files of other programs, one small module each, and what every one of them can hold.

A module has HOLDS (what it keeps besides spans and labels), dumps(annotations, article) -> str, and
loads(text, article, name) -> common.Read. Whatever a format can't hold is known before it is
written: `losses` names it. docs/formats.md has the table.
"""

import contextlib
import json
import warnings
from pathlib import Path

from kit.annotating import w3c
from kit.annotating.annotations import Annotations
from kit.errors import FileError, KitError
from kit.files import read_text, write_text
from kit.formats import brat, cas, common, conll, doccano, hypothesis, labelstudio, spreadsheet, xmi
from kit.reading.text import pluralise

MODULES = {
    "w3c": w3c,
    "csv": spreadsheet,
    "brat": brat,
    "conll": conll,
    "labelstudio": labelstudio,
    "doccano": doccano,
    "cas": cas,
    "xmi": xmi,
    "hypothesis": hypothesis,
}
FORMATS = {  # the endings by which they are known
    "w3c": [".jsonld", ".json"],
    "csv": [".csv", ".tsv"],
    "brat": [".ann"],
    "conll": [".conll", ".iob", ".iob2", ".bio"],
    "labelstudio": [],
    "doccano": [".jsonl"],
    "cas": [],
    "xmi": [".xmi"],
    "hypothesis": [],
}


def read_annotations(path, article, format=None):
    """Read annotations of an article from a file of any format the kit knows.

    A span is checked against the words the file gives for it (or the text it holds); where they
    differ it is looked for. What can't be read is left out and named in `.notices`.

    Parameters
    ----------
    path : str or Path
        The file.
    article : Article
        The text that the annotations are of.
    format : str, optional
        w3c brat conll labelstudio doccano cas xmi csv hypothesis; None: known by the file's ending
        and contents.

    Returns
    -------
    Annotations
        Without a path and a codebook, with `.notices`, `.moved`, `.ambiguous` and `.orphans`.

    Raises
    ------
    FileError
        With the file, the line and what to do.
    """
    text = read_text(path)
    format = format or guess_format(Path(path), text)
    if format == "cas" and text.lstrip().startswith("<"):
        format = "xmi"
    if format == "w3c":
        marks = Annotations.load(path, article)
        marks.path = None
        return marks
    module = find_module(format)
    try:
        return common.settle(module.loads(text, article, str(path)), article)
    except common.UNREADABLE as error:
        problem = f"not as {format} writes it ({type(error).__name__}: {error})"
        raise FileError(f"{path}: {' '.join(problem.split())[:200]}; export it again") from None


def write_annotations(marks, path, format=None):
    """Write annotations to a file of another program.

    What exists in the W3C format is merged with, as `save` does; another file is replaced.

    Parameters
    ----------
    marks : Annotations
        The annotations.
    path : str or Path
        The file.
    format : str, optional
        As in `read_annotations`; None: by the ending of `path`.

    Returns
    -------
    list of str
        What the format can't hold; given as warnings before anything is written.

    Raises
    ------
    FileError
        If the file can't be written.
    """
    format = format or format_of(path)
    lines = losses(marks, format)
    for line in lines:
        warnings.warn(line, stacklevel=2)
    if format == "w3c":
        Annotations.of(marks.article, marks).save(path)
        return lines
    module = find_module(format)
    if not hasattr(module, "dumps"):
        raise KitError(f"{format} can be read, not written; choose w3c, which {format} is close to")
    kept = [mark for mark in marks if mark.start is not None or "orphans" in module.HOLDS]
    write_text(path, module.dumps(kept, marks.article))
    return lines


def losses(marks, format):
    """Return what a format can't hold of these annotations, one line for each kind of thing.

    >>> from kit.reading.article import Article
    >>> marks = Annotations(Article("Maren spoke.")); mark = marks.add(0, 5, "person", note="who?")
    >>> losses(marks, "conll")[0]
    "conll can't hold notes: 1 annotation is written without"
    """
    if format == "w3c":
        return []
    module = find_module(format)
    placed = [mark for mark in marks if mark.start is not None]
    ids = {mark.id for mark in marks}
    kinds = {
        "orphans": [mark for mark in marks if mark.start is None],
        "notes": [mark for mark in placed if mark.note],
        "creators": [mark for mark in placed if mark.creator],
        "attributes": [mark for mark in placed if not ids.issuperset(mark.attributes.values())],
        "links": [mark for mark in placed if not ids.isdisjoint(mark.attributes.values())],
    }
    if hasattr(module, "extra_losses"):
        kinds |= module.extra_losses(placed, marks.article)
    lines = []
    for kind, lost in kinds.items():
        if lost and kind not in module.HOLDS:
            verb = "is" if len(lost) == 1 else "are"
            count = pluralise(len(lost), "annotation")
            lines.append(f"{format} can't hold {kind}: {count} {verb} written without")
    return lines


def find_module(format):
    """Return the module of a format; raises KitError for one that doesn't exist."""
    if format not in MODULES:
        raise KitError(f"there is no format {format!r}; choose one of: {', '.join(MODULES)}")
    return MODULES[format]


def format_of(path):
    """Return the format that a file's ending means; raises FileError if it means none."""
    path = Path(path)
    for format, endings in FORMATS.items():
        if path.suffix.lower() in endings:
            return format
    raise FileError(f"{path}: its ending says no format; name one of: {', '.join(FORMATS)}")


def guess_format(path, text):
    """Return a file's format by its ending; by its first names if it ends in .json, .xml or so."""
    if text.lstrip().startswith("<"):
        return "xmi"
    ending = path.suffix.lower()
    if ending not in (".json", ".jsonl", ""):
        return format_of(path)
    with contextlib.suppress(ValueError, RecursionError):
        data = json.loads(text)
        first = data[0] if isinstance(data, list) and data else data
        for format, is_its in GUESSES.items():
            if isinstance(first, dict) and is_its(first):
                return format
    return "doccano" if ending == ".jsonl" else "w3c"


GUESSES = {  # in order: what the first record of a JSON file says
    "cas": lambda record: "%FEATURE_STRUCTURES" in record,
    "hypothesis": hypothesis.is_ours,
    "labelstudio": labelstudio.is_ours,
    "doccano": doccano.is_ours,
}
