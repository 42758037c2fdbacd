"""What the formats share: what a reader returns, how it comes onto the article, UTF-16."""

import json
import uuid
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import accumulate

from kit.annotating import w3c
from kit.annotating.annotation import Annotation
from kit.annotating.annotations import Annotations
from kit.annotating.codebook import RESERVED
from kit.annotating.placing import place
from kit.annotating.store import describe_doubts
from kit.errors import FileError

# what Python says when data has not the shape that a reader takes it to have
UNREADABLE = LookupError, TypeError, ValueError, AttributeError, OverflowError, RecursionError


class PartError(Exception):
    """Why a part of a file can't be read."""


@dataclass
class Read:
    """What a file holds.

    name: what errors call the file. text: the text it was made on, None if it holds none. marks:
    annotations, with their places in that text. known: the same, by what the file calls them.
    left_out: what could not be read, one line each.
    """

    name: str
    text: str | None = None
    marks: list = field(default_factory=list)
    known: dict = field(default_factory=dict)
    notices: list = field(default_factory=list)
    left_out: list = field(default_factory=list)

    def add(self, start, end, words, label, id="", known_as=None, attributes=None, **own):
        """Add a mark and return it; words "": the file gives none; own: its note and creator."""
        mark = Annotation(id or str(uuid.uuid4()), start, end, words, label, **own)
        self.marks.append(mark)
        self.known.setdefault(known_as or mark.id, mark)
        for name, value in (attributes or {}).items():
            self.describe(mark, name, value)
        return mark

    def describe(self, mark, name, value):
        """Give a mark an attribute, under another name if the tables have a column of that name."""
        mark.attributes[f"{name}_" if name in RESERVED else name] = value

    def link(self, one, name, other):
        """Let one known mark name another; False if one of the two isn't there."""
        ends = [self.known.get(one), self.known.get(other)]
        if None in ends:
            return False
        self.describe(ends[0], name, ends[1].id)
        return True

    @contextmanager
    def reading(self, where, problem):
        """Leave a part of the file out, and note it, if it can't be read; the rest is read."""
        try:
            yield
        except PartError as error:
            self.left_out.append(f"{where}: {error}; left out")
        except UNREADABLE:
            self.left_out.append(f"{where}: {problem}; left out")


def settle(read, article):
    """Return what was read as Annotations of the article, each span checked against its words.

    What differs is said in their notices. Raises FileError if there is something, and nothing of
    it could be read.
    """
    made_on = article if read.text in (None, article.text) else replace(article, text=read.text)
    is_same_text = made_on is article
    waiting = []
    others = []
    for mark in read.marks:
        is_placed = mark.start is not None
        if is_placed and not mark.text and not 0 <= mark.start < mark.end <= len(made_on.text):
            problem = f"is not in the text, which ends at {len(made_on.text)}; left out"
            read.left_out.append(f"the span {mark.start}–{mark.end} {problem}")
            continue
        inside = made_on.text[mark.start : mark.end] if is_placed else ""
        words = mark.text or inside
        is_sure = is_placed and inside == words
        if is_placed and not is_sure:
            where = f"at {mark.start}–{mark.end} the text has other words than the file"
            others.append(f"{where}; looked for: {words!r}")
        target = _make_target(replace(mark, text=words), made_on, is_sure)
        waiting.append(replace(mark, text=words, extra={"target": target}))
    if read.left_out and not waiting:
        problem = read.left_out[0].removesuffix("; left out")
        raise FileError(f"{read.name}, {problem}; is this the right file?")
    notices = read.notices + read.left_out[:9]
    if len(read.left_out) > 9:
        notices.append(f"and {len(read.left_out) - 9} more left out")
    notices += others
    settled = place(waiting, article)
    if not is_same_text:
        version = "the file was made on another version of the text"
        notices.append(f"{version}; its marks were looked for in this one")
    return Annotations.of(article, settled, notices + describe_doubts(settled))


def _make_target(mark, made_on, is_sure):
    """Return where a mark was, as a W3C target; with its surroundings only if it was there."""
    if is_sure:
        return w3c.record(mark, made_on)["target"]
    quote = {"type": "TextQuoteSelector", "exact": mark.text}
    position = {"type": "TextPositionSelector", "start": mark.start, "end": mark.end}
    return {"selector": [quote] if mark.start is None else [quote, position]}


def choose(texts, article, name):
    """Return the number of this article's text among the texts of a file.

    Raises FileError if there are several and none is it.
    """
    if article.text in texts:
        return texts.index(article.text)
    if len(texts) != 1:
        problem = f"holds {len(texts)} texts, and none is this article"
        raise FileError(f"{name}: {problem}; is this the right file?")
    return 0


def read_json(text, name, line=0):
    """Return a text as JSON; raises FileError with file and line."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        line = line or getattr(error, "lineno", 1)
        problem = "not complete JSON; is the file damaged?"
        raise FileError(f"{name}, line {line}: {problem}") from None


class Utf16:
    """Positions of a text in UTF-16 units, as browsers and Java count them, and in code points.

    >>> units = Utf16("a😀b"); units.of(2), units.back(3)
    (3, 2)
    """

    def __init__(self, text):
        widths = [2 if ord(character) > 0xFFFF else 1 for character in text]
        self._units = [0, *accumulate(widths)]
        self._points = {unit: point for point, unit in enumerate(self._units)}

    def of(self, position):
        """Return the UTF-16 units before a code point."""
        return self._units[position]

    def back(self, units):
        """Return the code points before a UTF-16 unit; KeyError in the middle of a character."""
        return self._points[units]

    def span(self, start, end):
        """Return a span in units as code points; PartError if it is none or cuts a character."""
        try:
            points = self.back(start), self.back(end)
        except (KeyError, TypeError):
            points = 0, 0
        if points[0] >= points[1]:
            raise PartError(f"{start}–{end} is no span in UTF-16 units (it may cut a character)")
        return points
