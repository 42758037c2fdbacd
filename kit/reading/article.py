"""The article: exactly the text of its file, and tables of its paragraphs, sentences and words."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path

import numpy as np
import pandas as pd

from kit.errors import KitError
from kit.files import read_text
from kit.reading import paragraphs, sentences, words
from kit.reading.spans import span_table

LONGEST_NAME = 60  # characters of a title in repr


@dataclass(frozen=True, repr=False)
class Article:
    r"""A news article: its text, title and language.

    Parameters
    ----------
    text : str
        Kept exactly as it is; every start and end of the kit counts Unicode code points in it,
        half-open.
    title : str
        Never part of the text.
    language : str
        An ISO 639-1 code, such as "en".

    Raises
    ------
    KitError
        If one of them is not text.

    Examples
    --------
    >>> Article("One line.\n\nAnother.").paragraphs.text.tolist()
    ['One line.', 'Another.']
    """

    text: str
    title: str = ""
    language: str = "en"

    def __post_init__(self):
        for name in ("text", "title", "language"):
            value = getattr(self, name)
            if not isinstance(value, str):
                problem = f"Article: {name} must be text, not {type(value).__name__}"
                raise KitError(f"{problem}; kit.read_article(path) reads a file")

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 of the text in UTF-8, as hexadecimal digits."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def paragraphs(self) -> pd.DataFrame:
        r"""Table: start end text paragraph (from 0).

        >>> Article("Headline\nBody.").paragraphs.paragraph.tolist()
        [0, 1]
        """
        return self._paragraphs.copy(deep=False)  # a student may change the copy

    @property
    def sentences(self) -> pd.DataFrame:
        """Table: start end text paragraph sentence (from 0, through the article).

        >>> Article("He met Mr. Maren. They talked.").sentences.text.tolist()
        ['He met Mr. Maren.', 'They talked.']
        """
        return self._sentences.copy(deep=False)

    @property
    def words(self) -> pd.DataFrame:
        """Table: start end text paragraph sentence word (from 0, through the article).

        >>> Article("It's the U.S. army.").words.text.tolist()
        ["It's", 'the', 'U.S.', 'army']
        """
        return self._words.copy(deep=False)

    @cached_property
    def _paragraphs(self):
        return span_table(self.text, paragraphs.split(self.text), number="paragraph")

    @cached_property
    def _sentences(self):
        spans = []
        inside = []
        for row in self._paragraphs.itertuples():
            for start, end in sentences.split(row.text, self.language):
                spans.append((row.start + start, row.start + end))
                inside.append(row.paragraph)
        return span_table(self.text, spans, paragraph=inside, number="sentence")

    @cached_property
    def _words(self):
        spans = []
        for row in self._paragraphs.itertuples():
            spans += [(row.start + start, row.start + end) for start, end in words.split(row.text)]
        starts = np.array([start for start, _ in spans], dtype=np.int64)
        sentence = np.searchsorted(self._sentences.end.to_numpy(), starts, side="right")
        paragraph = self._sentences.paragraph.to_numpy()[sentence]
        return span_table(self.text, spans, paragraph=paragraph, sentence=sentence, number="word")

    def __repr__(self):
        name = self.title or " ".join(self.text[:80].split())
        if len(name) > LONGEST_NAME:
            name = name[: LONGEST_NAME - 1] + "…"
        size = f"{len(self._paragraphs)} paragraphs, {len(self.text)} characters"
        return f"Article({name!r}, {size}, language {self.language!r})"

    def _repr_html_(self):
        items = []
        for text in self._paragraphs.text:
            # JupyterLab would align it left
            is_right = paragraphs.is_right_to_left(text)
            style = ' style="text-align:right"' if is_right else ""
            items.append(f'<li dir="auto"{style}>{escape(text)}</li>')
        title = f"<p><strong>{escape(self.title)}</strong></p>\n" if self.title else ""
        body = "\n".join(items)
        language = escape(self.language)
        return f'<div lang="{language}">\n{title}<ol start="0">\n{body}\n</ol>\n</div>'


def read_article(path: str | Path, title: str = "", language: str = "en") -> Article:
    r"""Read an article from a UTF-8 text file.

    Line ends become "\n" and a byte order mark goes; nothing else is changed.

    Raises
    ------
    FileError
        With the file, the line and what to do.

    Examples
    --------
    >>> read_article("no-such-article.txt")
    Traceback (most recent call last):
    kit.errors.FileError: no-such-article.txt: there is no such file; check the name and the folder
    """
    return Article(read_text(Path(path)), title=title, language=language)
