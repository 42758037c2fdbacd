"""The verdict on an answer: right by the key, right by another reading, or wrong in a known way."""

from dataclasses import dataclass

from kit.teaching.judging import KINDS
from kit.teaching.reading_answers import Unreadable


@dataclass(frozen=True)
class Verdict:
    """What is said of an answer; other: right by `accept`, another defensible answer."""

    correct: bool
    line: str = ""
    other: bool = False


def judge(given, right, exercise, lesson) -> Verdict:
    """Judge an answer: first by the key, then by `accept`, then by the wrong answers in `known`."""
    verdict = _compare(given, right, exercise, lesson)
    if verdict.correct:
        return verdict
    for entry in exercise.get("accept", []):
        if _compare(given, entry["answer"], exercise, lesson).correct:
            return Verdict(True, entry["line"], other=True)
    strict = {**exercise, "tolerance": 0, "rounded": False}
    for entry in exercise.get("known", []):
        if _compare(given, entry["answer"], strict, lesson).correct:
            return Verdict(False, entry["line"])
    return verdict


def _compare(given, key, exercise, lesson):
    try:
        return Verdict(*KINDS[exercise["kind"]](given, key, exercise, lesson))
    except Unreadable as what:
        return Verdict(False, str(what))
