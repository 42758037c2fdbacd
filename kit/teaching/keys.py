"""What is right: `from = "paragraphs.count"` in exercises.toml names one of these functions.

Each takes the lesson and what `with = {…}` says; NoAnswer says that this lesson can't tell.
"""

from operator import eq

from kit.analysing.coefficients import cohen_kappa
from kit.teaching import keys_marks, keys_text
from kit.teaching.keys_marks import count_values, marked_spans, rows

KEYS = {
    "paragraphs.count": lambda lesson: len(lesson.article.paragraphs),
    "words.count": keys_text.word_count,
    "paragraphs.longest": keys_text.longest_paragraph,
    "text.slice": lambda lesson, start, end: lesson.article.text[start:end],
    "text.count": keys_text.text_count,
    "text.paragraphs": keys_text.paragraphs_with,
    "headline.not_in_body": keys_text.headline_only,
    "written.year": keys_text.year_written,
    "written.between": keys_text.written_between,
    "key.count": lambda lesson, layer, **where: len(rows(lesson, layer, **where)),
    "key.counts": count_values,
    "key.values": keys_marks.distinct_values,
    "key.most_count": keys_marks.most_frequent_count,
    "key.spans": marked_spans,
    "key.paragraphs": keys_marks.marked_paragraphs,
    "quotations.mixed": keys_marks.mixed_marks,
    "quotations.words": keys_marks.quoted_words,
    "quotations.most_words": keys_marks.most_quoted,
    "readers.same": keys_marks.same_as_key,
    "words.once": keys_text.words_once,
    "concordance.count": keys_marks.places_count,
    "evidence.count": keys_text.facts_count,
    "series.value": keys_text.series_value,
    "paper.share": lambda lesson, a, b: 100 * sum(map(eq, a, b)) / len(a),
    "paper.kappa": lambda lesson, a, b: cohen_kappa(list(a), list(b)),
    "names.top_together": keys_marks.two_names_together,
    "articles.holding": keys_text.articles_holding,
    "articles.shared": keys_text.passages_shared,
}
