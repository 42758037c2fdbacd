"""Checks are forgiving where people are, say what to look at, and never raise."""

import datetime
import functools
import itertools
import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kit
from kit.showing.feedback import Feedback

CURLY = {'"': 2, "“": 6, "”": 8}

RIGHT = [
    ("01.2", 9),
    ("01.2", "9"),
    ("01.2", "nine"),
    ("01.2", " Nine paragraphs. "),
    ("01.2", 9.0),
    ("01.2", np.int64(9)),
    ("01.2", [9]),
    ("01.2", pd.Series([9])),
    ("01.2", "９"),
    (1.2, 9),
    ("1.2", 9),
    ("00.3", "assad"),
    ("00.3", "“Assad”"),
    ("00.3", ["Assad"]),
    ("00.3", "ASSAD."),
    ("01.3", 8),
    ("01.3", "8"),
    ("01.3", [8]),
    ("01.3", "paragraph 8"),
    ("01.3", "They haven’t been to Syria"),
    ("02.3", [1, 2, 3, 7, 8]),
    ("02.3", {8, 7, 3, 2, 1}),
    ("02.3", "1, 2, 3, 7 and 8"),
    ("02.3", (i for i in [8, 1, 2, 3, 7])),
    ("02.3", np.array([1, 2, 3, 7, 8])),
    ("02.3", pd.DataFrame({"paragraph": [1, 2, 3, 7, 8, 8]})),
    ("02.3", ["1", 2, 3.0, 7, "8"]),
    ("03.1", ["Assad", "Trump"]),
    ("03.1", "Trump, Assad"),
    ("03.1", "bashar al assad and Donald Trump"),
    ("03.1", {"Trump", "BASHAR AL-ASSAD"}),
    ("03.1", pd.Series(["Donald Trump", "Assad", "Assad"])),
    ("04.3", ["Assad", "the West, Turkey, and Gulf States"]),
    ("04.4", ["said", "claims", "pointed out", "added", "considered"]),
    ("04.6", "moderate"),
    ("04.6", "“moderate”"),
    ("04.6", (2573, 2581)),
    ("04.6", [(2572, 2582)]),
    ("04.6", [[2573, 2581]]),
    ("04.6", pd.DataFrame({"start": [2573], "end": [2581]})),
    ("04.6", {"moderate"}),
    ("01.6", ["2011", "sixth year", "February 23", "January 28", "the past few weeks"]),
    ("01.8", "13 to 23 February 2017"),
    ("01.8", ["2017-02-13", "2017-02-23"]),
    ("01.8", "between February 13 and February 23, 2017"),
    ("01.8", (datetime.date(2017, 2, 23), datetime.datetime(2017, 2, 13, 12))),
    ("01.8", pd.to_datetime(["2017-02-13", "2017-02-23"])),
    ("01.8", "13th of February – 23.2.2017"),
    ("01.8", ["13 Feb", "Feb 23"]),
    ("01.8", "February 13–23"),
    ("01.9", CURLY),
    ("01.9", pd.Series(CURLY)),
    ("01.9", list(CURLY.items())),
    ("01.9", pd.DataFrame({"mark": CURLY.keys(), "n": CURLY.values()})),
    ("04.2", {"Direct": 5, "PARTIAL": "2", "scare": 1.0}),
    ("06.2", 22),
    ("06.2", "22 %"),
    ("06.2", 0.22),
    ("06.1", 117),
    ("06.1", "a hundred and seventeen"),
    ("06.2", "21,95"),
    ("06.2", "117/533"),
    ("06.3", "Assad’s"),
    ("06.3", "President Assad"),
    ("06.3", "al-Assad"),
    ("06.3", "Bashar Assad"),
    ("05.2", ".8"),
    ("05.2", "0,8"),
    ("05.2", "80%"),
    ("05.2", "4/5"),
    ("05.2", "four fifths"),
    ("05.1", "8 of 10"),
    ("05.1", "eighty"),
    ("08.5", "5.5 million"),
    ("08.5", "about 5.52 million"),
    ("08.5", "5.524.511"),
    ("08.5", 5.5e6),
    ("02.3", "1-3, 7, 8"),
    ("02.3", "1 2 3 7 8"),
    ("02.3", ["one", "two", "three", "seven", "eight"]),
    ("02.3", "7 & 8, 1, 2, 3"),
    ("01.3", "eighth"),
    ("01.3", "the last one"),
    ("01.3", "paragraph 8 (107 words)"),
    ("09.2", "the headline and 6"),
    ("01.9", [2, 6, 8]),
    ("04.2", "direct 5, partial 2, scare 1"),
    ("04.2", [5, 2, 1]),
    ("04.4", ["claim", "say", "also added", "point out", "considered by"]),
    ("04.3", "Assad; the West, Turkey, and Gulf States"),
    ("03.1", ["President Bashar Al-Assad", "Donald J. Trump"]),
    ("03.1", "Assad & Trump"),
    ("01.5", ["on what day", "where they took place", "who interviewed him"]),
    (
        "01.6",
        ["its sixth year", 2011, "over the past few weeks", "January 28", "23 February"],
    ),
    ("01.6", "sixth year; 2011; past few weeks; January 28; February 23"),
    ("01.8", ["02/13/2017", "2017/02/23"]),
    ("08.1", "according to the most recent U. S. estimate"),
    ("07.1", "one of five"),
    ("07.6", "twice"),
]

