"""What the notebooks say of themselves (number, title, minutes, parts), and how far each is done."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from kit.errors import FileError
from kit.files import read_text
from kit.showing.feedback import Lessons, Part, Place
from kit.teaching.progress import states_of

START = "lessons.ipynb"  # the start page, where the notebooks are worked on
HEADER = re.compile(r"# (\d\d) · (.+?)\n+.*?about (\d+) minutes.*?\n+(.+?)(?:\n|$)", re.DOTALL)
HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
ASKED = re.compile(r"\.(?:check|answer|quiz)\(\s*[\"']([\d.]+)[\"']")


class Contents:
    """The part of a Lesson that says where somebody is."""

    def contents(self, notebook):
        """Return where you are in a notebook: its parts and what is done. notebook: such as "04"."""
        states = states_of(self.exercises, self.kept)
        return find_place(f"{notebook:0>2}", self._notebooks(), states, Path.cwd())

    def lessons(self):
        """Return the start page: the lessons in order, what each is about, and how far you are."""
        states = states_of(self.exercises, self.kept)
        return list_lessons(self.article.title, self._notebooks(), states, self.kept.latest())

    def _notebooks(self):
        """Return the notebooks of the work folder, else those beside the one that runs."""
        exercises = self.exercises
        return read_notebooks(self.work, exercises) or read_notebooks(Path.cwd(), exercises)


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
    r"""Return what a notebook says of itself.

    Its first cell says number, title, minutes, and in its first paragraph what it is about.

    Parameters
    ----------
    name : str
        Its file's name.
    text : str
        Its file's text.
    exercises : dict
        The lesson's exercises by their ids.
    """
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


def read_notebooks(folder, exercises):
    """Return the Notebook of each lesson in a folder (Path), in their order; those that can't be
    read are left out.
    """
    notebooks = {}
    for path in sorted(folder.glob("[0-9][0-9]-*.ipynb"), key=lambda path: (len(path.name), path)):
        try:
            about = describe_notebook(path.name, read_text(path), exercises)
        except (FileError, ValueError, KeyError, TypeError):
            continue  # broken, but the student's
        if about.number:
            notebooks.setdefault(about.number, about)  # not a copy kept beside it
    return [notebooks[number] for number in sorted(notebooks)]


def find_place(number, notebooks, states, folder) -> Place:
    """Return where a reader is in a notebook.

    states: a dict of id -> state. folder: the notebook's (Path), where the start page may be.
    """
    own = {id: state for id, state in states.items() if id.startswith(f"{number}.")}
    headings = next((about.parts for about in notebooks if about.number == number), None)
    headings = headings or [("Exercises", list(own))]
    parts = [Part(title, [own[id] for id in ids if id in own]) for title, ids in headings]
    is_open = [id for id, state in own.items() if state not in ("right", "written")]
    lines = [f"{len(own) - len(is_open)} of {len(own)} exercises done."]
    lines += [f"Next: {is_open[0]}."] if is_open else []
    start = START if (folder / START).is_file() else ""
    return Place("In this notebook:", lines, parts=parts, start=start)


def list_lessons(title, notebooks, states, latest) -> Lessons:
    """Return the start page.

    Parameters
    ----------
    title : str
        The article's title.
    notebooks : list of Notebook
    states : dict
        id -> state.
    latest : str
        The exercise last worked on, "" if there is none.
    """
    rows = [
        (about, Part(about.title, [states[id] for id in about.exercises])) for about in notebooks
    ]
    last = latest.partition(".")[0]
    since = [row for row in rows if last and row[0].number >= last]
    undone = [row for row in since if row[1].done < len(row[1].states)]
    return Lessons(title, rows, next(iter(undone or since), None))


def strip_markdown(text):
    """Return a line of Markdown as plain words.

    Examples
    --------
    >>> strip_markdown("**Mark** a [text](a.html) in `work/`.")
    'Mark a text in work/.'
    """
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"[*`]", "", text).strip()
