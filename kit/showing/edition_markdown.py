"""The annotated edition as Markdown: the same chapters, marks in brackets, figures in the words
that describe them.
"""

import itertools
import re
from functools import singledispatch
from html import escape

from kit.analysing.frames import FrameTable, quoted
from kit.annotating.highlight import blocks
from kit.showing import edition_html
from kit.showing.edition_parts import Marked, Rating, Table, Written
from kit.showing.figures import Described


def page(edition):
    """Return an Edition as the text of a Markdown file."""
    lines = [
        f"# {m(edition.article.title)}",
        "An annotated edition" + (f", by {m(edition.reader)}" if edition.reader else ""),
    ]
    for chapter in edition.chapters:
        lines += [
            f"## {m(chapter.title)}",
            *([prose(chapter.about)] if chapter.about else []),
            *map(show, chapter.parts),
        ]
    return edition_html.clean("\n\n".join(lines) + "\n")


def m(text):
    """Any value as one line of Markdown text in which nothing is markup."""
    line = re.sub(r"([\\`*_\[\]|~$#])", r"\\\1", " ".join(str(text).split()))
    line = escape(line, quote=False)
    return re.sub(r"^([-+=]|\d+[.)])", lambda found: found[0][:-1] + "\\" + found[0][-1], line)


def prose(text):
    return "\n\n".join(m(line) for line in text.split("\n") if line.strip())


@singledispatch
def show(part):
    """A part of a chapter as Markdown."""
    return prose(str(part))


@show.register
def _(part: Marked):
    shown = part.shown
    text = part.shown.article.text
    lines = []
    marks = [mark for mark in shown.marks if mark.start is not None]
    for start, end in blocks(text):
        here = [mark for mark in marks if mark.start < end and mark.end > start]
        cuts = sorted(
            {
                start,
                end,
                *(
                    place
                    for mark in here
                    for place in (mark.start, mark.end)
                    if start < place < end
                ),
            }
        )
        pieces = []
        for a, b in itertools.pairwise(cuts):
            closed = [mark for mark in reversed(here) if mark.end == b or b == end < mark.end]
            closing = "".join(f"\\]<sup>{m(shown.references[mark.id])}</sup>" for mark in closed)
            # m() takes the spaces at the edges away
            edge = [" " * text[a:b].startswith(" "), " " * text[a:b].endswith(" ")]
            inner = m(text[a:b])
            opening = "\\[" * sum(mark.start == a or a == start > mark.start for mark in here)
            pieces.append(f"{opening}{edge[0]}{inner}{edge[1] if inner else ''}{closing}")
        lines.append("".join(pieces))
    said = [(mark, edition_html.note(part, mark)) for mark in shown.marks]
    return "\n\n".join(
        [
            *lines,
            "\n".join(
                f"- **{m(shown.references[mark.id])}** {m(words)}" for mark, words in said if words
            ),
        ]
    )


@show.register
def _(part: Table):
    rows = [part.head, ["---"] * len(part.head)]
    lines = [f"| {' | '.join(row)} |" for row in rows] + [
        f"| {' | '.join(map(m, row))} |" for row in part.rows
    ]
    return f"**{m(part.caption)}**\n\n" + "\n".join(lines)


@show.register
def _(part: Written):
    return f"### {m(part.id)} {m(part.question)}\n\n" + "\n>\n".join(
        f"> {line}" for line in prose(part.answer).split("\n\n")
    )


@show.register
def _(part: Rating):
    by = f" (claimed by {m(part.claimed_by)})" if part.claimed_by else ""
    facts = f"\n\nFacts: {m(part.facts)}" if part.facts else ""
    return f"### “{m(part.claim)}”{by}\n\n**Verdict: {m(part.verdict or 'none yet')}**\n\n{prose(part.reason)}{facts}"


@show.register
def _(part: Described):
    return f"*Figure: {m(part.caption)}* {m(part.description)}"


@show.register
def _(part: FrameTable):
    rows = [
        (function, whose, quoted(words) or "a blank")
        for function, whose, _, words in part.rows.values
    ]
    lines = [
        "| Function | Whose words | Words |",
        "| --- | --- | --- |",
        *(f"| {' | '.join(map(m, row))} |" for row in rows),
    ]
    return "\n".join(lines)
