"""Voices: every word once, for the innermost and most quoted voice there is."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kit

TEXT = "Holt said the plan was “a waste of paper” and dead. Tan agreed.\n\nThe council wrote it."
ARTICLE = kit.Article(TEXT)


def table(*rows):
    return pd.DataFrame(
        [
            dict(
                start=TEXT.index(text), end=TEXT.index(text) + len(text), form=form, speaker=speaker
            )
            for text, form, speaker in rows
        ]
    )


def told(quotations, **options):
    return [
        tuple(row)
        for row in kit.voices(ARTICLE, quotations, **options)[
            ["voice", "form", "words"]
        ].itertuples(index=False)
    ]


def test_quoted_words_inside_a_report_are_counted_once_and_as_quoted():
    report = ("the plan was “a waste of paper” and dead", "indirect", "Holt")
    part = ("a waste of paper", "partial", "Holt")
    expected = [
        ("the article", "", 2),
        ("Holt", "indirect", 3),
        ("Holt", "partial", 4),
        ("Holt", "indirect", 2),
        ("the article", "", 2),
        ("the article", "", 4),
    ]
    assert told(table(report, part)) == expected
    assert told(table(part, report)) == expected  # whichever row comes first


def test_a_report_inside_a_report_goes_to_the_inner_speaker():
    rows = table(
        ("the plan was “a waste of paper” and dead", "indirect", "Holt"),
        ("dead", "indirect", "Tan"),
    )
    assert ("Tan", "indirect", 1) in told(rows)


def test_a_scare_quote_stays_with_the_article_and_a_missing_speaker_has_a_name():
    assert all(
        voice == "the article" for voice, _, _ in told(table(("a waste of paper", "scare", "Holt")))
    )
    assert ("nobody named", "direct", 4) in told(table(("a waste of paper", "direct", None)))


def test_forms_choose_what_counts():
    rows = table(
        ("the plan was “a waste of paper” and dead", "indirect", "Holt"),
        ("a waste of paper", "partial", "Holt"),
    )
    assert sum(words for voice, _, words in told(rows, forms=["partial"]) if voice == "Holt") == 4
    with pytest.raises(kit.KitError, match="no form 'shouted'.*choose from"):
        kit.voices(ARTICLE, rows, forms=["shouted"])


@given(
    st.lists(
        st.tuples(
            st.integers(0, len(TEXT) - 2),
            st.integers(1, 40),
            st.sampled_from(["direct", "partial", "indirect", "scare"]),
            st.sampled_from(["Holt", "Tan", None]),
        )
    )
)
def test_every_word_is_counted_once_whatever_is_marked(spans):
    rows = pd.DataFrame(
        [
            dict(start=a, end=min(a + n, len(TEXT)), form=form, speaker=who)
            for a, n, form, who in spans
        ]
    )
    found = kit.voices(ARTICLE, rows)
    assert found.words.sum() == len(ARTICLE.words)
    assert all(TEXT[row.start : row.end] == row.text for row in found.itertuples())
    assert (found.start.to_numpy()[1:] >= found.end.to_numpy()[:-1]).all()


def test_nothing_marked_is_the_article_alone_and_the_figure_says_its_numbers():
    assert told(kit.Annotations(ARTICLE)) == [("the article", "", 13), ("the article", "", 4)]
    rows = table(("a waste of paper", "partial", "Holt"))
    figure = kit.draw_voices(ARTICLE, rows)
    assert (
        repr(figure)
        == "17 words. the article: 13 (76 %), in paragraphs 0, 1. Holt: 4 (24 %), in paragraph 0."
    )


def test_many_voices_are_drawn_as_others():
    words = ARTICLE.words
    rows = pd.DataFrame(
        [
            dict(start=row.start, end=row.end, form="direct", speaker=f"speaker {row.word}")
            for row in words.itertuples()
        ]
    )
    assert "others: 12 (71 %)" in repr(kit.draw_voices(ARTICLE, rows))
    with pytest.raises(kit.KitError, match="no words to count"):
        kit.draw_voices(kit.Article(""), rows.head(0))
