"""Names, claims, evidence and time: the tables, and what the figures say where there is something or nothing."""

import datetime

import pandas as pd
import pytest

import kit
from kit.analysing.noted import Note
from kit.showing.times import when

NAMES = pd.DataFrame(
    [
        (0, "The mob", "name", "crowd", "mayor"),
        (9, "mob", "name", "crowd", "mayor"),
        (20, "crowd", "name", "crowd", None),
        (30, "riot", "loaded", "crowd", "mayor"),
        (40, "x", "name", None, "mayor"),
        (50, "city", "name", "Nairobi", "mayor"),
    ],
    columns=["start", "text", "label", "target", "used_by"],
)
FACTS = pd.DataFrame(
    [
        (
            "f1",
            "2017-02-01",
            "It <b>rained</b>.",
            "The Post",
            "2017-02-02",
            "https://post.example/a?b=1&c=2",
            "confirmed",
            None,
        ),
        (
            "f2",
            None,
            "It snowed.",
            None,
            None,
            "javascript:alert(1)",
            "unconfirmed",
            "From a party to the quarrel.",
        ),
    ],
    columns=["id", "date", "fact", "publisher", "published", "address", "confidence", "limits"],
)


def test_names_are_gathered_by_target_word_and_user():
    table = kit.names_given(NAMES)
    assert table.values.tolist() == [
        ["crowd", "The mob", "mayor", 2],
        ["crowd", "crowd", "(not said)", 1],
        ["Nairobi", "city", "mayor", 1],
    ]
    assert len(kit.names_given(NAMES.drop(columns="label"))) == 4
    assert kit.names_given(NAMES.head(0)).empty and kit.names_given(NAMES[["start", "text"]]).empty
    with pytest.raises(kit.KitError, match="no column 'text'"):
        kit.names_given(NAMES.drop(columns="text"))


def test_the_names_figure_says_who_calls_whom_what():
    said = kit.draw_names(NAMES).description
    assert said == "2 rows, 2 columns. crowd: The mob: mayor 2. crowd: (not said) 1."
    assert (
        "Nairobi: city: mayor 1."
        in kit.draw_names(NAMES, targets=["Nairobi", "nobody"]).description
    )


def test_facts_are_shown_whole_with_source_and_doubt():
    shown = kit.facts_of(FACTS, "f2, f1 f9")
    assert shown.id.tolist() == ["f1", "f2"] and shown.notes == [
        "There is no fact f9 in the evidence."
    ]
    assert repr(shown).splitlines()[
        0
    ] == "f1 2017-02-01: It <b>rained</b>." and "unconfirmed From a party to the quarrel." in repr(
        shown
    )
    html = shown._repr_html_()
    assert (
        "<b>" not in html
        and 'href="https://post.example/a?b=1&amp;c=2"' in html
        and "javascript:" not in html
    )


@pytest.mark.parametrize("nothing", ["", None, pd.NA, []])
def test_no_facts_is_said(nothing):
    assert (
        repr(kit.facts_of(FACTS, nothing)) == "No such facts."
        and "nothing to show" in kit.facts_of(FACTS, nothing)._repr_html_()
    )


def test_claims_are_counted_by_source_and_kind():
    claims = pd.DataFrame(
        {
            "label": ["checkable", "checkable", "prediction", "checkable"],
            "claimed_by": ["mayor", "mayor", "mayor", None],
        }
    )
    said = kit.draw_claims(claims).description
    assert said.startswith(
        "4 claims. By kind: checkable (75\u00a0%), prediction (25\u00a0%). By source: mayor (75\u00a0%), (not said) (25\u00a0%)."
    )
    assert said.endswith("mayor: checkable 2, prediction 1. (not said): checkable 1.")


def test_the_lesson_s_figures_say_what_the_key_has():
    lesson = kit.open_lesson()
    said = kit.draw_claims(lesson.key("claim")).description
    kinds = lesson.claims.label.value_counts()
    assert (
        f"{len(lesson.claims)} claims." in said
        and f"Fact-checkable ({kinds.checkable / len(lesson.claims):.0%}".replace("%", "\u00a0%")
        in said
    )
    timeline = kit.draw_timeline(lesson.evidence).description
    assert (
        timeline.startswith(f"{lesson.evidence.event.notna().sum()} events in order.")
        and "HTS is announced: with its date." in timeline
    )


def test_where_there_is_nothing_yet_the_figure_is_a_note():
    empty = kit.open_lesson().evidence.head(0)
    notes = [
        kit.draw_names(NAMES.head(0)),
        kit.draw_claims(NAMES.head(0)),
        kit.draw_timeline(empty),
        kit.draw_series({}),
        kit.draw_series({"a": []}),
    ]
    assert all(
        isinstance(note, Note) and "yet" in repr(note) and repr(note) in note._repr_html_()
        for note in notes
    )
    assert "&lt;b&gt;" in Note("<b>")._repr_html_()
    with pytest.raises(kit.KitError, match="no rows, or no columns"):
        kit.draw_matrix(pd.DataFrame(), "c")


def test_days():
    assert when("2017-02-23") == datetime.date(2017, 2, 23) and when("2017-02") == datetime.date(
        2017, 2, 1
    )
    assert when(2016) == datetime.date(2016, 12, 31) and when(
        datetime.datetime(2016, 5, 4, 3)
    ) == datetime.date(2016, 5, 4)
    assert (
        when(None)
        is when("soon")
        is when(float("nan"))
        is when(pd.NA)
        is when("2017-02-30")
        is None
    )


def test_a_series_says_every_number_and_what_is_drawn_across():
    said = kit.draw_series(
        {"all": [(2015, 4e6), (2016, 5.5e6)], "some": [("2016-12-22", 4.8e6)]},
        level=5e6,
        level_says="“five”",
        window=["2017-02-13", "2017-02-23"],
    )
    assert said.description == (
        "2 panels. Drawn across: “five”, 5,000,000. Shaded: the time in question, 2017-02-13 to 2017-02-23. "
        "all: 2015-12-31 4,000,000, 2016-12-31 5,500,000. some: 2016-12-22 4,800,000."
    )


def test_a_timeline_keeps_to_its_days_and_leaves_out_what_has_no_day_or_name():
    events = pd.DataFrame(
        [
            ("2017-02", "b", "not told"),
            ("2016-01-05", "a", None),
            ("soon", "c", "x"),
            ("2017-03-01", None, "x"),
        ],
        columns=["date", "event", "told"],
    )
    assert (
        kit.draw_timeline(events).description
        == "2 events in order. 2016-01-05, a: not told. 2017-02, b: not told."
    )
    assert (
        kit.draw_timeline(events, since="2017-01-01").description
        == "1 event in order. 2017-02, b: not told."
    )
