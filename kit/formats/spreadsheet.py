"""CSV for spreadsheets: one row an annotation, one column an attribute; a lost mark has no place.

A cell that a spreadsheet would run as a formula gets an apostrophe in front, which reading takes
away again. Source of the danger: OWASP, "CSV Injection".
"""

import codecs
import csv
import io
import re
from pathlib import Path

from kit.errors import FileError
from kit.files import read_text
from kit.formats.common import Read

HOLDS = {"notes", "creators", "attributes", "links", "orphans"}
FIRST = ["start", "end", "text", "label", "note", "creator"]
FORMULA = re.compile(r"'*[=+\-@\t\n\r＝＋－＠]")
ESCAPED = re.compile(r"'+[=+\-@\t\n\r＝＋－＠]")
SEPARATOR_LINE = re.compile(r"""^"?sep=(.)"?\s*\n""", re.IGNORECASE)  # Excel's own
PLACE = re.compile(r"([0-9]{1,9})([.,]0+)?")  # spreadsheets write 4 as 4.0 or 4,0
BOMS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def read_table_text(path):
    """Return the text of a table: UTF-8, or UTF-16 as Excel's "Unicode text". Raises FileError."""
    try:
        beginning = Path(path).read_bytes()
    except OSError:
        return read_text(path)  # which says what is wrong
    for bom, encoding in BOMS.items():
        if beginning.startswith(bom):
            text = beginning.decode(encoding, "replace")
            return text.replace("\r\n", "\n").replace("\r", "\n")
    return read_text(path)


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
    rows, columns, first = _read_rows(text, name)
    read = Read(name)
    ids = set()
    for number, row in enumerate(rows, first):
        cells = {column: _unescape(cell) for column, cell in zip(columns, row, strict=False)}
        if not any(cell.strip() for cell in row):
            continue
        problem = _find_problem(cells, row, columns, ids)
        if problem:
            read.leave_out(f"row {number}", problem)
            continue
        start, end = _place(cells)
        known = {*FIRST, "id", ""}
        attributes = {key: cell for key, cell in cells.items() if key not in known and cell}
        note = cells.get("note", "")
        creator = cells.get("creator", "")
        id = cells.get("id") or None
        ids.add(id)
        words = cells.get("text", "")
        read.add(start, end, words, cells["label"], note, attributes, creator, id)
    return read


def _read_rows(text, name):
    """Return the rows below the header, the columns' names, and the number of the first row."""
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
    columns = [cell.lower() if cell.lower() in {*FIRST, "id"} else cell for cell in columns]
    missing = [column for column in ("start", "end", "label") if column not in columns]
    if "text" in columns and "label" in columns:
        missing = []  # then marks are looked for by their words
    named = [column for column in columns if column]
    if missing or len(set(named)) < len(named):
        what = "needs the columns start, end and label, each once"
        raise FileError(f"{name}, line 1: {what}; there is no {missing or 'second one'}")
    return rows[1:], columns, 3 if separator else 2


def _find_problem(cells, row, columns, ids):
    """Return why a row can't be read, "" if it can."""
    places = [cells.get("start", "").strip(), cells.get("end", "").strip()]
    is_place = all(PLACE.fullmatch(place) for place in places)
    has_words = not any(places) and cells.get("text")
    if not is_place and not has_words:
        return f"start and end must be whole numbers (or empty, with a text), not {places}"
    if not cells.get("label"):
        return "the label is empty"
    if any(row[len(columns) :]):
        return "more cells than columns"
    if cells.get("id") and cells["id"] in ids:
        return f"the id {cells['id']!r} is another row's"
    return ""


def _place(cells):
    places = [PLACE.fullmatch(cells.get(edge, "").strip()) for edge in ("start", "end")]
    return [int(place[1]) if place else None for place in places]


def _escape(cell):
    return f"'{cell}" if FORMULA.match(cell) else cell


def _unescape(cell):
    return cell[1:] if ESCAPED.match(cell) else cell
