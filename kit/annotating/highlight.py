"""The marked text as one piece of HTML: no script, printable, readable without its styles.

Marks that overlap are lines under each other, in a pattern and with a tag of their own. Where a page
strips styles, brackets show where each mark begins and its tag where it ends.
"""

import itertools
from dataclasses import dataclass, replace
from pathlib import Path

from kit.annotating.codebook import Label
from kit.files import write_text
from kit.reading.paragraphs import is_right_to_left
from kit.reading.text import pluralise
from kit.templates import read_style, render, templates

TEMPLATES = Path(__file__).with_name("templates")
STATUS = {"orphan": "not found in this text", "ambiguous": "place uncertain"}
CONTRAST = 3.2  # with white; 3 is asked for (WCAG 2.2, 1.4.11)


def highlight(marks, layer=None, caption=""):
    """Return the article with its marks as self-contained HTML; `.save("page.html")` writes it.

    marks: kit.Annotations. layer: show the labels of this layer of the codebook only. caption: a
    line of text above.

    >>> import kit
    >>> marks = kit.Annotations(kit.Article("Maren spoke."), codebook=kit.Codebook.of(["person"]))
    >>> marks.add(0, 5, "person")
    person 0–5 'Maren'
    >>> "<mark" in kit.highlight(marks).html
    True
    """
    return Highlight(marks, layer, caption)


@dataclass(frozen=True)
class Piece:
    """Words of a paragraph between two edges of marks; style is "" where nothing is marked."""

    words: str
    title: str = ""
    style: str = ""
    opened: int = 0  # so many marks begin here
    closed: tuple = ()  # the references of those that end here


@dataclass(frozen=True)
class Block:
    """A paragraph: its style and its pieces."""

    style: str
    pieces: list


