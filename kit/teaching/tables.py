"""The lesson's TOML and CSV files, read with errors that name file, line and fix."""

import csv
import io
import re
import tomllib

import pandas as pd

from kit.errors import KitError, LessonError
from kit.files import read_text

SPAN = ["start", "end", "text"]


def read_toml(path):
    """Return a TOML file as a dict; raises LessonError naming file, line and fix."""
    try:
        return tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        what, _, place = str(error).partition(" (at ")
        line = re.search(r"line (\d+)", place)
        where = f"{path}, line {line[1]}" if line else f"{path}, at its end"
        fix = "correct that line: text stands in quotation marks"
        raise LessonError(f"{where}: not TOML ({what}); {fix}") from None


def read_table(path, needed=()):
    """Return a CSV file as a DataFrame of strings (<NA> if empty), indexed by line in the file.

    needed: columns that must be there. Columns start, end, …_start and …_end are whole numbers.
    Raises LessonError.
    """
    reader = csv.reader(io.StringIO(read_text(path), newline=""), strict=True)
    rows = {}  # by the line on which they begin
    line = 1
    fix = "check its commas and quotation marks"
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                rows[line] = row
            line = reader.line_num + 1
    except csv.Error as error:
        raise LessonError(f"{path}, line {line}: not a table ({error}); {fix}") from None
    header = rows.pop(min(rows)) if rows else []
    for name in needed:
        if name not in header:
            names = f"write the columns' names there: {','.join(needed)} …"
            raise LessonError(f"{path}, line 1: no column {name!r}; {names}")
    for line, row in rows.items():
        if len(row) != len(header):
            cells = f"{len(row)} cells where line 1 names {len(header)}"
            raise LessonError(f"{path}, line {line}: {cells}; {fix}")
    table = pd.DataFrame(list(rows.values()), columns=header, index=list(rows), dtype="string")
    table = table.replace("", pd.NA)
    for name in header:
        if re.fullmatch(r"(.+_)?(start|end)", name):
            is_number = table[name].str.fullmatch(r"\d+").fillna(name not in SPAN).astype(bool)
            for line, cell in table[name][~is_number].items():
                raise LessonError(f"{path}, line {line}: {name} is {cell!r}; write a whole number")
            table[name] = table[name].astype("int64" if name in SPAN else "Int64")
    return table


def read_spans(path, article):
    """Return spans of the article: start, end, text, label, then the file's other columns."""
    table = read_table(path, [*SPAN, "label"])
    for line, start, end, text in table[SPAN].itertuples():
        check_words(f"{path}, line {line}", "the article", article.text, start, end, text)
    return table[list(dict.fromkeys([*SPAN, "label", *table.columns]))]


def check_words(where, whose, whole, start, end, text):
    """Raise LessonError if the words of a span are not those, and say where they stand."""
    there = whole[start:end]
    if there != text or start >= end:
        at = whole.find(text) if isinstance(text, str) else -1
        fix = f"they are nowhere in {whose}"
        if at >= 0:
            fix = f"these words stand at {at},{at + len(text)}"
        has = f"{whose} has {there[:60]!r} at {start},{end}, the table {str(text)[:60]!r}"
        raise LessonError(f"{where}: {has}; {fix}")


def to_annotations(table, marks, path):
    """Add rows of spans to `marks`; columns of type link name a row's `id`. Raises LessonError."""
    made, links = {}, []
    for line, row in table.iterrows():
        row = row.dropna()
        try:
            attributes = marks.codebook.label(row.get("label")).attributes
            known = {attribute.name: attribute.type for attribute in attributes}
            values = {name: row[name] for name in known if name in row}
            wanted = {name: values.pop(name) for name in list(values) if known[name] == "link"}
            start, end = int(row["start"]), int(row["end"])
            mark = marks.add(start, end, row["label"], note=row.get("note", ""), **values)
        except KitError as error:
            raise LessonError(f"{path}, line {line}: {error}") from None
        made[row.get("id")] = mark.id
        links += [(line, mark.id, name, target) for name, target in wanted.items()]
    for line, mark, name, target in links:
        if target not in made:
            what = f"{name} is {target!r}, but no row has that id"
            raise LessonError(f"{path}, line {line}: {what}; write the id of a row")
        marks.change(mark, **{name: made[target]})
