"""Frames: which function is filled with whose words, and what a headline puts in front.

The four functions are Robert Entman's ("Framing: Toward Clarification of a Fractured Paradigm",
Journal of Communication 43, 1993); the codebook's layer names them, so that another scheme works as
well.
"""

import re
from dataclasses import dataclass

import pandas as pd

from kit.analysing.noted import draw_table
from kit.errors import KitError

NOBODY = "nobody"
TITLES = {"voice": "Whose words", "place": "Where"}


def frame_table(marks, codebook=None, by="voice", layer="frame"):
    """Return the words that fill each function of a frame, by whose they are, blanks named.

    marks: Annotations, or a DataFrame with start, end, text, label and the column `by`. codebook:
    needed for a DataFrame. Shown as a table; .rows: function, voice (or what `by` says), spans,
    words. Raises KitError.

    >>> import kit
    >>> book = kit.Codebook.of(["problem", "remedy"], layer="frame")
    >>> marks = kit.Annotations(kit.Article("Buses are late."), codebook=book)
    >>> _ = marks.add(0, 14, "problem")
    >>> frame_table(marks)
    problem
      not said: “Buses are late”
    remedy
      nobody (a blank)
    """
    codebook = codebook or getattr(marks, "codebook", None)
    if codebook is None:
        fix = "frame_table(spans, lesson.codebook)"
        raise KitError(f"frame_table: say which codebook names the functions: {fix}")
    table = getattr(marks, "table", marks)
    table = table[table.start.notna()].sort_values("start")
    whose = table[by] if by in table else pd.Series(pd.NA, index=table.index)
    table = table.assign(whose=whose.astype(object).where(whose.notna(), "not said"))
    rows = []
    for label in codebook.layer(layer).labels:
        mine = table[table.label == label.name]
        for name in mine.whose.value_counts().index:
            words = list(dict.fromkeys(mine.text[mine.whose == name]))
            rows.append((label.title, name, len(words), words))
        if not len(mine):
            rows.append((label.title, NOBODY, 0, []))
    return FrameTable(pd.DataFrame(rows, columns=["function", by, "spans", "words"]))


@dataclass(frozen=True, repr=False)
class FrameTable:
    """What `frame_table` returns: .rows, .html."""

    rows: pd.DataFrame

    def __repr__(self):
        lines = []
        for function, rows in self.rows.groupby("function", sort=False):
            lines.append(function)
            for _, whose, _, words in rows.itertuples(index=False):
                lines.append(f"  {whose}: {quoted(words)}" if words else "  nobody (a blank)")
        return "\n".join(lines)

    @property
    def cells(self):
        """Rows of text: the function, whose words fill it, the words."""
        rows = self.rows.itertuples(index=False)
        return [[name, str(whose), quoted(words) or "a blank"] for name, whose, _, words in rows]

    @property
    def html(self):
        """The table as HTML, everything in it escaped."""
        by = self.rows.columns[1]
        heads = ["Function", TITLES.get(by, by), "Words"]
        caption = "Each function of the frame, and the words that fill it"
        return draw_table(caption, heads, self.cells)

    def _repr_html_(self):
        return self.html


def compare_headlines(article, headlines, names, by="canonical"):
    r"""Return what each headline puts in front: headline, words, first, named, left_out, new.

    headlines: texts; empty ones are skipped. names: Annotations or DataFrame of the names in the
    article, with `by` as in `cooccurrence`; their words are looked for in the headline. first: who
    is named first; left_out: who of the three named most in the article is not named; new: words
    that stand nowhere in the article's body in this form.

    >>> import kit
    >>> article = kit.Article("Holt backs buses\n\nMaren Holt backed the buses. Lund did not.")
    >>> marks = kit.Annotations(article)
    >>> for name in ("Holt", "Lund"): _ = marks.add(article.text.index(name), article.text.index(name) + 4, "person")
    >>> compare_headlines(article, ["Lund against Holt"], marks)[["first", "left_out", "new"]].values.tolist()
    [['Lund', '', 'against']]
    """
    table = getattr(names, "table", names)
    who = table.text if by not in table else table[by].where(table[by].notna(), table.text)
    known = dict(zip([*table.text, *who], [*who, *who], strict=True))
    most = who.value_counts().index[:3]
    body = set(article.words.text[article.words.paragraph > 0].str.lower())
    longest_first = sorted(known, key=len, reverse=True)
    forms = "|".join(map(re.escape, longest_first)) or "(?!)"
    rows = []
    for headline in filter(None, (str(text).strip() for text in headlines)):
        named = re.findall(rf"(?<!\w)(?:{forms})(?!\w)", headline)
        named = list(dict.fromkeys(known[form] for form in named))
        left_out = [name for name in most if name not in named]
        words = type(article)(headline, language=article.language).words.text
        new = [word for word in words if word.lower() not in body]
        lists = [", ".join(names) for names in (named, left_out, new)]
        rows.append((headline, len(words), named[0] if named else "nobody", *lists))
    return pd.DataFrame(rows, columns=["headline", "words", "first", "named", "left_out", "new"])


def quoted(words):
    """Return words as quotations in a row: “one”, “two”."""
    return ", ".join(f"“{word}”" for word in words)
