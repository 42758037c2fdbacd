"""The annotated edition as one HTML page: no script, nothing fetched, notes at the side, no meaning
in colour alone.
"""

import re
from functools import singledispatch
from html import escape
from pathlib import Path

from kit.analysing.frames import FrameTable
from kit.annotating.highlight import STYLE, blocks
from kit.showing.edition_parts import Marked, Rating, Table, Written
from kit.showing.figures import Described

SAFE = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
# the margin holds about so many characters for each of the text; with more, the notes stand below
# it
MARGIN = 0.85
SHORT = 18  # a column of shorter words than this is as wide as they are


def page(edition):
    """Return an Edition as the text of an HTML file."""
    article, title = edition.article, f"Annotated edition: {edition.article.title}"
    chapters = list(enumerate(edition.chapters, 1))
    links = "".join(
        f'<li><a href="#c{number}">{e(chapter.title)}</a></li>' for number, chapter in chapters
    )
    body = "\n".join(
        f'<section aria-labelledby="c{number}"><h2 id="c{number}">{e(chapter.title)}</h2>{paragraphs(chapter.about, "about")}'
        f"{''.join(map(show, chapter.parts))}</section>"
        for number, chapter in chapters
    )
    style = STYLE + Path(__file__).with_suffix(".css").read_text(encoding="utf-8")
    by = (
        f'<p class="by" dir="auto">Read and annotated by {e(edition.reader)}</p>'
        if edition.reader
        else ""
    )
    made = "Marks, notes and answers are the reader's own. Made with the close reading kit."
    head = (
        f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{SAFE}">'
        f'<meta name="viewport" content="width=device-width"><title>{e(title)}</title><style>{style}</style>'
    )
    header = (
        f'<p class="kind">An annotated edition</p><h1 dir="auto" lang="{e(article.language)}">{e(article.title)}</h1>{by}'
        f'<nav aria-label="Chapters"><ol>{links}</ol></nav>'
    )
    body = f"<header>{header}</header><main>{body}</main><footer><p>{made}</p></footer>"
    return clean(
        f'<!doctype html>\n<html lang="en"><head>{head}</head><body>{body}</body></html>\n'
    )


def e(text):
    """Any value as HTML text that can't break out of where it stands."""
    return escape(str(text))


def clean(text):
    """Text without what no file may hold: control characters go, halves of a character become the
    sign for one that is lost.
    """
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", "", text)


def paragraphs(text, kind=""):
    name = f' class="{kind}"' if kind else ""
    return "".join(
        f'<p{name} dir="auto">{e(line)}</p>' for line in text.split("\n") if line.strip()
    )


@singledispatch
def show(part):
    """A part of a chapter as HTML."""
    return paragraphs(str(part))


@show.register
def _(part: Marked):
    shown, text = part.shown, part.shown.article.text
    said = sum(len(note(part, mark)) for mark in shown.marks)
    full = said > MARGIN * len(text)
    kind = "kit-highlight full" if full else "kit-highlight"
    rows, places = [], list(blocks(text))
    for number, (start, end) in enumerate(places):
        until = places[number + 1][0] if number + 1 < len(places) else len(text)
        here = [
            mark for mark in shown.marks if mark.start is not None and start <= mark.start < until
        ]
        rows.append(
            f'<div class="text">{shown.block(start, end)}</div>'
            + ("" if full else notes(part, here))
        )
    rows += [notes(part, [mark for mark in shown.marks if mark.start is not None])] if full else []
    lost = [mark for mark in shown.marks if mark.start is None]
    rows += [f"<p>No longer in the text:</p>{notes(part, lost)}"] if lost else []
    used = {mark.label for mark in shown.marks}
    labels = [
        f"<li>{shown.swatch(name)} {e(label.title or name)}</li>"
        for name, label in shown.labels.items()
        if name in used
    ]
    legend = f'<ul class="legend" aria-label="Labels">{" ".join(labels)}</ul>' if labels else ""
    text = f'<div lang="{e(shown.article.language)}">{"".join(rows)}</div>'
    return f'<div class="{kind}" style="{shown.colours}">{legend}{text}</div>'


def notes(part, marks):
    items = []
    for mark in marks:
        said = note(part, mark)
        items += (
            [f"<li><b>{e(part.shown.references[mark.id])}</b> <bdi>{e(said)}</bdi></li>"]
            if said
            else []
        )
    return f'<ul class="notes" lang="en" aria-label="Notes">{"".join(items)}</ul>' if items else ""


def note(part, mark):
    """What the margin says of a mark: its label, what else was noted, and the note; "" if that is
    the label alone.
    """
    shown = part.shown
    said = {name: value for name, value in mark.attributes.items() if name in part.attributes}
    words = [
        f"{part.attributes[name]}: {shown.references.get(value, value)}"
        for name, value in said.items()
    ]
    words += [mark.note] if mark.note else []
    words += [f"“{mark.text}”"] if mark.start is None else []
    return "; ".join([shown.labels[mark.label].title or mark.label, *words]) if words else ""


@show.register
def _(part: Table):
    long = [
        ' class="long"' if max(len(str(cell)) for cell in column) > SHORT else ""
        for column in zip(*part.rows, strict=True)
    ]
    head = "".join(f'<th scope="col">{e(name)}</th>' for name in part.head)
    rows = []
    for first, *rest in part.rows:
        cells = "".join(
            f'<td dir="auto"{kind}>{e(cell)}</td>'
            for cell, kind in zip(rest, long[1:], strict=True)
        )
        rows.append(f'<tr><th scope="row" dir="auto"{long[0]}>{e(first)}</th>{cells}</tr>')
    return wide(
        part.caption, f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    )


@show.register
def _(part: Written):
    return f'<h3 dir="auto">{e(part.id)} {e(part.question)}</h3><div class="answer">{paragraphs(part.answer)}</div>'


@show.register
def _(part: Rating):
    by = (
        f'<p class="about">Claimed by <bdi>{e(part.claimed_by)}</bdi></p>'
        if part.claimed_by
        else ""
    )
    verdict = f"<p><strong>Verdict: <bdi>{e(part.verdict or 'none yet')}</bdi></strong></p>"
    facts = paragraphs(f"Facts: {part.facts}", "about") if part.facts else ""
    return f'<div class="card"><h3 dir="auto">“{e(part.claim)}”</h3>{by}{verdict}{paragraphs(part.reason)}{facts}</div>'


@show.register
def _(part: Described):
    return part.html


@show.register
def _(part: FrameTable):
    return wide(
        "Each function, whose words fill it, and with what",
        re.sub("<t([hd]) ", r'<t\1 class="long" ', part.html),
    )


def wide(caption, table):
    """A table under its caption, in a frame that scrolls where the screen is too narrow, by
    keyboard too.
    """
    table = table.replace("<table>", f"<table><caption>{e(caption)}</caption>", 1)
    return f'<div class="wide" role="region" tabindex="0" aria-label="{e(caption)}">{table}</div>'
