"""The search box: a concordance that changes while you type."""

import html
from pathlib import Path

import anywidget
import traitlets

from kit.errors import KitError
from kit.reading.concordance import concordance

MOST = 200  # lines; a reader of more wants another question


class SearchBox(anywidget.AnyWidget):
    """A box for words of an article. query: the words; rows: paragraph, left, text, right."""

    _esm = Path(__file__).parent / "search_box.js"
    query = traitlets.Unicode().tag(sync=True)
    rows = traitlets.List(traitlets.Any()).tag(sync=True)
    status = traitlets.Unicode().tag(sync=True)
    language = traitlets.Unicode().tag(sync=True)

    def __init__(self, article, query="", width=40):
        self._article, self._width = article, width
        super().__init__(query=query, language=article.language)
        self._look()
        self.observe(self._look, "query")

    def _look(self, change=None):
        try:
            found = concordance(self._article, self.query, self._width)
        except KitError:
            rows, status = [], "Write a word to look for; * stands for any letters."
        else:
            rows = [
                [int(paragraph), left, text, right]
                for text, left, right, paragraph in found.iloc[:, 2:].itertuples(index=False)
            ]
            status = f"{len(rows)} place{'s' * (len(rows) != 1)} with {self.query.strip()!r}."
            status += f" Only the first {MOST} are shown." if len(rows) > MOST else ""
        with self.hold_trait_notifications():
            self.rows, self.status = rows[:MOST], status

    def __repr__(self):
        places = [
            f"paragraph {paragraph}: {left:>{self._width}}[{text}]{right}".rstrip()
            for paragraph, left, text, right in self.rows
        ]
        return "\n".join([self.status, *places])

    def _repr_mimebundle_(self, **kwargs):
        data, metadata = super()._repr_mimebundle_(**kwargs)
        cells = [
            "".join(f"<td>{part}</td>" for part in (left, f"<strong>{text}</strong>", right))
            for left, text, right in ([html.escape(part) for part in row[1:]] for row in self.rows)
        ]
        body = "".join(
            f'<tr><th scope="row">{row[0]}</th>{cell}</tr>'
            for row, cell in zip(self.rows, cells, strict=True)
        )
        head = "".join(
            f'<th scope="col">{name}</th>' for name in ("paragraph", "before", "words", "after")
        )
        table = (
            f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
            if self.rows
            else ""
        )
        data["text/plain"] = repr(self)
        data["text/html"] = (
            f'<section lang="{html.escape(self.language)}" dir="auto"><p>{html.escape(self.status)}</p>{table}</section>'
        )
        return data, metadata


def search(article, query="", width=40):
    """Show a search box: each place of the words in their context, found while you type.

    article, query, width: as in `kit.concordance`. On paper it is the table of the query it was
    given. Raises KitError if width is negative.

    >>> from kit import Article
    >>> search(Article("No work. Many workers."), "work*", width=5)
    2 places with 'work*'.
    paragraph 0:   No [work]. Man
    paragraph 0: Many [workers].
    """
    if not isinstance(query, str):
        raise KitError("search: give the words to look for, in quotation marks")
    if width < 0:
        raise KitError(f"search: width must be 0 or more, not {width}")
    return SearchBox(article, query, width)
