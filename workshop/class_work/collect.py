"""A class's annotations: taken from what students handed in, and put onto the article as it is now."""

import os
import tempfile
from collections import Counter
from pathlib import Path
from random import SystemRandom

import pandas as pd

from kit.errors import FileError, KitError
from kit.formats import FORMATS, read_annotations
from kit.teaching.lesson import open_lesson
from workshop.class_work.submissions import find_pieces, shown, student_of
from workshop.class_work.work import ClassWork

ENDINGS = {ending for endings in FORMATS.values() for ending in endings}


def collect(sources, out=None, lesson=None, layer=None, pseudonyms=False):
    """Read a class's annotations and return them as a ClassWork; with `out`, also write its report and tables there.

    sources: paths of annotation files, folders and zips in any mix, as students or a learning platform hand them over; one path
    or a list. A file named itself may be in any format that kit.read_annotations knows; in folders and zips only the kit's own
    (.jsonld) is looked for. out: a folder for report.html and CSV tables. lesson: a Lesson or a path for kit.open_lesson; None:
    the course you are in. layer: of the codebook, if only one counts. pseudonyms: True calls students "student 1" and so on
    everywhere but in names.csv, which keeps the list (a second run into the same folder keeps to it), and in problems.csv.
    Files that can't be read are named in .problems with the reason, and the rest goes on. Of several files of one student the
    one changed last counts. Raises KitError if there is nothing to read at all, FileError if `out` can't be written.

    >>> collect([])
    Traceback (most recent call last):
    kit.errors.KitError: no student's annotations were found; name files, folders or zips
    """
    lesson = lesson if hasattr(lesson, "article") else open_lesson(lesson)
    sources = [sources] if isinstance(sources, (str, os.PathLike)) else list(sources)
    if layer:
        lesson.codebook.layer(layer)  # a name it doesn't have is said before anything is read
    tries, problems = _read(sources, lesson, layer, Path(out).resolve() if out else None)
    if not tries:
        first = (
            f": {problems[0][0]}: {problems[0][1]}" if problems else "; name files, folders or zips"
        )
        raise KitError(f"no student's annotations were found{first}")
    known = (
        _pseudonyms(sorted(tries), Path(out) / "names.csv" if out else None) if pseudonyms else {}
    )
    work = ClassWork(
        lesson,
        *_newest(tries, known),
        pd.DataFrame(problems, columns=["file", "problem"]),
        known,
        layer,
    )
    if out is not None:
        work.write(out)
    return work


def run(given, course):
    """The command: collect, say what came in, and open the annotator if asked to; return lines to print or an exit status."""
    work = collect(given.files, given.out, course, given.layer, given.pseudonyms)
    lines = [f"{shown(file)}: {problem}" for file, problem in work.problems.itertuples(index=False)]
    lines = (
        lines
        if len(lines) <= 20
        else [*lines[:20], f"... and {len(lines) - 20} more: see problems.csv"]
    )
    lines.append(
        f"{len(work.marks)} students, {len(work.table)} marks. The report: {Path(given.out) / 'report.html'}"
    )
    if not given.adjudicate:
        return lines
    from workshop.class_work.adjudicate import adjudicate

    print(*lines, sep="\n", flush=True)
    return adjudicate(work, given.out, not given.no_browser, given.port)


def _read(sources, lesson, layer, out):
    """(student -> list of (piece, Annotations), list of (file, problem))."""
    pieces, problems, tries = [], [], {}
    with tempfile.TemporaryDirectory() as folder:
        for piece in find_pieces(sources, out):
            marks, problem = (
                (None, piece.problem)
                if piece.problem
                else _load(piece, lesson, layer, Path(folder))
            )
            problems += [(piece.name, problem)] if problem else []
            pieces += [(piece, marks)] if marks is not None else []
    paths = [piece.parts[:-1] for piece, _ in pieces]
    shared = len(os.path.commonprefix(paths)) if len(paths) > 1 else max(map(len, paths), default=0)
    for piece, marks in pieces:
        creators = Counter(mark.creator for mark in marks if mark.creator not in ("", "me"))
        creator = creators.most_common(1)[0][0] if creators else "me"
        tries.setdefault(student_of(piece.parts, shared, creator, lesson.name), []).append(
            (piece, marks)
        )
    return tries, problems


def _load(piece, lesson, layer, folder):
    """(Annotations of a file or None, what is wrong with it or "")."""
    ending = Path(piece.parts[-1]).suffix.lower()
    path = (
        folder / f"marks{ending if ending in ENDINGS else '.jsonld'}"
    )  # a name of ours: theirs could be anything
    path.write_bytes(piece.data)
    try:
        marks = read_annotations(path, lesson.article)
    except FileError as error:
        return None, shown(
            str(error)
            .replace(f"{path}: ", "")
            .replace(f"{path}, ", "")
            .replace(str(path), "the file")
        )
    except Exception as error:  # whatever a file holds, one student's must not stop the class
        return None, shown(f"can't be understood ({type(error).__name__}: {error})")
    if len(marks) > (most := max(2000, 4 * len(lesson.article.words))):
        return None, f"{len(marks)} marks; more than {most} were not made by reading"
    marks.codebook = lesson.codebook
    names = {
        label.name for label in (lesson.codebook.layer(layer) if layer else lesson.codebook).labels
    }
    strangers = [mark for mark in marks if mark.label not in names]
    unknown = [
        mark
        for mark in strangers
        if not layer or mark.label not in {label.name for label in lesson.codebook.labels}
    ]
    for mark in strangers:
        marks.remove(mark.id)
    if len(marks) and not any(mark.start is not None for mark in marks):
        return None, "none of its marks is in this article; is it of another one?"
    labels = ", ".join(sorted({shown(mark.label)[:30] for mark in unknown})[:5])
    return (
        marks,
        f"{len(unknown)} marks left out: the codebook doesn't have {labels}" if unknown else "",
    )


def _newest(tries, known):
    """(student -> Annotations, table of students), the newest file of each."""
    prints, marks_of, rows = {}, {}, []
    for student, files in sorted(tries.items()):
        piece, marks = max(
            files, key=lambda file: (max((m.modified for m in file[1]), default=""), file[0].time)
        )
        name, notes = (
            known.get(student, student),
            [] if len(marks) else ["no marks, or none of this layer"],
        )
        if len(files) > 1:
            notes.append(f"{len(files)} files; this one was changed last")
        same = prints.setdefault(
            tuple(sorted(mark.id for mark in marks)) or name, name
        )  # no two people make the same ids
        notes += [f"the very same marks as {same}'s"] if same != name else []
        marks_of[name] = marks
        states = Counter(mark.status for mark in marks)
        found = [states[status] for status in ("moved", "ambiguous", "orphan")]
        rows.append([name, "" if known else piece.name, len(marks), *found, "; ".join(notes)])
    return marks_of, pd.DataFrame(
        rows, columns=["student", "file", "marks", "moved", "ambiguous", "not_found", "note"]
    )


def _pseudonyms(students, path):
    """student -> "student 7", in an order that says nothing; those given before stay."""
    known = {}
    if path and path.exists():
        rows = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
        known = dict(zip(rows.student.str.removeprefix("'"), rows.pseudonym))
    new = [name for name in students if name not in known]
    SystemRandom().shuffle(new)
    numbers = (
        number
        for number in range(1, len(known) + len(new) + 1)
        if f"student {number}" not in known.values()
    )
    return known | {name: f"student {number}" for name, number in zip(new, numbers)}
