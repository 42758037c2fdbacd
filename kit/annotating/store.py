"""The store: one file for a reader's annotations, never half written.

A save (Annotations.save) is: lock, read what is there, merge, keep the old file as NAME.bak, replace
the file in one step, fsync. Whoever is killed in between leaves the old file or the new one.
"""

import contextlib
import os
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kit.annotating import w3c
from kit.annotating.merging import with_new_id
from kit.annotating.placing import place
from kit.errors import FileError
from kit.files import IN_BROWSER, link_or_copy, not_saved
from kit.reading.text import pluralise

DOUBTS = {
    "moved": "found at another place, or in slightly other words, than before (see .moved)",
    "ambiguous": "more than one likely place, or an unlikely one (see .ambiguous)",
    "orphan": "not found in this text (see .orphans)",
}


@dataclass(frozen=True)
class Held:
    """What a file held when it was last read or written; text is None if it never was."""

    text: str | None = None
    header: Mapping = field(default_factory=dict)
    marks: Mapping = field(default_factory=dict)  # id -> Annotation

    @property
    def is_foreign(self):
        """Whether none of its annotations has a place in our article."""
        return bool(self.marks) and all(mark.start is None for mark in self.marks.values())


def read(text, path, article):
    """Return what a file holds, placed on the article, and notices of what had to be decided."""
    path = Path(path)
    try:
        header, read = w3c.loads(text, str(path))
    except FileError as error:
        raise FileError(f"{error}{_spare_hint(path)}") from None
    found = {}
    notices = []
    for mark in place(read, article):
        if mark.id in found:
            mark = with_new_id(mark, len(found))
            notices.append(
                f"two annotations of the file had one id; this one got a new one: {mark!r}"
            )
        found[mark.id] = mark
    for status, doubt in DOUBTS.items():
        count = sum(mark.status == status for mark in found.values())
        if count:
            notices.append(f"{pluralise(count, 'annotation')}: {doubt}")
    return Held(text, header, found), notices


def _spare_hint(path):
    spare = _spare(path)
    if not (spare.exists() and path.exists()):
        return ""
    return f"; {spare.name} beside it is the last good copy: rename it to {path.name}"


def _spare(path):
    return path.with_name(path.name + ".bak")


def back_up(path):
    """Keep the file there as NAME.bak. Raises FileError.

    Not in a browser: nobody can damage a file by hand there, and it would be half a save's time.
    """
    if IN_BROWSER:
        return
    fresh = path.with_name(f".{path.name}.bak.{uuid.uuid4().hex}")
    try:
        link_or_copy(path, fresh)
        os.replace(fresh, _spare(path))
    except OSError as error:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise not_saved(path, error) from None
