"""A timeline of what happened, and what a text tells of it."""

import datetime

import pandas as pd

from kit.analysing.noted import Note
from kit.reading.text import pluralise
from kit.showing.drawings import BEHIND, blank, two_lines
from kit.showing.figures import PALETTE, described, figure_style
from kit.showing.times import BAND, band_in_words, draw_years, when

# anything else: an empty ring
TOLD = {"with its date": "o", "without a date": "D", "can't be told": "$?$"}


def draw_timeline(events, since=None, window=None, window_says=""):
    """Draw events as rows in the order of time, each with how the text tells of it.

    events: DataFrame with the columns date ("2019-02-23" or "2019-02"), event (a few words) and
    told ("with its date", "without a date", "can't be told", or else, such as "not told"); rows
    without an event are left out, so lesson.evidence will do. since: the day to begin at. window,
    window_says: (first, last) day, drawn as a band, and its words. Returns a described figure, or a
    note where there are no such events yet.
    """
    table = events.reindex(columns=["date", "event", "told"])
    table["day"] = [when(day) for day in table.date]
    table = table.dropna(subset=["day", "event"]).sort_values("day", kind="stable")
    if since:
        table = table[table.day >= when(since)]
    if table.empty:
        fix = "fill the columns date, event and told of the lesson's evidence.csv"
        return Note(f"No events with a date yet: {fix}.")
    table = table.assign(told=table.told.astype("object").where(table.told.notna(), "not told"))
    window = [when(day) for day in window or []]
    with figure_style():
        fig, axes = blank(height=0.9 + 0.36 * len(table))
        if window and not any(pd.isna(day) for day in window):
            axes.axvspan(window[0], window[1], color=BAND, linewidth=0, zorder=0)
        days = (table.day.iloc[-1] - table.day.iloc[0]).days or 1
        form = "%b" if days < 360 else "%b %Y"
        for told, rows in table.assign(y=range(len(table))).groupby("told", sort=False):
            colour = PALETTE["blue"] if told in TOLD else "white"
            sign = {"marker": TOLD.get(told, "o"), "facecolor": colour}
            axes.scatter(list(rows.day), rows.y, s=70, edgecolor=PALETTE["grey"], zorder=3, **sign)
        for y, row in enumerate(table.itertuples()):
            date = f"{row.day:{form}}"
            if len(str(row.date)) > 7:  # a month has no day
                date = f"{row.day.day} {date}"
            style = {"va": "center", "fontsize": 9.5, "bbox": BEHIND, "zorder": 2.5}
            words = f"{date}: {row.told}"
            axes.annotate(words, (row.day, y), (9, 0), textcoords="offset points", **style)
        axes.set_yticks(range(len(table)), [two_lines(event) for event in table.event])
        before = datetime.timedelta(max(1, days * 0.03))
        after = datetime.timedelta(max(1, days * 0.42))  # the last one's text is there
        axes.set_xlim(table.day.iloc[0] - before, table.day.iloc[-1] + after)
        axes.set_ylim(len(table) - 0.5, -0.5)
        axes.grid(axis="y")
        axes.tick_params(axis="y", length=0)
        draw_years(axes)
    caption = "What happened, and what the text tells of it."
    says = [f"{pluralise(len(table), 'event')} in order."]
    if window:
        caption += f" Shaded: {window_says}." if window_says else ""
        says.append(band_in_words(window, window_says))
    says += [f"{row.date}, {row.event}: {row.told}." for row in table.itertuples()]
    return described(fig, caption, " ".join(says))
