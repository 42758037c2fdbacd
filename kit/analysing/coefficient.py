"""A coefficient: a number that can say why it is none."""


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
