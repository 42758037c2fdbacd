"""The lesson's TOML and CSV files, read with errors that name file, line and fix."""

import csv
import io
import re
import tomllib

import pandas as pd

from kit.errors import LessonError
from kit.files import read_text

SPAN = ["start", "end", "text"]


def read_toml(path):
    """Return a TOML file as a dict; raises LessonError naming file, line and mend.

    >>> import tempfile, pathlib; file = pathlib.Path(tempfile.mkdtemp()) / "lesson.toml"; _ = file.write_text("title = Maren")
    >>> try: read_toml(file)
    ... except LessonError as error: print(str(error).replace(str(file.parent), "."))
    ./lesson.toml, line 1: not TOML (Invalid value); mend that line: text stands in quotation marks
    """
    try:
        return tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        what, _, place = str(error).partition(" (at ")
        line = re.search(r"line (\d+)", place)
        where = f"{path}, line {line[1]}" if line else f"{path}, at its end"
        fix = "mend that line: text stands in quotation marks"
        raise LessonError(f"{where}: not TOML ({what}); {fix}") from None


def read_table(path, needed=()):
    """Return a CSV file as a DataFrame of strings (<NA> if empty), indexed by line in the file.

    needed: columns that must be there. Columns start, end, …_start and …_end are whole numbers.
    Raises LessonError.
    """
    reader = csv.reader(io.StringIO(read_text(path), newline=""), strict=True)
    rows = []
    lines = []
    line = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append(row)
                lines.append(line)
            line = reader.line_num + 1
    except csv.Error as error:
        fix = "check its commas and quotation marks"
        raise LessonError(f"{path}, line {line}: not a table ({error}); {fix}") from None
    header = rows[0] if rows else []
    for name in needed:
        if name not in header:
            fix = f"write the columns' names there: {','.join(needed)} …"
            raise LessonError(f"{path}, line 1: no column {name!r}; {fix}")
    for row, line in zip(rows[1:], lines[1:], strict=True):
        if len(row) != len(header):
            cells = f"{len(row)} cells where line 1 names {len(header)}"
            raise LessonError(f"{path}, line {line}: {cells}; check commas and quotation marks")
    table = pd.DataFrame(rows[1:], columns=header, index=lines[1:], dtype="string")
    table = table.replace("", pd.NA)
    for name in header:
        if re.fullmatch(r"(.+_)?(start|end)", name):
            is_number = table[name].str.fullmatch(r"\d+").fillna(name not in SPAN).astype(bool)
            bad = table[name][~is_number]
            if len(bad):
                fix = "write a whole number"
                raise LessonError(f"{path}, line {bad.index[0]}: {name} is {bad.iloc[0]!r}; {fix}")
            table[name] = table[name].astype("int64" if name in SPAN else "Int64")
    return table


def read_spans(path, article):
    """Return spans of the article: start, end, text, label, then the file's other columns.

    Raises LessonError if a span's words aren't those of the article, and says where they stand.
    """
    table = read_table(path, [*SPAN, "label"])
    for line, start, end, text in table[SPAN].itertuples():
        there = article.text[start:end]
        if there != text or start >= end:
            at = article.text.find(text) if isinstance(text, str) else -1
            fix = "they are nowhere in the article"
            if at >= 0:
                fix = f"these words stand at {at},{at + len(text)}"
            said = f"the article has {there[:60]!r} at {start},{end}, the table {str(text)[:60]!r}"
            raise LessonError(f"{path}, line {line}: {said}; {fix}")
    return table[list(dict.fromkeys([*SPAN, "label", *table.columns]))]


def to_annotations(table, marks, path):
    """Add rows of spans to `marks`, with the codebook's attributes; return `marks`.

    A column `id` names the row for columns of type link; `note` becomes the note. Raises
    LessonError naming file and line.
    """
    from kit.errors import KitError

    made, links = {}, []
    for line, row in table.iterrows():
        try:
            attributes = marks.codebook.label(row["label"]).attributes
            known = {attribute.name: attribute.type for attribute in attributes}
            said = {name: row[name] for name in known if name in row and not pd.isna(row[name])}
            wanted = {name: said.pop(name) for name in list(said) if known[name] == "link"}
            note = row["note"] if "note" in row and not pd.isna(row["note"]) else ""
            mark = marks.add(int(row["start"]), int(row["end"]), row["label"], note=note, **said)
            made[row.get("id")] = mark.id
            links += [(line, mark.id, wanted)] if wanted else []
        except KitError as error:
            raise LessonError(f"{path}, line {line}: {error}") from None
    for line, mark, wanted in links:
        for name, target in wanted.items():
            if target not in made:
                what = f"{name} is {target!r}, but no row has that id"
                raise LessonError(f"{path}, line {line}: {what}; write the id of a row")
        marks.change(mark, **{name: made[target] for name, target in wanted.items()})
    return marks
