"""The marked text as one piece of HTML: no script, nothing fetched, fit for print, and readable
where all styles are taken out.

Marks that overlap are drawn as lines under each other, in a pattern and with a tag of their own:
nothing hangs on colour. Where a page strips styles (GitHub does), brackets show where each mark
begins and its tag where it ends.
"""

import itertools
from dataclasses import replace
from html import escape

from kit.annotating.codebook import Label
from kit.files import write_text
from kit.reading.paragraphs import is_right_to_left

LINES = [  # a pattern for each label in turn; the annotator draws the same
    "linear-gradient({0} 0 0)",
    "repeating-linear-gradient(90deg,{0} 0 7px,transparent 7px 10px)",
    "repeating-linear-gradient(90deg,{0} 0 2px,transparent 2px 5px)",
    "repeating-linear-gradient(90deg,{0} 0 10px,transparent 10px 12px,{0} 12px 14px,transparent 14px 16px)",
]
STYLE = """
.kit-highlight{max-width:44rem;margin:0;padding:1rem 1.4rem;background:#fff;color:#1d1f23;color-scheme:light;
font:17px/1.6 "Iowan Old Style","Palatino Linotype",Palatino,"Noto Serif",Georgia,serif;print-color-adjust:exact;
-webkit-print-color-adjust:exact}
.kit-highlight p{margin:0 0 .8em;white-space:pre-wrap;overflow-wrap:break-word}
.kit-highlight mark{background:none;color:inherit;padding-top:1px;box-decoration-break:clone;-webkit-box-decoration-break:clone}
.kit-highlight sup{font:600 .62em/0 system-ui,Helvetica,Arial,sans-serif;vertical-align:.6em;color:#55595f;padding:0 1px}
.kit-highlight .kit-bracket{display:none}
.kit-highlight figcaption,.kit-highlight ul,.kit-highlight table{font:14px/1.45 system-ui,Helvetica,Arial,sans-serif}
.kit-highlight figcaption{color:#55595f;margin-bottom:1em}
.kit-highlight ul{list-style:none;margin:1em 0;padding:0}
.kit-highlight li{margin:.25em 0}
.kit-highlight li mark{display:inline-block;min-width:1.6em;margin-right:.5em;padding:0 .3em 4px;
text-align:center;font-weight:600}
.kit-highlight table{border-collapse:collapse;width:100%;margin:0}
.kit-highlight th,.kit-highlight td{text-align:start;vertical-align:top;padding:.3em .6em .3em 0;
border-bottom:1px solid #d5d8dc;background:none;overflow-wrap:anywhere}
.kit-highlight th{overflow-wrap:normal;white-space:nowrap}
.kit-highlight tr{break-inside:avoid}
@media print{.kit-highlight{max-width:none;padding:0;font-size:11.5pt}
.kit-highlight figcaption,.kit-highlight ul,.kit-highlight table{font-size:9.5pt}}
"""


