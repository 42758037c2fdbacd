"""Figures over time: counts of one thing side by side, and a timeline of what happened and what a
text tells of it.
"""

import datetime
import re

import numpy as np
import pandas as pd

from kit.analysing.noted import Note
from kit.showing.drawings import BEHIND, blank, counted, two_lines
from kit.showing.figures import PALETTE, described, figure_style

TOLD = {
    "with its date": "o",
    "without a date": "D",
    "can't be told": "$?$",
}  # anything else: an empty ring
BAND = "#E8E0C8"


def when(value):
    """Return a day for "2019-02-23", "2019-02" (its first day), 2019 (its last day, as yearly
    counts have it) or a date, else None.

    >>> when("2019-02"), when(2016)
    (datetime.date(2019, 2, 1), datetime.date(2016, 12, 31))
    """
    if isinstance(value, datetime.date):
        return datetime.date(value.year, value.month, value.day)
    year = isinstance(value, (int, float, np.integer)) and not pd.isna(value)
    match = re.fullmatch(
        r"(\d{4})-(\d\d)(?:-(\d\d))?", f"{int(value):04}-12-31" if year else str(value)
    )
    try:
        return datetime.date(int(match[1]), int(match[2]), int(match[3] or 1)) if match else None
    except ValueError:  # 30 February
        return None


def draw_series(
    lines,
    level=None,
    level_says="",
    window=None,
    window_says="",
    caption="The same thing, counted in several ways.",
):
    """Draw several counts of what seems the same thing side by side, each in a panel of its own
    with the others in grey behind it.

    lines: dict of title -> table (or list of pairs) whose first column is a day ("2016-12-22") or a
    year (its last day), the second a number. level, level_says: a number somebody stated, drawn
    across, and its words. window, window_says: (first, last) day, drawn as a band, and its words.
    Returns a described figure, or a note where there is nothing to draw yet.
    """
    series = {title: pairs for title, table in lines.items() if (pairs := _pairs(table))}
    if not series:
        return Note(
            "No numbers with a date yet: put a table of day (or year) and number into the lesson's folder series."
        )
    unit, word = _unit(
        max([value for pairs in series.values() for _, value in pairs] + [level or 0])
    )
    window = [when(day) for day in window or []]
    from matplotlib.figure import Figure

    with figure_style():
        fig = Figure(figsize=(8, 3.6))
        panels = np.atleast_1d(fig.subplots(1, len(series), sharey=True, sharex=True))
        for (title, pairs), axes, colour in zip(
            series.items(), panels, PALETTE.values(), strict=False
        ):
            for other in series.values():
                axes.plot(*_xy(other, unit), color="#C8C8C8", linewidth=1.2, zorder=1)
            axes.plot(*_xy(pairs, unit), color=colour, marker="o", markersize=4, zorder=3)
            if level is not None:
                axes.axhline(
                    level / unit, color=PALETTE["grey"], linestyle="--", linewidth=1.2, zorder=2
                )
            if window:
                axes.axvspan(
                    window[0] - datetime.timedelta(12),
                    window[1] + datetime.timedelta(12),
                    color=BAND,
                    linewidth=0,
                    zorder=0,
                )
            axes.set_title(two_lines(title), fontweight="bold")
            axes.set_ylim(bottom=0)
            _years(axes)
        panels[0].set_ylabel(word or "number")
        if level_says and level is not None:
            panels[0].annotate(
                two_lines(level_says),
                (0, level / unit),
                (3, 5),
                xycoords=panels[0].get_yaxis_transform(),
                textcoords="offset points",
                fontsize=9,
                bbox=BEHIND,
                zorder=2.5,
            )
    stated = (
        f" Drawn across: {level_says or 'a stated number'}, {level:,.0f}."
        if level is not None
        else ""
    )
    band = (
        f" Shaded: {window_says or 'the time in question'}, {window[0]} to {window[1]}."
        if window
        else ""
    )
    told = [
        f"{title}: {', '.join(f'{day} {value:,.0f}' for day, value in pairs)}."
        for title, pairs in series.items()
    ]
    return described(
        fig,
        f"{caption}{f' Shaded: {window_says}.' if window and window_says else ''}",
        f"{counted(len(series), 'panel')}.{stated}{band} {' '.join(told)}",
    )


