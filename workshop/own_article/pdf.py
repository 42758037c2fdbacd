"""The words of a PDF, in the order of reading, as well as the places of its lines tell.

A PDF knows where letters are, and neither lines, columns nor paragraphs. Lines are put together
from the pieces of text at one height; columns are told by a gap that runs down the page; what is
printed at the head or foot of the pages, over and over or as a number, is left out.
"""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from kit.errors import FileError
from kit.reading.text import join_words

HYPHEN = "\x02"  # what PDFium writes for a hyphen that parts a word at a line's end
PARTED = re.compile(rf"(\w+)[{HYPHEN}\u00ad]\n(\w+)|(\w+)-\n(\w+)")
LIGATURES = dict(zip("ﬀﬁﬂﬃﬄﬅﬆ", ["ff", "fi", "fl", "ffi", "ffl", "st", "st"], strict=True))
PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|p\.|seite|página|стр\.?)\W*)?\d{1,4}(?:\s*(?:of|/|von|de|из)\s*\d{1,4})?\W*",
    re.I,
)
EDGE = 0.12  # of the page's height, where heads and feet are
GUTTER = 9  # points that part two columns
BREAK = 1.35  # times the usual distance of lines parts paragraphs
SENTENCE_END = re.compile(r"[.!?…。？！؟][\"”’»)]*$")


@dataclass
class Line:
    """Text at one height of a page, in points from its lower left corner."""

    left: float
    bottom: float
    right: float
    top: float
    text: str


def read_pdf(raw, name, pdfium):
    """Return (text, notes) of a PDF. pdfium: the package pypdfium2. Raises FileError."""
    try:
        document = pdfium.PdfDocument(raw)
        pages = [_read_lines(page) for page in document]
        heights = [page.get_height() for page in document]
    except Exception as error:
        problem = f"this PDF can't be read ({type(error).__name__})"
        raise FileError(f"{name}: {problem}; copy its text into a .txt file") from None
    if not any(pages):
        problem = "this PDF has no text, only pictures of pages"
        raise FileError(f"{name}: {problem}; copy the words into a .txt file")
    pages, heads = _remove_heads(pages, heights)
    blocks = []
    has_columns = False
    for lines in pages:
        columns = _find_columns(lines)
        has_columns = has_columns or len(columns) > 1
        for column in columns:
            blocks += _mark_breaks(column)
    text, parted = _join_words("\n".join(blocks))
    text = join_lines(text)
    for ligature, letters in LIGATURES.items():
        text = text.replace(ligature, letters)
    notes = ["a PDF knows lines and not paragraphs; look at where paragraphs begin"]
    if parted:
        notes.append(f"words parted at line ends were joined: {join_words(parted)}")
    if heads:
        notes.append(f"left out at the head or foot of pages: {join_words(heads)}")
    if has_columns:
        notes.append("a page has columns; they were read one after the other")
    return text, [f"{name}: {note}." for note in notes]


def _read_lines(page):
    """Return the lines of a page, from its top."""
    text = page.get_textpage()
    pieces = []
    for number in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(number)
        words = text.get_text_bounded(left, bottom, right, top).replace("\r\n", " ").strip(" \n")
        if words:
            pieces.append(Line(left, bottom, right, top, words))
    lines = []
    for piece in sorted(pieces, key=lambda piece: (-piece.top, piece.left)):
        middle = (piece.bottom + piece.top) / 2
        near = [line for line in lines[-4:] if line.bottom <= middle <= line.top]
        before = [line for line in near if 0 <= piece.left - line.right < GUTTER]
        if not before:
            lines.append(piece)
            continue
        line = before[-1]
        gap = "" if piece.left - line.right < 1 else " "
        line.text += gap + piece.text
        line.right = piece.right
        line.bottom = min(line.bottom, piece.bottom)
        line.top = max(line.top, piece.top)
    return lines


