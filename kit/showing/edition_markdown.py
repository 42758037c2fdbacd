"""The annotated edition as Markdown: marks in brackets, figures in words."""

import itertools
import re
from html import escape

from markupsafe import Markup

from kit.annotating import highlight
from kit.showing import edition_html
from kit.templates import templates


def page(edition):
    """Return an Edition as the text of a Markdown file."""
    filters = templates(edition_html.TEMPLATES, highlight.TEMPLATES).filters
    filters |= {"m": m, "prose": prose, "in_brackets": in_brackets}
    return edition_html.clean(edition_html.fill("md", edition=edition).rstrip("\n") + "\n")


def m(text):
    """Any value as one line of Markdown text in which nothing is markup."""
    line = re.sub(r"([\\`*_\[\]|~$#])", r"\\\1", " ".join(str(text).split()))
    line = escape(line, quote=False)
    line = re.sub(r"^([-+=]|\d+[.)])", lambda found: found[0][:-1] + "\\" + found[0][-1], line)
    return Markup(line)


def prose(text, between="\n\n"):
    """Return paragraphs of Markdown."""
    return Markup(between.join(m(line) for line in text.split("\n") if line.strip()))


def in_brackets(part):
    """Return the paragraphs of a Marked, its marks in brackets."""
    text = part.shown.article.text
    return [_line(part, start, end) for start, end in highlight.blocks(text)]


def _line(part, start, end):
    marks = [mark for mark in part.placed if mark.start < end and mark.end > start]
    places = [place for mark in marks for place in (mark.start, mark.end)]
    cuts = sorted({start, end, *(place for place in places if start < place < end)})
    pieces = []
    for a, b in itertools.pairwise(cuts):
        for mark in marks:
            if mark.start == a or a == start > mark.start:
                pieces.append("\\[")
        text = part.shown.article.text[a:b]
        inner = m(text)  # without the spaces at its edges
        before = " " if text.startswith(" ") else ""
        after = " " if inner and text.endswith(" ") else ""
        pieces.append(f"{before}{inner}{after}")
        for mark in reversed(marks):
            if mark.end == b or b == end < mark.end:
                pieces.append(f"\\]<sup>{m(part.shown.references[mark.id])}</sup>")
    return Markup("".join(pieces))
