"""Every checked exercise of the first lesson takes what is right in whatever form, and nothing else.

The answers stand in answers.toml; the rubbish that is tried on every exercise stands here.
"""

import tomllib
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

TABLE = tomllib.loads(Path(__file__).with_name("answers.toml").read_text("utf-8"))
FEWEST = {"right": 8, "wrong": 6}


def deep(levels):
    """Return a list in a list in a list …"""
    return [deep(levels - 1)] if levels else []


RUBBISH = {
    "nothing": [..., None, "", " \n\t", [], {}, (), set(), [None, ""], pd.DataFrame(), pd.NA],
    "emoji and marks": ["🙂", "?!", "…", "–", "\u202e", "\0", ["🙂", "👍🏽"], "“”"],
    "code": [print, len, int, lambda: 8, object(), type, slice(2), range(0), "len(article.text)"],
    "no numbers": [float("nan"), float("inf"), -1, 10**30, 1j, np.nan, True, [float("nan")] * 3],
    "deep or long": [  # test_checks.py has what is longer than any bound
        deep(60),
        [[[["?"]]]],
        "x" * 1000,
        "8" * 1000,
        "a b, " * 100,
        [["x"]] * 50,
    ],
    "other types": [
        b"\xff",
        b"eight",
        pd.DataFrame({"wrong": ["x"], "columns": ["y"]}),
        pd.DataFrame({"start": ["x"], "end": [None]}),
        pd.Series([None, "?"]),
        np.zeros((2, 2)),
        {"x": {"y": "z"}},
        pd.NaT,
    ],
}


def test_the_table_has_every_checked_exercise(kept_open):
    checked = [id for id, one in kept_open.exercises.items() if one["kind"] != "written"]
    assert list(TABLE) == checked


@pytest.mark.parametrize("id", TABLE)
def test_there_are_enough_of_each_and_no_two_the_same(id):
    for side, fewest in FEWEST.items():
        assert len({repr(answer) for answer in TABLE[id][side]}) == len(TABLE[id][side]) >= fewest
    assert len(RUBBISH) >= 6


@pytest.mark.parametrize("id", TABLE)
def test_right_in_every_form(kept_open, id):
    for answer in TABLE[id]["right"]:
        result = kept_open.check(id, answer)
        assert result.correct is True, (answer, str(result))


@pytest.mark.parametrize("id", TABLE)
def test_wrong_in_no_form_and_told_why(kept_open, id):
    for answer in TABLE[id]["wrong"]:
        result = kept_open.check(id, answer)
        assert result.correct is False, (answer, str(result))
        line = result.lines[0]
        assert line and not line.startswith(("Hint", "lesson.solution")), (answer, str(result))


@pytest.mark.parametrize("id", TABLE)
def test_rubbish_is_never_right(kept_open, id):
    for kind, answers in RUBBISH.items():
        for answer in answers:
            result = kept_open.check(id, answer)
            assert result.correct is not True and len(str(result)) < 1500, (kind, str(result))
