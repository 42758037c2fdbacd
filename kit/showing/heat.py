"""Heat: the article itself, with how many readers marked each word."""

from dataclasses import dataclass
from itertools import groupby

import numpy as np

from kit.analysing.gathering import gather
from kit.errors import KitError
from kit.reading.article import Article
from kit.reading.text import pluralise
from kit.showing import TEMPLATES
from kit.templates import render

STEPS = 4  # shades; each also has a line of its own thickness, and the words have their number
STYLE = (TEMPLATES / "heat.css").read_text(encoding="utf-8")


def draw_heat(readers, label=None, article=None):
    """Show an article with how many readers marked each word: more is darker, and numbered.

    readers: a list of Annotations or DataFrames (start, end, label), a dict of name -> either, or a
    ClassWork. label: marks with this label alone; None: any mark. article: needed for DataFrames.
    Text it is, and it can be searched, enlarged and listened to. Raises KitError if there is no
    reader or no article.

    >>> import pandas as pd; from kit import Article
    >>> ann, ben = pd.DataFrame({"start": [0], "end": [7], "label": ["lead"]}), pd.DataFrame({"start": [4], "end": [13], "label": ["lead"]})
    >>> draw_heat([ann, ben], article=Article("One two three four."))
    How many of 2 readers marked each of 4 words. 2 readers: 1 word in paragraph 0. 1 reader: 2 words in paragraph 0. Nobody: 1 word.
    """
    found = gather(getattr(readers, "gathered", readers))
    article = article or found.article
    if article is None:
        fix = "say which article the marks are of: draw_heat(readers, article=article)"
        raise KitError(f"draw_heat: {fix}")
    if not found.names:
        raise KitError("draw_heat: there is nobody to compare")
    spans = found.spans if label is None else found.spans[found.spans.label == label]
    readers = len(found.names)
    return Heat(article, count_readers(spans, readers, article), readers, label)


def count_readers(spans, readers, article):
    """How many readers marked each word of an article, an array; spans: the table of a Gathered."""
    words, change = article.words, np.zeros((readers, len(article.words) + 1), int)
    np.add.at(change, (spans.coder, words.end.searchsorted(spans.inner_start, "right")), 1)
    np.add.at(change, (spans.coder, words.start.searchsorted(spans.inner_end, "left")), -1)
    return (change.cumsum(axis=1)[:, :-1] > 0).sum(axis=0)


@dataclass(frozen=True, repr=False)
class Heat:
    """A heat map as notebooks show it. counts: how many readers marked each word."""

    article: Article
    counts: np.ndarray
    readers: int
    label: str | None = None

    @property
    def html(self):
        """The text as HTML that needs no other file; everything in it is escaped."""
        readers = pluralise(self.readers, "reader")
        text = painted(self.article, self.counts, self.readers)
        values = {"style": STYLE, "readers": readers, "label": self.label, "text": text}
        return render(TEMPLATES, "heat_figure.html", **values)

    def _repr_html_(self):
        return self.html

    def __repr__(self):
        what = f" as {self.label}" if self.label else ""
        words = pluralise(len(self.counts), "word")
        says = [f"How many of {pluralise(self.readers, 'reader')} marked each of {words}{what}."]
        for count in sorted(set(self.counts.tolist()) - {0}, reverse=True):
            paragraphs = self.article.words.paragraph[self.counts == count]
            noun = "paragraph" if paragraphs.nunique() == 1 else "paragraphs"
            where = f"{noun} {', '.join(map(str, paragraphs.unique()))}"
            words = pluralise(len(paragraphs), "word")
            says.append(f"{pluralise(count, 'reader')}: {words} in {where}.")
        return " ".join([*says, f"Nobody: {pluralise(int((self.counts == 0).sum()), 'word')}."])


def painted(article, counts, readers):
    """Return the paragraphs with a mark as HTML; neighbours with one count are one piece."""
    words = article.words.assign(count=counts)
    is_marked = set(words.paragraph[words["count"] > 0])
    blocks = []
    rows = article.paragraphs.itertuples()
    for marked, run in groupby(rows, lambda row: row.paragraph in is_marked):
        if marked:
            blocks += [_pieces(row, words, article.text, readers) for row in run]
        else:
            blocks.append(pluralise(len(list(run)), "paragraph"))
    return render(TEMPLATES, "heat.html", blocks=blocks, language=article.language)


def _pieces(paragraph, words, text, readers):
    """Return a paragraph's pieces: (text, how many marked it, shade)."""
    own = words[words.paragraph == paragraph.paragraph]
    at = paragraph.start
    pieces = []
    for count, run in groupby(own.itertuples(), lambda word: word.count):
        if count:
            run = list(run)
            # of five readers, four and all differ
            step = STEPS if count == readers else -(-count * STEPS // (readers + 1))
            pieces.append((text[at : run[0].start], 0, 0))
            at = run[-1].end
            pieces.append((text[run[0].start : at], count, step))
    return [*pieces, (text[at : paragraph.end], 0, 0)]
