"""Slides for one lesson of 45 minutes: one page, to show or to print, from the course's notebooks.

Each slide fills the screen, and the page's own scrolling turns them: no script, no network. What
they say holds for any article; title, figures and what to say first come from the notebooks.
"""

import re

from bs4 import BeautifulSoup

from kit.errors import LessonError
from kit.showing.edition_html import clean
from kit.templates import read_style, render
from workshop.editions.editions import find_masters, read_notebook
from workshop.editions.handout import TEMPLATES

NOTICE = "01-read-now-read-the"  # the cell that says before the first reading what is hard in it
FIGURES = {"lengths": "00-article", "voices": "04-mine-marks-table-marks"}


def make_slides(course, lesson):
    """Return the slides of a course as an HTML page; LessonError if a notebook lacks their cell."""
    cells = {}
    for path in find_masters(course):
        cells |= {cell.get("id"): cell for cell in read_notebook(path)["cells"]}
    missing = {NOTICE, *FIGURES.values()} - set(cells)
    if missing:
        fix = "slides are made of it; put it back, with that id"
        raise LessonError(f"{course / 'notebooks'}: there is no cell {min(missing)}; {fix}")
    page = render(
        TEMPLATES,
        "slides.html",
        article=lesson.article,
        notice=read_notice("".join(cells[NOTICE]["source"])),
        figures={name: find_figure(cells[id]) for name, id in FIGURES.items()},
        style=read_style(TEMPLATES, "slides.css"),
    )
    return clean(page)


def read_notice(markdown):
    r"""Return the first paragraph below the heading of a Markdown text, without its signs.

    >>> read_notice("## Read\n\nIt is about *a flood*.\n\nNow read.")
    'It is about a flood.'
    """
    paragraphs = [text for text in markdown.split("\n\n") if not text.startswith("#")]
    return re.sub(r"[*`]", "", paragraphs[0]) if paragraphs else ""


def find_figure(cell):
    """Return {"src", "alt", "caption"} of the picture that a cell's saved output shows, or None."""
    for output in cell.get("outputs", []):
        html = BeautifulSoup("".join(output.get("data", {}).get("text/html", "")), "html.parser")
        picture = html.find("img", src=re.compile("^data:image/png;base64,"))
        if picture:
            caption = html.find("figcaption").find(string=True)  # without the links below it
            return {"src": picture["src"], "alt": picture.get("alt", ""), "caption": caption}
    return None
