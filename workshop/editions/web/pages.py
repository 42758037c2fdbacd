"""The start page: the lessons in order, what each is about, and the reader's own work."""

import json
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from kit.showing import TEMPLATES
from kit.teaching.contents import describe_notebook

PAGES = Path(__file__).parent / "static"


def make_start_page(notebooks, lesson):
    """Return the start page's HTML. notebooks: {file name: text}, as readers get them."""
    rows = [
        (describe_notebook(name, text, lesson.exercises), None) for name, text in notebooks.items()
    ]
    lessons = [
        {
            "name": about.name,
            "title": about.title,
            "edition": json.loads(notebooks[about.name])["metadata"]
            .get("kit", {})
            .get("edition", ""),
            "exercises": about.exercises,
        }
        for about, _ in rows
    ]
    # the list of lessons is the desk's own
    environment = Environment(loader=FileSystemLoader([PAGES, TEMPLATES]), autoescape=True)
    return environment.get_template("index.html").render(
        title=lesson.article.title, about={"lesson": lesson.name, "lessons": lessons}, rows=rows
    )
