"""Comparing spans with a key: worked rows, nervaluate as an independent judge, and the differences in their sentences."""

import random
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nervaluate.evaluator import Evaluator

import kit

TEXT = "He said “we won.” She said they lost. Nobody knows who won the war."
ARTICLE = kit.Article(TEXT)


def marks(*spans):
    """A table of spans, each given by its words (the first place where they stand) and its label."""
    rows = [
        (TEXT.index(words), TEXT.index(words) + len(words), words, label) for words, label in spans
    ]
    return pd.DataFrame(rows, columns=["start", "end", "text", "label"])


def counts(table, label="all"):
    row = table[table.label == label].iloc[0]
    return int(row.true_positive), int(row.false_positive), int(row.false_negative)


@pytest.mark.parametrize(
    ("found", "key", "exact", "overlap"),
    [
        ("we won", "we won", True, True),
        ("“we won.”", "we won", True, True),
        (" “we won.” ", "we won.", True, True),
        ("said they lost", "they lost", False, True),  # two words of three
        ("lost", "they lost", False, True),  # one word of two: just enough
        ("lost. Nobody knows", "they lost", False, False),  # one word of four
        ("He", "She", False, False),
        (".”", ".”", True, True),  # marks alone are compared as they are
        ("“", ".”", False, False),
    ],
)
def test_when_two_spans_are_the_same(found, key, exact, overlap):
    ours, theirs = marks((found, "a")), marks((key, "a"))
    assert counts(kit.compare(ours, theirs))[0] == exact
    assert counts(kit.compare(ours, theirs, match="overlap"))[0] == overlap


def test_a_table_with_every_kind_of_row():
    found = marks(("He", "person"), ("we", "person"), ("war", "event"))
    key = marks(("He", "person"), ("She", "person"), ("Nobody", "none"))
    table = kit.compare(found, key)
    assert list(table.columns) == [
        "label",
        "true_positive",
        "false_positive",
        "false_negative",
        "precision",
        "recall",
        "f1",
    ]
    assert table.label.tolist() == ["event", "none", "person", "all"]
    assert [counts(table, label) for label in table.label] == [
        (0, 1, 0),
        (0, 0, 1),
        (1, 1, 1),
        (1, 2, 2),
    ]
    assert table.precision.isna().tolist() == [False, True, False, False]
    assert table.recall.isna().tolist() == [True, False, False, False]
    assert table.f1.tolist() == pytest.approx([0, 0, 0.5, 1 / 3])
    assert table.notes == [
        "precision: no value (–) for none, because nothing was found.",
        "recall: no value (–) for event, because the key has none.",
    ]
    assert (
        repr(table).endswith("because the key has none.")
        and "<p>recall: no value" in table._repr_html_()
    )
    assert table.round(2).notes == table.notes


def test_a_note_is_escaped():
    table = kit.compare(marks(("He", "<script>")), marks())
    assert "<script>" not in table._repr_html_()


def test_nothing_beside_nothing_is_undefined_and_said():
    table = kit.compare(marks(), marks())
    assert table.label.tolist() == ["all"] and table[["precision", "recall", "f1"]].isna().all(
        axis=None
    )
    assert len(table.notes) == 2


def test_each_span_is_paired_once():
    twice = pd.concat([marks(("we won", "a"))] * 2)
    assert counts(kit.compare(twice, twice.head(1))) == (1, 1, 0)
    assert counts(kit.compare(twice, twice.head(1), match="overlap")) == (1, 1, 0)
    assert counts(kit.compare(twice, twice)) == (2, 0, 0)


def test_the_largest_overlap_is_paired_first():
    found = marks(("She said they lost", "a"), ("they lost", "a"))
    assert counts(kit.compare(found, marks(("said they lost", "a")), match="overlap")) == (1, 1, 0)


def test_another_column_and_a_missing_value():
    found = marks(("we won", "quotation"), ("they lost", "quotation")).assign(form=["direct", None])
    key = marks(("we won", "quotation"), ("they lost", "quotation")).assign(
        form=["direct", "indirect"]
    )
    table = kit.compare(found, key, by="form")
    assert table.label.tolist() == ["(none)", "direct", "indirect", "all"] and counts(table) == (
        1,
        1,
        1,
    )


def test_rows_without_a_place_are_left_out_and_said():
    found = pd.concat(
        [
            marks(("He", "a")),
            pd.DataFrame({"start": [pd.NA], "end": [pd.NA], "text": ["x"], "label": ["a"]}),
        ]
    )
    table = kit.compare(found.astype({"start": "Int64", "end": "Int64"}), marks(("He", "a")))
    assert (
        counts(table) == (1, 0, 0) and "1 of found left out: no place in the text." in table.notes
    )


