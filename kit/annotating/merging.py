"""Merging two versions of the same annotations, made in two windows.

The merge is in three ways: what the file held when we last met, what it holds now, what we hold. A
field that both changed is a conflict, and then both annotations are kept and a notice says so.
"""

import uuid
from dataclasses import replace

FIELDS = ("label", "note", "creator")
PLACE = ("start", "end", "text", "status", "extra")  # one field: half a place is none


def merge(base, theirs, ours):
    """Merge two versions of {id: Annotation} made from `base`; return the result and notices."""
    merged = {}
    notices = []
    for id in {**base, **theirs, **ours}:
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
                notices.append(
                    f"changed differently in two windows; both are kept: {keep!r} and {other!r}"
                )
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