def highlight(marks, layer=None, caption=""):
    """Return the article with its marks as HTML that stands on its own: a notebook shows it,
    `.save("page.html")` is for print.

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


class Highlight:
    """A marked text: `html` is the figure, `save(path)` writes it as a page."""

    def __init__(self, marks, layer=None, caption=""):
        book = marks.codebook
        known = list((book.layer(layer) if layer else book).labels) if book else []
        names = {label.name for label in known}
        shown = [mark for mark in marks if not layer or mark.label in names]
        missing = dict.fromkeys(mark.label for mark in shown if mark.label not in names)
        self.labels = {
            label.name: label
            for label in [*known, *(Label(name, colour="#808080") for name in missing)]
        }
        self.numbers = {name: number for number, name in enumerate(self.labels)}
        self.tags = tags(self.labels.values())
        self.references = {
            mark.id: f"{self.tags[mark.label]}{number}" for number, mark in enumerate(shown, 1)
        }
        self.article, self.marks, self.caption = marks.article, shown, caption

    @property
    def html(self):
        """The figure: style, text, legend and list of marks."""
        language = escape(self.article.language)
        caption = f"<figcaption>{escape(self.caption)}</figcaption>" if self.caption else ""
        text = "\n".join(self.block(start, end) for start, end in blocks(self.article.text))
        legend = f'<ul aria-label="Labels">{"".join(self._legend())}</ul>' if self.marks else ""
        return (
            f'<figure class="kit-highlight" lang="{language}" style="{self.colours}"><style>{STYLE}</style>{caption}\n{text}\n'
            f"{legend}\n{self._table()}</figure>"
        )

    def _repr_html_(self):
        return self.html

    def __repr__(self):
        return "\n".join(
            [
                f"The text with {len(self.marks)} mark{'' if len(self.marks) == 1 else 's'}.",
                *self.lines(),
            ]
        )

    def lines(self):
        """A line of plain text for each mark; a mark that another links to is named as in the text,
        never by its id.
        """
        for mark in self.marks:
            attributes = {
                name: self.references.get(value, value) for name, value in mark.attributes.items()
            }
            yield f"  {self.references[mark.id]}: {replace(mark, attributes=attributes)!r}"

    def save(self, path):
        """Write an HTML page that needs nothing else, to look at or print; returns the path. Raises
        FileError.
        """
        title = escape(self.article.title or "Marked text")
        head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>'
        heading = (
            f"<h1>{title}</h1>"
            if self.article.title and not self.article.text.startswith(self.article.title)
            else ""
        )
        language, style = escape(self.article.language), "max-width:46rem;margin:1rem auto"
        page = f'<!doctype html>\n<html lang="{language}"><head>{head}</head><body style="{style}">{heading}{self.html}</body></html>\n'
        write_text(path, page)
        return path

    @property
    def colours(self):
        """The labels' lines and tints, as CSS for the element that holds the text."""
        return "".join(drawn(self.labels[name].colour, n) for name, n in self.numbers.items())

    def block(self, start, end):
        """One paragraph of the text with its marks, as HTML."""
        marks = [m for m in self.marks if m.start is not None and m.start < end and m.end > start]
        lane = lanes(marks)
        depth = max(lane.values(), default=-1) + 1
        cuts = sorted(
            {start, end, *(max(m.start, start) for m in marks), *(min(m.end, end) for m in marks)}
        )
        pieces = []
        for a, b in itertools.pairwise(cuts):
            here = [m for m in marks if m.start < b and m.end > a]
            words = escape(self.article.text[a:b], quote=False)
            if here:
                numbers = [(self.numbers[m.label], lane[m.id]) for m in here]
                lines = [
                    f"var(--l{n}) 0 calc(100% - {4 * k}px)/100% 3px no-repeat" for n, k in numbers
                ]
                tints = [f"linear-gradient(var(--t{n}) 0 0)" for n, _ in numbers[-3:]]
                opening = '<span class="kit-bracket">[</span>' * sum(m.start == a for m in here)
                ended = [escape(self.references[m.id]) for m in reversed(here) if m.end == b]
                closing = "".join(
                    f'<sup><span class="kit-bracket">]</span>{reference}</sup>'
                    for reference in ended
                )
                titles = escape(", ".join(self._title(m.label) for m in here))
                style = f"padding-bottom:{4 * depth}px;background:{','.join([*lines, *tints])}"
                words = f'<mark title="{titles}" style="{style}">{opening}{words}</mark>{closing}'
            pieces.append(words)
        style = [f"line-height:calc(1.5em + {4 * depth}px)"] * (depth > 1)
        style += ["text-align:right"] * is_right_to_left(
            self.article.text[start:end]
        )  # dir is not enough: JupyterLab says left
        style = f' style="{";".join(style)}"' if style else ""
        return f'<p dir="auto"{style}>{"".join(pieces)}</p>'

    def swatch(self, name):
        """A label's sign, drawn as its marks are, as HTML."""
        n = self.numbers[name]
        style = f"background:var(--l{n}) 0 100%/100% 3px no-repeat,linear-gradient(var(--t{n}) 0 0)"
        return f'<mark style="{style}">{escape(self.tags[name])}</mark>'

    def _title(self, name):
        return self.labels[name].title or name

    def _legend(self):
        used = {mark.label for mark in self.marks}
        for name, label in self.labels.items():
            if name in used:
                definition = f": {escape(label.definition)}" if label.definition else ""
                yield f"<li>{self.swatch(name)} <b><bdi>{escape(self._title(name))}</bdi></b>{definition}</li>"

    def _table(self):
        if not self.marks:
            return "<p>No marks yet.</p>"
        head = "".join(
            f'<th scope="col">{name}</th>' for name in ("Mark", "Label", "Words", "Details")
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(map(self._row, self.marks))}</tbody></table>"

    def _row(self, mark):
        details = [
            f"{name}: {self.references.get(value, value)}"
            for name, value in mark.attributes.items()
        ]
        details += [mark.note] if mark.note else []
        details += {"orphan": ["not found in this text"], "ambiguous": ["place uncertain"]}.get(
            mark.status, []
        )
        cells = [
            f'<td dir="auto">{escape(cell)}</td>'
            for cell in (self._title(mark.label), mark.text, "; ".join(details))
        ]
        return f'<tr><th scope="row">{escape(self.references[mark.id])}</th>{"".join(cells)}</tr>'


def tags(labels):
    """A short sign for each label: its key where no other has it (two layers may), else its title's
    beginning; {name: tag}.
    """
    labels = list(labels)
    keys = [label.key for label in labels]
    return {
        x.name: x.key if x.key and keys.count(x.key) == 1 else (x.title or x.name)[:3]
        for x in labels
    }


def blocks(text):
    """The lines of a text that have something in them, as spans."""
    at = 0
    for line in text.split("\n"):
        if line.strip():
            yield at, at + len(line)
        at += len(line) + 1


def lanes(marks):
    """Give each mark a lane, so that marks over the same words are drawn under each other: {id:
    lane}.
    """
    ends, lane = [], {}
    for mark in marks:
        free = next((k for k, end in enumerate(ends) if end <= mark.start), len(ends))
        ends[free : free + 1] = [mark.end]
        lane[mark.id] = free
    return lane


def drawn(colour, number):
    """A label's line and tint as CSS, its colour darkened until it has a contrast of 3:1 with white
    (WCAG 2.2, 1.4.11).
    """
    rgb = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    while 1.05 / (luminance(rgb) + 0.05) < 3.2:
        rgb = [round(0.92 * value) for value in rgb]
    ink = "rgb({} {} {}".format(*rgb)
    return f"--l{number}:{LINES[number % len(LINES)].format(ink + ')')};--t{number}:{ink} / .12);"


def luminance(rgb):
    """Relative luminance of an sRGB colour, 0 to 1, as WCAG 2.2 defines it."""
    linear = [
        v / 255 / 12.92 if v / 255 <= 0.04045 else ((v / 255 + 0.055) / 1.055) ** 2.4 for v in rgb
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
