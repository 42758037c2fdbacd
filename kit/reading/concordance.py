"""A concordance: every place where a word or phrase stands, with what stands left and right of it."""

import unicodedata

import pandas as pd

from kit.errors import KitError
from kit.reading import words
from kit.reading.spans import span_table

QUERY_WORD = words.pattern(also="*")
ALIKE = str.maketrans(
    {
        "’": "'",
        "ʼ": "'",
        "＇": "'",
        "‐": "-",
        "‑": "-",
        "\u00ad": None,
        "\u200d": None,
        "\u200c": None,
    }
)


def concordance(article, query, width=40):
    """Return the table of the places where a word or phrase stands in an article, in their order.

    article: Article. query: one word or several in a row; "*" stands for any letters of a word ("work*"), and alone for any
    one word. Capitals, kinds of apostrophe and hyphen, and the marks between words don't matter. width: how many code points
    of the same paragraph to show on each side.
    Columns: start, end, text, left, right, paragraph. Raises KitError if the query has no word or the width is negative.

    >>> from kit import Article
    >>> concordance(Article("Work? No: workers."), "work*", width=6)[["left", "text", "right"]].values.tolist()
    [['', 'Work', '? No: '], ['? No: ', 'workers', '.']]
    """
    wanted = [fold(match.group()) for match in QUERY_WORD.finditer(query)]
    if not wanted:
        raise KitError(
            f"concordance: {query[:40]!r} has no word to look for; write one, such as 'work*'"
        )
    if width < 0:
        raise KitError(f"concordance: width must be 0 or more, not {width}")
    table = article.words
    known = {text: fold(text) for text in table.text.unique()}
    edges = article.paragraphs[["start", "end"]].to_numpy()
    places = None
    for shift, wish in enumerate(wanted):
        hits = {text for text, folded in known.items() if fits(folded, wish)}
        here = {row - shift for row in table.index[table.text.isin(hits)]}
        places = here if places is None else places & here
    first = table.loc[sorted(places)]
    last = table.loc[first.index + len(wanted) - 1]
    spans, left, right, inside = [], [], [], []
    for start, paragraph, sentence, end, until in zip(
        first.start, first.paragraph, first.sentence, last.end, last.sentence
    ):
        if sentence == until:  # a phrase doesn't run over a full stop
            edge = edges[paragraph]
            spans.append((start, end))
            left.append(article.text[max(edge[0], start - width) : start])
            right.append(article.text[end : min(edge[1], end + width)])
            inside.append(paragraph)
    found = span_table(article.text, spans, paragraph=inside)
    found.insert(3, "left", pd.Series(left, dtype="str"))
    found.insert(4, "right", pd.Series(right, dtype="str"))
    return found


def fold(text):
    """Return a word as it is looked for: no capitals, one kind of apostrophe and hyphen, one way to write an accent.

    >>> fold("Government’s")
    "government's"
    """
    return unicodedata.normalize("NFKC", text).translate(ALIKE).casefold()


def fits(word, wish):
    """Tell whether a word is as wished, where "*" stands for any letters; no wish makes this slow.

    >>> fits("workers", "work*"), fits("co-work", "work*")
    (True, False)
    """
    first, *rest = wish.split("*")
    if not rest:
        return word == wish
    *middle, last = rest
    if not (word.startswith(first) and word.endswith(last) and len(word) >= len(first) + len(last)):
        return False
    at, end = len(first), len(word) - len(last)
    for piece in middle:  # each piece as early as it can be: if any way fits, this one does
        found = word.find(piece, at, end)
        if found < 0:
            return False
        at = found + len(piece)
    return True
