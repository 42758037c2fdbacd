"""What is right, computed from the lesson: `from = "paragraphs.count"` in exercises.toml names one
of these functions.

Each takes the lesson and what `with = {…}` says, and reads article or answer key, so that keys
follow a swapped article. NoAnswer says that this lesson can't tell (its key has no such layer yet,
say): the student is told so, kindly.
"""

import pandas as pd

from kit.teaching.reading_answers import plain
from kit.teaching.ways import PRONOUNS

KEYS: dict = {}
MARKED = ["direct", "partial", "scare"]  # forms with quotation marks around them
QUOTED = ["direct", "partial"]  # those that are somebody's: a scare word stays with the article


class NoAnswer(Exception):
    """The lesson has no answer to this question; the text says why."""


def key(name):
    """Make a function known to exercises.toml under this name."""
    return lambda function: KEYS.setdefault(name, function)


@key("paragraphs.count")
def paragraph_count(lesson):
    return len(lesson.article.paragraphs)


@key("sentences.count")
def sentence_count(lesson):
    return len(lesson.article.sentences)


@key("words.count")
def word_count(lesson, paragraph=None):
    """The words of the article, or of one paragraph (-1: the last)."""
    words = lesson.article.words
    return len(
        words if paragraph is None else words[words.paragraph == _paragraph(lesson, paragraph)]
    )


@key("paragraphs.longest")
def longest_paragraph(lesson):
    """The paragraph (or paragraphs) with most words."""
    lengths = lesson.article.words.groupby("paragraph").size()
    return [int(place) for place in lengths.index[lengths == lengths.max()]]


@key("sentences.longest")
def longest_sentence(lesson):
    """How many words the longest sentence has."""
    return int(lesson.article.words.groupby("sentence").size().max())


@key("text.slice")
def text_slice(lesson, start, end):
    return lesson.article.text[start:end]


@key("text.count")
def text_count(lesson, characters):
    """How often each of some characters stands in the text."""
    return {character: lesson.article.text.count(character) for character in characters}


@key("text.paragraphs")
def paragraphs_with(lesson, words):
    """The paragraphs in which some words stand."""
    wanted, texts = plain(words, lesson.article.language), lesson.article.paragraphs.text
    return [
        place
        for place, text in enumerate(texts)
        if f" {wanted} " in f" {plain(text, lesson.article.language)} "
    ]


@key("headline.not_in_body")
def headline_only(lesson):
    """The headline's words that the body doesn't have in this form."""
    if not lesson.headline:
        raise NoAnswer("this lesson's article has no headline")
    words = lesson.article.words
    body = {plain(word) for word in words.text[words.paragraph > 0]}
    return [word for word in words.text[words.paragraph == 0] if plain(word) not in body]


@key("written.year")
def year_written(lesson):
    """The year in which the article was written, from [written] in lesson.toml."""
    years = {day.year for day in written_between(lesson)}
    if len(years) > 1:
        raise NoAnswer("more than one year is possible")
    return years.pop()


@key("written.between")
def written_between(lesson):
    """The first and the last day on which it can have been written, from [written] in lesson.toml."""
    about = lesson.about.get("written", {})
    if not {"earliest", "latest"} <= set(about):
        raise NoAnswer("lesson.toml does not say yet when the article was written")
    return [about["earliest"], about["latest"]]


@key("key.count")
def count_rows(lesson, layer, **where):
    """How many rows of the answer key have these values; `where` as in `rows`."""
    return len(rows(lesson, layer, **where))


@key("key.counts")
def count_values(lesson, layer, column, **where):
    """How many rows have each value of a column."""
    return {
        str(name): int(n) for name, n in rows(lesson, layer, **where)[column].value_counts().items()
    }


@key("key.values")
def distinct_values(lesson, layer, column, **where):
    """The different values of a column, each with the words that stand for it in the text (names,
    and speakers).
    """
    table = rows(lesson, layer, **where).dropna(subset=[column])
    words = "speaker_text" if column == "speaker" else "text" if column == "canonical" else column
    found = []
    for value, part in table.groupby(column, sort=False):
        names = [name for name in part[words].dropna() if name.casefold() not in PRONOUNS]
        found.append(list(dict.fromkeys([value, *names])))
    return found


@key("key.most_count")
def most_frequent_count(lesson, layer, column, **where):
    """In how many rows the most frequent value of a column stands."""
    return max(count_values(lesson, layer, column, **where).values(), default=0)


@key("key.spans")
def marked_spans(lesson, layer, **where):
    """The spans of rows, as [start, end]."""
    return rows(lesson, layer, **where)[["start", "end"]].astype(int).values.tolist()


@key("key.paragraphs")
def marked_paragraphs(lesson, layer, **where):
    """The paragraphs in which such rows begin."""
    return sorted({int(place) for place in rows(lesson, layer, **where).paragraph})


@key("key.nested")
def nested_count(lesson, layer):
    """How many marks of a layer lie inside another of it."""
    spans = marked_spans(lesson, layer)
    return sum(
        any(a <= start and end <= b and (a, b) != (start, end) for a, b in spans)
        for start, end in spans
    )


@key("quotations.mixed")
def mixed_marks(lesson):
    """How many quotations open with a straight mark and close with a curly one, or the other way
    round.
    """
    text, table = lesson.article.text, rows(lesson, "quotation", form=MARKED)
    pairs = [
        (text[start - 1 : start], text[end : end + 1])
        for start, end in zip(table.start, table.end, strict=True)
    ]
    return sum((a == '"') != (b == '"') for a, b in pairs)


@key("quotations.words")
def quoted_words(lesson, share=False, **where):
    """How many words are quoted (where=…: of some rows); share: in per cent of the article's words.

    A word held at a distance isn't counted: the article chose to use it, as `kit.voices` has it.
    """
    words, table = lesson.article.words, rows(lesson, "quotation", form=QUOTED, **where)
    quoted = pd.Series(False, index=words.index)
    for start, end in zip(table.start, table.end, strict=True):
        quoted |= (words.start >= start) & (words.end <= end)
    return 100 * quoted.mean() if share else int(quoted.sum())


@key("quotations.most_words")
def most_quoted(lesson):
    """Whose words take up the most room in quotation marks."""
    names = distinct_values(lesson, "quotation", "speaker", form=QUOTED)
    if not names:
        raise NoAnswer("nobody is quoted in this article")
    return max(names, key=lambda item: quoted_words(lesson, speaker=item[0]))


@key("readers.same")
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
    """Return the rows of a layer's key where column = value, or one of a list; "" means empty,
    paragraph -1 the last.
    """
    if layer not in lesson.layers:
        raise NoAnswer(f"its answer key has no {layer} layer yet")
    table = lesson.key_table(layer)
    for column, value in where.items():
        if column not in table:
            raise NoAnswer(f"its answer key has no column {column} in the {layer} layer")
        wanted = (
            value
            if isinstance(value, list)
            else [_paragraph(lesson, value)]
            if column == "paragraph"
            else [value]
        )
        table = table[
            table[column].fillna("").isin(wanted)
            if table[column].dtype == "string"
            else table[column].isin(wanted)
        ]
    return table


def _paragraph(lesson, paragraph):
    return paragraph % len(lesson.article.paragraphs) if len(lesson.article.paragraphs) else 0
