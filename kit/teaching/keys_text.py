"""What is right about the text, the evidence and many articles. See kit/teaching/keys.py."""

from kit.analysing.passages import shared_passages
from kit.analysing.surveying import count_words
from kit.teaching.reading_answers import plain


class NoAnswer(Exception):
    """The lesson has no answer to this question; the text says why."""


def paragraph_number(lesson, paragraph):
    """Return a paragraph's number, -1 being the last."""
    return paragraph % len(lesson.article.paragraphs) if len(lesson.article.paragraphs) else 0


def word_count(lesson, paragraph=None):
    """The words of the article, or of one paragraph (-1: the last)."""
    words = lesson.article.words
    if paragraph is not None:
        words = words[words.paragraph == paragraph_number(lesson, paragraph)]
    return len(words)


def longest_paragraph(lesson):
    """The paragraph (or paragraphs) with most words."""
    lengths = lesson.article.words.groupby("paragraph").size()
    return lengths.index[lengths == lengths.max()].tolist()


def text_count(lesson, characters):
    """How often each of some characters stands in the text."""
    return {character: lesson.article.text.count(character) for character in characters}


def paragraphs_with(lesson, words):
    """The paragraphs in which some words stand."""
    language = lesson.article.language
    texts = [f" {plain(text, language)} " for text in lesson.article.paragraphs.text]
    return [place for place, text in enumerate(texts) if f" {plain(words, language)} " in text]


def headline_only(lesson):
    """The headline's words that the body doesn't have in this form."""
    if not lesson.headline:
        raise NoAnswer("this lesson's article has no headline")
    words = lesson.article.words
    body = {plain(word) for word in words.text[words.paragraph > 0]}
    return [word for word in words.text[words.paragraph == 0] if plain(word) not in body]


def words_once(lesson):
    """How many different words stand only once, capitals left aside; figures count as words."""
    return int((lesson.article.words.text.str.casefold().value_counts() == 1).sum())


def year_written(lesson):
    """The year in which the article was written, from [written] in lesson.toml."""
    years = {day.year for day in written_between(lesson)}
    if len(years) > 1:
        raise NoAnswer("more than one year is possible")
    return years.pop()


def written_between(lesson):
    """The first and the last day on which it can have been written, from [written] in lesson.toml."""
    about = lesson.about.get("written", {})
    if not {"earliest", "latest"} <= set(about):
        raise NoAnswer("lesson.toml does not say yet when the article was written")
    return [about["earliest"], about["latest"]]


def facts_count(lesson, column, value):
    """How many facts of the evidence have this value in a column."""
    evidence = lesson.evidence
    if evidence.empty or column not in evidence:
        raise NoAnswer("its evidence has nothing of the kind yet")
    return int((evidence[column] == value).sum())


def series_value(lesson, name, column, **where):
    """The number in one column of a table in series/, in the row with these values."""
    table = lesson.series.get(name)
    if table is None or column not in table:
        raise NoAnswer(f"it has no numbers called {name} yet")
    for other, value in where.items():
        table = table[table[other] == value]
    if len(table) != 1:
        raise NoAnswer(f"its numbers called {name} have no such row")
    return float(table[column].iloc[0])


def _articles_of(lesson):
    if lesson.articles_folder is None:
        raise NoAnswer("its course has no folder of articles")
    return lesson.articles


def articles_holding(lesson, word):
    """In how many articles a word stands, capitals left aside."""
    return len([text for text in _articles_of(lesson).text if word in count_words(text)])


def passages_shared(lesson, a, b, kind=None):
    """How many passages two articles share, all or those of one kind."""
    texts = _articles_of(lesson).set_index("article").text
    if a not in texts or b not in texts:
        raise NoAnswer(f"its articles have no {a} and {b}")
    shared = shared_passages(texts[a], texts[b])
    return int((shared.kind == kind).sum()) if kind else len(shared)
