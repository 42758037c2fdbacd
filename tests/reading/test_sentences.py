"""Sentences: the golden table, and what must hold of any text."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from made_texts import texts

from kit.reading import sentences
from kit.reading.language import load as known

TABLE = tomllib.loads((Path(__file__).parent / "sentences.toml").read_text(encoding="utf-8"))
ROWS = [(language, row) for language, rows in TABLE.items() for row in rows]


@pytest.mark.parametrize(
    ("language", "row"), ROWS, ids=[f"{language}: {row['why']}" for language, row in ROWS]
)
def test_a_golden_row(language, row):
    paragraph = row.get("between", " ").join(row["sentences"])
    assert [paragraph[start:end] for start, end in sentences.split(paragraph, language)] == row[
        "sentences"
    ]


def test_the_golden_table_is_large_enough():
    assert len(ROWS) >= 90 and len(TABLE) >= 12


def visible(text):
    return [c for c in text if not c.isspace() and c not in "\u200b\u200e\u200f\u2060\ufeff"]


@given(texts, st.sampled_from(["en", "de", "fr", "ar", "el", "zh", "tlh", ""]))
@example("中.\u200b.", "en")
@example("\xa0\u200b\xa0He", "en")
def test_sentences_cover_every_visible_character_once_and_in_order(text, language):
    spans = sentences.split(text, language)
    at = 0
    for start, end in spans:
        assert at <= start < end <= len(text)
        assert not visible(text[at:start])
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not visible(text[at:])


def test_a_language_nobody_listed_still_has_sentences():
    assert sentences.split("Ona tili. Bu yaxshi.", "uz") == [(0, 9), (10, 20)]


def test_a_region_is_read_as_its_language():
    assert known("EN-gb") == known("en") and known("zz").titles == frozenset()


HOSTILE = [
    ".",
    "a",
    "a.",
    ". ",
    "A. ",
    "“",
    ".” ",
    "(a",
    "[",
    "\n",
    "A\n",
    ".\u2028",
    "…",
    ".😀",
    "http://a.b/",
    "中。",
    "aB",
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_a_hostile_text_is_split_in_linear_work(unit):
    """Regular expressions that look back show themselves here: such a text would take hours, not a second."""
    text = (unit * 40_000)[:40_000]
    assert len(sentences.split(text)) <= len(text)
