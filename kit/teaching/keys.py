"""What is right: `from = "paragraphs.count"` in exercises.toml names one of these functions.

Each takes the lesson and what `with = {…}` says, so that keys follow a swapped article. NoAnswer
says that this lesson can't tell: the student is told so, kindly.
"""

from kit.analysing.coefficients import cohen_kappa
from kit.teaching import keys_marks, keys_text

KEYS = {
    "paragraphs.count": lambda lesson: len(lesson.article.paragraphs),
    "sentences.count": lambda lesson: len(lesson.article.sentences),
    "words.count": keys_text.word_count,
    "paragraphs.longest": keys_text.longest_paragraph,
    "sentences.longest": lambda lesson: int(lesson.article.words.groupby("sentence").size().max()),
    "text.slice": lambda lesson, start, end: lesson.article.text[start:end],
    "text.count": keys_text.text_count,
    "text.paragraphs": keys_text.paragraphs_with,
    "headline.not_in_body": keys_text.headline_only,
    "written.year": keys_text.year_written,
    "written.between": keys_text.written_between,
    "key.count": lambda lesson, layer, **where: len(keys_marks.rows(lesson, layer, **where)),
    "key.counts": keys_marks.count_values,
    "key.values": keys_marks.distinct_values,
    "key.most_count": keys_marks.most_frequent_count,
    "key.spans": keys_marks.marked_spans,
    "key.paragraphs": keys_marks.marked_paragraphs,
    "key.nested": keys_marks.nested_count,
    "quotations.mixed": keys_marks.mixed_marks,
    "quotations.words": keys_marks.quoted_words,
    "quotations.most_words": keys_marks.most_quoted,
    "readers.same": keys_marks.same_as_key,
    "words.once": keys_text.words_once,
    "concordance.count": keys_marks.places_count,
    "evidence.count": keys_text.facts_count,
    "series.value": keys_text.series_value,
    "paper.share": keys_text.share_agreed,
    "paper.kappa": lambda lesson, a, b: cohen_kappa(list(a), list(b)),
    "names.top_together": keys_marks.two_names_together,
    "articles.holding": keys_text.articles_holding,
    "articles.shared": keys_text.passages_shared,
}
