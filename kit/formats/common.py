"""What the formats share: what a reader returns, how its spans come onto the article, and UTF-16 at the border."""

import json
import uuid
from bisect import bisect_right
from dataclasses import dataclass, field, replace

from kit.annotating.annotation import Annotation
from kit.annotating.codebook import RESERVED
from kit.annotating.placing import place
from kit.annotating.w3c import CONTEXT_LENGTH
from kit.errors import FileError


@dataclass
class Read:
    """What a file said. text: the text it was made on, None if it holds none; marks: Annotations whose places are in that text."""

    text: str | None = None
    marks: list = field(default_factory=list)
    notices: list = field(default_factory=list)


def found(start, end, text, label, note="", attributes=None, creator="", id=None):
    """An Annotation as a file has it; text "": the file gives no words."""
    attributes = {
        name + "_" if name in RESERVED else name: value
        for name, value in (attributes or {}).items()
    }
    return Annotation(id or str(uuid.uuid4()), start, end, text, label, note, creator, attributes)


def settle(read, article, name):
    """Put what was read onto the article, every span checked against its words; returns (annotations, notices)."""

    source, waiting, notices = article.text if read.text is None else read.text, [], []
    for mark in read.marks:
        if (
            mark.start is not None
            and not 0 <= mark.start < mark.end <= len(source)
            and not mark.text
        ):
            span = f"{mark.start}–{mark.end}"
            raise FileError(
                f"{name}: the span {span} is not in the text, which ends at {len(source)}; is this the right article?"
            )
        inside = source[mark.start : mark.end] if mark.start is not None else ""
        if mark.text and inside != mark.text and mark.start is not None:
            notices.append(
                f"at {mark.start}–{mark.end} the text has other words than the file says; looked for: {mark.text!r}"
            )
        words = mark.text or inside
        quote = {"type": "TextQuoteSelector", "exact": words}
        if inside == words and mark.start is not None:
            quote["prefix"] = source[max(0, mark.start - CONTEXT_LENGTH) : mark.start]
            quote["suffix"] = source[mark.end : mark.end + CONTEXT_LENGTH]
        target = {"selector": [quote]}
        if mark.start is not None:
            target["selector"].append(
                {"type": "TextPositionSelector", "start": mark.start, "end": mark.end}
            )
        if mark.start is not None and inside == words and source == article.text:
            waiting.append(replace(mark, text=words))
        else:
            waiting.append(replace(mark, text=words, status="orphan", extra={"target": target}))
    lost = iter(place([mark for mark in waiting if mark.status == "orphan"], article))
    settled = [next(lost) if mark.status == "orphan" else mark for mark in waiting]
    if read.text is not None and source != article.text:
        notices.append(
            "the file was made on another version of the text; its marks were looked for in this one"
        )
    for status, what in (
        ("ambiguous", "have more than one likely place"),
        ("orphan", "are not in this text"),
    ):
        count = sum(mark.status == status for mark in settled)
        notices += [f"annotations that {what}: {count}"] if count else []
    return settled, notices


def choose(texts, article, name):
    """The number of this article's text among the texts of a file; FileError when there are several and none is it."""
    for number, text in enumerate(texts):
        if text == article.text:
            return number
    if len(texts) != 1:
        raise FileError(
            f"{name}: holds {len(texts)} texts, and none is this article; is this the right file?"
        )
    return 0


def json_of(text, name, line=0):
    """Parse JSON; FileError names file and line."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FileError(
            f"{name}, line {line or getattr(error, 'lineno', 1)}: not complete JSON; is the file damaged?"
        ) from None


class Utf16:
    """Positions of a text in UTF-16 units, as browsers and Java count them, and in code points.

    >>> units = Utf16("a😀b"); units.of(2), units.back(3)
    (3, 2)
    """

    def __init__(self, text):
        self._wide = [n for n, character in enumerate(text) if ord(character) > 0xFFFF]
        self._ends = [n + k + 2 for k, n in enumerate(self._wide)]  # in units, behind each wide one

    def of(self, position):
        """UTF-16 units before a code point."""
        return position + bisect_right(self._wide, position - 1)

    def back(self, units):
        """Code points before a UTF-16 unit; -1 for one in the middle of a character."""
        if units + 1 in self._ends:
            return -1
        return units - bisect_right(self._ends, units)
