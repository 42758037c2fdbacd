"""The annotated edition as one HTML page, by templates/edition.html and edition_parts.html."""

import re

from markupsafe import Markup

from kit.analysing.frames import FrameTable
from kit.analysing.noted import Note
from kit.annotating import highlight
from kit.showing import TEMPLATES
from kit.showing.edition_parts import Marked, Rating, Table, Written
from kit.showing.figures import Described
from kit.templates import read_style, templates

STYLES = ("edition.css", "edition_notes.css", "edition_print.css")
MACROS = {  # what shows each kind of part, in HTML and in Markdown
    Described: "figure",
    FrameTable: "frame",
    Marked: "marked",
    Note: "prose",
    Rating: "rating",
    Table: "table",
    Written: "written",
    str: "prose",
}


def page(edition):
    """Return an Edition as the text of an HTML file."""
    style = highlight.style() + Markup("").join(read_style(TEMPLATES, name) for name in STYLES)
    return clean(fill("html", edition=edition, style=style))


def fill(ending, **values):
    """Return edition.html or edition.md, filled; `show` there shows a part of a chapter."""
    found = templates(TEMPLATES, highlight.TEMPLATES)
    macros = found.get_template(f"edition_parts.{ending}").module

    def show(part):
        return getattr(macros, MACROS[type(part)])(part)

    return found.get_template(f"edition.{ending}").render(values, show=show)


def clean(text):
    """Return text without control characters, and with a sign for halves of characters."""
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", "", text)
