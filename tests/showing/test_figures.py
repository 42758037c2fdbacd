"""Figures: what a notebook shows, what a screen reader says, and drawings whose words can all be read."""

import base64
import io
import itertools
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import matplotlib
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

import kit
from kit.showing import drawings, figures

ARTICLE = kit.read_article(Path(__file__).parents[2] / "data" / "assad-2017" / "article.txt")
LONG = kit.Article(
    "\n\n".join("word " * (size % 37 + 1) + "ends. And more here." for size in range(130))
)
PARTS = pd.DataFrame(
    [
        (0, 65, "headline"),
        (67, 410, "lead"),
        (410, 592, "main event"),
        (597, 1300, "verbal reactions"),
        (1448, 1700, "background"),
        (1700, 2250, "circumstances"),
        (2250, 2700, "background"),
        (2700, 3348, "conclusion and comment"),
        (2573, 2581, "scare"),
    ],
    columns=["start", "end", "label"],
)


class Tags(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.found, self.text = [], ""
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))

    def handle_data(self, data):
        self.text += data


def test_a_described_figure_is_an_image_with_its_description_and_a_caption():
    shown = kit.described(Figure(), "A caption.", "Three bars: 1, 2, 3.")
    bundle = shown._repr_mimebundle_()
    assert (
        set(bundle) == {"text/plain", "text/html"}
        and bundle["text/plain"] == repr(shown) == "Three bars: 1, 2, 3."
    )
    parsed = Tags(bundle["text/html"])
    assert [tag for tag, _ in parsed.found] == ["figure", "img", "figcaption"]
    image = parsed.found[1][1]
    assert image["alt"] == "Three bars: 1, 2, 3." and parsed.text.strip() == "A caption."
    assert base64.b64decode(image["src"].removeprefix("data:image/png;base64,")) == shown.png


def test_what_is_written_into_a_figure_is_escaped():
    hostile = "\"><script>alert(1)</script>&'"
    parsed = Tags(kit.described(Figure(), hostile, hostile).html)
    assert [tag for tag, _ in parsed.found] == ["figure", "img", "figcaption"]
    assert parsed.found[1][1]["alt"] == hostile and parsed.text.strip() == hostile


@pytest.mark.parametrize(
    ("caption", "description", "missing"),
    [("", "d", "caption"), ("c", " ", "description"), ("c", None, "description")],
)
def test_a_figure_without_words_is_refused(caption, description, missing):
    with pytest.raises(kit.KitError, match=f"the {missing} is missing"):
        kit.described(Figure(), caption, description)


def test_what_is_no_figure_is_refused_and_axes_are_taken():
    with pytest.raises(kit.KitError, match="must be a matplotlib figure, not list"):
        kit.described([], "c", "d")
    assert kit.described(Figure().add_subplot(), "c", "d").description == "d"


def test_the_figure_is_closed_and_the_same_data_make_the_same_bytes():
    import matplotlib.pyplot as plt

    before = plt.get_fignums()
    shown = [kit.described(plt.subplots()[0], "c", "d").png for _ in range(2)]
    assert plt.get_fignums() == before and shown[0] == shown[1] and b"Software" not in shown[0]


def test_two_dots_a_pixel_so_that_it_is_sharp_at_200_per_cent():
    shown = kit.draw_lengths(ARTICLE)
    width = int.from_bytes(shown.png[16:20], "big")
    shown_width = int(re.search(r'width="(\d+)"', shown.html)[1])
    assert width // shown_width == 2 and shown_width < 800 and len(shown.png) < 100_000


def figure_with_words(case):
    with kit.figure_style():
        fig = Figure(figsize=(4, 2), layout="none" if case == "no layout" else "constrained")
        axes = fig.add_subplot()
    if case == "own words":
        fig.text(1.1, 0.5, "beyond")
    if case == "kept out of the layout":
        axes.text(0.9, 0.5, "beyond the edge", transform=axes.transAxes).set_in_layout(False)
    if case == "no layout":
        fig.subplots_adjust(left=0)
        axes.set_ylabel("beyond")
    return fig


