"""How far each student came, as tables that Moodle and Canvas import, and what the class wrote.

Only facts are counted: checks that came out right, and questions that were answered in words. What
an answer is worth is for a person to say.
"""

import json
import re
from pathlib import Path

import pandas as pd

from workshop.class_work.class_work import write_csv
from workshop.class_work.report import write_page

WRITTEN = re.compile(r"(\d\d\.\d{1,3})\.txt")
CHECKED = re.compile(r"(\d\d\.\d{1,3})\.json")
UNKNOWN = "somebody without marks"  # who has no other name among pseudonyms
CANVAS = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]


def read_progress(desks, lesson):
    """Return a row for each student, and what each of its columns can be at most (a dict).

    The columns: student, then for each notebook "01 right" and "01 written", as far as it asks for
    them. desks: the students' folders; what somebody did in two of them is put together.
    """
    most = {}
    columns = {}
    for id, exercise in lesson.exercises.items():
        kind = "written" if exercise.get("kind") == "written" else "right"
        columns[id] = f"{id[:2]} {kind}"
        most[columns[id]] = most.get(columns[id], 0) + 1
    most = dict(sorted(most.items()))
    done = {desk.student: set() for desk in desks}
    for desk in desks:
        done[desk.student] |= _find_done(desk, columns)
    rows = []
    for student, ids in sorted(done.items()):
        counts = dict.fromkeys(most, 0)
        for id in ids:
            counts[columns[id]] += 1
        rows.append({"student": student, **counts})
    return pd.DataFrame(rows, columns=["student", *most]), most


def _find_done(desk, columns):
    """Return the ids of what a student got right or wrote."""
    done = set()
    for name in desk.list("answers"):
        match = WRITTEN.fullmatch(name)
        is_asked = match and columns.get(match[1], "").endswith("written")
        if is_asked and read_kept(desk, "answers", name).strip():
            done.add(match[1])
    for name in desk.list("checks"):
        match = CHECKED.fullmatch(name)
        if match and columns.get(match[1], "").endswith("right"):
            try:
                record = json.loads(read_kept(desk, "checks", name))
            except (ValueError, RecursionError):
                continue
            if isinstance(record, dict) and record.get("correct") is True:
                done.add(match[1])
    return done


def read_kept(desk, *names):
    """Return the text of a file in a student's folder, "" if it can't be read."""
    try:
        return desk.read(*names)[0].decode("utf-8", "replace")
    except OSError:
        return ""


def write_progress(progress, most, title, folder):
    """Write progress.csv, moodle.csv and canvas.csv into a folder.

    Both platforms take the login for the student: the names of homes on a hub are logins. Moodle
    asks which column is which when the file is imported; Canvas reads its own heads, and the most
    that can be had from the second row.
    """
    folder = Path(folder)
    write_csv(progress, folder / "progress.csv")
    heads = {column: f"{title}: {column} (of {number})" for column, number in most.items()}
    moodle = progress.rename(columns={"student": "username", **heads})
    write_csv(moodle, folder / "moodle.csv")
    rows = [{**dict.fromkeys(CANVAS, ""), "Student": "    Points Possible", **most}]
    for row in progress.to_dict("records"):
        login = row.pop("student")
        rows.append({**dict.fromkeys(CANVAS, ""), "Student": login, "SIS Login ID": login, **row})
    canvas = pd.DataFrame(rows, columns=[*CANVAS, *most]).rename(columns=heads)
    write_csv(canvas, folder / "canvas.csv")


def write_answers(desks, lesson, known, folder):
    """Write answers.html: what each wrote, with the rubric and the model answer beside it.

    known: the name that the page has for a student; {} for their own names. Returns the page's
    path, None if nobody has written anything. Raises FileError.
    """
    given = {}
    for desk in desks:
        name = known.get(desk.student, UNKNOWN) if known else desk.student
        for file in desk.list("answers"):
            id = WRITTEN.fullmatch(file)
            text = read_kept(desk, "answers", file).strip() if id else ""
            if text:
                given.setdefault(id[1], []).append((name, text))
    questions = []
    for id, exercise in lesson.exercises.items():
        if exercise.get("kind") == "written" and id in given:
            questions.append({"id": id, **exercise, "given": sorted(given[id])})
    if not questions:
        return None
    title = f"What the class wrote: {lesson.article.title or lesson.name}"
    return write_page(Path(folder) / "answers.html", "answers.html", title, questions=questions)
