"""What is right about the marks of the answer key. See kit/teaching/keys.py."""

import pandas as pd

from kit.reading.concordance import concordance
from kit.teaching.keys_text import NoAnswer, paragraph_number
from kit.teaching.ways import PRONOUNS

MARKED = ["direct", "partial", "scare"]  # forms with quotation marks around them
QUOTED = ["direct", "partial"]  # those that are somebody's: a scare word stays with the article


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


def count_values(lesson, layer, column, **where):
    """How many rows have each value of a column."""
    return rows(lesson, layer, **where)[column].value_counts().to_dict()


def distinct_values(lesson, layer, column, **where):
    """The different values of a column, each with the words for it in the text."""
    table = rows(lesson, layer, **where).dropna(subset=[column])
    words = {"speaker": "speaker_text", "canonical": "text"}.get(column, column)
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
    return rows(lesson, layer, **where)[["start", "end"]].values.tolist()


def marked_paragraphs(lesson, layer, **where):
    """The paragraphs in which such rows begin."""
    return sorted(set(rows(lesson, layer, **where).paragraph.tolist()))


def places_count(lesson, query, quoted=False):
    """In how many places a word or phrase stands; quoted: only those in quotation marks."""
    places = concordance(lesson.article, query)[["start", "end"]].values.tolist()
    if not quoted:
        return len(places)
    spans = marked_spans(lesson, "quotation", form=MARKED)
    return len([place for place in places if _is_inside(spans, *place)])


def _is_inside(spans, start, end):
    return any(first <= start and end <= after for first, after in spans)


def mixed_marks(lesson):
    """How many quotations have a straight mark on one side and a curly one on the other."""
    text = lesson.article.text
    spans = marked_spans(lesson, "quotation", form=MARKED)
    return sum(
        (text[start - 1 : start] == '"') != (text[end : end + 1] == '"') for start, end in spans
    )


def quoted_words(lesson, share=False, **where):
    """How many words are quoted (where=…: of some rows); share: in per cent of the article's words."""
    words = lesson.article.words
    quoted = pd.Series(False, index=words.index)
    for start, end in marked_spans(lesson, "quotation", form=QUOTED, **where):
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
    alike = [
        {(mark.start, mark.end, mark.label) for mark in marks}
        for marks in (theirs, lesson.key(layer))
    ]
    return len(alike[0] & alike[1])


def two_names_together(lesson):
    """In how many sentences the first two names of the figure stand together."""
    from kit.showing.cooccurrence import cooccurrence

    names = rows(lesson, "entity", label=["person", "organisation", "place"])
    matrix = cooccurrence(lesson.article, names)
    if len(matrix) < 2:
        raise NoAnswer("its answer key names fewer than two")
    own = sorted(matrix.to_numpy().diagonal(), reverse=True)
    if own[1] < 2:
        raise NoAnswer("no two names are in more than one sentence each")
    if own[1] in own[2:]:
        raise NoAnswer("several names come second")
    return int(matrix.iloc[0, 1])
