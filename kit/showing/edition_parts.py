"""What the chapters of an annotated edition are made of."""

from dataclasses import dataclass, field
from itertools import pairwise

from kit.analysing.noted import draw_table
from kit.annotating.highlight import Highlight, blocks

# the margin holds about so many characters for each of the text; with more, the notes are put
# below it
MARGIN = 0.85


@dataclass(frozen=True)
class Marked:
    """The article with one layer's marks; attributes: name -> title of those in the notes."""

    shown: Highlight
    attributes: dict = field(default_factory=dict)

    def note(self, mark):
        """Return what the margin says of a mark, "" if that is its label alone."""
        words = []
        for name, value in mark.attributes.items():
            if name in self.attributes:
                words.append(f"{self.attributes[name]}: {self.shown.references.get(value, value)}")
        if mark.note:
            words.append(mark.note)
        if mark.start is None:
            words.append(f"“{mark.text}”")
        return "; ".join([self.shown.title(mark.label), *words]) if words else ""

    def notes(self, marks):
        """Return (reference, words) of each of these marks that has a note."""
        said = [(self.shown.references[mark.id], self.note(mark)) for mark in marks]
        return [(reference, words) for reference, words in said if words]

    @property
    def rows(self):
        """Each paragraph, a Block, with the notes beside it: none if the margin is too small."""
        text = self.shown.article.text
        placed = [] if self.is_full else self.placed
        rows = []
        for (start, end), (until, _) in pairwise([*blocks(text), (len(text), None)]):
            here = [mark for mark in placed if start <= mark.start < until]
            rows.append((self.shown.block(start, end), self.notes(here)))
        return rows

    @property
    def below(self):
        """The notes that stand below the text."""
        return self.notes(self.placed) if self.is_full else []

    @property
    def is_full(self):
        """True if the margin is too small for the notes."""
        size = sum(len(self.note(mark)) for mark in self.shown.marks)
        return size > MARGIN * len(self.shown.article.text)

    @property
    def placed(self):
        return [mark for mark in self.shown.marks if mark.start is not None]

    @property
    def lost(self):
        return [mark for mark in self.shown.marks if mark.start is None]


@dataclass(frozen=True)
class Table:
    """Rows of text under a caption."""

    caption: str
    head: tuple
    rows: list

    @property
    def html(self):
        return draw_table(self.caption, self.head, self.rows)


@dataclass(frozen=True)
class Written:
    """A question and what the reader wrote."""

    id: str
    question: str
    answer: str


@dataclass(frozen=True)
class Rating:
    """A claim and what the reader says of it on a rating card."""

    claim: str
    claimed_by: str
    verdict: str
    reason: str
    facts: str = ""


@dataclass(frozen=True)
class Chapter:
    """A title, an introduction, and parts: one of the above, FrameTable, Described or str."""

    title: str
    about: str = ""
    parts: list = field(default_factory=list)
