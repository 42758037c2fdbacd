"""Every figure that the notebooks show, drawn afresh: for the tests, and to keep as reference pictures once somebody has looked.

python tests/notebooks/gallery.py            writes the reference pictures anew (without words: fonts differ between machines)
python tests/notebooks/gallery.py FOLDER     writes the figures as readers see them into a folder, to look at
"""

import contextlib
import io
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import matplotlib
import numpy as np
from masters import LESSONS, cells, source
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.image import imread, imsave
from matplotlib.text import Text

import kit
from kit.showing import figures as drawing

PICTURES = Path(__file__).parent / "gallery"
TOLERANCE = 0.01  # root mean square, of 1: a bar that is a word longer is seen, another version's antialiasing isn't


@dataclass
class Drawn:
    """name: notebook and number; fig: as it was saved; png: what the reader sees; bare: its pixels without words."""

    name: str
    fig: Figure
    png: bytes
    bare: np.ndarray


def figures(notebook):
    """Run a master's code cells, and return its figures in order."""
    made, real = [], drawing.draw_png

    def draw_png(fig):
        png = real(fig)
        made.append((fig, png, wordless(fig)))
        return png

    names = {"__name__": "__main__", "display": print}  # what IPython puts there
    with tempfile.TemporaryDirectory() as work, contextlib.redirect_stdout(io.StringIO()):
        with (
            mock.patch.dict(os.environ, {"KIT_WORK": work}),
            mock.patch.object(drawing, "draw_png", draw_png),
        ):
            for cell in cells(notebook, "code"):
                exec(compile(source(cell), f"{notebook.name} {cell['id']}", "exec"), names)
    return [Drawn(f"{notebook.name[:2]}-{number}", *one) for number, one in enumerate(made, 1)]


def words_shown(fig):
    """Every text that can be seen: labels and numbers in the axes, legends, and the ticks within view."""
    for axes in fig.findobj(Axes):
        ticks = []
        for axis in (axes.xaxis, axes.yaxis):
            low, high = sorted(axis.get_view_interval())
            ticks += [tick for tick in axis.get_major_ticks() if low <= tick.get_loc() <= high]
        legend = axes.get_legend().get_texts() if axes.get_legend() else []
        texts = [*axes.texts, axes.title, axes.xaxis.label, axes.yaxis.label, *legend]
        texts += [text for tick in ticks for text in (tick.label1, tick.label2)]
        yield from (
            text
            for text in texts
            if axes.get_visible() and text.get_visible() and text.get_text().strip()
        )


def wordless(fig):
    """The figure as an array of pixels, all its words taken out."""
    seen, layout, dpi = (
        [text for text in fig.findobj(Text) if text.get_visible()],
        fig.get_layout_engine(),
        fig.dpi,
    )
    with kit.figure_style():
        fig.set_dpi(40)
        canvas = FigureCanvasAgg(fig)
        canvas.draw()  # with its words, for these make the room they need
        canvas.draw()
        fig.set_layout_engine("none")
        for text in seen:
            text.set_visible(False)
        canvas.draw()
        pixels = np.asarray(canvas.buffer_rgba())[..., :3] / 255
    for text in seen:  # as it was given
        text.set_visible(True)
    fig.set_layout_engine(layout)
    fig.set_dpi(dpi)
    return pixels


def difference(one, two):
    """How far two pictures are apart, 0 to 1; 1 if they aren't of one size."""
    return float(np.sqrt(((one - two) ** 2).mean())) if one.shape == two.shape else 1.0


def reference(name):
    return imread(PICTURES / f"{name}.png")[..., :3]


if __name__ == "__main__":
    matplotlib.use("agg")
    folder = Path(sys.argv[1]) if sys.argv[1:] else PICTURES
    folder.mkdir(exist_ok=True)
    for old in PICTURES.glob("*.png") if folder == PICTURES else []:
        old.unlink()
    for path in LESSONS:
        for drawn in figures(path):
            if folder == PICTURES:
                imsave(folder / f"{drawn.name}.png", np.ascontiguousarray(drawn.bare))
            else:
                (folder / f"{drawn.name}.png").write_bytes(drawn.png)