def test_without_a_text_code_points_are_compared():
    found, key = (pd.DataFrame({"start": [0], "end": [end], "label": ["a"]}) for end in (5, 10))
    assert counts(kit.compare(found, key)) == (0, 1, 1)
    assert counts(kit.compare(found, key, match="overlap")) == (1, 0, 0)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"match": "nearly"}, '"exact" or "overlap"'),
        ({"by": "form"}, "no column 'form'; it has start, end, text, label"),
        ({"found": [1]}, "found must be Annotations or a DataFrame, not list"),
        ({"found": pd.DataFrame({"start": [3], "end": [3], "label": ["a"]})}, "from 3 to 3"),
    ],
)
def test_a_mistake_is_said_in_one_line(arguments, said):
    with pytest.raises(kit.KitError, match=said):
        kit.compare(**{"found": marks(("He", "a")), "key": marks(("He", "a")), **arguments})


@given(st.integers(0, 10_000))
def test_the_exact_counts_are_nervaluate_s(seed):
    chance = random.Random(seed)
    ours, theirs = (
        [
            (start, start + chance.choice([3, 5]), chance.choice("ab"))
            for start in range(0, 200, 10)
            if chance.random() < 0.7
        ]
        or [(0, 3, "a")]
        for _ in range(2)
    )
    table = kit.compare(
        *(pd.DataFrame(side, columns=["start", "end", "label"]) for side in (ours, theirs))
    )
    judged = [
        [[{"start": start, "end": end, "label": label} for start, end, label in side]]
        for side in (theirs, ours)
    ]
    judge = Evaluator(*judged, tags=["a", "b"], loader="dict").evaluate()
    for label, strict in [
        ("all", judge["overall"]["strict"]),
        *((tag, kinds["strict"]) for tag, kinds in judge["entities"].items()),
    ]:
        assert counts(table, label) == (
            strict.correct,
            strict.actual - strict.correct,
            strict.possible - strict.correct,
        )
        row = (
            table[table.label == label].iloc[0].fillna(0)
        )  # nervaluate gives 0 where a value is undefined
        assert (row.precision, row.recall, row.f1) == pytest.approx(
            (strict.precision, strict.recall, strict.f1)
        )


spans = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 12), st.sampled_from("ab")), max_size=12
)


@given(spans, spans, st.sampled_from(["exact", "overlap"]))
def test_swapping_the_two_swaps_precision_and_recall(one, other, match):
    tables = [
        pd.DataFrame(
            [(start, start + size, label) for start, size, label in side],
            columns=["start", "end", "label"],
        )
        for side in (one, other)
    ]
    there, back = kit.compare(*tables, match=match), kit.compare(*tables[::-1], match=match)
    assert there.true_positive.tolist() == back.true_positive.tolist()
    assert there.precision.equals(back.recall.rename("precision")) and there.f1.equals(back.f1)


def test_the_differences_are_shown_in_their_sentences():
    found = marks(("we won", "a"), ("they", "a"), ("war", "a"), ("Nobody", "a"))
    key = marks(("we won.", "a"), ("they lost", "a"), ("war", "b"), ("She", "a"))
    table = kit.differences(found, key, ARTICLE)
    assert list(table.columns) == [
        "start",
        "end",
        "text",
        "label",
        "side",
        "difference",
        "other",
        "sentence",
    ]
    assert table[["text", "side", "difference", "other"]].values.tolist() == [
        ["She", "key", "only here", ""],
        ["they", "found", "other edges", "they lost"],
        ["they lost", "key", "other edges", "they"],
        ["Nobody", "found", "only here", ""],
        ["war", "found", "other label", "war (b)"],
        ["war", "key", "other label", "war (a)"],
    ]
    assert (
        table.sentence[0] == "She said they lost."
        and table.sentence[4] == "Nobody knows who won the war."
    )
    assert len(kit.differences(key, key, ARTICLE)) == 0


def test_as_many_differences_as_compare_counts():
    lesson = kit.read_article(Path(__file__).parents[2] / "data" / "assad-2017" / "article.txt")
    words = lesson.words.assign(label="a")
    found, key = words.iloc[::2], words.iloc[::3]
    right, wrong, missed = counts(kit.compare(found, key))
    table = kit.differences(found, key, lesson)
    assert (
        (table.side == "found").sum() == wrong
        and (table.side == "key").sum() == missed
        and right == 89
    )


def test_differences_need_an_article():
    with pytest.raises(kit.KitError, match="say which article"):
        kit.differences(marks(), marks())
