"""What people reported of anchoring elsewhere. Each kind has its report's number and inputs of our own."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kit

SENTENCE = "Team {} said that the new bridge cut the trip by {} percent in every town on {}."


def found(text, exact, prefix="", suffix="", hint=None):
    match = kit.locate_quote(text, exact, prefix, suffix, hint)
    return match and (text[match.start : match.end], match.status)


@pytest.mark.parametrize(
    ("quoted", "there"),
    [
        (("Alpha", "twelve", "Monday"), ("Beta", "twelve", "Monday")),
        (("Alpha", "twelve", "Monday"), ("Alpha", "twenty", "Monday")),
        (("Alpha", "12", "Monday"), ("Alpha", "13", "Monday")),
        (("Alpha", "twelve", "Monday"), ("Alpha", "twelve", "Friday")),
        (("Alpha", "12", "3 May 2016"), ("Alpha", "12", "3 May 2017")),
        (("A", "12", "Monday"), ("B", "12", "Monday")),
    ],
)
@pytest.mark.parametrize("has_hint", [False, True])
def test_another_name_or_number_is_another_sentence(quoted, there, has_hint):  # client 7571
    quote, other = SENTENCE.format(*quoted), SENTENCE.format(*there)
    match = found(f"It rained.\n{other}", quote, "It rained.\n", "", 11 if has_hint else None)
    assert match is None or match[1] == "ambiguous"


@pytest.mark.parametrize(
    "there",
    [
        SENTENCE.format("Alpha", "twelve", "Monday").replace("cut", "has cut"),
        SENTENCE.format("Alpha", "twelve", "Monday").replace("every town", "all towns"),
        SENTENCE.format("Alphe", "twelve", "Monday"),
        SENTENCE.format("Alpha", "twelve", "Monday").replace("Team", "The team"),
    ],
)
def test_an_edited_sentence_is_still_the_same(there):
    quote = SENTENCE.format("Alpha", "twelve", "Monday")
    assert found(f"It rained.\n{there}", quote, "It rained.\n")[1] == "moved"


@pytest.mark.parametrize("written", ["NFC", "NFD"])
@pytest.mark.parametrize("quoted", ["NFC", "NFD"])
@pytest.mark.parametrize("word", ["café", "Ångström", "Việt", "naïve", "한국"])
def test_composed_and_decomposed_letters_are_the_same(word, quoted, written):  # web-annotation 222
    there = unicodedata.normalize(written, word)
    text = f"The {there} is shut today."
    exact = unicodedata.normalize(quoted, word)
    assert found(text, exact, "The ", " is shut")[0] == there
    assert found(text, exact)[0] == there


@pytest.mark.parametrize(
    ("text", "exact", "words"),
    [
        ("He said “no”.", '"no"', "“no”"),
        ("He said «no».", "“no”", "«no»"),
        ("He said it at\n  all.", "at all", "at\n  all"),
        ("A well–known one.", "well-known", "well–known"),
        ("It’s so.", "It's", "It’s"),
        ("They had 5\u202f000.", "5 000", "5\u202f000"),
    ],
)
def test_a_short_quotation_in_other_marks_and_spaces(text, exact, words):  # web-annotation 222
    assert found(text, exact) == (words, "moved")


@pytest.mark.parametrize(
    ("text", "exact"),
    [("He is a tall man.", "at all"), ("They know “x”.", "'no'"), ("“No” and “no”", '"no"')],
)
def test_what_is_not_the_same_is_not_taken(text, exact):
    match = found(text, exact)
    assert match is None or match[1] == "ambiguous"


@given(st.text("ae\u0301\u0308no “”\"'", min_size=1, max_size=30), st.data())
def test_no_span_cuts_a_letter_from_its_accent(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    exact = unicodedata.normalize("NFC", text[start:end])
    match = kit.locate_quote(text, exact)
    if match and text[match.start : match.end] != exact:
        assert not unicodedata.combining(text[match.end : match.end + 1] or " ")
