"""A line through counts: what is written on paper, and what is refused."""

import pandas as pd
import pytest

import kit


def test_every_line_is_on_paper_the_chosen_one_too():
    shown = kit.threshold(pd.Series({"drivers": 2, "mayor": 30, "riders": 0}), 7)
    assert repr(shown).splitlines() == [
        "1 or more words: 2 of 3 (mayor; drivers).",
        "2 or more words: 2 of 3 (mayor; drivers).",
        "5 or more words: 1 of 3 (mayor).",
        "7 or more words: 1 of 3 (mayor).",
        "10 or more words: 1 of 3 (mayor).",
        "20 or more words: 1 of 3 (mayor).",
    ]
    data = shown._repr_mimebundle_()[0]
    assert (
        data["text/plain"] == repr(shown)
        and data["text/html"].count("<tr>") == 7
        and ">Of 3, those above each line<" in data["text/html"]
    )


def test_nobody_is_counted_and_a_line_over_all():
    assert repr(kit.threshold({})) == "1 or more words: 0 of 0 (nobody)."
    assert (
        repr(kit.threshold({"mayor": 1}, 3)).splitlines()[-1] == "3 or more words: 0 of 1 (nobody)."
    )


def test_names_are_never_markup():
    html = kit.threshold({"<img src=x>": 3}, unit="<b>")._repr_mimebundle_()[0]["text/html"]
    assert "<img" not in html and "<b>" not in html


@pytest.mark.parametrize(
    "counts, least",
    [
        ([1, 2], 1),
        ({"a": "many"}, 1),
        ({"a": None}, 1),
        ({"a": -1}, 1),
        ({"a": 1}, 0),
        ({"a": 1}, 1.5),
        ({"a": 1}, "x"),
    ],
)
def test_what_is_no_count_is_refused(counts, least):
    with pytest.raises(kit.KitError, match="threshold: "):
        kit.threshold(counts, least)
