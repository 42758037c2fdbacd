"""How far somebody is: with the exercises, in a notebook, and with all the notebooks."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from kit.errors import FileError
from kit.files import read_text
from kit.reading.text import join_words
from kit.showing.feedback import Lessons, Part, Place, Progress

ANY = "[0-9][0-9]"  # a notebook's number, in a pattern of file names
START = "lessons.ipynb"  # the start page, where the notebooks are worked on
HEADER = re.compile(r"# (\d\d) · (.+?)\n+.*?about (\d+) minutes.*?\n+(.+?)(?:\n|$)", re.DOTALL)
HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
ASKED = re.compile(r"\.(?:check|answer|quiz)\(\s*[\"']([\d.]+)[\"']")
CHECKED = {True: "right", False: "not yet", None: "open"}


class Contents:
    """The part of a Lesson that says where somebody is."""

    def contents(self, notebook):
        """Return where you are in a notebook: its parts and what is done. notebook: such as "04"."""
        number = f"{notebook:0>2}"
        states = self._states()
        own = {id: state for id, state in states.items() if id.startswith(f"{number}.")}
        parts = [about.parts for about in self._notebooks(number) if about.number == number]
        headings = (parts and parts[0]) or [("Exercises", list(own))]
        parts = [Part(title, [own[id] for id in ids if id in own]) for title, ids in headings]
        is_open = [id for id, state in own.items() if state not in ("right", "written")]
        lines = [f"{len(own) - len(is_open)} of {len(own)} exercises done."]
        lines += [f"Next: {is_open[0]}."] if is_open else []
        start = START if Path(START).is_file() else ""
        return Place("In this notebook:", lines, parts=parts, start=start)

    def lessons(self):
        """Return the start page: the lessons in order, what each is about, and how far you are."""
        states = self._states()
        rows = []
        for about in self._notebooks():
            rows.append((about, Part(about.title, [states[id] for id in about.exercises])))
        last = self.kept.latest().partition(".")[0]
        since = [row for row in rows if last and row[0].number >= last]
        undone = [row for row in since if row[1].done < len(row[1].states)]
        return Lessons(self.article.title, rows, next(iter(undone or since), None))

    def progress(self):
        """Return how far you are; .table: exercise, question, state. Hints are not counted."""
        states = self._states()
        rows = [(id, self.exercises[id]["question"], state) for id, state in states.items()]
        table = pd.DataFrame(rows, columns=["exercise", "question", "state"])
        checked = sum(exercise["kind"] != "written" for exercise in self.exercises.values())
        counts = table.state.value_counts()
        lines = [
            f"Right: {counts.get('right', 0)} of {checked} questions of fact."
            f" Written: {counts.get('written', 0)} of {len(table) - checked} answers."
        ]
        waiting = table.exercise[table.state == "not yet"].tolist()
        if waiting:
            lines.append(f"To look at again: {join_words(waiting)}.")
        return Progress("Your progress.", lines, table=table)

    def _states(self):
        """Return the state of each exercise: right, not yet, written or open."""
        states = dict.fromkeys(self.exercises, "open")
        for id in states.keys() & self.kept.begun():  # the others have no file to look for
            states[id] = CHECKED[self.kept.record(id).get("correct")]
            if self.exercises[id]["kind"] == "written":
                states[id] = "written" if self.kept.answer(id).strip() else "open"
        return states

    def _notebooks(self, number=ANY):
        """Return the notebooks of the work folder, else those beside the one that runs."""
        own = read_notebooks(self.work, self.exercises, number)
        return own or read_notebooks(Path.cwd(), self.exercises, number)


@dataclass(frozen=True)
class Notebook:
    """What a notebook says of itself. parts: pairs of a heading and the ids asked below it."""

    name: str
    number: str
    title: str
    minutes: str
    summary: str
    exercises: list
    parts: list


def describe_notebook(name, text, exercises) -> Notebook:
    """Return what a notebook says of itself, the first thing in its first cell. text: its file's."""
    cells = json.loads(text)["cells"]
    sources = [(cell["cell_type"], "".join(cell["source"])) for cell in cells]
    header = HEADER.match(sources[0][1]) if sources else None
    number, title, minutes, summary = header.groups() if header else ("", "", "", "")
    own = [id for id in exercises if number and id.startswith(f"{number}.")]
    parts: list[tuple[str, list]] = []
    left = list(own)
    for kind, source in sources:
        if kind == "markdown":
            parts += [(strip_markdown(heading), []) for heading in HEADING.findall(source)]
            continue
        for asked in ASKED.findall(source) if parts else []:
            quiz = [id for id in left if exercises[id]["kind"] == "choice"]
            ids = quiz if asked == number else [id for id in left if id == asked]
            parts[-1][1].extend(ids)
            left = [id for id in left if id not in ids]
    title = title or name.removesuffix(".ipynb")
    return Notebook(name, number, title, minutes, strip_markdown(summary), own, parts)


def read_notebooks(folder, exercises, number=ANY):
    """Return the Notebook of each lesson in a folder, in their order, but for broken files."""
    notebooks = {}
    for path in sorted(folder.glob(f"{number}-*.ipynb"), key=lambda path: (len(path.name), path)):
        try:
            about = describe_notebook(path.name, read_text(path), exercises)
        except (FileError, ValueError, KeyError, TypeError):
            continue  # broken, but the student's
        if about.number:
            notebooks.setdefault(about.number, about)  # not a copy kept beside it
    return [notebooks[number] for number in sorted(notebooks)]


def strip_markdown(text):
    """Return a line of Markdown as plain words: "Mark" of "**Mark**"."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"[*`]", "", text).strip()
