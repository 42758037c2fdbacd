"""What is right about the text: paragraphs, sentences, words, dates. See kit/teaching/keys.py."""

from kit.teaching.reading_answers import plain


class NoAnswer(Exception):
    """The lesson has no answer to this question; the text says why."""


def paragraph_number(lesson, paragraph):
    """Return a paragraph's number, -1 being the last."""
    return paragraph % len(lesson.article.paragraphs) if len(lesson.article.paragraphs) else 0


def paragraph_count(lesson):
    return len(lesson.article.paragraphs)


def sentence_count(lesson):
    return len(lesson.article.sentences)


def word_count(lesson, paragraph=None):
    """The words of the article, or of one paragraph (-1: the last)."""
    words = lesson.article.words
    if paragraph is not None:
        words = words[words.paragraph == paragraph_number(lesson, paragraph)]
    return len(words)


def longest_paragraph(lesson):
    """The paragraph (or paragraphs) with most words."""
    lengths = lesson.article.words.groupby("paragraph").size()
    return [int(place) for place in lengths.index[lengths == lengths.max()]]


def longest_sentence(lesson):
    """How many words the longest sentence has."""
    return int(lesson.article.words.groupby("sentence").size().max())


def text_slice(lesson, start, end):
    return lesson.article.text[start:end]


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
