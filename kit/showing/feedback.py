"""Feedback: what a check, a hint or a solution says, as a small panel and as plain text."""

from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from kit.templates import render

TEMPLATES = Path(__file__).with_name("templates")
DOTS = {"right": "●", "written": "●", "not yet": "◐", "open": "○"}


@dataclass(frozen=True)
class Form:
    """How a kind of feedback looks: line, sign and words differ, so colour is never the only one."""

    colour: str
    line: str
    sign: str


FORMS = {
    True: Form("#00704F", "solid", "✓"),
    False: Form("#B34D00", "dashed", "→"),
    None: Form("#5C5C5C", "dotted", "i"),
}


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
        first, *rest = self.lines or [""]
        return render(
            TEMPLATES,
            "feedback.html",
            form=FORMS[self.correct],
            title=self.title,
            first=first,
            rest=rest,
            folds=self.folds,
        )


@dataclass(frozen=True)
class Way:
    """How far a notebook's exercises are: a dot for each."""

    notebook: str
    dots: str
    done: int
    again: int


@dataclass(frozen=True, repr=False)
class Progress(Feedback):
    """How far somebody is. table: exercise, question, state, hints."""

    table: pd.DataFrame | None = None

    @property
    def ways(self):
        """Return the Way of each notebook, in their order."""
        notebooks = self.table.exercise.str.split(".").str[0]
        return [
            Way(
                notebook,
                "".join(part.state.map(DOTS)),
                int(part.state.isin(["right", "written"]).sum()),
                int((part.state == "not yet").sum()),
            )
            for notebook, part in self.table.groupby(notebooks, sort=True)
        ]

    def _repr_html_(self):
        return super()._repr_html_() + render(TEMPLATES, "progress.html", ways=self.ways)
