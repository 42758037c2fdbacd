"""Tables as people read them: a caption, words for names, and why a value is missing."""

from html import escape
from pathlib import Path

import pandas as pd

from kit.templates import render

TEMPLATES = Path(__file__).with_name("templates")
NUMBER = r"(?:< )?-?[\d.]+|–"


class Coefficient(float):
    """A float with a note: why it is undefined (NaN), or what was done to the data.

    >>> Coefficient.undefined("nobody marked anything")
    no value (nobody marked anything)
    >>> Coefficient(0.5) + 1
    1.5
    """

    note = ""

    def __new__(cls, value, note=""):
        self = super().__new__(cls, value)
        self.note = note
        return self

    @classmethod
    def undefined(cls, reason):
        """NaN, with the reason as its note."""
        return cls("nan", reason)

    def __repr__(self):
        number = float.__repr__(self) if self == self else "no value"
        return f"{number} ({self.note})" if self.note else number

    __str__ = __repr__

    def __getnewargs__(self):
        return float(self), self.note


class NotedTable(pd.DataFrame):
    """A DataFrame that is shown in words: what show_table said of it is kept in `.attrs`."""

    @property
    def _constructor(self):
        return NotedTable

    @property
    def notes(self):
        """The notes, a list of sentences; one on columns ("low, high: …") goes with them."""
        had = self.attrs.get("had", [])
        heads = {note: note.partition(":")[0].split(", ") for note in self.attrs.get("notes", [])}
        gone = set(had) - set(self.columns)
        return [note for note, names in heads.items() if not set(names) <= gone]

    def in_words(self):
        """Return the table as people read it: headings and cells are words, row numbers go."""
        words = self.attrs.get("heads", {})
        is_tested = "p" in self
        table = pd.DataFrame(self)
        if self.index.name or not pd.api.types.is_integer_dtype(self.index):
            table = table.rename_axis(self.index.name or "").reset_index(allow_duplicates=True)
        shown = {}
        for name, values in table.items():
            least = 0.001 if name in ("p", "corrected") else None
            head = words.get(name, str(name).replace("_", " "))
            shown[head] = [as_read(value, 3 if is_tested else 2, least) for value in values]
        return pd.DataFrame(shown, dtype="str")

    def __repr__(self):
        table = (
            self.in_words().to_string(index=False, max_colwidth=60) if len(self) else "(nothing)"
        )
        return "\n".join(filter(None, [self.attrs.get("caption"), table, *self.notes]))

    def _repr_html_(self):
        table = self.in_words()
        numbers = [name for name in table if table[name].str.fullmatch(NUMBER).all()]
        caption = self.attrs.get("caption", "")
        rows = table.to_numpy().tolist()
        return draw_table(caption, list(table), rows, numbers, self.notes, folds=True)


class Note(str):
    """A sentence in place of a figure or table that has nothing to show yet, and what to do.

    >>> Note("No claims yet.")
    No claims yet.
    """

    def to_keep(self, name):
        """Return the note: where there is no figure there is none to keep."""
        return self

    def __repr__(self):
        return str(self)

    def _repr_html_(self):
        return f"<p>{escape(self, quote=False)}</p>"


def show_table(table, caption, /, notes=(), **heads):
    """Return a copy of a table that is shown with a caption and in words; its names stay.

    notes: sentences below it, such as why a value is missing. heads: headings for columns whose
    name is no word, such as n="marks"; elsewhere _ becomes a space.

    >>> show_table(pd.DataFrame({"f1_exact": [0.125, None], "is_new": [True, False]}), "Two readings", f1_exact="F1")
    Two readings
      F1 is new
    0.12    yes
       –     no
    """
    notes = [*getattr(table, "notes", []), *notes]
    heads = table.attrs.get("heads", {}) | heads
    table = NotedTable(table)
    table.attrs |= {"caption": caption, "notes": notes, "heads": heads, "had": list(table)}
    return table


def as_read(value, digits=2, least=None):
    """Return a value as people read it. digits: of a fraction; least: below it no number is given.

    >>> [as_read(value) for value in (True, 0.126, 3, None, "")]
    ['yes', '0.13', '3', '–', '–']
    """
    if pd.api.types.is_scalar(value) and (pd.isna(value) or value == ""):
        return "–"
    if pd.api.types.is_bool(value):
        return "yes" if value else "no"
    if not pd.api.types.is_float(value):
        return str(value)
    return f"< {least}" if least and value < least else f"{round(value, digits) + 0:.{digits}f}"


def draw_table(caption, heads, rows, numbers=(), notes=(), folds=False):
    """Return a table as HTML: headings for screen readers, a frame that scrolls, folded texts.

    rows: lists of str or Markup, the first of each its heading. numbers: heads of columns that
    stand to the right. folds: True if a cell of more than 100 characters shows its beginning, and
    the rest when it is opened.
    """
    sides = ["end" if head in numbers else "start" for head in heads]
    values = {"caption": caption, "heads": heads, "rows": rows, "sides": sides}
    return render(TEMPLATES, "table.html", **values, notes=notes, folds=folds)
