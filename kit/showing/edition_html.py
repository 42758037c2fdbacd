"""The annotated edition as one HTML page, by templates/edition.html and edition_parts.html."""

import re
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from kit.analysing.frames import FrameTable
from kit.analysing.noted import draw_table
from kit.annotating import highlight
from kit.showing.edition_parts import Marked, Rating, Table, Written
from kit.showing.figures import Described
from kit.templates import read_style, templates

TEMPLATES = Path(__file__).with_name("templates")
STYLES = ("edition.css", "edition_notes.css", "edition_print.css")
# the margin holds about so many characters for each of the text; with more, the notes are put
# below it
MARGIN = 0.85


def page(edition):
    """Return an Edition as the text of an HTML file."""
    style = highlight.style() + Markup("").join(read_style(TEMPLATES, name) for name in STYLES)
    template = _templates().get_template("edition.html")
    return clean(template.render(edition=edition, style=style, show=show))


def clean(text):
    """Return text without control characters, and with a sign for halves of characters."""
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", "", text)


def _templates():
    return templates(TEMPLATES, highlight.TEMPLATES)


def show(part):
    """Return a part of a chapter as Markup."""
    macros = _templates().get_template("edition_parts.html").module
    if isinstance(part, Described):
        return Markup(part.html)
    if isinstance(part, FrameTable):
        return Markup(part.html)
    if isinstance(part, Marked):
        return macros.marked(lay_out(part))
    if isinstance(part, Table):
        return Markup(draw_table(part.caption, part.head, part.rows))
    if isinstance(part, Written):
        return macros.written(part)
    if isinstance(part, Rating):
        return macros.rating(part)
    return macros.paragraphs(str(part))


@dataclass(frozen=True)
class Laid:
    """A marked text as the page shows it: each paragraph with the notes beside it, or all below."""

    language: str
    colours: str
    legend: list
    rows: list  # (Block, notes), notes being (reference, words)
    below: list
    lost: list


def lay_out(part):
    """Return the Laid of a Marked: its notes go to the margin unless that is too small for them."""
    shown = part.shown
    text = shown.article.text
    placed = [mark for mark in shown.marks if mark.start is not None]
    size = sum(len(note(part, mark)) for mark in shown.marks)
    is_full = size > MARGIN * len(text)
    places = list(highlight.blocks(text))
    untils = [start for start, _ in places[1:]] + [len(text)]
    rows = []
    for (start, end), until in zip(places, untils, strict=True):
        here = [] if is_full else [mark for mark in placed if start <= mark.start < until]
        rows.append((shown.block(start, end), _notes(part, here)))
    return Laid(
        shown.article.language,
        shown.colours,
        shown.legend,
        rows,
        _notes(part, placed) if is_full else [],
        _notes(part, [mark for mark in shown.marks if mark.start is None]),
    )


def _notes(part, marks):
    said = [(part.shown.references[mark.id], note(part, mark)) for mark in marks]
    return [(reference, words) for reference, words in said if words]


def note(part, mark):
    """Return what the margin says of a mark, "" if that is its label alone."""
    shown = part.shown
    words = []
    for name, value in mark.attributes.items():
        if name in part.attributes:
            words.append(f"{part.attributes[name]}: {shown.references.get(value, value)}")
    if mark.note:
        words.append(mark.note)
    if mark.start is None:
        words.append(f"“{mark.text}”")
    return "; ".join([shown.title(mark.label), *words]) if words else ""
