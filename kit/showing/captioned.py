"""A picture to keep or to pass on: a figure with its caption written below it, in one file."""

import io
import textwrap

SIZE = 26  # of a letter, in dots: the figure has two a pixel
EDGE = 24
COLOURS = 64  # enough for a drawing, and a third of the bytes


def write_below(png, caption):
    """Return a picture with its caption below. png: bytes of a PNG. The same gives the same bytes.

    >>> from kit.showing.figures import described
    >>> from matplotlib.figure import Figure
    >>> write_below(described(Figure(), "Words.", "None.").png, "Words.")[1:4]
    b'PNG'
    """
    from matplotlib import font_manager  # imported late: a lesson without figures never waits
    from PIL import Image, ImageDraw, ImageFont

    picture = Image.open(io.BytesIO(png)).convert("RGBA")
    font = ImageFont.truetype(font_manager.findfont("DejaVu Sans"), SIZE)
    width = max(20, int((picture.width - 2 * EDGE) / font.getlength("n")))
    words = "\n".join(textwrap.wrap(caption, width))
    height = ImageDraw.Draw(picture).multiline_textbbox((0, 0), words, font)[3]
    paper = Image.new("RGBA", (picture.width, picture.height + int(height) + 2 * EDGE), "white")
    paper.alpha_composite(picture)
    place = (EDGE, picture.height + EDGE // 2)
    ImageDraw.Draw(paper).multiline_text(place, words, "black", font)
    file = io.BytesIO()
    paper.convert("RGB").quantize(COLOURS).save(file, "PNG", optimize=True)
    return file.getvalue()
