"""The article: exactly the text of its file, and the tables of its paragraphs, sentences and words."""

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from kit.files import read_text


@dataclass(frozen=True)
class Article:
    """A news article: its text, title and language.

    text: str, kept exactly as it is; every start and end of the kit counts Unicode code points in it, half-open.
    title: str, never part of the text. language: an ISO 639-1 code, such as "en".

    >>> Article("One line.\\n\\nAnother.").paragraphs.text.tolist()
    ['One line.', 'Another.']
    """

    text: str
    title: str = ""
    language: str = "en"

    @cached_property
    def sha256(self):
        """The SHA-256 of the text in UTF-8, as hexadecimal digits."""
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()

    @cached_property
    def paragraphs(self):
        """Table: start, end, text, paragraph (from 0)."""
        separator = r"\n[^\S\n]*\n\s*" if re.search(r"\S[^\S\n]*\n[^\S\n]*\n\s*\S", self.text) else r"\n"
        rows, at = [], 0
        for gap in [*re.finditer(separator, self.text), None]:
            piece = self.text[at : gap.start() if gap else len(self.text)]
            start = at + len(piece) - len(piece.lstrip())
            if piece.strip():
                rows.append((start, start + len(piece.strip()), piece.strip(), len(rows)))
            at = gap.end() if gap else at
        return pd.DataFrame(rows, columns=["start", "end", "text", "paragraph"])

    @cached_property
    def sentences(self):
        """Table: start, end, text, paragraph, sentence (from 0, through the article)."""
        from kit.reading.sentences import split

        rows = []
        for start, end, text, paragraph in self.paragraphs.itertuples(index=False):
            for a, b in split(text, self.language):
                rows.append((start + a, start + b, text[a:b], paragraph, len(rows)))
        return pd.DataFrame(rows, columns=["start", "end", "text", "paragraph", "sentence"])

    @cached_property
    def words(self):
        """Table: start, end, text, paragraph, sentence, word (from 0, through the article)."""
        from kit.reading.words import split

        rows = []
        for start, end, text, paragraph, sentence in self.sentences.itertuples(index=False):
            for a, b in split(text):
                rows.append((start + a, start + b, text[a:b], paragraph, sentence, len(rows)))
        return pd.DataFrame(rows, columns=["start", "end", "text", "paragraph", "sentence", "word"])


def read_article(path, title="", language="en"):
    """Read an article from a UTF-8 text file.

    path: str or Path. Raises FileError naming file, line and what to do.
    """
    return Article(read_text(Path(path)), title=title, language=language)
