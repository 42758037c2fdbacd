"""What is right about many articles: see kit/teaching/keys.py."""

from kit.analysing.passages import shared_passages
from kit.analysing.surveying import count_words
from kit.teaching.keys_text import NoAnswer


def articles_of(lesson):
    """Return the course's articles; NoAnswer where there are none."""
    if lesson.articles_folder is None:
        raise NoAnswer("its course has no folder of articles")
    return lesson.articles


def articles_holding(lesson, word):
    """In how many articles a word stands, capitals left aside."""
    return len([text for text in articles_of(lesson).text if word in count_words(text)])


def passages_shared(lesson, a, b, kind=None):
    """How many passages two articles share, all or those of one kind."""
    texts = dict(zip(articles_of(lesson).article, lesson.articles.text, strict=True))
    if a not in texts or b not in texts:
        raise NoAnswer(f"its articles have no {a} and {b}")
    shared = shared_passages(texts[a], texts[b])
    return int((shared.kind == kind).sum()) if kind else len(shared)
