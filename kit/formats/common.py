"""What the formats share: what a reader returns, how it comes onto the article, UTF-16."""

import json
import uuid
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field, replace

from kit.annotating.annotation import Annotation
from kit.annotating.codebook import RESERVED
from kit.annotating.placing import place
from kit.annotating.w3c import CONTEXT_LENGTH
from kit.errors import FileError

DOUBTS = {"ambiguous": "have more than one likely place", "orphan": "are not in this text"}


@dataclass
class Read:
    """What a file holds.

    name: what errors call the file. text: the text it was made on, None if it holds none. marks:
    annotations, with their places in that text. left_out: what could not be read, one line each.
    """

    name: str
    text: str | None = None
    marks: list = field(default_factory=list)
    notices: list = field(default_factory=list)
    left_out: list = field(default_factory=list)

    def add(self, start, end, words, label, note="", attributes=None, creator="", id=None):
        """Add a mark; words "": the file gives none. Returns the Annotation."""
        names = attributes or {}
        own = {f"{name}_" if name in RESERVED else name: names[name] for name in names}
        mark = Annotation(id or str(uuid.uuid4()), start, end, words, label, note, creator, own)
        self.marks.append(mark)
        return mark

    def leave_out(self, where, problem):
        """Note that something could not be read; the rest of the file is."""
        self.left_out.append(f"{where}: {problem}; left out")

    def finish(self):
        """Return itself; raise FileError if nothing of what is there could be read."""
        if self.left_out and not self.marks:
            problem = self.left_out[0].removesuffix("; left out")
            raise FileError(f"{self.name}, {problem}; is this the right file?")
        self.notices += self.left_out[:9]
        if len(self.left_out) > len(self.left_out[:9]):
            self.notices.append(f"and {len(self.left_out) - 9} more left out")
        return self


def settle(read, article):
    """Put what was read onto the article, each span checked against its words.

    Returns the annotations, and notices on what differs.
    """
    source = article.text if read.text is None else read.text
    is_same_text = source == article.text
    waiting = []
    notices = []
    for mark in read.marks:
        is_outside = mark.start is not None and not 0 <= mark.start < mark.end <= len(source)
        if is_outside and not mark.text:
            span = f"the span {mark.start}–{mark.end}"
            notices.append(f"{span} is not in the text, which ends at {len(source)}; left out")
            continue
        inside = source[mark.start : mark.end] if mark.start is not None else ""
        words = mark.text or inside
        if mark.start is not None and inside != words:
            where = f"at {mark.start}–{mark.end} the text has other words than the file"
            notices.append(f"{where}; looked for: {words!r}")
        is_certain = mark.start is not None and inside == words and is_same_text
        if is_certain:
            waiting.append(replace(mark, text=words))
        else:
            target = _make_target(mark, words, source, inside)
            waiting.append(replace(mark, text=words, status="orphan", extra={"target": target}))
    if notices and not waiting:
        raise FileError(f"{read.name}: {notices[0]}; is this the right article?")
    placed = iter(place([mark for mark in waiting if mark.status == "orphan"], article))
    settled = [next(placed) if mark.status == "orphan" else mark for mark in waiting]
    if not is_same_text:
        version = "the file was made on another version of the text"
        notices.append(f"{version}; its marks were looked for in this one")
    counts = Counter(mark.status for mark in settled)
    for status, doubt in DOUBTS.items():
        if counts[status]:
            notices.append(f"annotations that {doubt}: {counts[status]}")
    return settled, notices


def _make_target(mark, words, source, inside):
    """Return where a mark was, as a W3C target: its words with their context, and its position."""
    quote = {"type": "TextQuoteSelector", "exact": words}
    if mark.start is None:
        return {"selector": [quote]}
    if inside == words:
        quote["prefix"] = source[max(0, mark.start - CONTEXT_LENGTH) : mark.start]
        quote["suffix"] = source[mark.end : mark.end + CONTEXT_LENGTH]
    position = {"type": "TextPositionSelector", "start": mark.start, "end": mark.end}
    return {"selector": [quote, position]}


def choose(texts, article, name):
    """Return the number of this article's text among the texts of a file.

    Raises FileError if there are several and none is it.
    """
    for number, text in enumerate(texts):
        if text == article.text:
            return number
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
        self._length = len(text)
        self._wide = [n for n, character in enumerate(text) if ord(character) > 0xFFFF]
        self._ends = [n + k + 2 for k, n in enumerate(self._wide)]  # in units, behind each wide one

    def of(self, position):
        """Return the UTF-16 units before a code point."""
        return position + bisect_right(self._wide, position - 1)

    def back(self, units):
        """Return the code points before a UTF-16 unit; -1 in the middle of a character."""
        if units + 1 in self._ends:
            return -1
        return units - bisect_right(self._ends, units)

    def span(self, start, end):
        """Return a span in units as code points, None if it is none or cuts a character."""
        if type(start) is not int or type(end) is not int:
            return None
        start, end = self.back(start), self.back(end)
        return (start, end) if 0 <= start < end <= self._length else None
