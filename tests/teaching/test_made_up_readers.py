"""The made-up readers keep the character that readers.toml gives them, and say that they are made up."""

from pathlib import Path

import pytest

import kit


@pytest.fixture(scope="module")
def lesson():
    return kit.open_lesson(Path(__file__).parents[2] / "data" / "assad-2017")


def test_who_is_made_up_is_said_wherever_the_name_stands(lesson):
    for name, about in lesson.about_readers.items():
        assert (
            about["made_up"] == name.startswith("made-up") == about["title"].startswith("Made up")
        )
        assert not about["made_up"] or about["about"].startswith("Nobody read like this.")


def test_each_has_its_character(lesson):
    found = lesson.readers()
    key = {layer: lesson.key(layer).table for layer in ("entity", "quotation", "naming")}
    names = found["made-up-names"].table
    assert not names.label.isin(["date", "number", "demonym", "quotation"]).any() and all(
        text != text.lower() for text in names.text
    )
    quoted = found["made-up-marks-only"].table.query("label == 'quotation'")
    assert (
        set(quoted.form)
        == {"direct", "partial", "scare"}
        == set(key["quotation"].form) - {"indirect"}
    )
    everything = found["made-up-everything"].table
    assert len(everything) > 1.5 * sum(len(table) for table in key.values())
    wide = (
        kit.compare(found["made-up-wide"], lesson.key("quotation"))
        .set_index("label")
        .f1["quotation"]
    )
    assert (
        wide
        < 0.2
        < 0.8
        < kit.compare(found["made-up-wide"], lesson.key("quotation"), "overlap")
        .set_index("label")
        .f1["quotation"]
    )


def test_the_readers_make_a_class_worth_looking_at(lesson):
    for layer in ("entity", "quotation", "naming"):
        readers = lesson.readers(layer)
        assert len(readers) >= 4
        table = kit.agreement(readers).set_index("label")
        assert (
            0 < table.f1_exact["all"] < table.f1_overlap["all"] < 1 and table.alpha_u["all"] < 0.9
        )
