"""The article: exactly the text of its file, and the tables of its paragraphs, sentences and words."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path

import numpy as np

from kit.errors import KitError
from kit.files import read_text
from kit.reading import paragraphs, sentences, words
from kit.reading.spans import span_table


@dataclass(frozen=True, repr=False)
class Article:
    """A news article: its text, title and language.

    text: str, kept exactly as it is; every start and end of the kit counts Unicode code points in it, half-open.
    title: str, never part of the text. language: an ISO 639-1 code, such as "en". Raises KitError if they are not str.

    >>> Article("One line.\\n\\nAnother.").paragraphs.text.tolist()
    ['One line.', 'Another.']
    """

    text: str
    title: str = ""
    language: str = "en"

    def __post_init__(self):
        for name in ("text", "title", "language"):
            value = getattr(self, name)
            if not isinstance(value, str):
                raise KitError(
                    f"Article: {name} must be text, not {type(value).__name__}; kit.read_article(path) reads a file"
                )

    @cached_property
    def sha256(self):
        """The SHA-256 of the text in UTF-8, as hexadecimal digits."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def paragraphs(self):
        """Table: start, end, text, paragraph (from 0).

        >>> Article("Headline\\nBody.").paragraphs.paragraph.tolist()
        [0, 1]
        """
        return self._paragraphs.copy(
            deep=False
        )  # what a student does to the table stays with the student's copy

    @property
    def sentences(self):
        """Table: start, end, text, paragraph, sentence (from 0, through the article).

        >>> Article("He met Mr. Maren. They talked.").sentences.text.tolist()
        ['He met Mr. Maren.', 'They talked.']
        """
        return self._sentences.copy(deep=False)

    @property
    def words(self):
        """Table: start, end, text, paragraph, sentence, word (from 0, through the article).

        >>> Article("It's the U.S. army.").words.text.tolist()
        ["It's", 'the', 'U.S.', 'army']
        """
        return self._words.copy(deep=False)

    @cached_property
    def _paragraphs(self):
        return span_table(self.text, paragraphs.split(self.text), number="paragraph")

    @cached_property
    def _sentences(self):
        spans, inside = [], []
        for start, end, text, paragraph in self._paragraphs.itertuples(index=False):
            found = sentences.split(text, self.language)
            spans += [(start + a, start + b) for a, b in found]
            inside += [paragraph] * len(found)
        return span_table(self.text, spans, paragraph=inside, number="sentence")

    @cached_property
    def _words(self):
        spans = []
        for start, end, text, paragraph in self._paragraphs.itertuples(index=False):
            spans += [(start + a, start + b) for a, b in words.split(text)]
        starts = np.array([start for start, _ in spans], dtype=np.int64)
        sentence = np.searchsorted(self._sentences.end.to_numpy(), starts, side="right")
        paragraph = self._sentences.paragraph.to_numpy()[sentence]
        return span_table(self.text, spans, paragraph=paragraph, sentence=sentence, number="word")

    def __repr__(self):
        start = self.title or " ".join(self.text[:80].split())
        name = start if len(start) <= 60 else start[:59] + "…"
        return f"Article({name!r}, {len(self._paragraphs)} paragraphs, {len(self.text)} characters, language {self.language!r})"

    def _repr_html_(self):
        right = {
            text: ' style="text-align:right"' * paragraphs.right_to_left(text)
            for text in self._paragraphs.text
        }  # JupyterLab says left
        items = "\n".join(
            f'<li dir="auto"{right[text]}>{escape(text)}</li>' for text in self._paragraphs.text
        )
        title = f"<p><strong>{escape(self.title)}</strong></p>\n" if self.title else ""
        return (
            f'<div lang="{escape(self.language)}">\n{title}<ol start="0">\n{items}\n</ol>\n</div>'
        )


def read_article(path, title="", language="en"):
    """Read an article from a UTF-8 text file.

    path: str or Path. Line ends become "\\n" and a byte order mark goes; nothing else is changed. Raises FileError naming file,
    line and what to do.

    >>> read_article("no-such-article.txt")
    Traceback (most recent call last):
    kit.errors.FileError: no-such-article.txt: there is no such file; check the name and the folder
    """
    return Article(read_text(Path(path)), title=title, language=language)
