"""Settling: the class's votes put before a person who decides, in the annotator, until they are a key."""

import json
import os
from collections import Counter
from pathlib import Path

from kit.annotating.annotations import Annotations
from kit.files import write_text

OPEN, AGREED = (
    "to settle: ",
    "all agree: ",
)  # how the note of a mark begins that nobody has decided yet, or need decide
EXPLAINED = f"""\
# Settle it

The class's marks stand below, each place once, with the label that most gave it and the votes in its note. Where a note begins
with “{OPEN.strip()}” the class was split. Read the sentence, argue, decide: keep the mark, give it another label, move its ends,
or remove it. Then delete the note, or write your reason in its place. Every step is saved in `key.jsonld`."""
ANNOTATOR = """\
import kit

lesson = kit.open_lesson({course})
key = kit.Annotations.load("key.jsonld", lesson.article, codebook=lesson.codebook, creator="settled")
kit.annotate(key, layer={layer})"""
CELLS = [
    ("markdown", EXPLAINED),
    ("code", ANNOTATOR),
    ("markdown", "What is still to settle? Run this as often as you like."),
    ("code", f'[mark for mark in key if mark.note.startswith("{OPEN.strip()}")]'),
]


def settle(work, path):
    """Return Annotations to decide on: each place that at least a tenth of a class marked, with the most given label.

    work: a ClassWork. path: the file they are saved to; one that is there already is gone on with, as it is. A mark's note
    holds the votes, and begins with "to settle: " where labels or ends differ.
    """
    lesson = work.lesson
    if Path(path).exists():
        return Annotations.load(path, lesson.article, codebook=lesson.codebook, creator="settled")
    as_marked = {}  # places stand without the marks at their edges; what students mostly marked may have them
    spans = work.gathered.spans
    for start, end, inner_start, inner_end in spans[
        ["start", "end", "inner_start", "inner_end"]
    ].itertuples(index=False):
        as_marked.setdefault((inner_start, inner_end), Counter())[start, end] += 1
    key = Annotations(lesson.article, codebook=lesson.codebook, creator="settled", path=path)
    for place in work.places.itertuples():
        answers = work.answers[place.Index]
        given = Counter()
        for label, count in answers:
            given.update({part: count for part in label.split(" + ") if part})
        if sum(count for label, count in answers if label) < len(work.marks) / 10:
            continue
        votes = ", ".join(f"{label or 'nothing'} {count}" for label, count in answers)
        votes += "; not all to the same ends" if place.ends > place.split else ""
        start, end = as_marked[place.start, place.end].most_common(1)[0][0]
        key.add(
            start, end, given.most_common(1)[0][0], note=(OPEN if place.ends else AGREED) + votes
        )
    key.save()
    return key


def write_notebook(folder, course, layer=None):
    """Write settle.ipynb beside key.jsonld: the annotator on it; returns its path."""
    if course and Path(course).anchor == Path(folder).anchor:  # on one disk: both can move together
        course = os.path.relpath(course, folder)
    filled = {
        "{course}": json.dumps(str(course)) if course else "",
        "{layer}": json.dumps(layer) if layer else "None",
    }
    cells = []
    for number, (kind, source) in enumerate(CELLS):
        for name, value in filled.items():
            source = source.replace(name, value)
        cell = {"cell_type": kind, "id": f"settle-{number}", "metadata": {}, "source": source}
        cells.append(cell | ({"execution_count": None, "outputs": []} if kind == "code" else {}))
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    path = Path(folder) / "settle.ipynb"
    write_text(
        path,
        json.dumps(
            {"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}, indent=1
        )
        + "\n",
    )
    return path


def adjudicate(work, folder, browser=True, port=None):
    """Write key.jsonld and settle.ipynb into a folder and open JupyterLab there; return its exit status."""
    from workshop.launch.opening import show

    folder = Path(folder).resolve()
    settle(work, folder / "key.jsonld")
    return show(
        write_notebook(folder, work.lesson.course, work.layer),
        folder,
        work.lesson.course,
        browser,
        port,
    )
