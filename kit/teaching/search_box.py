"""The search box: a concordance that changes while you type."""

import traitlets
from markupsafe import Markup

from kit.analysing.noted import draw_table
from kit.errors import KitError
from kit.reading.concordance import concordance
from kit.reading.text import pluralise
from kit.teaching.form import Form, script

MOST = 200  # lines; a reader of more wants another question


class SearchBox(Form):
    """A box for words of an article. query: the words; rows: paragraph, left, text, right."""

    _esm = script("search_box.js")
    query = traitlets.Unicode().tag(sync=True)
    rows = traitlets.List(traitlets.Any()).tag(sync=True)

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
            rows = found[["paragraph", "left", "text", "right"]].head(MOST).to_numpy().tolist()
            status = f"{pluralise(len(found), 'place')} with {self.query.strip()!r}."
            status += f" Only the first {MOST} are shown." if len(found) > MOST else ""
        with self.hold_trait_notifications():
            self.rows, self.status = rows, status

    def __repr__(self):
        lines = [self.status]
        for paragraph, left, text, right in self.rows:
            line = f"paragraph {paragraph}: {left:>{self._width}}[{text}]{right}"
            lines.append(line.rstrip())
        return "\n".join(lines)

    def html(self):
        heads = ["paragraph", "before", "words", "after"]
        rows = [
            [str(paragraph), left, Markup("<strong>{}</strong>").format(text), right]
            for paragraph, left, text, right in self.rows
        ]
        table = Markup(draw_table(self.status, heads, rows, ["before"])) if rows else self.status
        return Markup('<section lang="{}" dir="auto">{}</section>').format(self.language, table)


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
