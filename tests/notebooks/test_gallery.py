"""Every figure of every notebook: its words can be read, and it is drawn as it was when somebody looked at it."""

import itertools

import pytest
from gallery import PICTURES, TOLERANCE, difference, figures, reference, wordless, words_shown
from masters import LESSONS, name
from matplotlib.backends.backend_agg import FigureCanvasAgg

import kit
from kit.showing import figures as drawing

KEPT = {}


@pytest.fixture
def drawn(path):
    """The figures of a notebook, drawn once."""
    if path not in KEPT:
        KEPT[path] = figures(path)
    return KEPT[path]


@pytest.mark.parametrize("path", LESSONS, ids=name)
def test_no_words_in_a_figure_overlap_or_are_cut(path, drawn):
    for one in drawn:
        with kit.figure_style():
            canvas = FigureCanvasAgg(one.fig)
            canvas.draw()
        renderer = canvas.get_renderer()
        boxes = [
            (text.get_text(), text.get_window_extent(renderer)) for text in words_shown(one.fig)
        ]
        whole = one.fig.get_tightbbox(renderer).padded(0.08)
        for text, box in boxes:
            inches = box.transformed(one.fig.dpi_scale_trans.inverted())
            inside = (
                whole.x0 <= inches.x0
                and inches.x1 <= whole.x1
                and whole.y0 <= inches.y0
                and inches.y1 <= whole.y1
            )
            assert inside, f"{one.name}: {text!r} is cut"
        for (text, a), (other, b) in itertools.combinations(boxes, 2):
            apart = (
                a.x1 <= b.x0 + 1 or b.x1 <= a.x0 + 1 or a.y1 <= b.y0 + 1 or b.y1 <= a.y0 + 1
            )  # a pixel may be shared
            assert apart, f"{one.name}: {text!r} and {other!r} overlap"


@pytest.mark.parametrize("path", LESSONS, ids=name)
def test_it_looks_as_it_did(path, drawn):
    """If a figure changed for a reason, look at it (python tests/notebooks/gallery.py FOLDER), then write the pictures anew."""
    kept = sorted(file.stem for file in PICTURES.glob(f"{path.name[:2]}-*.png"))
    assert kept == sorted(one.name for one in drawn)
    far = {one.name: difference(one.bare, reference(one.name)) for one in drawn}
    assert {name: apart for name, apart in far.items() if apart > TOLERANCE} == {}


def test_a_bar_of_another_length_would_be_seen():
    article = kit.Article("One two three.\n\nFour five six seven.")
    same, other = (
        wordless(figure_of(kit.Article(text))) for text in (article.text, article.text + " Eight.")
    )
    assert difference(same, same) == 0 and difference(same, other) > TOLERANCE


def figure_of(article):
    from unittest import mock

    made = []
    with mock.patch.object(drawing, "draw_png", lambda fig: made.append(fig) or b"\0" * 24):
        kit.draw_lengths(article)
    return made[0]
