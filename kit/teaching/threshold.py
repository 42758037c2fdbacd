"""A line through counts: who is above it, and how that changes when it is moved."""

import traitlets

from kit.analysing.noted import draw_table
from kit.errors import KitError
from kit.teaching.form import Form, script

# lines to draw where nobody can move one
ON_PAPER = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)


class Threshold(Form):
    """Counts, the largest first, with a line through them; least: where the line is."""

    _esm = script("threshold.js")
    names = traitlets.List(traitlets.Unicode()).tag(sync=True)
    counts = traitlets.List(traitlets.Int()).tag(sync=True)
    least = traitlets.Int().tag(sync=True)
    unit = traitlets.Unicode().tag(sync=True)

    def lines(self):
        """The lines on paper: (least, how many names are above it, their names)."""
        most = max(self.counts, default=0)
        for least in sorted({self.least, *(line for line in ON_PAPER if line <= most)}):
            pairs = zip(self.names, self.counts, strict=True)
            above = [name for name, count in pairs if count >= least]
            yield least, len(above), "; ".join(above) or "nobody"

    def __repr__(self):
        total = len(self.names)
        return "\n".join(
            f"{least} or more {self.unit}: {above} of {total} ({names})."
            for least, above, names in self.lines()
        )

    def html(self):
        heads = [f"{self.unit}, at least", "how many", "who"]
        rows = [[str(least), str(above), names] for least, above, names in self.lines()]
        return draw_table(f"Of {len(self.names)}, those above each line", heads, rows, heads[:2])


def threshold(counts, least=1, unit="words"):
    """Show who has at least so many of something, with a line to move; on paper, a table.

    counts: a Series or dict of name -> whole number, 0 or more. least: where the line is at first,
    1 or more. unit: what was counted. Raises KitError if the counts can't be read so.

    >>> threshold({"the mayor": 30, "the drivers": 2, "the riders": 0}, least=5)
    1 or more words: 2 of 3 (the mayor; the drivers).
    2 or more words: 2 of 3 (the mayor; the drivers).
    5 or more words: 1 of 3 (the mayor).
    10 or more words: 1 of 3 (the mayor).
    20 or more words: 1 of 3 (the mayor).
    """
    try:
        pairs = [(str(name), int(count)) for name, count in counts.items()]
    except (AttributeError, TypeError, ValueError):
        fix = 'such as {"the mayor": 30, "the drivers": 2}'
        raise KitError(f"threshold: counts must be names with whole numbers, {fix}") from None
    if any(count < 0 for _, count in pairs) or not isinstance(least, int) or least < 1:
        raise KitError("threshold: counts must be 0 or more, and least a whole number from 1")
    pairs.sort(key=lambda pair: -pair[1])
    names = [name for name, _ in pairs]
    return Threshold(names=names, counts=[count for _, count in pairs], least=least, unit=unit)
