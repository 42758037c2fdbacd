"""The start page: the lessons in order, what each is about, and the reader's own work."""

import json
import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

PAGES = Path(__file__).parent / "static"
HEADER = re.compile(r"^# (\d\d) · (.+?)\n+.*?about (\d+) minutes.*?\n+(.+?)(?:\n|$)", re.DOTALL)


def make_start_page(notebooks, lesson):
    """Return the start page's HTML. notebooks: {file name: text}, as readers get them."""
    lessons = [describe_notebook(name, text, lesson) for name, text in notebooks.items()]
    environment = Environment(loader=FileSystemLoader(PAGES), autoescape=True)
    about = {"lesson": lesson.name, "lessons": lessons}
    return environment.get_template("index.html").render(
        title=lesson.article.title, about=about, lessons=lessons
    )


def describe_notebook(name, text, lesson):
    r"""Return what the start page says of a notebook.

    Its first cell says number, title, minutes, and in its first paragraph what it is about.
    """
    notebook = json.loads(text)
    first = "".join(notebook["cells"][0]["source"])
    header = HEADER.match(first)
    number, title, minutes, summary = header.groups() if header else ("", "", "", "")
    exercises = [id for id in lesson.exercises if number and id.startswith(f"{number}.")]
    return {
        "name": name,
        "number": number,
        "title": title or name.removesuffix(".ipynb"),
        "minutes": minutes,
        "summary": strip_markdown(summary),
        "edition": notebook["metadata"].get("kit", {}).get("edition", ""),
        "exercises": exercises,
    }


def strip_markdown(text):
    """Return a line of Markdown as plain words.

    Examples
    --------
    >>> strip_markdown("**Mark** a [text](a.html) in `work/`.")
    'Mark a text in work/.'
    """
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"[*`]", "", text).strip()