class Highlight:
    """A marked text: `html` is the figure, `save(path)` writes it as a page."""

    def __init__(self, marks, layer=None, caption=""):
        book = marks.codebook
        known = list((book.layer(layer) if layer else book).labels) if book else []
        names = {label.name for label in known}
        shown = [mark for mark in marks if not layer or mark.label in names]
        missing = dict.fromkeys(mark.label for mark in shown if mark.label not in names)
        known += [Label(name, colour="#808080") for name in missing]
        self.labels = {label.name: label for label in known}
        self.numbers = {name: number for number, name in enumerate(self.labels)}
        self.tags = tags(known)
        self.references = {m.id: f"{self.tags[m.label]}{n}" for n, m in enumerate(shown, 1)}
        self.article = marks.article
        self.marks = shown
        self.caption = caption

    @property
    def html(self):
        """The figure: style, text, legend and list of marks."""
        parts = templates(TEMPLATES).get_template("highlight.html").module
        return str(parts.figure(self, style()))

    def _repr_html_(self):
        return self.html

    def __repr__(self):
        return "\n".join([f"The text with {pluralise(len(self.marks), 'mark')}.", *self.lines()])

    def lines(self):
        """Return a line of text for each mark; linked marks are named by their reference."""
        for mark in self.marks:
            named = replace(mark, attributes=self._named(mark))
            yield f"  {self.references[mark.id]}: {named!r}"

    def _named(self, mark):
        """A mark's attributes, a link to another mark as that one's reference."""
        return {name: self.references.get(value, value) for name, value in mark.attributes.items()}

    def save(self, path):
        """Write a self-contained HTML page; return its path. Raises FileError."""
        title = self.article.title
        write_text(path, render(TEMPLATES, "page.html", shown=self, title=title, style=style()))
        return path

    @property
    def inks(self):
        """The labels' colours as CSS has them: red, green and blue, 0 to 255."""
        return [" ".join(map(str, darkened(label.colour))) for label in self.labels.values()]

    @property
    def blocks(self):
        """The text's Blocks, in their order."""
        return [self.block(start, end) for start, end in blocks(self.article.text)]

    def block(self, start, end):
        """Return one paragraph [start, end) of the text with its marks: a Block."""
        marks = [m for m in self.marks if m.start is not None and m.start < end and m.end > start]
        lane = lanes(marks)
        depth = max(lane.values(), default=-1) + 1
        cuts = {start, end}
        for mark in marks:
            cuts |= {max(mark.start, start), min(mark.end, end)}
        edges = itertools.pairwise(sorted(cuts))
        pieces = [self._piece(first, after, marks, lane, depth) for first, after in edges]
        style = [f"line-height:calc(1.5em + {4 * depth}px)"] if depth > 1 else []
        if is_right_to_left(self.article.text[start:end]):
            style.append("text-align:right")  # dir is not enough: JupyterLab says left
        return Block(";".join(style), pieces)

    def _piece(self, first, after, marks, lane, depth):
        words = self.article.text[first:after]
        here = [mark for mark in marks if mark.start < after and mark.end > first]
        if not here:
            return Piece(words)
        layers = []
        for mark in here:
            line = f"var(--l{self.numbers[mark.label]})"
            layers.append(f"{line} 0 calc(100% - {4 * lane[mark.id]}px)/100% 3px no-repeat")
        for mark in here[-3:]:
            layers.append(f"linear-gradient(var(--t{self.numbers[mark.label]}) 0 0)")
        return Piece(
            words,
            ", ".join(self.title(mark.label) for mark in here),
            f"padding-bottom:{4 * depth}px;background:{','.join(layers)}",
            sum(mark.start == first for mark in here),
            tuple(self.references[mark.id] for mark in reversed(here) if mark.end == after),
        )

    def title(self, name):
        """What a label is called."""
        return self.labels[name].title or name

    @property
    def legend(self):
        """Each Label that is used, in the order of the codebook."""
        used = {mark.label for mark in self.marks}
        return [label for name, label in self.labels.items() if name in used]

    @property
    def rows(self):
        """The list of marks: (reference, [label, words, details])."""
        rows = []
        for mark in self.marks:
            details = [f"{name}: {value}" for name, value in self._named(mark).items()]
            details += [text for text in (mark.note, STATUS.get(mark.status)) if text]
            cells = [self.title(mark.label), mark.text, "; ".join(details)]
            rows.append((self.references[mark.id], cells))
        return rows


def style():
    """Return the CSS of a marked text, as Markup."""
    return read_style(TEMPLATES, "highlight.css")


def blocks(text):
    """The lines of a text that have something in them, as spans."""
    at = 0
    for line in text.split("\n"):
        if line.strip():
            yield at, at + len(line)
        at += len(line) + 1


def tags(labels):
    """Return a short sign for each label: its key if unique, else its title's beginning."""
    keys = [label.key for label in labels]
    signs = {}
    for label in labels:
        is_sole = label.key and keys.count(label.key) == 1
        signs[label.name] = label.key if is_sole else (label.title or label.name)[:3]
    return signs


def lanes(marks):
    """Return {id: lane}: marks over the same words are drawn under each other."""
    ends = []  # of each lane, where its last mark ends
    found = {}
    for mark in marks:
        free = next((lane for lane, end in enumerate(ends) if end <= mark.start), len(ends))
        ends[free : free + 1] = [mark.end]
        found[mark.id] = free
    return found


def darkened(colour):
    """Return red, green and blue, 0 to 255, of a colour made so dark that it can be seen on white."""
    rgb = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    while 1.05 / (luminance(rgb) + 0.05) < CONTRAST:
        rgb = [round(0.92 * value) for value in rgb]
    return rgb


def luminance(rgb):
    """Relative luminance of an sRGB colour, 0 to 1, as WCAG 2.2 defines it."""
    total = 0
    for share, value in zip((0.2126, 0.7152, 0.0722), rgb, strict=True):
        value /= 255
        total += share * (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)
    return total