@pytest.mark.parametrize("case", ["laid out", "own words", "kept out of the layout", "no layout"])
def test_words_beyond_a_figure_are_shown_and_what_lays_itself_out_is_drawn_once(case, monkeypatch):
    with kit.figure_style():
        usual = io.BytesIO()
        figure_with_words(case).savefig(usual, bbox_inches="tight", pad_inches=0.08)
    measured, real = [], Figure.savefig

    def savefig(fig, *args, **options):
        measured.append(fig)
        real(fig, *args, **options)

    monkeypatch.setattr(Figure, "savefig", savefig)
    shown = kit.described(figure_with_words(case), "c", "d").png
    for place in (16, 20):  # width and height in the head of a PNG
        one, two = (
            int.from_bytes(png[place : place + 4], "big") for png in (shown, usual.getvalue())
        )
        assert abs(one - two) <= 10  # what is beyond is wider than that
    assert bool(measured) == (case != "laid out")


def test_the_style_changes_nothing_outside():
    before = dict(matplotlib.rcParams)
    with kit.figure_style():
        assert matplotlib.rcParams["axes.spines.top"] is False
    kit.draw_lengths(ARTICLE)
    assert dict(matplotlib.rcParams) == before


def test_describing_a_figure_does_not_import_pyplot():
    code = "import sys, kit; kit.draw_lengths(kit.Article('One two.')); print('matplotlib.pyplot' in sys.modules)"
    assert (
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout.strip()
        == "False"
    )


