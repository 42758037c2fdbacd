"""A matrix of numbers as discs: the larger, the larger, each with its number in it."""

from textwrap import wrap

import numpy as np

from kit.errors import KitError
from kit.reading.text import pluralise
from kit.showing.drawings import blank, two_lines
from kit.showing.figures import PALETTE, described, figure_style


def draw_matrix(counts, caption, heads=(), description=None):
    """Draw a table of numbers as a matrix of discs, named as in the table; zeros stay empty.

    counts: DataFrame of whole numbers, such as pandas.crosstab gives. caption: what it shows.
    heads: names of rows that head those below and have no numbers themselves. description: None
    makes one of the table. Returns a described figure. Raises KitError if the table is empty.

    >>> import pandas as pd
    >>> draw_matrix(pd.DataFrame({"praise": [2, 0], "blame": [1, 4]}, index=["mayor", "union"]), "Who is praised and blamed.")
    2 rows, 2 columns. mayor: praise 2, blame 1. union: blame 4.
    """
    if counts.empty:
        raise KitError("draw_matrix: the table has no rows, or no columns; nothing to draw yet")
    numbers = counts.fillna(0).to_numpy(dtype=int)
    with figure_style():
        fig, axes = blank(height=0.9 + 0.38 * len(counts))
        fig.set_layout_engine("constrained")  # a name may reach below its row
        rows, columns = np.nonzero(numbers)
        # square points; one has room for its number
        sizes = 180 + 420 * (numbers[rows, columns] - 1) / max(17, numbers.max() - 1)
        axes.scatter(columns, rows, s=sizes, color=PALETTE["blue"], zorder=2)
        form = {"color": "white", "fontsize": 10, "fontweight": "bold", "in_layout": False}
        for y, x in zip(rows, columns, strict=True):
            axes.text(x, y, str(numbers[y, x]), ha="center", va="center", zorder=3, **form)
        for y, name in enumerate(counts.index):
            if name in heads:
                axes.axhspan(y - 0.5, y + 0.5, color="#EEEEEE", linewidth=0, zorder=0)
        names = [str(name) if name in heads else two_lines(name) for name in counts.index]
        axes.set_yticks(range(len(counts)), names)
        for name, tick in zip(counts.index, axes.get_yticklabels(), strict=True):
            tick.set_fontweight("bold" if name in heads else "normal")
        # characters a column's name has from one line to the next
        room = max(8, 52 // len(counts.columns))
        titles = []
        for name in counts.columns:
            lines = wrap(str(name), room, break_on_hyphens=False, break_long_words=False)
            titles.append("\n".join(lines[:3]) + (" …" if len(lines) > 3 else ""))
        axes.set_xticks(range(len(titles)), titles)
        axes.xaxis.tick_top()
        axes.tick_params(length=0)
        axes.grid(axis="both" if not heads else "x")
        axes.set(xlim=(-0.5, len(counts.columns) - 0.5), ylim=(len(counts) - 0.5, -0.5))
        for side in ("left", "bottom"):
            axes.spines[side].set_visible(False)
    return described(fig, caption, description or in_words(counts, heads))


def in_words(counts, heads=()):
    """Say what a matrix shows, row by row; a head names the rows after it."""
    rows = pluralise(len(counts) - len(heads), "row")
    says = [f"{rows}, {pluralise(counts.shape[1], 'column')}."]
    for name, row in counts.iterrows():
        cells = ", ".join(f"{column} {int(number)}" for column, number in row.items() if number > 0)
        says.append(str(name) if name in heads else f"{name}: {cells or 'none'}.")
    return " ".join(says)
