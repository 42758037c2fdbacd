"""CSV for spreadsheets: one row an annotation, one column an attribute; a lost mark has no place.

A cell that a spreadsheet would run as a formula gets an apostrophe in front, which reading takes
away again. Source of the danger: OWASP, "CSV Injection".
"""

import csv
import io
import re

from kit.errors import FileError
from kit.formats.common import PartError, Read

HOLDS = {"notes", "creators", "attributes", "links", "orphans"}
FIRST = ["start", "end", "text", "label", "note", "creator"]
KNOWN = {*FIRST, "id", ""}
FORMULA = re.compile(r"'*[=+\-@\t\n\r＝＋－＠]")
ESCAPED = re.compile(r"'+[=+\-@\t\n\r＝＋－＠]")
SEPARATOR_LINE = re.compile(r"""^"?sep=(.)"?\s*\n""", re.IGNORECASE)  # Excel's own
PLACE = re.compile(r"([0-9]{1,9})([.,]0+)?")  # spreadsheets write 4 as 4.0 or 4,0


def dumps(annotations, article):
    """Return annotations as the text of a CSV file."""
    names = list(dict.fromkeys(name for mark in annotations for name in mark.attributes))
    file = io.StringIO()
    table = csv.writer(file, lineterminator="\n")
    table.writerow([_escape(name) for name in [*FIRST, *names, "id"]])
    for mark in annotations:
        place = ["" if edge is None else edge for edge in (mark.start, mark.end)]
        own = [mark.text, mark.label, mark.note, mark.creator]
        attributes = [mark.attributes.get(name, "") for name in names]
        table.writerow(place + [_escape(cell) for cell in [*own, *attributes, mark.id]])
    return "\ufeff" + file.getvalue()  # the mark by which Excel knows UTF-8


def loads(text, article, name):
    """Read a table with the columns label, and start and end or text; others become attributes."""
    read = Read(name)
    columns, rows = _read_rows(text, name)
    for number, row in rows:
        with read.reading(f"row {number}", "not a row of this table"):
            _add(read, columns, [_unescape(cell) for cell in row])
    return read


def _read_rows(text, name):
    """Return the columns' names, and the rows that aren't empty, each with its number."""
    separator = SEPARATOR_LINE.match(text)
    text = text[separator.end() :] if separator else text
    header = text.split("\n", 1)[0]
    delimiter = separator[1] if separator else max(",;\t|", key=header.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        problem = f"not a table of separated values ({error}); save it as CSV again"
        raise FileError(f"{name}: {problem}") from None
    columns = [_unescape(cell.strip()) for cell in rows[0]] if rows else []
    columns = [cell.lower() if cell.lower() in KNOWN else cell for cell in columns]
    needed = ["label", "text"] if "text" in columns else ["label", "start", "end"]
    missing = [column for column in needed if column not in columns]
    named = [column for column in columns if column]
    if missing or len(set(named)) < len(named):
        what = "needs the columns start, end and label, each once"
        raise FileError(f"{name}, line 1: {what}; there is no {missing or 'second one'}")
    numbered = enumerate(rows[1:], 3 if separator else 2)
    return columns, [(number, row) for number, row in numbered if any(map(str.strip, row))]


def _add(read, columns, row):
    """Add the mark of a row."""
    cells = dict.fromkeys(KNOWN, "") | dict(zip(columns, row, strict=False))
    places = [cells[edge].strip() for edge in ("start", "end")]
    matches = [PLACE.fullmatch(place) for place in places]
    if not all(matches) and (any(places) or not cells["text"]):
        problem = f"start and end must be whole numbers (or empty, with a text), not {places}"
        raise PartError(problem)
    if not cells["label"]:
        raise PartError("the label is empty")
    if any(row[len(columns) :]):
        raise PartError("more cells than columns")
    if cells["id"] in read.known:
        raise PartError(f"the id {cells['id']!r} is another row's")
    start, end = [int(match[1]) if match else None for match in matches]
    attributes = {key: cell for key, cell in cells.items() if key not in KNOWN and cell}
    own = {"note": cells["note"], "creator": cells["creator"]}
    read.add(start, end, cells["text"], cells["label"], cells["id"], attributes=attributes, **own)


def _escape(cell):
    return f"'{cell}" if FORMULA.match(cell) else cell


def _unescape(cell):
    return cell[1:] if ESCAPED.match(cell) else cell
