"""A class's annotations: taken from what students handed in, put onto the article as it is now, measured and written down."""

import os
import tempfile
from collections import Counter
from functools import cached_property
from pathlib import Path
from random import SystemRandom
from types import SimpleNamespace

import numpy as np
import pandas as pd

from kit.analysing.agreement import agreement, likeness, places
from kit.analysing.matching import gather
from kit.annotating.annotations import Annotations
from kit.courses.incoming import find_pieces, shown, student_of
from kit.errors import FileError, KitError
from kit.files import BOM, read_text, write_text
from kit.teaching.lesson import open_lesson


def collect(sources, out=None, lesson=None, layer=None, pseudonyms=False):
    """Read a class's annotations and return them as a ClassWork; with `out`, also write its report and tables there.

    sources: paths of annotation files, folders and zips in any mix, as students or a learning platform hand them over; one path
    or a list. out: a folder for report.html and CSV tables. lesson: a Lesson or a path for kit.open_lesson; None: the course
    you are in. layer: of the codebook, if only one counts. pseudonyms: True calls students "student 1" and so on everywhere but
    in names.csv, which keeps the list (a second run into the same folder keeps to it), and in problems.csv.
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
        first = f": {problems[0][0]}: {problems[0][1]}" if problems else "; name files, folders or zips"
        raise KitError(f"no student's annotations were found{first}")
    known = _pseudonyms(sorted(tries), Path(out) / "names.csv" if out else None) if pseudonyms else {}
    work = ClassWork(lesson, *_newest(tries, known), pd.DataFrame(problems, columns=["file", "problem"]), known, layer)
    if out is not None:
        work.write(out)
    return work


class ClassWork:
    """A class's work on one article. marks: a dict of student -> Annotations; students, problems: tables of what came in.

    Everything else is worked out when asked for: table (every mark), agreement, likeness, differing (whom and where), words
    (how many marked each word, by label), places and answers (see kit.analysing.agreement.places).
    """

    def __init__(self, lesson, marks, students, problems, known=None, layer=None):
        self.lesson, self.article, self.codebook, self.layer = lesson, lesson.article, lesson.codebook, layer
        self.marks, self.students, self.problems, self.known = marks, students, problems, known or {}

    def __repr__(self):
        counts = f"{len(self.marks)} students, {len(self.table)} marks, {len(self.problems)} problems"
        return f"<ClassWork: {counts}; .write(folder) reports>"

    @cached_property
    def table(self):
        """Every mark: start, end, text, student, label, note, the attributes; those not found in the text come last."""
        plain = ("start", "end", "text", "label", "note")
        rows = [
            {"student": student, **{name: getattr(mark, name) for name in plain}, **dict(mark.attributes)}
            for student, marks in self.marks.items()
            for mark in marks
        ]
        known = list(dict.fromkeys(attribute.name for label in self.codebook.labels for attribute in label.attributes))
        table = pd.DataFrame(rows, columns=["start", "end", "text", "student", "label", "note", *known])
        return table.astype({"start": "Int64", "end": "Int64"}).sort_values(["start", "end"], kind="stable", ignore_index=True)

    @cached_property
    def gathered(self):
        """All marks as the measures take them, gathered once for all of them."""
        tables = {student: table for student, table in self.table.groupby("student", sort=False)}
        named = {student: tables.get(student, self.table.head(0)) for student in self.marks}
        about = {"article": self.article, "codebook": self.codebook}
        return gather({student: SimpleNamespace(table=table, **about) for student, table in named.items()})

    @cached_property
    def agreement(self):
        """kit.agreement of the class."""
        return agreement(self.gathered)

    @cached_property
    def likeness(self):
        """Student by student: F1 of their marks."""
        return likeness(self.gathered)

    @cached_property
    def _places(self):
        return places(self.gathered)

    @cached_property
    def places(self):
        """Every place that anybody marked, who marked it how, and how far it splits the class: the most split first."""
        return self._places[1].sort_values(["split", "ends", "start", "end"], ascending=[False, False, True, True])

    @cached_property
    def answers(self):
        """For each row of `places`, by its index: how many students gave each label, "" for none; the most first."""
        return [Counter(row).most_common() for row in self._places[2]]

    @cached_property
    def differing(self):
        """Students, those least like the others first: student, likeness (mean F1 with each other student), marks, where."""
        alike = self.likeness.to_numpy(copy=True)
        np.fill_diagonal(alike, np.nan)
        others = (~np.isnan(alike)).sum(axis=1)
        mean = np.divide(np.nansum(alike, axis=1), others, out=np.full(len(alike), np.nan), where=others > 0)
        _, table, answers = self._places
        counts = [dict(answer) for answer in self.answers]
        alone = np.array([[count[label] for label in row] for count, row in zip(counts, answers)]).reshape(answers.shape)
        where = []
        for column, said in zip(alone.T, answers.T):  # the places where fewest others gave the same answer
            rows = [i for i in np.argsort(column, kind="stable")[:3] if column[i] < len(self.marks) / 2]
            where.append([(table.text[i], said[i], self.answers[i][0][0]) for i in rows])
        found = {"student": [*self.marks], "likeness": mean, "marks": [*map(len, self.marks.values())], "where": where}
        found = pd.DataFrame(found)
        return found.sort_values("likeness", kind="stable", ignore_index=True)

    @cached_property
    def words(self):
        """Every word of the article: start, end, text, and for each label in use how many students marked the word with it."""
        marks = self.gathered.spans
        words = self.article.words[["start", "end", "text"]].copy()
        order = [label.name for label in self.codebook.labels]
        for label in sorted(marks.label.unique(), key=lambda name: order.index(name) if name in order else len(order)):
            rows = marks[marks.label == label]
            change = np.zeros((len(self.marks), len(words) + 1), int)
            np.add.at(change, (rows.coder, rows["first"]), 1)
            np.add.at(change, (rows.coder, rows["last"]), -1)
            words[label] = (change.cumsum(axis=1)[:, :-1] > 0).sum(axis=0)
        return words

    def write(self, folder):
        """Write report.html, and marks, agreement, places, students, words and problems as CSV, into a folder.

        Returns the report's path. Cells that a spreadsheet would run as a formula get a ' in front.
        """
        from kit.courses.class_report import report

        folder = Path(folder)
        where = ["; ".join(f"{text}: {said or 'nothing'}" for text, said, _ in alone) for alone in self.differing["where"]]
        votes = [", ".join(f"{label or 'nothing'} {count}" for label, count in self.answers[i]) for i in self.places.index]
        students = self.students.merge(self.differing.assign(where=where).drop(columns="marks"), on="student")
        tables = {"marks": self.table, "agreement": self.agreement, "students": students, "words": self.words}
        tables["problems"] = self.problems
        tables["places"] = self.places.assign(votes=votes)[["start", "end", "text", "split", "votes", *self._places[0]]]
        if self.known:
            tables["names"] = pd.DataFrame({"pseudonym": self.known.values(), "student": self.known.keys()})
        for name, table in tables.items():
            write_csv(table, folder / f"{name}.csv")
        write_text(folder / "report.html", report(self))
        return folder / "report.html"


def run(given, course):
    """The command: collect, say what came in, and open the annotator if asked to; return lines to print or an exit status."""
    work = collect(given.files, given.out, course, given.layer, given.pseudonyms)
    lines = [f"{shown(file)}: {problem}" for file, problem in work.problems.itertuples(index=False)]
    lines = lines if len(lines) <= 20 else [*lines[:20], f"... and {len(lines) - 20} more: see problems.csv"]
    lines.append(f"{len(work.marks)} students, {len(work.table)} marks. The report: {Path(given.out) / 'report.html'}")
    if not given.adjudicate:
        return lines
    from kit.courses.settling import adjudicate

    print(*lines, sep="\n", flush=True)
    return adjudicate(work, given.out, not given.no_browser, given.port)


def write_csv(table, path):
    """Write a table so that every spreadsheet reads its letters (with a BOM) and none runs a cell of it as a formula."""

    def harmless(value):
        if not isinstance(value, str):
            return f"{value:.4f}" if isinstance(value, float) else value
        value = value.encode("utf-8", "backslashreplace").decode()  # half an emoji has no UTF-8
        return "'" + value if value[:1] in tuple("=+-@\t\r\n") else value

    columns = {}
    for name in table.columns:
        codes, values = pd.factorize(table[name])  # a value that stands in a thousand cells is looked at once
        columns[harmless(name)] = np.array([*map(harmless, values), None], dtype=object)[codes]
    write_text(path, BOM + pd.DataFrame(columns).to_csv(index=False, lineterminator="\n"))


def _read(sources, lesson, layer, out):
    """(student -> list of (piece, Annotations), list of (file, problem))."""
    pieces, problems, tries = [], [], {}
    with tempfile.TemporaryDirectory() as folder:
        for piece in find_pieces(sources, out):
            marks, problem = (None, piece.problem) if piece.problem else _load(piece, lesson, layer, Path(folder))
            problems += [(piece.name, problem)] if problem else []
            pieces += [(piece, marks)] if marks is not None else []
    paths = [piece.parts[:-1] for piece, _ in pieces]
    shared = len(os.path.commonprefix(paths)) if len(paths) > 1 else max(map(len, paths), default=0)
    for piece, marks in pieces:
        creators = Counter(mark.creator for mark in marks if mark.creator not in ("", "me"))
        creator = creators.most_common(1)[0][0] if creators else "me"
        tries.setdefault(student_of(piece.parts, shared, creator, lesson.name), []).append((piece, marks))
    return tries, problems


def _load(piece, lesson, layer, folder):
    """(Annotations of a file or None, what is wrong with it or "")."""
    path = folder / "marks.jsonld"  # a name of ours: the student's could be anything
    path.write_bytes(piece.data)
    try:
        marks = Annotations.load(path, lesson.article, codebook=lesson.codebook)
    except FileError as error:
        return None, shown(str(error).replace(f"{path}: ", "").replace(f"{path}, ", "").replace(str(path), "the file"))
    except Exception as error:  # whatever a file holds, one student's must not stop the class
        return None, shown(f"can't be understood ({type(error).__name__}: {error})")
    if len(marks) > (most := max(2000, 4 * len(lesson.article.words))):
        return None, f"{len(marks)} marks; more than {most} were not made by reading"
    names = {label.name for label in (lesson.codebook.layer(layer) if layer else lesson.codebook).labels}
    strangers = [mark for mark in marks if mark.label not in names]
    unknown = [mark for mark in strangers if not layer or mark.label not in {label.name for label in lesson.codebook.labels}]
    for mark in strangers:
        marks.remove(mark.id)
    if len(marks) and not any(mark.start is not None for mark in marks):
        return None, "none of its marks is in this article; is it of another one?"
    labels = ", ".join(sorted({shown(mark.label)[:30] for mark in unknown})[:5])
    return marks, f"{len(unknown)} marks left out: the codebook doesn't have {labels}" if unknown else ""


def _newest(tries, known):
    """(student -> Annotations, table of students), the newest file of each."""
    prints, marks_of, rows = {}, {}, []
    for student, files in sorted(tries.items()):
        piece, marks = max(files, key=lambda file: (max((m.modified for m in file[1]), default=""), file[0].time))
        name, notes = known.get(student, student), []
        if len(files) > 1:
            notes.append(f"{len(files)} files; this one was changed last")
        same = prints.setdefault(tuple(sorted(mark.id for mark in marks)) or name, name)  # no two people make the same ids
        notes += [f"the very same marks as {same}'s"] if same != name else []
        marks_of[name] = marks
        states = Counter(mark.status for mark in marks)
        found = [states[status] for status in ("moved", "ambiguous", "orphan")]
        rows.append([name, "" if known else piece.name, len(marks), *found, "; ".join(notes)])
    return marks_of, pd.DataFrame(rows, columns=["student", "file", "marks", "moved", "ambiguous", "not_found", "note"])


def _pseudonyms(students, path):
    """student -> "student 7", in an order that says nothing; those given before stay."""
    known = {}
    if path and path.exists():
        rows = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
        known = dict(zip(rows.student.str.removeprefix("'"), rows.pseudonym))
    new = [name for name in students if name not in known]
    SystemRandom().shuffle(new)
    numbers = (number for number in range(1, len(known) + len(new) + 1) if f"student {number}" not in known.values())
    return known | {name: f"student {number}" for name, number in zip(new, numbers)}
