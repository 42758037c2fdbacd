"""The article on paper: one HTML page to print, with numbered lines and wide margins for a pencil.

Lines are broken here and not by the browser, so that "line 23" is the same words on every printer
and every screen.
"""

from pathlib import Path

import wcwidth
from markupsafe import Markup

from kit.showing.edition_html import clean
from kit.templates import read_style, render

TEMPLATES = Path(__file__).with_name("templates")
WIDTH = 76  # of a line, in letters of a Latin alphabet; a Chinese character takes two
ROOM = 655  # points of height that body lines have on one page, A4 or Letter
LEADING = 1.34  # the height of a line, in font sizes
GAP = 0.45  # the space below a paragraph, in font sizes
SIZES = [11.5, 11, 10.5, 10, 9.75, 9.5]  # points
USUAL_SIZE = 10.5  # of an article too long for one page
SOURCE = "publisher", "address", "rights"  # what lesson.toml says of where the article is from


def make_handout(lesson):
    """Return a lesson's article as an HTML page; paragraphs and every fifth line have numbers."""
    article = lesson.article
    texts = list(enumerate(article.paragraphs.text))
    title = article.title
    if lesson.headline:
        title = texts.pop(0)[1]
    paragraphs = []
    count = 0
    for number, text in texts:
        lines = list(enumerate(lay_out(text), count + 1))
        count += len(lines)
        paragraphs.append((number, lines))
    size = choose_size(count, len(paragraphs))
    page = render(
        TEMPLATES,
        "handout.html",
        article=article,
        title=title,
        has_headline=lesson.headline,
        paragraphs=paragraphs,
        source=" · ".join(str(lesson.about[name]) for name in SOURCE if lesson.about.get(name)),
        style=Markup(f"{read_style(TEMPLATES, 'handout.css')}:root {{ --size: {size}pt }}"),
    )
    return clean(page)


def choose_size(lines, paragraphs):
    """Return the largest font size (points) at which everything is on one page."""
    for size in SIZES:
        if size * (lines * LEADING + paragraphs * GAP) <= ROOM:
            return size
    return USUAL_SIZE


def lay_out(text, width=WIDTH):
    """Return a paragraph as lines no wider than `width`; a word is cut only if it must be.

    >>> lay_out("The bridge will be closed.", width=12)
    ['The bridge', 'will be', 'closed.']
    """
    words = " ".join(text.split())
    return wcwidth.wrap(words, width, break_on_hyphens=False, propagate_sgr=False)
