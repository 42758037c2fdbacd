"""What is right: `from = "paragraphs.count"` in exercises.toml names one of these functions.

Each takes the lesson and what `with = {…}` says, and reads article or answer key, so that keys
follow a swapped article. NoAnswer says that this lesson can't tell (its key has no such layer yet,
say): the student is told so, kindly.
"""

from kit.teaching import keys_articles, keys_marks, keys_text, keys_words

KEYS = {
    "paragraphs.count": keys_text.paragraph_count,
    "sentences.count": keys_text.sentence_count,
    "words.count": keys_text.word_count,
    "paragraphs.longest": keys_text.longest_paragraph,
    "sentences.longest": keys_text.longest_sentence,
    "text.slice": keys_text.text_slice,
    "text.count": keys_text.text_count,
    "text.paragraphs": keys_text.paragraphs_with,
    "headline.not_in_body": keys_text.headline_only,
    "written.year": keys_text.year_written,
    "written.between": keys_text.written_between,
    "key.count": keys_marks.count_rows,
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
    "words.once": keys_words.words_once,
    "concordance.count": keys_words.places_count,
    "evidence.count": keys_words.facts_count,
    "series.value": keys_words.series_value,
    "paper.share": keys_words.share_agreed,
    "paper.kappa": keys_words.kappa,
    "names.top_together": keys_words.two_names_together,
    "articles.holding": keys_articles.articles_holding,
    "articles.shared": keys_articles.passages_shared,
}
