"""Hypothesis: its own export, the rows of its API, and lists of such rows. Read, not written.

The label is the first tag, the note the comment. A page note or a reply has no place in the text.
Source: https://h.readthedocs.io/en/latest/api-reference/.
"""

import re

from kit.annotating.w3c_targets import find_place
from kit.errors import FileError
from kit.formats.common import Read, read_json

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
    data = read_json(text, name)
    rows = data
    if isinstance(data, dict):
        rows = next((data[key] for key in ROWS if isinstance(data.get(key), list)), [data])
    if not isinstance(rows, list):
        raise FileError(f"{name}: holds no rows; is this Hypothesis' export?")
    read = Read(name)
    for number, entry in enumerate(rows, 1):
        row = entry if isinstance(entry, dict) else {}
        where = f"annotation {number}"
        targets = row.get("target") or [{}]
        target = targets[0] if isinstance(targets, list) else targets
        words, start, end = find_place(target)
        if row.get("references"):
            read.leave_out(where, "a reply to another one")
        elif not words and start is None:
            read.leave_out(where, "a note on the whole page")
        else:
            _add(read, row, words, start, end)
    return read


def _add(read, row, words, start, end):
    tags = [tag for tag in row.get("tags") or [] if isinstance(tag, str) and tag]
    label = tags[0] if tags else UNTAGGED
    attributes = {"tags": "; ".join(tags[1:])} if len(tags) > 1 else {}
    note = row.get("text") if isinstance(row.get("text"), str) else ""
    user = row.get("user") if isinstance(row.get("user"), str) else ""
    creator = ACCOUNT.sub(r"\1", user)
    read.add(start, end, words, label, note, attributes, creator)
