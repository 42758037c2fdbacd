"""The store: one file for a reader's annotations, never half written, from however many windows.

A save (Annotations.save) is: lock, read what is there, merge, keep the old file as NAME.bak, replace
the file in one step, fsync. Whoever is killed in between leaves the old file or the new one.

The merge is in three ways: what the file held when we last met, what it holds now, what we hold. A
field that both changed is a conflict, and then both annotations are kept and a notice says so.
"""

import contextlib
import os
import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from kit.annotating import w3c
from kit.annotating.placing import place
from kit.errors import FileError
from kit.files import IN_BROWSER, not_saved
from kit.reading.text import pluralise

DOUBTS = {
    "moved": "found at another place, or in slightly other words, than before (see .moved)",
    "ambiguous": "more than one likely place, or an unlikely one (see .ambiguous)",
    "orphan": "not found in this text (see .orphans)",
}
FIELDS = ("label", "note", "creator")
PLACE = ("start", "end", "text", "status", "extra")  # one field: half a place is none


@dataclass(frozen=True)
class Held:
    """What a file held when it was last read or written; text is None if it never was."""

    text: str | None = None
    header: Mapping = field(default_factory=dict)
    marks: Mapping = field(default_factory=dict)  # id -> Annotation


def read(text, path, article):
    """Return what a file holds, placed on the article, and notices of what had to be decided."""
    path = Path(path)
    try:
        header, read = w3c.loads(text, str(path))
    except FileError as error:
        spare = _spare(path)
        hint = f"; {spare.name} beside it is the last good copy: rename it to {path.name}"
        raise FileError(f"{error}{hint if spare.exists() and path.exists() else ''}") from None
    found = {}
    notices = []
    for mark in place(read, article):
        if mark.id in found:
            mark = with_new_id(mark, len(found))
            notices.append(
                f"two annotations of the file had one id; this one got a new one: {mark!r}"
            )
        found[mark.id] = mark
    return Held(text, header, found), notices + describe_doubts(found.values())


def describe_doubts(marks):
    """Return a line for each kind of doubt about where annotations are."""
    counts = Counter(mark.status for mark in marks)
    doubts = [(counts[status], doubt) for status, doubt in DOUBTS.items()]
    return [f"{pluralise(count, 'annotation')}: {doubt}" for count, doubt in doubts if count]


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
        with contextlib.suppress(OSError):  # a disk without second names
            os.link(path, fresh)
        if not fresh.exists():
            fresh.write_bytes(path.read_bytes())
        os.replace(fresh, _spare(path))
    except OSError as error:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise not_saved(path, error) from None


def merge(base, theirs, ours):
    """Merge two versions of {id: Annotation} made from `base`; return the result and notices."""
    merged = {}
    notices = []
    for id in {**theirs, **ours}:
        old = base.get(id)
        their = theirs.get(id)
        our = ours.get(id)
        if our in (old, their):
            keep = their
        elif their == old:
            keep = our
        elif our is None or their is None:
            keep = our or their
            notices.append(f"removed in one window and changed in another; kept: {keep!r}")
        else:
            keep, other = _merge_one(old, their, our)
            if other is not None:
                merged[other.id] = other
                both = f"{keep!r} and {other!r}"
                notices.append(f"changed differently in two windows; both are kept: {both}")
        if keep is not None:
            merged[id] = keep
    return merged, notices


def with_new_id(mark, reason):
    """Return an annotation under another id, which is the same wherever this is done again."""
    return replace(mark, id=str(uuid.uuid5(uuid.NAMESPACE_OID, f"{reason} {mark!r}")))


def _merge_one(old, their, our):
    """Merge fields; return (merged, None), or (the later one, the other with a new id)."""
    late = max(their, our, key=lambda mark: (mark.modified, repr(mark)))
    before = _fields(old) if old else {}
    theirs = _fields(their)
    ours = _fields(our)
    merged = {}
    for name in {**theirs, **ours}:
        was = before.get(name)
        if was not in (theirs.get(name), ours.get(name)) and theirs.get(name) != ours.get(name):
            early = our if late is their else their
            return late, with_new_id(early, early.id)
        merged[name] = theirs.get(name) if ours.get(name) == was else ours.get(name)
    values = {name: merged.pop(name) for name in FIELDS}
    values |= zip(PLACE, merged.pop("place"), strict=True)
    attributes = {name: value for (_, name), value in merged.items() if value is not None}
    return replace(late, attributes=attributes, **values), None


def _fields(mark):
    """What a merge compares: name -> value, an attribute's name in a pair with "attribute"."""
    fields = {name: getattr(mark, name) for name in FIELDS}
    fields["place"] = tuple(getattr(mark, name) for name in PLACE)
    for name, value in mark.attributes.items():
        fields["attribute", name] = value
    return fields
