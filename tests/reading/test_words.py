"""Words: a golden row for each kind, and the lesson's count."""

import pytest
import regex
from hypothesis import given
from made_texts import texts

from kit.reading import words

GOLDEN = [  # text, its words
    ("Assad neither condemned nor approved.", ["Assad", "neither", "condemned", "nor", "approved"]),
    ("It's the government’s, isn’t it?", ["It's", "the", "government’s", "isn’t", "it"]),
    (
        "the Syrians’ ‘moderate’ friends, rock ’n’ roll",
        ["the", "Syrians", "moderate", "friends", "rock", "n", "roll"],
    ),
    (
        "Al-Qaeda, Ahrar al-Sham and a well-known front",
        ["Al-Qaeda", "Ahrar", "al-Sham", "and", "a", "well-known", "front"],
    ),
    ("the war – Syria’s – and 2011–2017", ["the", "war", "Syria’s", "and", "2011", "2017"]),
    ("non‑breaking and co\u00adoperation", ["non‑breaking", "and", "co\u00adoperation"]),
    (
        "U.S. aid, U.S.-led, the U.S.’s, at 9 a.m. (e.g. a Ph.D.)",
        ["U.S.", "aid", "U.S.-led", "the", "U.S.’s", "at", "9", "a.m.", "e.g.", "a", "Ph.D."],
    ),
    ("J.R.R. Tolkien, Mr. Assad, No. 5", ["J.R.R.", "Tolkien", "Mr", "Assad", "No", "5"]),
    (
        "4.9 million, 1,000,000 or 1.000.000,50.",
        ["4.9", "million", "1,000,000", "or", "1.000.000,50"],
    ),
    ("$4.9bn, €5, 5 €, 50% or 3°", ["$4.9bn", "€5", "5", "50%", "or", "3°"]),
    (
        "at 10:30 on 23/02/2017, 24/7 and/or 9/11",
        ["at", "10:30", "on", "23/02/2017", "24/7", "and", "or", "9/11"],
    ),
    ("-5 and +3, 1. and 2.", ["5", "and", "3", "1", "and", "2"]),
    ("waited.The end...or not", ["waited", "The", "end", "or", "not"]),
    ("AT&T’s R&D & more", ["AT&T’s", "R&D", "more"]),
    ("@user wrote #MeToo to desk@paper.org", ["@user", "wrote", "#MeToo", "to", "desk@paper.org"]),
    (
        "See https://a.org/b?c=1, www.a.org and a.org.",
        ["See", "https://a.org/b?c=1", "www.a.org", "and", "a.org"],
    ),
    ("“moderate” [sic] (HTS) … *", ["moderate", "sic", "HTS"]),
    ("cafe\u0301 e\u0301te\u0301", ["cafe\u0301", "e\u0301te\u0301"]),
    ("😀 👩‍👩‍👧 fine 👍🏽", ["fine"]),
    ("قال الرئيس: «نعم»، ٤٫٩ مليون؟ كَتَبَ", ["قال", "الرئيس", "نعم", "٤٫٩", "مليون", "كَتَبَ"]),
    ("می‌خواهم بروم", ["می‌خواهم", "بروم"]),
    ('צה"ל אמר', ['צה"ל', "אמר"]),
    ("हिन्दी में।", ["हिन्दी", "में"]),
    ("col·lecció, l’ami, aujourd’hui", ["col·lecció", "l’ami", "aujourd’hui"]),
    ("Größe über Straße; naïve façade", ["Größe", "über", "Straße", "naïve", "façade"]),
    ("Он сказал «нет».", ["Он", "сказал", "нет"]),
    ("中国人 東京タワー", ["中", "国", "人", "東", "京", "タワー"]),
    ("⺀ 🈀 〇 々", ["〇", "々"]),
    ("한국어 텍스트", ["한국어", "텍스트"]),
    ("x² and ½ cup", ["x²", "and", "½", "cup"]),
    ("snake_case v2.0", ["snake_case", "v2.0"]),
    ("... !? — ", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "wanted"), GOLDEN, ids=[text[:30] for text, _ in GOLDEN])
def test_a_golden_row(text, wanted):
    assert [text[start:end] for start, end in words.split(text)] == wanted


@given(texts)
def test_words_are_in_order_apart_and_without_space(text):
    at = 0
    for start, end in words.split(text):
        assert at <= start < end <= len(text)
        assert regex.search(
            r"[\p{L}\p{N}_]", text[start:end]
        )  # regex knows a newer Unicode than str.isalnum
        at = end


@pytest.mark.parametrize(
    "unit",
    [".", "a", "a.", "-", "@", "http://.", "www.", "1,", "'", "a'", "\u0301", 'א"', "中", "$"],
)
def test_a_hostile_text_is_split_in_linear_work(unit):
    assert words.split((unit * 200_000)[:200_000]) is not None
