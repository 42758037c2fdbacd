"""Two articles side by side, with what they share marked."""

from dataclasses import dataclass

import pandas as pd

from kit.analysing.passages import shared_passages
from kit.errors import KitError
from kit.reading.article import Article
from kit.reading.text import pluralise, show
from kit.showing import TEMPLATES
from kit.showing.drawings import percent
from kit.templates import render

SIDES = ("start", "end"), ("other_start", "other_end")


@dataclass(frozen=True)
class Piece:
    """A piece of a paragraph; number: of the passage it belongs to, 0 for none."""

    text: str
    number: int = 0
    kind: str = ""


@dataclass(frozen=True, repr=False)
class SideBySide:
    """What `side_by_side` shows."""

    names: tuple
    articles: tuple
    shared: pd.DataFrame

    @property
    def summary(self):
        """How much is shared, as a sentence."""
        if not len(self.shared):
            return "Nothing is shared that is long enough to tell."
        words = self.shared.words.sum()
        parts = []
        for name, article, (start, end) in zip(self.names, self.articles, SIDES, strict=True):
            whole = article.words
            inside = sum(
                ((whole.start >= a) & (whole.end <= b)).sum()
                for a, b in zip(self.shared[start], self.shared[end], strict=True)
            )
            parts.append(f"{percent(inside / len(whole))} of {name}")
        passages = pluralise(len(self.shared), "shared passage")
        return f"{passages} with {words} words in common: {' and '.join(parts)}."

    def __repr__(self):
        lines = [self.summary]
        for number, row in enumerate(self.shared.itertuples(), 1):
            lines.append(f"{number}. {row.kind}, {row.words} words: {show(row.text, 200)}")
            if row.kind == "near":
                lines.append(f"   in {self.names[1]}: {show(row.other_text, 200)}")
        return "\n".join(lines)

    def _repr_html_(self):
        sides = []
        for name, article, columns in zip(self.names, self.articles, SIDES, strict=True):
            sides.append({"name": name, "paragraphs": cut(article, self.shared, *columns)})
        return render(TEMPLATES, "side_by_side.html", sides=sides, summary=self.summary)


def side_by_side(articles, a, b, least=8):
    """Show two articles next to each other, with the passages they share marked and numbered.

    Parameters
    ----------
    articles : DataFrame
        As read_articles gives it.
    a, b : str
        The two, by their names in the column article.
    least : int
        Words in common that a passage has at least.

    Examples
    --------
    >>> texts = ["Rain fell on the town and on the hills.", "On Monday rain fell on the town."]
    >>> side_by_side(pd.DataFrame({"article": ["a", "b"], "text": texts}), "a", "b", least=5)
    1 shared passage with 5 words in common: 56 % of a and 71 % of b.
    1. exact, 5 words: Rain fell on the town
    """
    known = articles.set_index("article")
    for name in (a, b):
        if name not in known.index:
            few = ", ".join(map(str, known.index[:12]))
            raise KitError(f"side_by_side: there is no article {name!r}; there are {few} …")
    pair = tuple(Article(known.text[name]) for name in (a, b))
    return SideBySide((a, b), pair, shared_passages(*pair, least=least))


def cut(article, shared, start, end):
    """Return a list of paragraphs, each a list of Pieces, cut where shared passages begin and end."""
    numbered = shared.assign(number=range(1, len(shared) + 1)).sort_values([start, end])
    columns = numbered[[start, end, "number", "kind"]]
    result = []
    for paragraph in article.paragraphs.itertuples():
        pieces, at = [], paragraph.start
        for a, b, number, kind in columns.itertuples(index=False):
            first, last = max(a, paragraph.start), min(b, paragraph.end)
            if first < last:
                pieces.append(Piece(article.text[at:first]))
                pieces.append(Piece(article.text[first:last], number, kind))
                at = last
        pieces.append(Piece(article.text[at : paragraph.end]))
        result.append([piece for piece in pieces if piece.text])
    return result
