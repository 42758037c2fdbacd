"""What is right about the marks of the answer key. See kit/teaching/keys.py."""

import pandas as pd

from kit.teaching.keys_text import NoAnswer, paragraph_number
from kit.teaching.ways import PRONOUNS

MARKED = ["direct", "partial", "scare"]  # forms with quotation marks around them
QUOTED = ["direct", "partial"]  # those that are somebody's: a scare word stays with the article


def count_rows(lesson, layer, **where):
    """How many rows of the answer key have these values; `where` as in `rows`."""
    return len(rows(lesson, layer, **where))


def count_values(lesson, layer, column, **where):
    """How many rows have each value of a column."""
    counts = rows(lesson, layer, **where)[column].value_counts()
    return {str(name): int(count) for name, count in counts.items()}


def distinct_values(lesson, layer, column, **where):
    """The different values of a column, each with the words for it in the text."""
    table = rows(lesson, layer, **where).dropna(subset=[column])
    words = "speaker_text" if column == "speaker" else "text" if column == "canonical" else column
    found = []
    for value, part in table.groupby(column, sort=False):
        names = [name for name in part[words].dropna() if name.casefold() not in PRONOUNS]
        found.append(list(dict.fromkeys([value, *names])))
    return found


def most_frequent_count(lesson, layer, column, **where):
    """In how many rows the most frequent value of a column stands."""
    return max(count_values(lesson, layer, column, **where).values(), default=0)


def marked_spans(lesson, layer, **where):
    """The spans of rows, as [start, end]."""
    return rows(lesson, layer, **where)[["start", "end"]].astype(int).values.tolist()


def marked_paragraphs(lesson, layer, **where):
    """The paragraphs in which such rows begin."""
    return sorted({int(place) for place in rows(lesson, layer, **where).paragraph})


def nested_count(lesson, layer):
    """How many marks of a layer lie inside another of it."""
    spans = marked_spans(lesson, layer)
    return sum(
        any(a <= start and end <= b and (a, b) != (start, end) for a, b in spans)
        for start, end in spans
    )


def mixed_marks(lesson):
    """How many quotations have a straight mark on one side and a curly one on the other."""
    text, table = lesson.article.text, rows(lesson, "quotation", form=MARKED)
    pairs = [
        (text[start - 1 : start], text[end : end + 1])
        for start, end in zip(table.start, table.end, strict=True)
    ]
    return sum((a == '"') != (b == '"') for a, b in pairs)


def quoted_words(lesson, share=False, **where):
    """How many words are quoted (where=…: of some rows); share: in per cent of the article's words.

    A word held at a distance isn't counted: the article chose to use it, as `kit.voices` has it.
    """
    words, table = lesson.article.words, rows(lesson, "quotation", form=QUOTED, **where)
    quoted = pd.Series(False, index=words.index)
    for start, end in zip(table.start, table.end, strict=True):
        quoted |= (words.start >= start) & (words.end <= end)
    return 100 * quoted.mean() if share else int(quoted.sum())


def most_quoted(lesson):
    """Whose words take up the most room in quotation marks."""
    names = distinct_values(lesson, "quotation", "speaker", form=QUOTED)
    if not names:
        raise NoAnswer("nobody is quoted in this article")
    return max(names, key=lambda item: quoted_words(lesson, speaker=item[0]))


def same_as_key(lesson, layer, reader):
    """How many marks a reader and the answer key share, to the character and with the same label."""
    theirs = lesson.readers(layer).get(reader)
    if theirs is None:
        raise NoAnswer(f"this lesson has no marks of a reader called {reader} there")
    return len(
        {(m.start, m.end, m.label) for m in theirs}
        & {(m.start, m.end, m.label) for m in lesson.key(layer)}
    )


def rows(lesson, layer, **where):
    """Return a layer's rows where column = value, or is in a list; "" means empty."""
    if layer not in lesson.layers:
        raise NoAnswer(f"its answer key has no {layer} layer yet")
    table = lesson.key_table(layer)
    for column, value in where.items():
        if column not in table:
            raise NoAnswer(f"its answer key has no column {column} in the {layer} layer")
        values = table[column]
        wanted = value if isinstance(value, list) else [value]
        if column == "paragraph" and not isinstance(value, list):
            wanted = [paragraph_number(lesson, value)]
        if values.dtype == "string":
            values = values.fillna("")
        table = table[values.isin(wanted)]
    return table
