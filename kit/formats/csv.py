"""CSV for spreadsheets: one row an annotation, one column an attribute; start and end are empty where the words were not found.

A cell that a spreadsheet would run as a formula gets an apostrophe in front, which reading takes away again.
Source of the danger: OWASP, "CSV Injection".
"""

import csv
import io
import re

from kit.errors import FileError
from kit.formats.common import Read, found

HOLDS = {"notes", "creators", "attributes", "links", "orphans"}
FIRST = ["start", "end", "text", "label", "note", "creator"]
FORMULA = r"[=+\-@\t\n\r＝＋－＠]"


def dumps(annotations, article):
    names = list(dict.fromkeys(name for mark in annotations for name in mark.attributes))
    file = io.StringIO()
    table = csv.writer(file, lineterminator="\n")
    table.writerow([_tame(name) for name in [*FIRST, *names, "id"]])
    for mark in annotations:
        place = ["" if mark.start is None else mark.start, "" if mark.end is None else mark.end]
        rest = [
            mark.text,
            mark.label,
            mark.note,
            mark.creator,
            *(mark.attributes.get(name, "") for name in names),
            mark.id,
        ]
        table.writerow(place + [_tame(cell) for cell in rest])
    return "\ufeff" + file.getvalue()  # the mark by which Excel knows UTF-8


def loads(text, article, name):
    header = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=header.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise FileError(
            f"{name}: not a table of comma-separated values ({error}); save it as CSV again"
        ) from None
    columns = [_wild(cell.strip()) for cell in rows[0]] if rows else []
    missing = [column for column in ("start", "end", "label") if column not in columns]
    if missing or len(set(columns)) < len(columns):
        raise FileError(
            f"{name}, line 1: needs the columns start, end and label, each once; there is no {missing or 'second one'}"
        )
    read, line = Read(), 1
    for row in rows[1:]:
        line += 1
        if not any(row):
            continue
        cells = {column: _wild(cell) for column, cell in zip(columns, row)}
        places = [cells.get("start", "").strip(), cells.get("end", "").strip()]
        if not (
            all(re.fullmatch(r"[0-9]{1,9}(\.0)?", place) for place in places)
            or (places == ["", ""] and cells.get("text"))
        ):
            raise FileError(
                f"{name}, row {line}: start and end must be whole numbers (or both empty, with a text), not {places}"
            )
        start, end = (int(float(place)) if place else None for place in places)
        label = cells.get("label", "")
        if not label or len(row) > len(columns):
            raise FileError(
                f"{name}, row {line}: {'the label is empty' if not label else 'more cells than columns'}; mend that row"
            )
        attributes = {
            column: cell
            for column, cell in cells.items()
            if column not in (*FIRST, "id", "") and cell
        }
        mark = (
            start,
            end,
            cells.get("text", ""),
            label,
            cells.get("note", ""),
            attributes,
            cells.get("creator", ""),
        )
        read.marks.append(found(*mark, id=cells.get("id") or None))
    ids = [mark.id for mark in read.marks]
    if len(set(ids)) < len(ids):
        twice = next(id for id in ids if ids.count(id) > 1)
        raise FileError(f"{name}: two rows have the id {twice!r}; empty one of them")
    return read


def _tame(cell):
    return "'" + cell if re.match("'*" + FORMULA, cell) else cell


def _wild(cell):
    return cell[1:] if re.match("'+" + FORMULA, cell) else cell