def light(hex_colour):
    """The colour's red, green and blue in linear light (IEC 61966-2-1)."""
    values = [int(hex_colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in values
    ]


def lab(rgb):
    """CIE L*a*b* of linear light, for the white of D65."""
    xyz = [
        sum(a * b for a, b in zip(row, rgb, strict=True)) / white
        for row, white in zip(
            [(0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505)],
            (0.9505, 1, 1.089),
            strict=True,
        )
    ]
    x, y, z = (
        value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116
        for value in (max(v, 0) for v in xyz)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


# Machado, Oliveira and Fernandes 2009, severity 1: what people without red, green or blue cones see.
SIGHT = {
    "full": [(1, 0, 0), (0, 1, 0), (0, 0, 1)],
    "protanopia": [
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ],
    "deuteranopia": [
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ],
    "tritanopia": [
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ],
}


@pytest.mark.parametrize("sight", SIGHT)
def test_the_palette_s_colours_are_told_apart_whatever_one_sees(sight):
    colours = [light(colour) for colour in figures.PALETTE.values()]
    seen = [
        lab([sum(a * b for a, b in zip(row, colour, strict=True)) for row in SIGHT[sight]])
        for colour in colours
    ]
    nearest = min(
        sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5
        for one, other in itertools.combinations(seen, 2)
    )
    assert nearest > 10  # of a distance at which one just sees a difference, about 2.3


def test_the_style_sheet_has_the_palette_s_colours():
    with kit.figure_style():
        cycle = {
            colour.upper() for colour in matplotlib.rcParams["axes.prop_cycle"].by_key()["color"]
        }
    assert {"#" + colour.lstrip("#") for colour in cycle} == set(figures.PALETTE.values())


DRAWN = {
    "paragraphs": lambda: kit.draw_lengths(ARTICLE),
    "many paragraphs": lambda: kit.draw_lengths(LONG),
    "one word": lambda: kit.draw_lengths(kit.Article("One")),
    "parts": lambda: kit.draw_strip(PARTS, ARTICLE),
    "no parts": lambda: kit.draw_strip(PARTS.head(0), ARTICLE),
    "long names": lambda: kit.draw_strip(
        PARTS.assign(label=PARTS.label + " with a name that goes on and on " * 2), LONG
    ),
    "one part": lambda: kit.draw_strip(PARTS.head(1), ARTICLE),
}


def words_shown(fig):
    """Every text that is drawn: labels and numbers in the axes, and the ticks within view."""
    for axes in fig.findobj(matplotlib.axes.Axes):
        ticks = []
        for axis in (axes.xaxis, axes.yaxis):
            low, high = sorted(axis.get_view_interval())
            ticks += [tick for tick in axis.get_major_ticks() if low <= tick.get_loc() <= high]
        texts = [*axes.texts, axes.xaxis.label, axes.yaxis.label]
        texts += [text for tick in ticks for text in (tick.label1, tick.label2)]
        yield from (text for text in texts if text.get_visible() and text.get_text().strip())


@pytest.mark.parametrize("name", DRAWN)
def test_no_words_in_a_drawing_overlap_or_are_cut(name, monkeypatch):
    drawn = []
    real = drawings.described
    monkeypatch.setattr(
        drawings, "described", lambda fig, *words: (drawn.append(fig), real(fig, *words))[1]
    )
    DRAWN[name]()
    fig = drawn[0]
    with kit.figure_style():
        canvas = FigureCanvasAgg(fig)
        canvas.draw()
    renderer = canvas.get_renderer()
    boxes = [(text.get_text(), text.get_window_extent(renderer)) for text in words_shown(fig)]
    whole = fig.get_tightbbox(renderer).padded(0.05)
    for text, box in boxes:
        inches = box.transformed(fig.dpi_scale_trans.inverted())
        inside = (
            whole.x0 <= inches.x0
            and inches.x1 <= whole.x1
            and whole.y0 <= inches.y0
            and inches.y1 <= whole.y1
        )
        assert inside, f"{text!r} is cut"
    for (one, a), (other, b) in itertools.combinations(boxes, 2):
        apart = a.x1 <= b.x0 or b.x1 <= a.x0 or a.y1 <= b.y0 or b.y1 <= a.y0
        assert apart, f"{one!r} and {other!r} overlap"


def test_the_descriptions_say_what_is_drawn():
    said = kit.draw_lengths(ARTICLE).description
    assert said == (
        "Words in each of 9 paragraphs, in order: 9, 85, 39, 69, 33, 33, 90, 68, 107. Median 68; the longest is paragraph 8 "
        "with 107 words, the shortest paragraph 0 with 9."
    )
    strip = kit.draw_strip(PARTS, ARTICLE).description
    assert strip.startswith(
        "533 words from left to right, 8 rows. headline: words 1 to 9 (2 % of the words). lead: words 10 to"
    )
    assert "scare: word 408 (under 1 % of the words)." in strip
    assert "in 200 pieces" in kit.draw_strip(pd.concat([PARTS.head(1)] * 200), ARTICLE).description


def test_the_drawings_say_what_they_need():
    with pytest.raises(kit.KitError, match="no text to measure"):
        kit.draw_lengths(kit.Article(" "))
    with pytest.raises(kit.KitError, match="say which article"):
        kit.draw_strip(PARTS)
    with pytest.raises(kit.KitError, match="no column 'form'; it has start, end, label"):
        kit.draw_strip(PARTS, ARTICLE, by="form")


def test_a_figure_to_keep_has_a_link_that_saves_it_with_its_caption():
    figure = kit.described(Figure(figsize=(3, 2)), "Words & <b>voices</b>.", "None.")
    kept = figure.to_keep("voices")
    assert str(kept) == str(figure) and "download" not in figure.html
    assert 'download="voices.png"' in kept.html and kept.html == kept.html
    code = re.search(r'href="data:image/png;base64,([^"]+)"', kept.html)[1]
    picture = Image.open(io.BytesIO(base64.b64decode(code)))
    shown = Image.open(io.BytesIO(figure.png))
    assert picture.width == shown.width and picture.height > shown.height + 26
    words = picture.convert("L").crop((0, shown.height, picture.width, picture.height))
    assert words.getextrema()[0] < 50, "the caption is in it"
    assert str(kit.draw_names(ARTICLE.words[:0]).to_keep("names")).endswith(".")
