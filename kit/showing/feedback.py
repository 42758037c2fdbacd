"""Feedback: what a check, a hint or a solution says, as a small panel and as plain text."""

from dataclasses import dataclass, field

import pandas as pd

from kit.showing import TEMPLATES
from kit.templates import render

DOTS = {"right": "●", "written": "●", "not yet": "◐", "open": "○"}


@dataclass(frozen=True)
class Fold:
    """Words behind a button, such as a hint. plain: what the plain text says in their place."""

    button: str
    words: str
    plain: str = ""


@dataclass(frozen=True)
class Feedback:
    """A title and lines of text. correct: True, False, or None where nothing was judged.

    folds: what a reader may open below the lines; it needs no kernel.

    >>> Feedback("Correct.", ["Nine, with the headline."], correct=True)
    Correct. Nine, with the headline.
    """

    title: str
    lines: list = field(default_factory=list)
    correct: bool | None = None
    folds: list = field(default_factory=list)

    def __repr__(self):
        plain = [fold.plain for fold in self.folds if fold.plain]
        return "\n".join([" ".join([self.title, *self.lines[:1]]), *self.lines[1:], *plain])

    def _repr_html_(self):
        return render(TEMPLATES, "feedback.html", feedback=self)


@dataclass(frozen=True)
class Part:
    """How far some exercises are, under a title. states: right, written, not yet or open."""

    title: str
    states: list

    @property
    def dots(self):
        """Return a dot for each exercise."""
        return "".join(DOTS[state] for state in self.states)

    @property
    def done(self):
        """Return how many are right or written."""
        return self.dots.count(DOTS["right"])

    @property
    def again(self):
        """Return how many to look at again."""
        return self.states.count("not yet")

    @property
    def words(self):
        """Return how far they are, in words.

        >>> Part("Mark", ["right", "open"]).words
        '1 of 2 done'
        """
        return f"{self.done} of {len(self.states)} done"


@dataclass(frozen=True, repr=False)
class Progress(Feedback):
    """How far somebody is. table: exercise, question, state."""

    table: pd.DataFrame | None = None

    @property
    def parts(self):
        """Return the Part of each notebook, in their order."""
        notebooks = self.table.exercise.str.split(".").str[0]
        groups = self.table.groupby(notebooks, sort=True)
        return [Part(notebook, list(rows.state)) for notebook, rows in groups]

    def _repr_html_(self):
        return super()._repr_html_() + render(TEMPLATES, "progress.html", parts=self.parts)


@dataclass(frozen=True, repr=False)
class Place(Feedback):
    """Where somebody is in a notebook: its parts, and what is done of each. start: the start page's
    name, "" if there is none.
    """

    parts: list = field(default_factory=list)
    start: str = ""

    @property
    def next(self):
        """Return the first part with something left to do, None if there is none."""
        undone = (part for part in self.parts if part.done < len(part.states))
        return next(undone, None)

    def _repr_html_(self):
        return render(TEMPLATES, "place.html", place=self)


@dataclass(frozen=True)
class Lessons:
    """The start page: the lessons in order, and how far each is.

    title: the article's. rows: pairs of a notebook (name, number, title, minutes, summary) and its
    Part. chosen: the row to go on with, None before anything is done.
    """

    title: str
    rows: list
    chosen: tuple | None = None

    def __repr__(self):
        lines = [f"{about.number} {about.title}: {part.words}." for about, part in self.rows]
        return "\n".join([self.title, *lines])

    def _repr_html_(self):
        return render(TEMPLATES, "start.html", page=self)
