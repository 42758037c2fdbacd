"""The store: one file for a reader's annotations, never half written, merged when two windows save
to it.

A save is: lock, read what is there, merge, keep the old file as NAME.bak, replace the file in one
step, fsync. Whoever is killed in between leaves the old file or the new one. The merge is in three
ways: what the file held when we last met, what it holds now, what we hold; a field that both
changed is a conflict, and then both annotations are kept and a notice says so.
"""

import contextlib
import os
import sys
import uuid
from dataclasses import fields, replace
from pathlib import Path

from kit.annotating import w3c
from kit.annotating.annotation import Annotation, in_text_order
from kit.annotating.placing import place
from kit.errors import FileError
from kit.files import check_lasting, link_or_copy, read_text, write_text

NAMES = [
    f.name
    for f in fields(Annotation)
    if f.name not in ("id", "modified", "attributes", "start", "end", "text", "status", "extra")
]
PLACE = ("start", "end", "text", "status", "extra")


def load(marks):
    """Fill new, empty Annotations from their path; returns them."""
    text = read_text(marks.path)
    marks._header, found, marks.notices = _read(text, marks)
    marks._seen, marks._stored, marks._marks = text, found, dict(found)
    return marks


def save(marks, path=None):
    """Merge with what the file holds now, and replace it; returns the path."""
    path = marks.path if path is None else path
    if path is None:
        raise FileError('these annotations have no file yet; name one: marks.save("my-marks.json")')
    if path != marks.path:
        marks.path, marks._seen, marks._stored, marks._header = path, None, {}, {}
    path = Path(path)
    with marks._filing, _locked(path):
        there = path.exists()
        if there:
            _take_in(marks)
        with marks._lock:  # but not while the disk is busy: whoever marks needn't wait for it
            mine = dict(marks._marks)
            marks._header = marks._header or w3c.new_header()
        text = w3c.dumps(sorted(mine.values(), key=in_text_order), marks.article, marks._header)
        if text != marks._seen:
            _back_up(path) if there else None
            write_text(path, text)
        marks._seen, marks._stored = text, mine
    check_lasting(path)
    return path


def refresh(marks):
    """Take in what the file holds and we don't know yet; True when something came."""
    if marks.path is None or not Path(marks.path).exists():
        return False
    with marks._filing:
        before = marks.revision
        _take_in(marks)
        return marks.revision != before


def _take_in(marks):
    text = read_text(marks.path)
    if text == marks._seen:
        return
    header, theirs, _ = _read(text, marks)
    with marks._changing():
        if (
            theirs
            and marks._seen is None
            and not any(mark.start is not None for mark in theirs.values())
        ):
            raise FileError(
                f"{marks.path}: holds annotations of another article; save under another name"
            )
        merged, notices = merge(marks._stored, theirs, marks._marks)
        marks._seen, marks._header, marks._stored = text, header, theirs
        pairs = [(marks._marks.get(id), merged.get(id)) for id in {**marks._marks, **merged}]
        pairs = [(before, after) for before, after in pairs if before != after]
        marks.notices += notices
        if pairs:
            marks._put(pairs)


def merge(base, theirs, ours):
    """Merge two versions of {id: Annotation} that both come from `base`; returns the merged dict
    and a list of notices.
    """
    merged, notices = {}, []
    for id in {**base, **theirs, **ours}:
        old, their, our = base.get(id), theirs.get(id), ours.get(id)
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
                notices.append(
                    f"changed differently in two windows; both are kept: {keep!r} and {other!r}"
                )
        if keep is not None:
            merged[id] = keep
    return merged, notices


def _merge_one(old, their, our):
    """Merge field by field; returns (merged, None), or on a conflict (the later one, the other
    under a new id).
    """
    parts = [_parts(mark) if mark else {} for mark in (old, their, our)]
    merged, late = {}, max(their, our, key=lambda mark: (mark.modified, repr(mark)))
    for name in {**parts[1], **parts[2]}:
        was, theirs, ours = (part.get(name) for part in parts)
        if was not in (theirs, ours) and theirs != ours:
            early = our if late is their else their
            return late, replace(
                early, id=str(uuid.uuid5(uuid.NAMESPACE_OID, f"{early.id} {early!r}"))
            )
        merged[name] = theirs if ours == was else ours
    attributes = {
        name[1]: value
        for name, value in merged.items()
        if isinstance(name, tuple) and value is not None
    }
    values = {name: merged[name] for name in NAMES} | dict(zip(PLACE, merged["place"], strict=True))
    return replace(late, attributes=attributes, **values), None


def _parts(mark):
    place = {"place": tuple(getattr(mark, name) for name in PLACE)}
    return (
        {name: getattr(mark, name) for name in NAMES}
        | place
        | {("attribute", n): v for n, v in mark.attributes.items()}
    )


def _read(text, marks):
    """Return header, {id: Annotation} placed on the article, and notices of what had to be decided."""
    path, found, notices = Path(marks.path), {}, []
    try:
        header, read = w3c.loads(text, str(path))
    except FileError as error:
        spare = path.with_name(path.name + ".bak")
        hint = (
            f"; {spare.name} beside it is the last good copy: rename it to {path.name}"
            if spare.exists() and path.exists()
            else ""
        )
        raise FileError(f"{error}{hint}") from None
    for mark in place(read, marks.article):
        if mark.id in found:
            mark = replace(mark, id=str(uuid.uuid5(uuid.NAMESPACE_OID, f"{len(found)} {mark!r}")))
            notices.append(
                f"two annotations of the file had one id; this one got a new one: {mark!r}"
            )
        found[mark.id] = mark
    for status, what in (
        ("moved", "found at another place, or in slightly other words, than before (see .moved)"),
        ("ambiguous", "more than one likely place, or an unlikely one (see .ambiguous)"),
        ("orphan", "not found in this text (see .orphans)"),
    ):
        count = sum(mark.status == status for mark in found.values())
        notices += [f"{count} annotation{'s' if count > 1 else ''}: {what}"] if count else []
    return header, found, notices


def _back_up(path):
    spare, fresh = (
        path.with_name(path.name + ".bak"),
        path.with_name(f".{path.name}.bak.{uuid.uuid4().hex}"),
    )
    try:
        link_or_copy(path, fresh)
        os.replace(fresh, spare)
    except OSError as error:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise FileError(
            f"{path}: not saved ({error.strerror}); free some space or choose a folder you may write to"
        ) from None


@contextlib.contextmanager
def _locked(path):
    """Hold the lock of a file's name, so that two programs save one after the other; a lock that
    can't be had is done without.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path.with_name(f".{path.name}.lock"), os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise FileError(
            f"{path}: not saved ({error.strerror}); free some space or choose a folder you may write to"
        ) from None
    try:
        with contextlib.suppress(OSError):
            _lock(handle)
        yield
    finally:
        os.close(handle)  # which ends the lock, as a crash does


def _lock(handle):
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
    elif sys.platform != "emscripten":  # a browser's Python has no locks
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX)
