"""Figures to be heard as well as seen: a picture, a caption, and a computed description."""

import base64
import io
import logging
import struct
import sys
import warnings
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from kit.errors import KitError
from kit.showing import TEMPLATES
from kit.showing.captioned import write_below
from kit.templates import render

STYLE = Path(__file__).with_name("kit.mplstyle")
DPI = 192  # two dots a pixel: sharp at 200 %
PAD = 0.08  # inches
EDGE = 3 / 11  # of the style's letters: the room that a layout leaves, 3 points
# a browser has no cache of fonts, so each kernel makes one, and would say so in red
logging.getLogger("matplotlib.font_manager").addFilter(
    lambda record: "font cache" not in record.getMessage()
)
PALETTE = {
    "blue": "#0072B2",
    "vermilion": "#D55E00",
    "green": "#009E73",
    "pink": "#CC79A7",
    "sky": "#56B4E9",
    "orange": "#E69F00",
    "grey": "#444444",
}
FORM_COLOURS = {
    "direct": PALETTE["blue"],
    "partial": PALETTE["sky"],
    "scare": PALETTE["vermilion"],
    "indirect": PALETTE["orange"],
}


def figure_style():
    """Return a context in which matplotlib draws in the kit's style; outside it nothing is changed.

    >>> with figure_style():
    ...     import matplotlib
    ...     matplotlib.rcParams["axes.spines.top"]
    False
    """
    from matplotlib import style  # imported late: a lesson without figures never waits for it

    return style.context(["default", STYLE])


@dataclass(frozen=True)
class Described:
    """A figure as a notebook shows it: an image with alternative text, and a caption below.

    file_name: of the picture to keep, which a link below the caption saves; "" shows no link.
    """

    caption: str
    description: str
    png: bytes = field(repr=False)
    file_name: str = ""

    @property
    def html(self):
        """The figure as HTML that needs no other file; everything in it is escaped."""
        size = [side // 2 for side in struct.unpack(">II", self.png[16:24])]
        kept = _as_address(write_below(self.png, self.caption)) if self.file_name else ""
        values = {"size": size, "picture": _as_address(self.png), "kept": kept}
        return render(TEMPLATES, "figure.html", figure=self, **values)

    def to_keep(self, name):
        """Return the figure with a link below that saves its picture, the caption written in it.

        name: of the file, without its ending.
        """
        return replace(self, file_name=f"{name}.png")

    def __repr__(self):
        return self.description

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/plain": self.description, "text/html": self.html}


def _as_address(png):
    return f"data:image/png;base64,{base64.b64encode(png).decode()}"


def described(fig, caption, description):
    """Return a figure with its caption and description, to be shown, and close it.

    fig: matplotlib Figure, or Axes of one. caption: what it shows, in a line. description: what the
    picture says, computed from the data it draws; a screen reader says it and validation compares
    it. Raises KitError if one of them is missing.

    >>> from matplotlib.figure import Figure
    >>> described(Figure(), "Words by speaker.", "Maren 182 words, the article 351.")
    Maren 182 words, the article 351.
    """
    fig = getattr(fig, "figure", fig)
    if not hasattr(fig, "savefig"):
        kind = type(fig).__name__
        raise KitError(f"described: the first argument must be a matplotlib figure, not {kind}")
    for name, text in [("caption", caption), ("description", description)]:
        if not isinstance(text, str) or not text.strip():
            fix = "write what a reader who can't see the picture needs"
            raise KitError(f"described: the {name} is missing; {fix}")
    with figure_style(), warnings.catch_warnings():
        # a script the font lacks: the description has the words
        warnings.filterwarnings("ignore", "Glyph .* missing")
        picture = draw_png(fig)
    # or the notebook would show it a second time, without its description
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close(fig)
    return Described(caption, description, picture)


def draw_png(fig):
    """Return a figure as a PNG with a little room around it. What lays itself out is drawn once;
    savefig draws anything else twice, the first time to measure it.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.layout_engine import ConstrainedLayoutEngine
    from PIL import Image, ImageChops, ImageOps

    picture = io.BytesIO()
    layout = fig.get_layout_engine()
    is_own = layout is not None and layout.get().get("pad") == EDGE
    laid_out = is_own or isinstance(layout, ConstrainedLayoutEngine)
    # squares don't fill a figure, and a figure's own words may stand outside it
    if laid_out and not fig.texts and all(axes.get_aspect() == "auto" for axes in fig.axes):
        before = fig.dpi
        fig.set(dpi=DPI, facecolor="white")
        canvas = FigureCanvasAgg(fig)
        canvas.draw()
        fig.set_dpi(before)
        image = Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")
        drawn = ImageChops.invert(image).getbbox() or (1, 1, 1, 1)
        if min(drawn[:2]) > 0 and drawn[2] < image.width and drawn[3] < image.height:
            room = round((PAD - (layout.get()["w_pad"] or 3 / 72)) * DPI)
            # a little larger than it could be, in half the time
            ImageOps.expand(image, room, "white").save(picture, "png", compress_level=2)
            return picture.getvalue()
    fig.savefig(picture, dpi=DPI, bbox_inches="tight", pad_inches=PAD, metadata={"Software": None})
    return picture.getvalue()
