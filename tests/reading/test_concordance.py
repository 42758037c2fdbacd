"""The concordance: what is found, how it is shown, and that no query can hang it."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kit
from kit.reading.concordance import fits

ARTICLE = kit.read_article(Path(__file__).parents[2] / "data" / "assad-2017" / "article.txt")
ODD = kit.Article(
    "He said: it's the government’s U.S. policy.\n\nIt’s Al-Qaeda; it is “fake news”. Café cafe\u0301 STRASSE"
)


def found(article, query, **options):
    return kit.concordance(article, query, **options).text.tolist()


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("terror*", ["Terrorism", "terrorists", "terrorists", "terrorist", "terrorists"]),
        ("terror", []),
        ("civil war", ["civil war", "Civil War"]),
        ("*Qaeda", ["Al-Qaeda"]),
        ("fake * era", ["fake news era"]),
        ("u.s.", ["U.S."]),
        ("syria sic government", ["Syria [sic] government"]),
        ("syria [sic] GOVERNMENT", ["Syria [sic] government"]),
        ("Trump. The", []),
    ],
)
def test_what_is_found_in_the_lesson_s_article(query, wanted):
    assert found(ARTICLE, query) == wanted


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("it's", ["it's", "It’s"]),
        ("government's", ["government’s"]),
        ("café", ["Café", "cafe\u0301"]),
        ("straße", ["STRASSE"]),
        ("Fake   News", ["fake news"]),
        ("*", None),
    ],
)
def test_marks_accents_and_capitals_do_not_matter(query, wanted):
    assert found(ODD, query) == (ODD.words.text.tolist() if wanted is None else wanted)


def test_the_columns_and_what_stands_on_both_sides():
    table = kit.concordance(ARTICLE, "refug*", width=15)
    assert list(table.columns) == ["start", "end", "text", "left", "right", "paragraph"]
    for row in table.itertuples():
        paragraph = ARTICLE.paragraphs.loc[row.paragraph]
        assert (
            ARTICLE.text[row.start - len(row.left) : row.end + len(row.right)]
            == row.left + row.text + row.right
        )
        assert len(row.left) == min(15, row.start - paragraph.start) and len(row.right) == min(
            15, paragraph.end - row.end
        )
    assert kit.concordance(ARTICLE, "zebra").dtypes.equals(table.dtypes)


@pytest.mark.parametrize("query", ["", "  ", "”", "…", "[", "\\", "." * 10_000])
def test_a_query_without_a_word_is_refused(query):
    with pytest.raises(kit.KitError, match="has no word to look for"):
        kit.concordance(ARTICLE, query)


def test_a_negative_width_is_refused():
    with pytest.raises(kit.KitError, match="0 or more"):
        kit.concordance(ARTICLE, "war", width=-1)


@pytest.mark.parametrize(
    "query",
    ["a*" * 5000 + "b", "*" * 10000, "(a+)+$", "[a", "\\w", "(?:a", "a" * 100_000, "* " * 600],
)
def test_a_hostile_query_is_only_text(query):
    article = kit.Article("a" * 5000 + " b. " + "aaa " * 500)
    assert kit.concordance(article, query) is not None


@given(st.text("ab*", min_size=1, max_size=8), st.text("ab", max_size=8))
def test_a_wildcard_stands_for_any_letters(wish, word):
    assert fits(word, wish) == bool(re.fullmatch(re.sub(r"\*+", ".*", wish), word))