WRONG = [
    ("01.2", 8, "Is the headline"),
    ("01.2", 533, "how many words"),
    ("01.2", True, "aren't numbers"),
    ("01.2", "many", "no number in that"),
    ("01.2", pd.DataFrame({"a": [1, 2]}), "table of 2 rows"),
    ("01.2", [1, 2, 3], "3 things"),
    ("01.2", 1j, "complex"),
    ("01.2", float("nan"), "NaN"),
    ("01.2", float("inf"), "too high"),
    ("01.2", 10**400, "asks for a number"),
    ("00.3", "Asad", "spelling"),
    ("00.3", "Trump", "not it"),
    ("02.3", [2, 3, 4, 8, 9], "number 0"),
    ("02.3", [1, 2], "2 of 5"),
    ("02.3", [1, 4], "Not asked for: 4"),
    ("02.3", "elephants", "appears in no paragraph"),
    ("03.1", ["Assad"], "1 of 2"),
    ("03.1", ["Assad", "Trump", "Putin"], "Not asked for: “Putin”"),
    ("03.1", ["Assad", "Donald Trumpp"], "spelling"),
    ("04.6", "considered moderate", "begins and ends"),
    ("04.6", (2573, 2590), "begins and ends"),
    ("04.6", {"start": 1}, "neither words"),
    ("01.8", "23 February 2017", "asks for 2"),
    ("01.8", "28 January to 23 February", "28 January is past"),
    ("01.8", "soon", "no day"),
    ("01.8", "31 February 2017", "no such day"),
    ("01.9", {'"': 2, "“": 6, "”": 6}, "Count again"),
    ("01.9", {"“": 6}, "Not counted yet"),
    ("01.9", 16, "how many"),
    ("04.3", ["he", "West, Turkey and Gulf states"], "whose?"),
    ("00.3", "Assad ", "A space"),
    ("08.5", 5.5, "Write the unit"),
    ("08.5", "6 million", "too high"),
    ("06.1", 118, "moderate"),
    ("06.2", 21, "too low"),
    ("04.6", "considered moderate", "begins and ends"),
    ("01.7", 2016, "travel ban"),
]


@pytest.mark.parametrize("id,answer", RIGHT)
def test_right_in_any_way_people_write_it(kept_open, id, answer):
    result = kept_open.check(id, answer)
    assert result.correct is True, result


@pytest.mark.parametrize("id,answer,says", WRONG)
def test_wrong_says_what_to_look_at(kept_open, id, answer, says):
    result = kept_open.check(id, answer)
    assert result.correct is False and says in str(result), result


NOTHING = [..., None, "", "  \n", [], [...], {}, (), pd.DataFrame(), [None, ""]]


def test_nothing_answered(lesson):
    lesson._answer_key = functools.cache(lesson._answer_key)
    for answer, (id, exercise) in itertools.product(NOTHING, lesson.exercises.items()):
        result = lesson.check(id, answer)
        assert result.correct is None, (id, answer, result)
        assert exercise["kind"] == "written" or result.title == "Not answered yet.", (id, answer)
    assert not (lesson.desk / "checks").exists(), "what wasn't answered leaves no trace"


