"""Concordance (keyword in context): each occurrence of a word with its left and right context."""

from fnmatch import fnmatchcase
from glob import escape

import pandas as pd

from kit.errors import KitError
from kit.reading import words
from kit.reading.spans import span_table
from kit.reading.text import fold

QUERY_WORD = words.pattern(also="*")


def concordance(article, query, width=40):
    """Find each occurrence of a word or phrase in an article.

    Parameters
    ----------
    article : Article
        The article.
    query : str
        A word or several in a row; "*" is any letters of a word ("work*"), and alone any one word.
        Capitals, kinds of apostrophe and hyphen, and the marks between words don't matter.
    width : int
        How many code points of the same paragraph to show on each side.

    Returns
    -------
    DataFrame
        start end text left right paragraph, in the order of the article.

    Raises
    ------
    KitError
        If the query has no word or the width is negative.

    Examples
    --------
    >>> from kit.reading.article import Article
    >>> table = concordance(Article("Work? No: workers."), "work*", width=6)
    >>> table[["left", "text", "right"]].values.tolist()
    [['', 'Work', '? No: '], ['? No: ', 'workers', '.']]
    """
    wanted = [fold(match.group()) for match in QUERY_WORD.finditer(query)]
    if not wanted:
        fix = "write one, such as 'work*'"
        raise KitError(f"concordance: {query[:40]!r} has no word to look for; {fix}")
    if width < 0:
        raise KitError(f"concordance: width must be 0 or more, not {width}")
    table = article.words
    first = table.loc[find_rows(table.text, wanted)]
    last = table.loc[first.index + len(wanted) - 1]
    # a phrase doesn't run over a full stop
    is_whole = first.sentence.to_numpy() == last.sentence.to_numpy()
    first = first[is_whole]
    spans = list(zip(first.start, last.end[is_whole], strict=True))
    edges = article.paragraphs.loc[first.paragraph, ["start", "end"]].to_numpy()
    context = []
    for (start, end), (begin, stop) in zip(spans, edges, strict=True):
        left = article.text[max(begin, start - width) : start]
        context.append((left, article.text[end : min(stop, end + width)]))
    context = pd.DataFrame(context, columns=["left", "right"], dtype="str")
    result = span_table(article.text, spans, paragraph=first.paragraph).join(context)
    return result[["start", "end", "text", "left", "right", "paragraph"]]


def find_rows(texts, wanted):
    """Return the rows of a column of words at which a phrase begins, in order.

    texts: Series of str. wanted: list of folded words, in which "*" is any letters.
    """
    folded = {text: fold(text) for text in texts.unique()}
    rows = None
    for shift, pattern in enumerate(wanted):
        hits = {text for text, word in folded.items() if fits(word, pattern)}
        begins = {row - shift for row in texts.index[texts.isin(hits)]}
        rows = begins if rows is None else rows & begins
    return sorted(rows)


def fits(word, pattern):
    """True if `word` matches `pattern`, in which "*" is any letters; takes linear time.

    >>> fits("workers", "work*"), fits("co-work", "work*")
    (True, False)
    """
    if "*" not in pattern:
        return word == pattern
    return fnmatchcase(word, escape(pattern).replace("[*]", "*"))  # its other signs mean nothing
