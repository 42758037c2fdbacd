"""A class's work on one article: every mark, and what can be said of all of them together."""

from collections import Counter
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd

from kit.analysing.agreement import agreement, likeness, places
from kit.analysing.matching import gather
from kit.files import BOM, write_text
from kit.showing.heat import count_readers


class ClassWork:
    """A class's work on one article: what workshop.collect returns, or made of marks that are at hand.

    lesson: a Lesson. marks: a dict of student -> Annotations. students, problems: tables of what came in, as collect makes them.

    Everything else is worked out when asked for: table (every mark), agreement, likeness, differing (whom and where), words
    (how many marked each word, by label), votes, places and answers (see kit.analysing.agreement.places).
    """

    def __init__(self, lesson, marks, students=None, problems=None, known=None, layer=None):
        if students is None:
            students = pd.DataFrame(
                {"student": [*marks], "file": "", "marks": [*map(len, marks.values())]}
            )
            students = students.assign(
                moved=0,
                ambiguous=0,
                not_found=[len(one.orphans) for one in marks.values()],
                note="",
            )
        problems = pd.DataFrame(columns=["file", "problem"]) if problems is None else problems
        self.lesson, self.article, self.codebook, self.layer = (
            lesson,
            lesson.article,
            lesson.codebook,
            layer,
        )
        self.marks, self.students, self.problems, self.known = (
            marks,
            students,
            problems,
            known or {},
        )

    def __repr__(self):
        counts = (
            f"{len(self.marks)} students, {len(self.table)} marks, {len(self.problems)} problems"
        )
        return f"<ClassWork: {counts}; .write(folder) reports>"

    @cached_property
    def table(self):
        """Every mark: start, end, text, student, label, note, the attributes; those not found in the text come last."""
        plain = ["start", "end", "text", "student", "label", "note"]
        rows = [  # a file may call an attribute what it likes: ours come last and stay
            {
                **mark.attributes,
                "student": student,
                **{name: getattr(mark, name) for name in plain if name != "student"},
            }
            for student, marks in self.marks.items()
            for mark in marks
        ]
        known = {
            attribute.name: 1 for label in self.codebook.labels for attribute in label.attributes
        }
        table = pd.DataFrame(rows, columns=[*plain, *(name for name in known if name not in plain)])
        return table.astype({"start": "Int64", "end": "Int64"}).sort_values(
            ["start", "end"], kind="stable", ignore_index=True
        )

    @cached_property
    def gathered(self):
        """All marks as the measures take them, gathered once for all of them."""
        tables = {student: table for student, table in self.table.groupby("student", sort=False)}
        named = {student: tables.get(student, self.table.head(0)) for student in self.marks}
        about = {"article": self.article, "codebook": self.codebook}
        return gather(
            {student: SimpleNamespace(table=table, **about) for student, table in named.items()}
        )

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
        return self._places[1].sort_values(
            ["split", "ends", "start", "end"], ascending=[False, False, True, True]
        )

    @property
    def votes(self):
        """The places with who gave what, counted: start, end, text, split, votes; the most split first."""
        votes = [
            ", ".join(f"{label or 'nothing'} {count}" for label, count in self.answers[i])
            for i in self.places.index
        ]
        return (
            self.places[["start", "end", "text", "split"]]
            .assign(votes=votes)
            .reset_index(drop=True)
        )

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
        mean = np.divide(
            np.nansum(alike, axis=1), others, out=np.full(len(alike), np.nan), where=others > 0
        )
        _, table, answers = self._places
        counts = [dict(answer) for answer in self.answers]
        alone = np.array(
            [[count[label] for label in row] for count, row in zip(counts, answers)]
        ).reshape(answers.shape)
        where = []
        for column, said in zip(
            alone.T, answers.T
        ):  # the places where fewest others gave the same answer
            rows = [
                i for i in np.argsort(column, kind="stable")[:3] if column[i] < len(self.marks) / 2
            ]
            where.append([(table.text[i], said[i], self.answers[i][0][0]) for i in rows])
        found = {
            "student": [*self.marks],
            "likeness": mean,
            "marks": [*map(len, self.marks.values())],
            "where": where,
        }
        found = pd.DataFrame(found)
        return found.sort_values("likeness", kind="stable", ignore_index=True)

    @cached_property
    def words(self):
        """Every word of the article: start, end, text, and for each label in use how many students marked the word with it."""
        marks = self.gathered.spans
        words = self.article.words[["start", "end", "text"]].copy()
        order = [label.name for label in self.codebook.labels]
        for label in sorted(
            marks.label.unique(),
            key=lambda name: order.index(name) if name in order else len(order),
        ):
            words[label] = count_readers(marks[marks.label == label], len(self.marks), self.article)
        return words

    def write(self, folder):
        """Write report.html, and marks, agreement, places, students, words and problems as CSV, into a folder.

        Returns the report's path. Cells that a spreadsheet would run as a formula get a ' in front.
        """
        from workshop.class_work.report import report

        folder = Path(folder)
        where = [
            "; ".join(f"{text}: {said or 'nothing'}" for text, said, _ in alone)
            for alone in self.differing["where"]
        ]
        students = self.students.merge(
            self.differing.assign(where=where).drop(columns="marks"), on="student"
        )
        tables = {
            "marks": self.table,
            "agreement": self.agreement,
            "students": students,
            "words": self.words,
        }
        tables["problems"] = self.problems
        tables["places"] = pd.concat(
            [self.votes, self.places[self._places[0]].reset_index(drop=True)], axis=1
        )
        if self.known:
            tables["names"] = pd.DataFrame(
                {"pseudonym": self.known.values(), "student": self.known.keys()}
            )
        for name, table in tables.items():
            write_csv(table, folder / f"{name}.csv")
        write_text(folder / "report.html", report(self))
        return folder / "report.html"


def write_csv(table, path):
    """Write a table so that every spreadsheet reads its letters (with a BOM) and none runs a cell of it as a formula."""

    def harmless(value):
        if not isinstance(value, str):
            return f"{value:.4f}" if isinstance(value, float) else value
        value = value.encode("utf-8", "backslashreplace").decode()  # half an emoji has no UTF-8
        return "'" + value if value[:1] in tuple("=+-@\t\r\n") else value

    columns = {}
    for name in table.columns:
        codes, values = pd.factorize(
            table[name]
        )  # a value that stands in a thousand cells is looked at once
        columns[harmless(name)] = np.array([*map(harmless, values), None], dtype=object)[codes]
    write_text(path, BOM + pd.DataFrame(columns).to_csv(index=False, lineterminator="\n"))