def _remove_heads(pages, heights):
    """Return the pages without running heads and page numbers, and what was left out."""
    counts = Counter()
    for lines, height in zip(pages, heights, strict=True):
        counts.update({_shape(line.text) for line in lines if _is_at_edge(line, height)})
    left_out = []
    kept = []
    for lines, height in zip(pages, heights, strict=True):
        heads = []
        for line in lines:
            is_repeated = counts[_shape(line.text)] > 1 or PAGE_NUMBER.fullmatch(line.text)
            if is_repeated and _is_at_edge(line, height):
                heads.append(line)
        left_out += [line.text for line in heads]
        kept.append([line for line in lines if line not in heads])
    return kept, list(dict.fromkeys(left_out))


def _is_at_edge(line, height):
    return line.top < EDGE * height or line.bottom > (1 - EDGE) * height


def _shape(text):
    """Return a line with every number alike, since a page's number is another on each."""
    return re.sub(r"\d+", "0", text)


def _find_columns(lines):
    """Return a page's lines as columns that a gap parts; one across the page is its own column."""
    if len(lines) < 4:
        return [lines]
    left = min(line.left for line in lines)
    right = max(line.right for line in lines)
    for share in (0.5, 0.45, 0.55, 0.4, 0.6, 0.33, 0.67):
        middle = left + share * (right - left)
        across = [line for line in lines if line.left < middle < line.right]
        before = [line for line in lines if line.right <= middle]
        after = [line for line in lines if line.left >= middle]
        if len(across) > len(lines) / 5 or min(len(before), len(after)) < 2:
            continue
        gap = min(line.left for line in after) - max(line.right for line in before)
        rows = []
        for one in before:
            if any(one.bottom < other.top and other.bottom < one.top for other in after):
                rows.append(one)
        if gap >= GUTTER and len(rows) >= 2:
            top = max(line.top for line in before + after)
            above = [line for line in across if line.bottom >= top - 1]
            below = [line for line in across if line not in above]
            columns = [above, *_find_columns(before), *_find_columns(after), below]
            return [column for column in columns if column]
    return [lines]


def _mark_breaks(lines):
    """Return the text of lines, with an empty line where more space than usual parts them."""
    gaps = [one.bottom - other.bottom for one, other in pairwise(lines)]
    usual = sorted(gaps)[len(gaps) // 2] if gaps else 0
    texts = []
    for line, gap in zip(lines, [*gaps, 0], strict=True):
        texts.append(line.text)
        if usual > 0 and gap > BREAK * usual:
            texts.append("")
    return texts


def _join_words(text):
    """Return the text with words joined that a line's end parts, and these words."""
    joined = []

    def join(match):
        first, second = filter(None, match.groups())
        is_word = second[0].islower() and first[-1].isalpha()
        # elsewhere in the text the word has its hyphen
        if not is_word or f"{first}-{second}" in text:
            return f"{first}-{second}"
        joined.append(first + second)
        return first + second

    return PARTED.sub(join, text).replace(HYPHEN, "-"), joined


def join_lines(text):
    r"""Join the lines of a printed column to paragraphs.

    A paragraph ends at a blank line, or where a sentence ends on a short line.

    >>> join_lines("The bridge will be closed for\nthree months.\nNobody was told about it before.")
    'The bridge will be closed for three months.\n\nNobody was told about it before.'
    """
    lines = [line.strip() for line in text.split("\n")]
    lengths = sorted(len(line) for line in lines if line)
    usual = lengths[len(lengths) * 3 // 4] if lengths else 0
    paragraphs = []
    is_open = False
    for number, line in enumerate(lines):
        if line and is_open:
            paragraphs[-1] += f" {line}"
        elif line:
            paragraphs.append(line)
        has_ended = SENTENCE_END.search(line) and len(line) < 0.8 * usual
        is_headline = number == 0 and len(line) < 0.6 * usual
        is_open = bool(line) and not has_ended and not is_headline
    return "\n\n".join(paragraphs)
