"""Feedback: what a check, a hint or a solution says, as a small panel and as plain text."""

import html
from dataclasses import dataclass, field

COLOURS = {
    True: "#008F68",
    False: "#D55E00",
    None: "#777777",
}  # a border beside the words, never the only sign


@dataclass(frozen=True)
class Feedback:
    """A title and lines of text. correct: True, False, or None where nothing was judged.

    >>> Feedback("Correct.", ["Nine, with the headline."], correct=True)
    Correct. Nine, with the headline.
    """

    title: str
    lines: list = field(default_factory=list)
    correct: bool | None = None

    def __repr__(self):
        return "\n".join([" ".join([self.title, *self.lines[:1]]), *self.lines[1:]])

    def _repr_html_(self):
        first, *rest = self.lines or [""]
        border = f"border-left:0.4em solid {COLOURS[self.correct]}"
        style = f"{border};padding:0.2em 0.8em;margin:0.4em 0;max-width:48em;white-space:pre-line"
        paragraphs = "".join(
            f'<p dir="auto" style="margin:0.3em 0">{line}</p>' for line in map(html.escape, rest)
        )
        head = f'<p dir="auto" style="margin:0.3em 0"><strong>{html.escape(self.title)}</strong> {html.escape(first)}</p>'
        return f'<div role="status" style="{style}">{head}{paragraphs}</div>'


@dataclass(frozen=True, repr=False)
class Progress(Feedback):
    """How far somebody is. table: exercise, question, state, hints."""

    table: object = None

    def _repr_html_(self):
        counts = self.table.assign(notebook=self.table.exercise.str.split(".").str[0])
        rows = []
        for notebook, part in counts.groupby("notebook", sort=True):
            done, waiting = (
                part.state.isin(["right", "written"]).sum(),
                (part.state == "not yet").sum(),
            )
            cells = f"<td>{done} of {len(part)}</td><td>{waiting}</td>"
            rows.append(f'<tr><th scope="row">{html.escape(notebook)}</th>{cells}</tr>')
        head = '<tr><th scope="col">notebook</th><th scope="col">right or written</th><th scope="col">not yet</th></tr>'
        table = f"<table><caption>Exercises by notebook</caption><thead>{head}</thead><tbody>{''.join(rows)}</tbody></table>"
        return super()._repr_html_() + table
