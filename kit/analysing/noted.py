"""A number, a table or a sentence that says why a value is missing."""

from html import escape

import pandas as pd


class Coefficient(float):
    """A float with a note: why it is undefined (NaN), or what was done to the data.

    >>> Coefficient.undefined("nobody marked anything")
    nan (nobody marked anything)
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
        return float.__repr__(self) + (f" ({self.note})" if self.note else "")

    __str__ = __repr__

    def __getnewargs__(self):
        return float(self), self.note


class NotedTable(pd.DataFrame):
    """A DataFrame with notes: sentences shown below it, kept in `.attrs["notes"]`.

    >>> noted(pd.DataFrame({"precision": [float("nan")]}), ["precision is undefined: nothing was found"])
       precision
    0        NaN
    precision is undefined: nothing was found
    """

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

    def _for_people(self):
        """Return p-values as people read them ("< 0.001"), the rest to match, no row numbers."""
        tested = {"p", "corrected"} & set(self.columns)
        if not tested:
            return pd.DataFrame(self)
        shown = pd.DataFrame(self).round(3)
        shown.index = [""] * len(shown)
        for name in tested:
            shown[name] = ["< 0.001" if p < 0.001 else f"{p:.3f}" for p in self[name]]
        return shown

    def __repr__(self):
        return "\n".join([repr(self._for_people()), *self.notes])

    def _repr_html_(self):
        table = self._for_people()._repr_html_()
        return table + "".join(f"\n<p>{escape(note)}</p>" for note in self.notes)


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


def noted(table, notes):
    """Return a copy of a table with notes, sentences that say why a value of it is missing.

    >>> noted(pd.DataFrame(), ["a note"]).notes
    ['a note']
    """
    table = NotedTable(table)
    table.attrs |= {"notes": list(notes), "had": list(table.columns)}
    return table
