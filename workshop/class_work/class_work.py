"""A class's work on one article: every mark, and what can be said of all of them together."""

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd

from kit.analysing.agreement import agreement, likeness, places
from kit.analysing.gathering import gather
from kit.files import BOM, write_text
from kit.reading.text import pluralise
from kit.showing.heat import count_readers
from kit.teaching.lesson import Lesson
from workshop.class_work.report import write_report

PLAIN = ["start", "end", "text", "student", "label", "note"]
STUDENT = ["student", "file", "marks", "moved", "ambiguous", "not_found", "note"]
FILE = ["file", "student", "marks", "counted", "note"]
PROBLEM = ["file", "problem"]
NAMING = {"names", "problems", "files"}  # tables that give away who is who
MOST_PLACES = 3  # named of each student who differs


@dataclass(repr=False, eq=False)
class ClassWork:
    """A class's work: what workshop.collect returns, or made of marks that are at hand.

    Everything else is worked out when asked for: table (every mark), agreement, likeness, differing
    (whom and where), words (how many marked each word, by label), votes, places and answers.
    """

    lesson: Lesson
    marks: dict  # student → Annotations
    students: pd.DataFrame | None = None  # this and the next two: what came in
    problems: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=PROBLEM))
    files: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=FILE))
    known: dict = field(default_factory=dict)  # student → pseudonym
    layer: str | None = None  # the one layer of the codebook that counts
    apart: Path | None = None  # for the tables that name students, where the report names none

    def __post_init__(self):
        self.article = self.lesson.article
        self.codebook = self.lesson.codebook
        if self.students is None:
            rows = []
            for student, own in self.marks.items():
                rows.append([student, "", len(own), 0, 0, len(own.orphans), ""])
            self.students = pd.DataFrame(rows, columns=STUDENT)

    def __repr__(self):
        things = {"student": self.marks, "mark": self.table, "problem": self.problems}
        counts = ", ".join(pluralise(len(each), thing) for thing, each in things.items())
        return f"<ClassWork: {counts}; .write(folder) reports>"

    @cached_property
    def table(self):
        """Every mark: start end text student label note, then the attributes; lost ones last."""
        rows = []
        for student, marks in self.marks.items():
            for mark in marks:
                own = {name: getattr(mark, name) for name in PLAIN if name != "student"}
                # a file may call an attribute what it likes: our columns come last and stay
                rows.append({**mark.attributes, "student": student, **own})
        attributes = [attribute for label in self.codebook.labels for attribute in label.attributes]
        names = dict.fromkeys(attribute.name for attribute in attributes)
        columns = [*PLAIN, *(name for name in names if name not in PLAIN)]
        table = pd.DataFrame(rows, columns=columns).astype({"start": "Int64", "end": "Int64"})
        return table.sort_values(["start", "end"], kind="stable", ignore_index=True)

    @cached_property
    def gathered(self):
        """All marks as the measures take them, aligned once for all of them."""
        tables = dict(list(self.table.groupby("student", sort=False)))
        nothing = self.table.head(0)
        about = {"article": self.article, "codebook": self.codebook}
        coders = {}
        for student in self.marks:
            coders[student] = SimpleNamespace(table=tables.get(student, nothing), **about)
        return gather(coders)

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
        """Every place that somebody marked, who marked it how, and its split: most split first."""
        order = ["split", "ends", "start", "end"]
        return self._places[1].sort_values(order, ascending=[False, False, True, True])

    @property
    def given(self):
        """The label that each student (column, as in `marks`) gave each place (row), "" if none."""
        return self._places[2]

    @property
    def votes(self):
        """The places with their votes counted: start end text split votes; most split first."""
        votes = [count_votes(self.answers[place]) for place in self.places.index]
        table = self.places[["start", "end", "text", "split"]].assign(votes=votes)
        return table.reset_index(drop=True)

    @cached_property
    def answers(self):
        """For each row of `places`, by its index: (label, how many gave it), the most first."""
        return [Counter(row).most_common() for row in self.given]

    @cached_property
    def differing(self):
        """Students, those least like the others first: student likeness marks where.

        likeness: mean F1 with each other student. where: up to three (text, their label, the most
        given label) where fewest others gave the same answer.
        """
        alike = self.likeness.to_numpy(copy=True)
        np.fill_diagonal(alike, np.nan)
        table = {
            "student": [*self.marks],
            "likeness": pd.DataFrame(alike).mean(axis=1),
            "marks": [len(marks) for marks in self.marks.values()],
            "where": [self._find_rare_answers(column) for column in range(len(self.marks))],
        }
        return pd.DataFrame(table).sort_values("likeness", kind="stable", ignore_index=True)

    def _find_rare_answers(self, student):
        texts = self._places[1].text
        own = self.given[:, student] if len(self.given) else []
        counts = [dict(self.answers[place])[label] for place, label in enumerate(own)]
        rarest = np.argsort(np.array(counts, int), kind="stable")[:MOST_PLACES]
        few = [place for place in rarest if counts[place] < len(self.marks) / 2]
        return [(texts[place], own[place], self.answers[place][0][0]) for place in few]

    @cached_property
    def words(self):
        """Every word: start end text, and for each label how many students gave it to the word."""
        marks = self.gathered.spans
        words = self.article.words[["start", "end", "text"]].copy()
        order = {label.name: number for number, label in enumerate(self.codebook.labels)}
        for label in sorted(marks.label.unique(), key=lambda name: order.get(name, len(order))):
            chosen = marks[marks.label == label]
            words[label] = count_readers(chosen, len(self.marks), self.article)
        return words

    def write(self, folder):
        """Write report.html and the tables as CSV into a folder; return the report's path."""
        folder = Path(folder)
        for name, table in self._tables().items():
            is_apart = self.apart and name in NAMING
            write_csv(table, (self.apart if is_apart else folder) / f"{name}.csv")
        return write_report(self, folder / "report.html")

    def _tables(self):
        where = []
        for answers in self.differing["where"]:
            where.append("; ".join(f"{text}: {own or 'nothing'}" for text, own, _ in answers))
        differing = self.differing.assign(where=where).drop(columns="marks")
        shares = self.places[self._places[0]].reset_index(drop=True)
        tables = {
            "marks": self.table,
            "agreement": self.agreement,
            "students": self.students.merge(differing, on="student"),
            "words": self.words,
            "problems": self.problems,
            "files": self.files,
            "places": pd.concat([self.votes, shares], axis=1),
        }
        if self.known:
            names = {"pseudonym": self.known.values(), "student": self.known.keys()}
            tables["names"] = pd.DataFrame(names)
        return tables


def count_votes(answers):
    """Return votes as text.

    >>> count_votes([("", 2), ("place", 1)])
    'nothing 2, place 1'
    """
    return ", ".join(f"{label or 'nothing'} {count}" for label, count in answers)


def write_csv(table, path):
    """Write a table so that spreadsheets read its letters (a BOM) and run none of its cells."""
    columns = {}
    for name in table.columns:
        codes, values = pd.factorize(table[name])  # a value in a thousand cells is looked at once
        cells = [_escape_cell(value) for value in values]
        columns[_escape_cell(name)] = np.array([*cells, None], dtype=object)[codes]
    write_text(path, BOM + pd.DataFrame(columns).to_csv(index=False, lineterminator="\n"))


def _escape_cell(value):
    if isinstance(value, float):
        return f"{value:.4f}"
    if not isinstance(value, str):
        return value
    text = value.encode("utf-8", "backslashreplace").decode()  # half an emoji has no UTF-8
    return "'" + text if text[:1] in tuple("=+-@\t\r\n") else text
