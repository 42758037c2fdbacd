"""Hypothesis: its own export, the rows of its API, and lists of such rows. Read, not written.

The label is the first tag, the note the comment. A page note or a reply has no place in the text.
Source: https://h.readthedocs.io/en/latest/api-reference/.
"""

import re

from kit.annotating.w3c_targets import as_list, as_string, find_place
from kit.formats.common import PartError, Read, read_json

HOLDS: set = set()
ROWS = "annotations", "rows"
ACCOUNT = re.compile(r"acct:([^@]+)@.*")
UNTAGGED = "mark"


def is_ours(record):
    """True if a JSON record is Hypothesis' export or one of its rows."""
    if "export_date" in record or {"rows", "total"} <= record.keys():
        return True
    return "target" in record and ("tags" in record or "uri" in record) and "body" not in record


def loads(text, article, name):
    """Read the annotations of an export."""
    rows = read_json(text, name)
    if isinstance(rows, dict):
        rows = next((rows[key] for key in ROWS if isinstance(rows.get(key), list)), [rows])
    read = Read(name)
    for number, row in enumerate(as_list(rows), 1):
        with read.reading(f"annotation {number}", "not as Hypothesis writes it"):
            _add(read, row)
    return read


def _add(read, row):
    """Add the mark of a row."""
    target, *_ = as_list(row.get("target")) or [{}]
    words, start, end = find_place(target)
    if row.get("references"):
        raise PartError("a reply to another one")
    if not words and start is None:
        raise PartError("a note on the whole page")
    tags = [tag for tag in row.get("tags") or [] if isinstance(tag, str) and tag] or [UNTAGGED]
    mark = read.add(
        start,
        end,
        words,
        tags[0],
        note=as_string(row.get("text")),
        creator=ACCOUNT.sub(r"\1", as_string(row.get("user"))),
    )
    if tags[1:]:
        mark.attributes["tags"] = "; ".join(tags[1:])
