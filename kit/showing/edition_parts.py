"""What the chapters of an annotated edition are made of."""

from dataclasses import dataclass, field

from kit.annotating.highlight import Highlight


@dataclass(frozen=True)
class Marked:
    """The article with one layer's marks; attributes: name -> title of those in the notes."""

    shown: Highlight
    attributes: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """Rows of text under a caption."""

    caption: str
    head: tuple
    rows: list


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
