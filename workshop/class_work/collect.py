"""A class's annotations: taken from what students handed in, put onto the article as it is now."""

import os
from collections import Counter
from pathlib import Path

import pandas as pd

from kit.errors import KitError
from kit.teaching.opening import open_lesson
from workshop.class_work.attempts import read_all
from workshop.class_work.class_work import FILE, PROBLEM, STUDENT, ClassWork
from workshop.class_work.feedback import give_back_to_homes
from workshop.class_work.homes import find_desks
from workshop.class_work.progress import read_progress, write_answers, write_progress
from workshop.class_work.students import choose_pseudonyms, find_apart, make_codes
from workshop.class_work.submissions import show_name

MOST_LINES = 40  # files named in the terminal; all are in files.csv


def collect(
    sources, out=None, lesson=None, layer=None, pseudonyms=False, homes=None, anonymous=False
):
    """Read a class's annotations; with `out`, also write its report and tables there.

    Parameters
    ----------
    sources : str, Path or list of them
        Annotation files, folders and zips in any mix, as students or a learning platform hand them
        over. A file named itself may be in any format that kit.read_annotations knows; in folders
        and zips only the kit's own (.jsonld) is looked for.
    out : str or Path, optional
        A folder for report.html and CSV tables.
    lesson : Lesson, str or Path, optional
        A Lesson, or a path for kit.open_lesson; None: the course you are in.
    layer : str, optional
        The one layer of the codebook that counts.
    pseudonyms : bool
        True calls students "student 1" and so on everywhere but in names.csv, which keeps the list
        (a second run into the same folder keeps to it), and in problems.csv and files.csv.
    homes : str, optional
        A pattern of home folders, such as "/home/*", to take students' work from; with `out`, how
        far each came is written too, as tables for Moodle and Canvas.
    anonymous : bool
        True calls students by salted codes; what names anybody, the list too, goes to a folder
        beside `out`, called as it is with -names. Needs `out`.

    Returns
    -------
    ClassWork
        .files has a row for each file that could be read: whose it is, how many marks it holds,
        and whether it counts (of several files of one student the one changed last does);
        .problems names each file that could not be read, and why.

    Raises
    ------
    KitError
        If there is nothing to read at all.
    FileError
        If `out` can't be written.

    Examples
    --------
    >>> collect([])
    Traceback (most recent call last):
    kit.errors.KitError: no student's annotations were found; name files, folders or zips
    """
    if not hasattr(lesson, "article"):
        lesson = open_lesson(lesson)
    if isinstance(sources, (str, os.PathLike)):
        sources = [sources]
    if layer:
        lesson.codebook.layer(layer)  # an unknown name is reported before anything is read
    skip = Path(out).resolve() if out else None
    desks = find_desks(homes, lesson.name) if homes else []
    attempts, problems = read_all(sources, lesson, layer, skip, desks)
    if not attempts:
        reason = "; name files, folders or zips"
        if problems:
            reason = f": {problems[0][0]}: {problems[0][1]}"
        raise KitError(f"no student's annotations were found{reason}")
    if anonymous and not out:
        raise KitError("anonymous: name a folder for the results; the list is kept beside it")
    if anonymous and (Path(out) / "files.csv").exists():
        raise KitError(f"{out} holds the names of an earlier run; choose another folder with --out")
    names = sorted({attempt.student for attempt in attempts})
    known = {}
    apart = find_apart(out) if anonymous else None
    if anonymous:
        known = make_codes(names, apart)
    elif pseudonyms:
        known = choose_pseudonyms(names, Path(out) / "names.csv" if out else None)
    marks, students, files = _choose_newest(attempts, known)
    problems = pd.DataFrame(problems, columns=PROBLEM)
    work = ClassWork(lesson, marks, students, problems, files, known, layer, apart)
    if out is not None:
        work.write(out)
        if desks:
            title = lesson.article.title or lesson.name
            write_progress(*read_progress(desks, lesson), title, apart or out)
            write_answers(desks, lesson, known, apart or out)
    return work


def run(given, course):
    """Run the command; return lines to print, or the exit status of JupyterLab, if it is opened."""
    names = given.pseudonyms, given.from_homes, given.anonymous
    work = collect(given.files, given.out, course, given.layer, *names)
    lines = _shorten(list(_describe_files(work)), "files.csv")
    problems = work.problems.itertuples(index=False)
    lines += _shorten([f"{show_name(file)}: {text}" for file, text in problems], "problems.csv")
    report = Path(given.out) / "report.html"
    lines.append(f"{len(work.marks)} students, {len(work.table)} marks. The report: {report}")
    if given.from_homes:
        folder = work.apart or given.out
        lines.append(f"progress.csv, moodle.csv and canvas.csv are in {folder}")
        if (Path(folder) / "answers.html").exists():
            lines.append(f"What they wrote, with a rubric: {Path(folder) / 'answers.html'}")
    if work.apart:
        lines.append(f"Who is who is in {work.apart}: give out {given.out} alone.")
    if given.give_back:
        lines.append(give_back_to_homes(work, given.give_back, given.from_homes))
    if not given.adjudicate:
        return lines
    from workshop.class_work.adjudicate import adjudicate

    print(*lines, sep="\n", flush=True)
    return adjudicate(work, given.out, not given.no_browser, given.port)


def _describe_files(work):
    if work.known:  # a file's name would give a student's away
        yield from (f"{student} → {len(marks)}" for student, marks in work.marks.items())
        return
    yield "file → student → marks"
    for row in work.files.itertuples():
        note = f" ({row.note})" if row.note else ""
        yield f"{row.file} → {row.student} → {row.marks}{note}"


def _shorten(lines, table):
    if len(lines) <= MOST_LINES:
        return lines
    return [*lines[:MOST_LINES], f"... and {len(lines) - MOST_LINES} more: see {table}"]


def _choose_newest(attempts, known):
    """Return student → Annotations (each one's newest), the table of students and that of files."""
    by_student = {}
    for attempt in attempts:
        by_student.setdefault(attempt.student, []).append(attempt)
    marks_of = {}
    students = []
    files = []
    owners = {}  # no two people make the same ids, so the same ids are one file handed in twice
    # by its pseudonym, since an order gives names away
    for student, own in sorted(by_student.items(), key=lambda own: known.get(own[0], own[0])):
        name = known.get(student, student)
        newest = max(own, key=lambda attempt: attempt.age)
        notes = [] if len(newest.marks) else ["no marks, or none of this layer"]
        others = [attempt.submission.name for attempt in own if attempt is not newest]
        if others:
            names = "the others are in files.csv" if known else f"not counted: {', '.join(others)}"
            notes.append(f"{len(own)} files; this one was changed last; {names}")
        ids = tuple(sorted(mark.id for mark in newest.marks)) or name
        twin = owners.setdefault(ids, name)
        if twin != name:
            notes.append(f"the very same marks as {twin}'s")
        marks_of[name] = newest.marks
        states = Counter(mark.status for mark in newest.marks)
        counts = [states[status] for status in ("moved", "ambiguous", "orphan")]
        file = "" if known else newest.submission.name
        students.append([name, file, len(newest.marks), *counts, "; ".join(notes)])
        for attempt in own:
            note = "" if attempt is newest else "not counted: changed before another of theirs"
            row = [attempt.submission.name, student, len(attempt.marks), attempt is newest, note]
            files.append(row)
    students = pd.DataFrame(students, columns=STUDENT)
    return marks_of, students, pd.DataFrame(files, columns=FILE)