class Nasty:
    """An object that fails whenever it is looked at."""

    def __getattr__(self, name):
        raise RuntimeError(name)

    def __str__(self):
        raise ValueError("no")

    __iter__ = __len__ = __eq__ = __float__ = __bool__ = __repr__ = __str__
    __hash__ = None


def endless():
    yield from itertools.count()


ODD = [
    Nasty(),
    [Nasty()],
    endless,
    object(),
    print,
    int,
    slice(3),
    Feedback("x"),
    datetime.time(3),
    b"\xff",
    pd.NaT,
    pd.NA,
    [pd.NA],
]
ODD += [
    "x" * 10**6,
    "9" * 5000,
    "\ud800",
    "\0",
    "<script>",
    float("nan"),
    -1,
    10**30,
    {1: {2: 3}},
    {"a": "b"},
    [[[]], [99]],
    (1, 2, 3),
]
ODD += [np.zeros((2, 2, 2)), np.array([None, 99]), pd.Series([99, None])]


def one_of_each(exercises, fields=True):
    """Ids of exercises of which no two are of one kind (with the same fields): those are checked by the same code."""
    kinds = {(e["kind"], *sorted(e if fields else ())): id for id, e in exercises.items()}
    return sorted(kinds.values())


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: type(odd).__name__)
def test_never_raises(kept_open, odd):
    lesson = kept_open
    is_long = odd is endless or (isinstance(odd, str) and len(odd) > 1000)
    for id in [
        *one_of_each(lesson.exercises, fields=not is_long),
        "99.9",
        "",
        None,
        4,
        "04.2; rm",
        "../../x",
        odd,
    ]:
        result = lesson.check(id, endless() if odd is endless else odd)
        assert isinstance(result, Feedback) and result.correct is not True, (id, result)
        assert "object at 0x" not in str(result) and len(str(result)) < 1500
        result._repr_html_()


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=40)
    | st.dates()
    | st.binary(max_size=5),
    lambda some: (
        st.lists(some, max_size=4)
        | st.tuples(some, some)
        | st.dictionaries(st.text(max_size=5), some, max_size=3)
    ),
    max_leaves=8,
)


@given(value=VALUES)
def test_never_raises_on_anything(kept_open, value):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for id in ("00.3", "01.2", "01.6", "01.8", "01.9", "02.3", "03.1"):
            assert isinstance(kept_open.check(id, value), Feedback)


def test_the_key_itself_is_right_for_every_exercise(lesson):
    for id, exercise in lesson.exercises.items():
        if exercise["kind"] != "written":
            right = lesson._answer_key(id)
            if exercise["kind"] == "list":
                right = [item if isinstance(item, str) else item[-1] for item in right]
            if exercise["kind"] in ("text", "choice"):
                right = right if isinstance(right, str) else right[0]
            assert lesson.check(id, right).correct is True, id


def test_unknown_exercise_names_those_there_are(lesson):
    assert "01.2, 01.3" in str(lesson.check("01.99", 3)) and "There is no exercise" in str(
        lesson.hint("99.1")
    )
    assert "There is no exercise" in str(lesson.solution("99.1"))
    with pytest.raises(kit.KitError, match="There is no exercise"):
        lesson.answer("99.1")


def test_panel_is_text_first_and_escaped(lesson):
    result = lesson.check("00.3", "<img src=x onerror=alert(1)>\u202e\n<b>")
    panel = result._repr_html_()
    assert "<img" not in panel and "&lt;img" in panel and "\u202e" not in str(result) + panel
    assert 'role="status"' in panel and "<strong>Not yet.</strong>" in panel


def test_written_questions_are_never_correct(lesson):
    for id, exercise in lesson.exercises.items():
        if exercise["kind"] == "written":
            assert (
                lesson.check(id, "anything").correct is None
                and "correct" not in str(lesson.solution(id)).casefold()
            )
            assert exercise["model"]


def test_checking_is_quick(kept_open):
    """A hostile or huge answer costs no more than a second: bounds, not speed, are tested."""
    for huge in (  # ten times what is looked at, and more
        "a " * 100_000,
        [str(i) for i in range(20_000)],
        "1 " * 100_000,
        {str(i): i for i in range(20_000)},
    ):
        for id in ("00.3", "01.2", "01.6", "02.3", "03.1", "01.8", "01.9"):
            assert kept_open.check(id, huge).correct is not True
