"""Key words: the arithmetic against another library's, the reference list, and what is said where there is nothing to compare."""

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kit
from kit.analysing.keyness import LISTS, frequencies, log_likelihood

ARTICLE = kit.read_article(Path(__file__).parents[2] / "data" / "assad-2017" / "article.txt")


@given(st.integers(0, 50), st.integers(0, 5000), st.integers(1, 10_000), st.integers(1, 100_000))
def test_the_log_likelihood_is_the_one_that_nltk_computes(a, b, more, rest):
    from nltk.metrics import BigramAssocMeasures  # only where it judges: it takes a second

    ours, theirs = a + more, b + rest
    mine = log_likelihood(np.array([float(a)]), np.array([float(b)]), ours, theirs)[0]
    judge = BigramAssocMeasures.likelihood_ratio(a, (a + b, ours), ours + theirs) if a + b else 0
    assert mine == pytest.approx(
        max(judge, 0), abs=1e-3, rel=1e-3
    )  # nltk adds a little to each cell


def test_expected_and_ratio_by_hand():
    table = kit.keyness(
        kit.Article("Bus bus tram."), {"bus": 10, "tram": 30, "train": 60}, least=1
    ).set_index("word")
    assert table.expected.to_dict() == pytest.approx({"bus": 0.3, "tram": 0.9})
    assert table.log_ratio.to_dict() == pytest.approx(
        {"bus": math.log2((2 / 3) / 0.1), "tram": math.log2((1 / 3) / 0.3)}
    )
    assert (
        table["count"].to_dict() == {"bus": 2, "tram": 1}
        and table.listed.all()
        and table.index[0] == "bus"
    )


def test_a_word_that_the_list_does_not_have_is_as_rare_as_the_rarest_on_it():
    table = kit.keyness(kit.Article("zorblax zorblax the"), least=2).set_index("word")
    rarest = min(frequencies("en").values())
    assert not table.listed["zorblax"] and table.expected["zorblax"] == pytest.approx(
        3 * rarest / 1e9
    )
    other = kit.keyness(kit.Article("zorblax zorblax"), kit.Article("one two three"))
    assert (
        not other.listed[0]
        and other.log_ratio[0] == pytest.approx(math.log2(1 / (0.5 / 3)))
        and other.log_likelihood[0] > 0
    )


def test_capitals_figures_full_stops_and_possessives():
    table = kit.keyness(
        kit.Article(
            "The U.S. and the Bus's bus in 2011, 2011. Kazakhstan’s and Kazakhstan; it's, it's."
        ),
        least=2,
    )
    counts = dict(zip(table.word, table["count"], strict=True))
    assert (
        counts["kazakhstan"] == 2
        and counts["bus"] == 2
        and counts["it's"] == 2
        and "2011" not in counts
    )
    assert kit.keyness(kit.Article("U.S."), least=1).word.tolist() == ["u.s"]


def test_the_article_s_key_words_are_what_it_is_about():
    words = kit.keyness(ARTICLE).word.tolist()
    assert (
        words[:3] == ["assad", "syria", "syrian"]
        and words.index("recent") < 10
        and "the" not in words[:20]
    )


def test_the_list_says_where_it_is_from_and_is_what_wordfreq_has():
    head = (LISTS / "en.txt").read_text(encoding="utf-8")[:1500]
    assert all(
        name in head
        for name in ("wordfreq", "CC BY-SA 4.0", "SUBTLEX", "Robyn Speer", "OpenSubtitles")
    )
    known = frequencies("en")
    assert (
        len(known) > 28_000 and min(known.values()) >= 1000 and max(known, key=known.get) == "the"
    )
    assert 10**7.7 < known["the"] < 10**7.8 and all(word == word.casefold() for word in known)


def test_without_a_list_or_words_the_table_says_so():
    for article in (
        kit.Article("Der Bus kommt.", language="de"),
        kit.Article("Bus.", language="../en"),
        kit.Article("1234 5678"),
    ):
        table = kit.keyness(article)
        assert (
            table.empty
            and list(table.columns) == list(kit.keyness(ARTICLE).columns)
            and len(table.notes) == 1
        )
        assert table.notes[0] in repr(table.head(3).round(2))
    with pytest.raises(kit.KitError, match="reference must be an Article"):
        kit.keyness(ARTICLE, ["the"])


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_can_be_compared(one, other):
    table = kit.keyness(kit.Article(one), kit.Article(other), least=1)
    assert not table.isna().any().any() and np.isfinite(table.log_ratio.astype(float)).all()
