"""The figures of names, claims and time at their limits: their words can be read, and numbers are where they belong."""

import itertools
from unittest import mock

import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from test_figures import words_shown

import kit
from kit.showing import figures as drawing

LONG = "a name that goes on and on and will not end for quite a while"
CROSS = pd.DataFrame(
    {"praise": [1, 0, 250], "blame": [40, 3, 0], LONG: [1, 1, 1]},
    index=["mayor", LONG, "union of bus drivers"],
)
NAMES = pd.DataFrame(
    [
        (n, f"word {n} {LONG if n % 7 == 0 else ''}", "name", f"target {n % 12}", f"user {n % 5}")
        for n in range(60)
    ],
    columns=["start", "text", "label", "target", "used_by"],
)
EVENTS = pd.DataFrame(
    [
        (f"2017-{month:02}-{day:02}", LONG if day == 9 else f"event {month} {day}", told)
        for month in (1, 2)
        for day, told in zip(
            (1, 2, 9, 20),
            itertools.cycle(["with its date", "without a date", "can't be told", "not told"]),
        )
    ],
    columns=["date", "event", "told"],
)
YEARS = [(year, 1000 * (year - 2009)) for year in range(2010, 2020)]
DRAWN = {
    "matrix": lambda: kit.draw_matrix(CROSS, "c"),
    "one cell": lambda: kit.draw_matrix(CROSS.iloc[:1, :1], "c"),
    "names": lambda: kit.draw_names(NAMES),
    "claims": lambda: kit.draw_claims(
        NAMES.rename(columns={"target": "claimed_by"}).assign(label=NAMES.used_by)
    ),
    "timeline": lambda: kit.draw_timeline(EVENTS, window=["2017-02-13", "2017-02-23"]),
    "one event": lambda: kit.draw_timeline(EVENTS.head(1)),
    "long timeline": lambda: kit.draw_timeline(pd.concat([EVENTS, EVENTS.assign(date="1990-05")])),
    "series": lambda: kit.draw_series(
        {LONG: YEARS, "two": YEARS[3:], "three": YEARS[:1]},
        level=4000,
        level_says="“about four thousand in all”",
    ),
    "one series": lambda: kit.draw_series(
        {"one": [(2015, 0), (2016, 0)]}, level=0, level_says="none"
    ),
}


def figure_of(name):
    made, real = [], drawing.draw_png
    with mock.patch.object(drawing, "draw_png", lambda fig: made.append(fig) or real(fig)):
        shown = DRAWN[name]()
    return made[0], shown


@pytest.mark.parametrize("name", DRAWN)
def test_no_words_overlap_or_are_cut(name):
    fig, _ = figure_of(name)
    with kit.figure_style():
        canvas = FigureCanvasAgg(fig)
        canvas.draw()
    renderer = canvas.get_renderer()
    boxes = [
        (text.get_text(), text.get_window_extent(renderer))
        for text in [*words_shown(fig), *(axes.title for axes in fig.axes)]
        if text.get_text()
    ]
    whole = fig.get_tightbbox(renderer).padded(0.08)
    for text, box in boxes:
        inches = box.transformed(fig.dpi_scale_trans.inverted())
        assert (
            whole.x0 <= inches.x0
            and inches.x1 <= whole.x1
            and whole.y0 <= inches.y0
            and inches.y1 <= whole.y1
        ), f"{text!r} is cut"
    for (one, a), (other, b) in itertools.combinations(boxes, 2):
        apart = a.x1 <= b.x0 + 1 or b.x1 <= a.x0 + 1 or a.y1 <= b.y0 + 1 or b.y1 <= a.y0 + 1
        assert apart, f"{one!r} and {other!r} overlap"


def test_each_number_of_a_matrix_is_written_where_it_belongs():
    fig, shown = figure_of("matrix")
    written = {
        (int(text.get_position()[1]), int(text.get_position()[0])): int(text.get_text())
        for text in fig.axes[0].texts
    }
    assert written == {
        (y, x): n for y, row in enumerate(CROSS.to_numpy()) for x, n in enumerate(row) if n
    }
    assert "union of bus drivers: praise 250" in shown.description


def test_at_most_eight_targets_are_drawn_and_every_panel_has_all_lines():
    assert figure_of("names")[1].description.count("target ") == 8
    fig, _ = figure_of("series")
    assert len(fig.axes) == 3 and all(
        len(axes.lines) == 5 for axes in fig.axes
    )  # three in grey, its own, the stated number
