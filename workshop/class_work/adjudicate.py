"""Adjudication: the class's votes put before a person, who decides in the annotator."""

import json
import os
from collections import Counter, defaultdict
from pathlib import Path

from kit.annotating.annotations import Annotations
from kit.files import write_text
from workshop.class_work.class_work import count_votes
from workshop.editions import editions

OPEN = "to decide: "  # begins the note of a mark that nobody has decided yet
AGREED = "all agree: "  # begins the note of a mark that nobody need decide
LEAST_SHARE = 0.1  # of the class must have marked a place
EXPLANATION = f"""\
# Decide together

The class's marks are below, each place once, with the label that most students gave it and the
votes in its note. Where a note begins with “{OPEN.strip()}” the class was split. Read the sentence,
argue, decide: keep the mark, give it another label, move its ends, or remove it. Then delete the
note, or write your reason in its place. Every step is saved in `key.jsonld`."""
ANNOTATOR = """\
import kit

lesson = kit.open_lesson({course})
book = lesson.codebook
key = kit.Annotations.load("key.jsonld", lesson.article, codebook=book, creator="adjudicated")
kit.annotate(key, layer={layer})"""
QUESTION = "What is still to decide? Run this as often as you like."
LIST = f'[mark for mark in key if mark.note.startswith("{OPEN.strip()}")]'


def propose_key(work, path):
    """Return Annotations to decide on: each place with the label that most students gave it.

    Parameters
    ----------
    work : ClassWork
        The class's marks. A place counts if at least a tenth of the class marked it.
    path : str or Path
        The file they are saved to; if it exists, it is opened as it is.

    Returns
    -------
    Annotations
        The note of a mark holds the votes, and begins with "to decide: " where labels or ends
        differ.
    """
    lesson = work.lesson
    about = {"codebook": lesson.codebook, "creator": "adjudicated"}
    if Path(path).exists():
        return Annotations.load(path, lesson.article, **about)
    key = Annotations(lesson.article, path=path, **about)
    ends = defaultdict(Counter)  # of each place, without the marks at its edges
    for row in work.gathered.spans.itertuples():
        ends[row.inner_start, row.inner_end][row.start, row.end] += 1
    for place in work.places.itertuples():
        answers = work.answers[place.Index]
        if sum(count for label, count in answers if label) < len(work.marks) * LEAST_SHARE:
            continue
        note = (OPEN if place.ends else AGREED) + count_votes(answers)
        if place.ends > place.split:
            note += "; not all to the same ends"
        votes = Counter()
        for label, count in answers:
            votes.update(dict.fromkeys(filter(None, label.split(" + ")), count))
        start, end = _most_common(ends[place.start, place.end])
        key.add(start, end, _most_common(votes), note=note)
    key.save()
    return key


def _most_common(votes):
    return votes.most_common(1)[0][0]


def write_notebook(folder, course, layer=None):
    """Write adjudicate.ipynb beside key.jsonld: the annotator on it. Returns its path."""
    if course and Path(course).anchor == Path(folder).anchor:  # on one disk both can move together
        course = os.path.relpath(course, folder)
    place = json.dumps(str(course)) if course else ""
    annotator = ANNOTATOR.format(course=place, layer=json.dumps(layer) if layer else "None")
    cells = [
        editions.new_cell("markdown", EXPLANATION, "explanation"),
        editions.new_cell("code", annotator, "annotator"),
        editions.new_cell("markdown", QUESTION, "question"),
        editions.new_cell("code", LIST, "list"),
    ]
    path = Path(folder) / "adjudicate.ipynb"
    write_text(path, editions.write_notebook(cells))
    return path


def adjudicate(work, folder, browser=True, port=None):
    """Write key.jsonld and adjudicate.ipynb into a folder and open JupyterLab."""
    from workshop.launch.opening import show

    folder = Path(folder).resolve()
    propose_key(work, folder / "key.jsonld")
    notebook = write_notebook(folder, work.lesson.course, work.layer)
    return show(notebook, folder, work.lesson.course, browser, port)
