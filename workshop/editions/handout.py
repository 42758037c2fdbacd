"""The article on paper: one HTML page to print, with numbered lines and wide margins for a pencil.

Lines are broken here and not by the browser, so that "line 23" is the same words on every printer and every screen.
"""

import unicodedata
from html import escape
from pathlib import Path

from kit.showing.edition_html import clean

WIDTH = 76  # of a line, in letters of a Latin alphabet; a Chinese character takes two
ROOM = 655  # points of height that body lines have on one page, A4 or Letter
LEADING, GAP = 1.34, 0.45  # the height of a line, and the space below a paragraph, in font sizes
SIZES = [
    11.5,
    11,
    10.5,
    10,
    9.75,
    9.5,
]  # points; an article too long for one page gets the middle one


def handout(lesson):
    """Return a lesson's article as the text of an HTML page: paragraph numbers as in the notebooks, every fifth line numbered."""
    article, about = lesson.article, lesson.about
    texts = list(article.paragraphs.text)
    title = texts[0] if lesson.headline else article.title
    body = [
        (number, lay_out(text))
        for number, text in enumerate(texts)
        if number or not lesson.headline
    ]
    count = sum(len(lines) for _, lines in body)
    size = next(
        (size for size in SIZES if size * (count * LEADING + len(body) * GAP) <= ROOM), SIZES[2]
    )
    head = f'<span class="number">[0]</span> {escape(title)}' if lesson.headline else escape(title)
    paragraphs, line = [], 0
    for number, lines in body:
        spans = []
        for words in lines:
            line += 1
            spans.append(
                f'<span class="line"{f""" data-line="{line}" """ if line % 5 == 0 else ""}>{escape(words)} </span>'
            )
        paragraphs.append(
            f'<p dir="auto"><span class="number">[{number}]</span>{"".join(spans)}</p>'
        )
    source = " · ".join(
        escape(str(about[name])) for name in ("publisher", "address", "rights") if about.get(name)
    )
    style = (
        Path(__file__).with_suffix(".css").read_text(encoding="utf-8")
        + f":root {{ --size: {size}pt }}"
    )
    return clean(
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{escape(article.title)}</title><style>{style}</style></head><body>"
        f'<p class="yours" aria-hidden="true">Name <i></i> Date <i></i></p><main lang="{escape(article.language)}">'
        f'<h1 dir="auto">{head}</h1>{"".join(paragraphs)}</main>'
        f"<footer><p>Every fifth line has its number; paragraphs have theirs in brackets, as in the notebooks. The margins are yours.</p>"
        f'<p dir="auto">{source}</p></footer></body></html>\n'
    )


def lay_out(text, width=WIDTH):
    """Return a paragraph as lines no wider than `width`; a word is cut only if a line can't hold it (or its script has no spaces).

    >>> lay_out("The bridge will be closed.", width=12)
    ['The bridge', 'will be', 'closed.']
    """
    lines, line, used = [], "", 0
    for word in text.split():
        size = sum(map(_cells, word))
        if line and used + 1 + size <= width:
            line, used = f"{line} {word}", used + 1 + size
            continue
        if size <= width:
            lines, line, used = [*lines, line], word, size
            continue
        if line and used + 3 <= width:  # a script without spaces goes on where the line has room
            line, used = line + " ", used + 1
        for letter in word:
            if line and _cells(letter) and used + _cells(letter) > width:
                lines, line, used = [*lines, line.rstrip()], "", 0
            line, used = line + letter, used + _cells(letter)
    return [line for line in [*lines, line] if line]


def _cells(letter):
    """How wide a letter is: 2 for Chinese, Japanese, Korean; 0 for a mark that sits on another letter."""
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
