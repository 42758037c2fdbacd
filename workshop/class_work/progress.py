"""How far each student came, as tables that Moodle and Canvas import, and what the class wrote.

Only facts are counted: checks that came out right, and questions that were answered in words. What
an answer is worth is for a person to say.
"""

import contextlib
import json
import re
from collections import Counter
from pathlib import Path

import pandas as pd

from workshop.class_work.class_work import write_csv
from workshop.class_work.report import write_page

KEPT = re.compile(r"(\d\d\.\d{1,3})\.(txt|json)")
UNKNOWN = "somebody without marks"  # who has no other name among pseudonyms
CANVAS = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]


def read_progress(desks, lesson):
    """Return a row for each student, and what each of its columns can be at most (a dict).

    The columns: student, then for each notebook "01 right" and "01 written", as far as it asks for
    them. desks: the students' folders; what somebody did in two of them is put together.
    """
    columns = {}
    for id, exercise in lesson.exercises.items():
        kind = "written" if exercise.get("kind") == "written" else "right"
        columns[id] = f"{id[:2]} {kind}"
    most = dict(sorted(Counter(columns.values()).items()))
    done = {desk.student: set() for desk in desks}
    for desk in desks:
        done[desk.student] |= _find_done(desk, columns)
    rows = []
    for student, ids in sorted(done.items()):
        counts = Counter(columns[id] for id in ids)
        rows.append({"student": student, **{column: counts[column] for column in most}})
    return pd.DataFrame(rows, columns=["student", *most]), most


def _find_done(desk, columns):
    """Return the ids of what a student got right or wrote."""
    written = {id for id, text in read_kept(desk, "answers") if text}
    done = {id for id in written if columns.get(id, "").endswith("written")}
    for id, text in read_kept(desk, "checks"):
        if columns.get(id, "").endswith("right"):
            with contextlib.suppress(ValueError, RecursionError, AttributeError):
                if json.loads(text).get("correct") is True:
                    done.add(id)
    return done


def read_kept(desk, folder):
    """Yield (id, text) of each file that a student has in "answers" or "checks"."""
    for name in desk.list(folder):
        match = KEPT.fullmatch(name)
        if match:
            with contextlib.suppress(OSError):
                yield match[1], desk.read(folder, name)[0].decode("utf-8", "replace").strip()


def write_progress(progress, most, title, folder):
    """Write progress.csv, moodle.csv and canvas.csv into a folder.

    The names of homes on a hub are logins, by which both platforms know a student. Canvas reads its
    own heads, and the most that can be had from the second row.
    """
    folder = Path(folder)
    write_csv(progress, folder / "progress.csv")
    heads = {column: f"{title}: {column} (of {number})" for column, number in most.items()}
    moodle = progress.rename(columns={"student": "username", **heads})
    write_csv(moodle, folder / "moodle.csv")
    points = pd.DataFrame([{"Student": "    Points Possible", "SIS Login ID": "", **most}])
    own = progress.assign(Student=progress.student, **{"SIS Login ID": progress.student})
    canvas = pd.concat([points, own]).reindex(columns=[*CANVAS, *most], fill_value="")
    write_csv(canvas.rename(columns=heads), folder / "canvas.csv")


def write_answers(desks, lesson, known, folder):
    """Write answers.html: what each wrote, with the rubric and the model answer beside it.

    known: the name that the page has for a student; {} for their own names. Returns the page's
    path, None if nobody has written anything. Raises FileError.
    """
    given = {}
    for desk in desks:
        name = known.get(desk.student, UNKNOWN) if known else desk.student
        for id, text in read_kept(desk, "answers"):
            if text:
                given.setdefault(id, []).append((name, text))
    questions = []
    for id, exercise in lesson.exercises.items():
        if exercise.get("kind") == "written" and id in given:
            questions.append({"id": id, **exercise, "given": sorted(given[id])})
    if not questions:
        return None
    title = f"What the class wrote: {lesson.article.title or lesson.name}"
    return write_page(Path(folder) / "answers.html", "answers.html", title, questions=questions)