def draw_timeline(
    events,
    since=None,
    until=None,
    window=None,
    window_says="",
    caption="What happened, and what the text tells of it.",
):
    """Draw events as rows in the order of time, each with how the text tells of it.

    events: DataFrame with the columns date ("2019-02-23" or "2019-02"), event (a few words) and
    told ("with its date", "without a date", "can't be told", or else, such as "not told"); rows
    without an event are left out, so lesson.evidence will do. since, until: days to begin and end
    at. window, window_says: (first, last) day, drawn as a band, and its words. Returns a described
    figure, or a note where there are no such events yet.
    """
    table = events.reindex(columns=["date", "event", "told"])
    table = (
        table.assign(day=[when(day) for day in table.date])
        .dropna(subset=["day", "event"])
        .sort_values("day", kind="stable")
    )
    for edge, keep in ((since, table.day.ge), (until, table.day.le)):
        if edge:
            table = table[keep(when(edge)).reindex(table.index)]
    if table.empty:
        return Note(
            "No events with a date yet: fill the columns date, event and told of the lesson's evidence.csv."
        )
    table = table.assign(told=table.told.astype("object").where(table.told.notna(), "not told"))
    window = [when(day) for day in window or []]
    with figure_style():
        fig, axes = blank(height=0.9 + 0.36 * len(table))
        if window and not any(pd.isna(day) for day in window):
            axes.axvspan(window[0], window[1], color=BAND, linewidth=0, zorder=0)
        days = (table.day.iloc[-1] - table.day.iloc[0]).days or 1
        form = "%b" if days < 360 else "%b %Y"
        dated = [
            "" if len(str(date)) == 7 else f"{day.day} "
            for date, day in zip(table.date, table.day, strict=True)
        ]  # a month has no day
        for y, row in enumerate(table.itertuples()):
            colour = PALETTE["blue"] if row.told in TOLD else "white"
            axes.scatter(
                [row.day],
                [y],
                s=70,
                marker=TOLD.get(row.told, "o"),
                facecolor=colour,
                edgecolor=PALETTE["grey"],
                zorder=3,
            )
            axes.annotate(
                f"{dated[y]}{row.day:{form}}: {row.told}",
                (row.day, y),
                (9, 0),
                textcoords="offset points",
                va="center",
                fontsize=9.5,
                zorder=4,
            )
        axes.set_yticks(range(len(table)), [two_lines(str(event)) for event in table.event])
        before, after = (
            datetime.timedelta(max(1, days * share)) for share in (0.03, 0.42)
        )  # after the last there is its text
        axes.set_xlim(table.day.iloc[0] - before, table.day.iloc[-1] + after)
        axes.set_ylim(len(table) - 0.5, -0.5)
        axes.grid(axis="y")
        axes.tick_params(axis="y", length=0)
        _years(axes)
    told = [f"{row.date}, {row.event}: {row.told}." for row in table.itertuples()]
    band = (
        f" Shaded: {window_says or 'the time in question'}, {window[0]} to {window[1]}."
        if window
        else ""
    )
    caption += f" Shaded: {window_says}." if window and window_says else ""
    return described(
        fig, caption, f"{counted(len(table), 'event')} in order.{band} {' '.join(told)}"
    )


def _pairs(table):
    rows = table.iloc[:, :2].itertuples(index=False) if hasattr(table, "iloc") else table
    return sorted(
        (when(day), float(value)) for day, value in rows if when(day) and not pd.isna(value)
    )


def _xy(pairs, unit):
    return [day for day, _ in pairs], [value / unit for _, value in pairs]


def _unit(largest):
    units = ((1e9, "thousand millions"), (1e6, "millions"), (1e3, "thousands"))
    return next(((size, word) for size, word in units if largest >= 2 * size), (1, ""))


def _years(axes):
    from matplotlib import dates

    locator = dates.AutoDateLocator(maxticks=4, minticks=2)
    axes.xaxis.set_major_locator(locator)
    forms, firsts = (
        ["%Y", "%b\n%Y", "%d %b", "%H:%M", "%H:%M", "%S"],
        ["", "%Y", "%b\n%Y", "%d %b", "%H:%M", "%H:%M"],
    )
    axes.xaxis.set_major_formatter(
        dates.ConciseDateFormatter(locator, show_offset=False, formats=forms, zero_formats=firsts)
    )
