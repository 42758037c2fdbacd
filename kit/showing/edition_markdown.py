"""The annotated edition as Markdown: marks in brackets, figures in words."""

import itertools
import re
from html import escape

from kit.analysing.frames import FrameTable, quoted
from kit.annotating.highlight import blocks
from kit.showing import edition_html
from kit.showing.edition_parts import Marked, Rating, Table, Written
from kit.showing.figures import Described


def page(edition):
    """Return an Edition as the text of a Markdown file."""
    by = f", by {m(edition.reader)}" if edition.reader else ""
    lines = [f"# {m(edition.article.title)}", f"An annotated edition{by}"]
    for chapter in edition.chapters:
        lines.append(f"## {m(chapter.title)}")
        if chapter.about:
            lines.append(prose(chapter.about))
        lines += map(show, chapter.parts)
    return edition_html.clean("\n\n".join(lines) + "\n")


def m(text):
    """Any value as one line of Markdown text in which nothing is markup."""
    line = re.sub(r"([\\`*_\[\]|~$#])", r"\\\1", " ".join(str(text).split()))
    line = escape(line, quote=False)
    return re.sub(r"^([-+=]|\d+[.)])", lambda found: found[0][:-1] + "\\" + found[0][-1], line)


def prose(text):
    return "\n\n".join(m(line) for line in text.split("\n") if line.strip())


def show(part):
    """Return a part of a chapter as Markdown."""
    if isinstance(part, Described):
        return f"*Figure: {m(part.caption)}* {m(part.description)}"
    if isinstance(part, FrameTable):
        rows = []
        for function, whose, _, words in part.rows.values:
            rows.append((function, whose, quoted(words) or "a blank"))
        return table(("Function", "Whose words", "Words"), rows)
    if isinstance(part, Marked):
        return marked(part)
    if isinstance(part, Table):
        return f"**{m(part.caption)}**\n\n{table(part.head, part.rows)}"
    if isinstance(part, Written):
        answer = prose(part.answer).replace("\n\n", "\n>\n> ")
        return f"### {m(part.id)} {m(part.question)}\n\n> {answer}"
    if isinstance(part, Rating):
        by = f" (claimed by {m(part.claimed_by)})" if part.claimed_by else ""
        facts = f"\n\nFacts: {m(part.facts)}" if part.facts else ""
        return f"### “{m(part.claim)}”{by}\n\n**Verdict: {m(part.verdict or 'none yet')}**\n\n{prose(part.reason)}{facts}"
    return prose(str(part))


def table(head, rows):
    """Return a table whose cells are escaped, and whose heads are Markdown."""
    lines = [f"| {' | '.join(head)} |", f"| {' | '.join(['---'] * len(head))} |"]
    return "\n".join([*lines, *(f"| {' | '.join(map(m, row))} |" for row in rows)])


def marked(part):
    """Return the article with its marks in brackets, then what the margin says of each."""
    shown = part.shown
    marks = [mark for mark in shown.marks if mark.start is not None]
    lines = []
    for start, end in blocks(shown.article.text):
        inside = [mark for mark in marks if mark.start < end and mark.end > start]
        lines.append(_marked_line(shown, inside, start, end))
    notes = []
    for mark in shown.marks:
        if words := edition_html.note(part, mark):
            notes.append(f"- **{m(shown.references[mark.id])}** {m(words)}")
    return "\n\n".join([*lines, "\n".join(notes)])


def _marked_line(shown, marks, start, end):
    places = [place for mark in marks for place in (mark.start, mark.end)]
    cuts = sorted({start, end, *(place for place in places if start < place < end)})
    pieces = []
    for a, b in itertools.pairwise(cuts):
        for mark in marks:
            if mark.start == a or a == start > mark.start:
                pieces.append("\\[")
        text = shown.article.text[a:b]
        inner = m(text)  # without the spaces at its edges
        before = " " if text.startswith(" ") else ""
        after = " " if inner and text.endswith(" ") else ""
        pieces.append(f"{before}{inner}{after}")
        for mark in reversed(marks):
            if mark.end == b or b == end < mark.end:
                pieces.append(f"\\]<sup>{m(shown.references[mark.id])}</sup>")
    return "".join(pieces)
