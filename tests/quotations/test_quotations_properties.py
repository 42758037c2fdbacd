"""find_quotations on any text at all: no exception, spans inside the text, no overlaps, no paragraph spoilt by another."""

import itertools
import time

import pytest
from examples import some
from hypothesis import given, settings
from hypothesis import strategies as st

import kit
from kit.quotations.marks import pair

WORDS = [
    "Vale",
    "said",
    "that",
    "the",
    "union",
    "he",
    "told",
    "according",
    "to",
    "called",
    "by",
    "who",
    "weak",
    "Mr.",
    "and",
    "as",
    "denied",
]
SIGNS = [
    '"',
    "“",
    "”",
    "„",
    "«",
    "»",
    "‘",
    "’",
    "'",
    "''",
    "``",
    "&quot;",
    ",",
    ".",
    "?",
    ":",
    ";",
    " ",
    " ",
    " ",
    "\n",
    "\n\n",
    "—",
    "(",
    ")",
    "6'2\"",
    '<a b="',
    "\u00a0",
    "ß",
    "😀",
    "\u202e",
    "ال",
]
SOUP = st.lists(st.sampled_from(WORDS + SIGNS), max_size=60).map("".join) | st.lists(
    st.sampled_from(WORDS + SIGNS), max_size=60
).map(" ".join)


def find(text, language="en"):
    return kit.find_quotations(kit.Article(text, language=language))


@settings(deadline=None, max_examples=some(150))
@given(SOUP | st.text(), st.sampled_from(["en", "de", "fr", "xx"]))
def test_any_text_gives_a_sound_table(text, language):
    table = find(text, language)
    for start, end, piece in zip(table.start, table.end, table.text, strict=True):
        assert 0 <= start < end <= len(text) and text[start:end] == piece
    for role in ("speaker", "cue"):
        spans = table[[f"{role}_start", f"{role}_end"]].dropna()
        assert (
            (spans.iloc[:, 0] >= 0)
            & (spans.iloc[:, 0] < spans.iloc[:, 1])
            & (spans.iloc[:, 1] <= len(text))
        ).all()
    marked = table[table.form != "indirect"].sort_values("start")
    assert (marked.start.to_numpy()[1:] >= marked.end.to_numpy()[:-1]).all()
    assert set(table.form) <= {"direct", "partial", "scare", "indirect"}
    for row, owner in table.part_of.dropna().items():
        assert (
            table.form[owner] == "indirect"
            and table.start[owner] <= table.start[row]
            and table.end[row] <= table.end[owner]
        )
    assert table.equals(find(text, language))


@settings(deadline=None, max_examples=some(100))
@given(SOUP)
def test_pieces_stand_in_order_and_apart(text):
    pieces = pair(text)
    for piece in pieces:
        assert 0 <= piece.outer_start <= piece.start < piece.end <= piece.outer_end <= len(text)
    assert all(a.outer_end <= b.outer_start for a, b in itertools.pairwise(pieces))


@settings(deadline=None, max_examples=50)
@given(SOUP.map(lambda text: text.replace("\n", " ")))
def test_a_fault_stays_in_its_paragraph(soup):
    sound = "The bridge will close.\n\n“We waited,” said Ines Holt. She left."
    alone = find(sound)
    after = find(soup + "\n\n" + sound)
    kept = after[after.start >= len(soup)]
    assert [text for text in kept.text if text == "We waited,"] == alone.text.tolist()
    assert kept[kept.text == "We waited,"].speaker_text.tolist() == ["Ines Holt"]


ADVERSARIAL = {
    "opening marks": "“",
    "straight marks": '"',
    "spaced straight marks": ' "',
    "closing marks": "a”",
    "single marks": " ‘a",
    "apostrophes": "'",
    "tags never closed": "<a ",
    "cues": "said that ",
    "names": "Vale, ",
    "commas and cues": ", he said",
    "according": "according to ",
    "initials": "J. ",
    "colons": "a: “",
    "hyphens": "A-",
    "long name": "Al-",
    "guillemets": "« ",
    "questions": "“Why?” ",
    "brackets": "(",
}


@pytest.mark.parametrize("name", ADVERSARIAL)
def test_time_is_linear_on_adversarial_text(name):
    def seconds(times):
        text = ADVERSARIAL[name] * times
        began = time.process_time()
        find(text)
        return time.process_time() - began

    seconds(1000)
    # eight times the text: quadratic time would be 64 times, on every try; a busy machine only some
    tries = (seconds(24_000) < 8 * 2 * seconds(3_000) + 0.15 for _ in range(5))
    assert any(tries)


def test_a_hundred_thousand_opening_marks():
    assert len(find("“" * 100_000)) == 0
    assert len(find("“a " * 100_000)) == 100_000
