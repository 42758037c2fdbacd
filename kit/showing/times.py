"""Counts of one thing over time, side by side."""

import datetime

import numpy as np
import pandas as pd

from kit.analysing.noted import Note
from kit.reading.text import pluralise
from kit.showing.drawings import BEHIND, blank, two_lines
from kit.showing.figures import PALETTE, described, figure_style

BAND = "#E8E0C8"


def when(value):
    """Return a date for "2019-02-23", "2019-02" (first day), 2019 (last day) or a date; else None.

    >>> when("2019-02"), when(2016)
    (datetime.date(2019, 2, 1), datetime.date(2016, 12, 31))
    """
    if isinstance(value, datetime.date):
        return datetime.date(value.year, value.month, value.day)
    is_year = isinstance(value, (int, float, np.integer)) and not pd.isna(value)
    text = f"{int(value):04}-12-31" if is_year else str(value)
    try:
        return datetime.date.fromisoformat(f"{text}-01" if len(text) == 7 else text)
    except ValueError:  # no date, or 30 February
        return None


def draw_series(
    lines,
    level=None,
    level_says="",
    window=None,
    window_says="",
    caption="The same thing, counted in several ways.",
):
    """Draw several counts of one thing, each in a panel with the others in grey behind it.

    lines: dict of title -> table (or list of pairs) whose first column is a day ("2016-12-22") or a
    year (its last day), the second a number. level, level_says: a number somebody stated, drawn
    across, and its words. window, window_says: (first, last) day, drawn as a band, and its words.
    Returns a described figure, or a note where there is nothing to draw yet.
    """
    series = {title: pairs for title, table in lines.items() if (pairs := _pairs(table))}
    if not series:
        fix = "put a table of day (or year) and number into the lesson's folder series"
        return Note(f"No numbers with a date yet: {fix}.")
    largest = max(max(value for _, value in pairs) for pairs in series.values())
    unit, word = _unit(max(level or 0, largest))
    window = [when(day) for day in window or []]
    with figure_style():
        fig, _ = blank(3.6, len(series))
        fig.set_layout_engine("constrained")  # all panels alike
        colours = PALETTE.values()
        for (title, pairs), axes, colour in zip(series.items(), fig.axes, colours, strict=False):
            for other in series.values():
                axes.plot(*_xy(other, unit), color="#C8C8C8", linewidth=1.2, zorder=1)
            axes.plot(*_xy(pairs, unit), color=colour, marker="o", markersize=4, zorder=3)
            if level is not None:
                dashes = {"color": PALETTE["grey"], "linestyle": "--", "linewidth": 1.2}
                axes.axhline(level / unit, zorder=2, **dashes)
            if window:
                around = datetime.timedelta(12)
                ends = window[0] - around, window[1] + around
                axes.axvspan(*ends, color=BAND, linewidth=0, zorder=0)
            axes.set_title(two_lines(title), fontweight="bold")
            axes.set_ylim(bottom=0)
            _ends_of_years(axes, series.values())
        fig.axes[0].set_ylabel(word or "number")
        if level_says and level is not None:
            at = {"xycoords": fig.axes[0].get_yaxis_transform(), "textcoords": "offset points"}
            form = {"fontsize": 9, "bbox": BEHIND, "zorder": 2.5}
            fig.axes[0].annotate(two_lines(level_says), (0, level / unit), (3, 5), **at, **form)
    says = [f"{pluralise(len(series), 'panel')}."]
    if level is not None:
        caption += f" Dashed: {level_says}." if level_says else ""
        says.append(f"Drawn across: {level_says or 'a stated number'}, {level:,.0f}.")
    if window:
        caption += f" Shaded: {window_says}." if window_says else ""
        says.append(band_in_words(window, window_says))
    for title, pairs in series.items():
        says.append(f"{title}: {', '.join(f'{day} {value:,.0f}' for day, value in pairs)}.")
    return described(fig, caption, " ".join(says))


def band_in_words(window, window_says):
    """Return what a shaded band of days is, as a sentence."""
    return f"Shaded: {window_says or 'the time in question'}, {window[0]} to {window[1]}."


def _pairs(table):
    rows = table.iloc[:, :2].itertuples(index=False) if hasattr(table, "iloc") else table
    pairs = [(when(day), float(value)) for day, value in rows if not pd.isna(value)]
    return sorted(pair for pair in pairs if pair[0])


def _xy(pairs, unit):
    return [day for day, _ in pairs], [value / unit for _, value in pairs]


def _unit(largest):
    units = ((1e9, "thousand millions"), (1e6, "millions"), (1e3, "thousands"))
    return next(((size, word) for size, word in units if largest >= 2 * size), (1, ""))


def _ends_of_years(axes, series):
    """Put a tick at the end of each year, which is what yearly counts are of."""
    from matplotlib import dates

    years = [day.year for pairs in series for day, _ in pairs]
    if max(years) - min(years) < 2:
        draw_years(axes)
        return
    every = 1 + (max(years) - min(years)) // 8
    axes.xaxis.set_major_locator(dates.YearLocator(every, month=12, day=31))
    axes.xaxis.set_major_formatter(dates.DateFormatter("’%y"))
    axes.set_xlabel("end of the year")


def draw_years(axes):
    """Put ticks at round days, each with its year once."""
    from matplotlib import dates

    locator = dates.AutoDateLocator(maxticks=4, minticks=2)
    axes.xaxis.set_major_locator(locator)
    forms = ["%Y", "%b\n%Y", "%d %b", "%H:%M", "%H:%M", "%S"]
    firsts = ["", "%Y", "%b\n%Y", "%d %b", "%H:%M", "%H:%M"]
    names = {"formats": forms, "zero_formats": firsts}
    axes.xaxis.set_major_formatter(dates.ConciseDateFormatter(locator, show_offset=False, **names))
