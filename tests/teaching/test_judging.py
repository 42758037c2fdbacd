"""What is said of an answer, word for word, at the edges of each kind: made-up exercises with a key of their own."""

from types import SimpleNamespace

import pytest

import kit
from kit.teaching.judging import judge

LESSON = SimpleNamespace(article=kit.Article("Maren spoke."))
RIGHT = ""  # nothing is said
FRACTION = "Is that a fraction? Give how many there are, as one number."
A_OR_B = "Choose one letter: “a” and “b”."

NUMBERS = [  # the exercise, its key, an answer, what is said
    ({}, 9, 9, RIGHT),
    ({}, 999, 1000, "1,000 is one too many."),
    ({}, 999, 998, "998 is one too few."),
    ({}, 1000, 1001, "1,001 is too high."),  # of a thousand, nobody miscounts one
    ({}, 9, 7, "7 is too low."),
    ({}, 2.5, 3.5, "3.5 is too high."),
    ({}, 2015, 2017, "2017 is too high."),  # a year has no comma
    ({"tolerance": 2}, 10, 12, RIGHT),
    ({"tolerance": 2}, 10, 12.5, "12.5 is too high."),
    ({"rounded": True}, 5_524_511, "5.52 million", RIGHT),
    ({"rounded": True}, 5_550_000, 5.5, "5.5 what? Write the unit too: 5.5 million?"),
    ({"rounded": True}, 5_545_000, 5.5, "5.5 what? Write the unit too: 5.5 million?"),
    ({"rounded": True}, 5_551_000, 5.5, "5.5 is too low."),
    ({"rounded": True}, 5_500, 5.5, "5.5 what? Write the unit too: 5.5 thousand?"),
    ({"percent": True}, 22, "22 %", RIGHT),
    ({"percent": True}, 22, 0.22, RIGHT),
    ({"percent": True}, 22, "11 of 50", RIGHT),
    ({"percent": True}, 100, 1, RIGHT),
    ({"percent": True}, 150, 1.5, "1.5 is too low."),
    ({"percent": True}, 0.5, 0.5, RIGHT),
    ({}, 0.8, "80 %", RIGHT),
    ({}, 0.8, "4/5", RIGHT),
    ({}, 80, "80 %", "That is per cent; give how many there are."),
    ({}, 4, "4/5", FRACTION),
]
DATES = [
    ({}, "2017-02-23", "23 February 2017", RIGHT),
    ({}, "2017-02-23", "22 February 2017", "It was later."),
    ({}, "2017-02-23", "24 February 2017", "It was earlier."),
    ({}, "2017-02-23", "23 and 24 February 2017", "That is 2 days; the question asks for 1."),
    ({}, ["2017-02-13", "2017-02-23"], "13 to 23 February", RIGHT),
    ({}, ["2017-02-13", "2017-02-23"], "13 Feb", "That is 1 day; the question asks for 2."),
    ({}, ["2017-02-13", "2017-02-23"], "12 to 23 Feb", "The first day must be later."),
    ({}, ["2017-02-13", "2017-02-23"], "13 to 24 Feb", "The last day must be earlier."),
    ({}, ["2017-02-13", "2017-02-23"], "12 to 24 Feb", "Both days are still to be moved."),
]
YES_NO = {"choices": ["yes", "no"]}
TALKS = {"choices": ["the war", "peace talks"]}
CHOICES = [
    (YES_NO, "yes", True, RIGHT),
    (YES_NO, "yes", False, "It is not “no”."),
    (TALKS, "peace talks", "pea", RIGHT),
    (TALKS, "peace talks", "pe", A_OR_B),
    (TALKS, "peace talks", ["(B)"], RIGHT),
    (TALKS, "peace talks", ["a", "b"], A_OR_B),
    (TALKS, "peace talks", "It’s b", RIGHT),
    (TALKS, "peace talks", "b) the war", A_OR_B),
    (TALKS, "peace talks", "c", A_OR_B),
]
FORMS = {"direct": 5, "partial": 2, "scare": 0}
COUNTS = [
    ({}, FORMS, {"direct": 5, "partial": 2}, RIGHT),
    ({}, FORMS, {"direct": 5, "partial": 3}, "Count again: partial (3)."),
    ({}, FORMS, {"direct": 5}, "Not counted yet: 1 of 3."),
    ({}, FORMS, {**FORMS, "indirect": 4}, "Not asked for: indirect."),
    ({}, FORMS, {**FORMS, "indirect": 0}, RIGHT),
    (
        {},
        FORMS,
        {"direct": 5, "partial": 1, "odd": 1},
        "Count again: partial (1). Not asked for: odd.",
    ),
    ({}, FORMS, {"dogs": 3}, "Name them as the question does: direct, partial and scare."),
    ({}, FORMS, "direct quotations 5, partial quotations 2", RIGHT),
    ({}, FORMS, {"direct quotations": 4, "direct": 5, "partial": 2}, RIGHT),
    ({}, FORMS, {"direct": 5, "direct quotations": 4, "partial": 2}, RIGHT),
    (
        {},
        FORMS,
        {"no direct": 5, "partial": 2},
        "Not counted yet: 1 of 3. Not asked for: no direct.",
    ),
    (
        {},
        FORMS,
        {"direct or scare": 5, "partial": 2},
        "Not counted yet: 1 of 3. Not asked for: direct or scare.",
    ),
    ({"with": {"form": ["partial", "direct"]}}, FORMS, [2, 5], RIGHT),
]
KINDS = {"number": NUMBERS, "date": DATES, "choice": CHOICES, "counts": COUNTS}
CASES = [(kind, *case) for kind, cases in KINDS.items() for case in cases]


@pytest.mark.parametrize(("kind", "fields", "key", "given", "says"), CASES)
def test_what_is_said_of_an_answer(kind, fields, key, given, says):
    verdict = judge(given, key, {"kind": kind, **fields}, LESSON)
    assert (verdict.correct, verdict.line) == (says == RIGHT, says)


def test_what_cannot_be_read_is_not_just_wrong():
    assert not judge("many", 9, {"kind": "number"}, LESSON).readable
    assert judge(8, 9, {"kind": "number"}, LESSON).readable


THREE_ANSWERS = {
    "kind": "number",
    "tolerance": 2,
    "rounded": True,
    "accept": [{"answer": 20, "line": "So it is with the headline."}],
    "known": [
        {"answer": 30, "line": "These are the lines."},
        {"answer": 40_000, "line": "Letters."},
    ],
}


@pytest.mark.parametrize(
    ("given", "says", "correct", "other"),
    [
        (10, "", True, False),
        (22, "So it is with the headline.", True, True),  # as near as the key allows
        (30, "These are the lines.", False, False),
        (31, "31 is too high.", False, False),  # somebody else's mistake
        (40_001, "40,001 is too high.", False, False),
    ],
)
def test_another_reading_is_right_and_a_known_mistake_is_told(given, says, correct, other):
    verdict = judge(given, 10, THREE_ANSWERS, LESSON)
    assert (verdict.line, verdict.correct, verdict.other) == (says, correct, other)
