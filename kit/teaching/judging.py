"""Judging an answer: right by the key, right by another reading, or wrong, and what to look at.

KINDS has a function for each kind of exercise; it returns (correct, line), or raises Unreadable.
"""

import math
import re
from dataclasses import dataclass
from datetime import date

from kit.reading.text import join_words, pluralise, show
from kit.teaching.in_words import in_figures, is_a_year
from kit.teaching.judging_words import judge_list, judge_spans, judge_text, judge_where
from kit.teaching.reading_answers import Unreadable, days, items, plain
from kit.teaching.reading_counts import counts
from kit.teaching.reading_numbers import read_figure
from kit.teaching.ways import without_before

ALMOST = 1e-9
FEWEST_DIGITS = 0.05  # a rounded number must have about two digits: 5.5 million, not 6 million
NEAR = 0.0005  # of a number that may be rounded: its last digits are nobody's point
LETTERED = re.compile(r"\W*(?P<letter>[a-z])\s*[).:]\s*(?P<words>.*\w.*)")  # "b) a word"
LETTER = re.compile(
    r"\W*(?:(?:the|answer|choice|option|letter|it is|its|is)\W+)*(?P<letter>[a-z])\W*"
)
YEARS = 1000  # from here on, one more or one less is no miscount


def judge_number(given, key, exercise, lesson):
    """Judge a number. rounded: a number that is rounded with care is right."""
    figure = read_figure(given)
    key = float(key)
    value = _value_asked_for(figure, key, exercise)
    if math.isnan(value):
        return False, "That is not a number (NaN)."
    away = value - key
    slack = exercise.get("tolerance", 0)
    if exercise.get("rounded"):
        step = figure.step * (value / figure.value if figure.value else 1)
        careful = step / 2 if step <= FEWEST_DIGITS * abs(key) else 0
        slack = max(slack, careful, NEAR * abs(key))
    if abs(away) <= slack + ALMOST:
        return True, ""
    written = in_figures(value, is_year=is_a_year(value) and is_a_year(key))
    if exercise.get("rounded"):
        for scale, name in ((1e6, "million"), (1e3, "thousand")):
            if abs(value * scale - key) <= figure.step * scale / 2:
                return False, f"{written} what? Write the unit too: {written} {name}?"
    if abs(away) == 1 and key == int(key) and abs(key) < YEARS:
        return False, f"{written} is one too {'many' if away > 0 else 'few'}."
    return False, f"{written} is too {'high' if away > 0 else 'low'}."


def _value_asked_for(figure, key, exercise):
    """Return the number in the unit of the key: 80 for 0.8 of a hundred, 0.8 for 80 %."""
    if exercise.get("percent"):
        if figure.whole:
            return 100 * figure.value / figure.whole
        return 100 * figure.value if 0 < abs(figure.value) <= 1 < key else figure.value
    if key != int(key) or abs(key) < 1:
        if figure.whole:
            return figure.value / figure.whole
        if figure.percent:
            return figure.value / 100
    elif figure.slash:
        raise Unreadable("Is that a fraction? Give how many there are, as one number.")
    elif figure.percent:
        raise Unreadable("That is per cent; give how many there are.")
    return figure.value


def judge_date(given, key, exercise, lesson):
    """Judge one day, or the first and the last possible one."""
    keys = key if isinstance(key, list) else [key]
    key = sorted(day if isinstance(day, date) else date.fromisoformat(day) for day in keys)
    given = sorted(set(days(given, key[0].year)))
    if given == key:
        return True, ""
    if len(given) != len(key):
        return False, f"That is {pluralise(len(given), 'day')}; the question asks for {len(key)}."
    moves = ["later" if day < right else "earlier" for day, right in zip(given, key, strict=True)]
    if len(key) == 1:
        return False, f"It was {moves[0]}."
    if given[0] != key[0] and given[1] != key[1]:
        return False, "Both days are still to be moved."
    place = 0 if given[0] != key[0] else 1
    return False, f"The {('first', 'last')[place]} day must be {moves[place]}."


def judge_choice(given, key, exercise, lesson):
    """Judge one of the choices: its letter, its number or its words."""
    meant = find_choice(given, exercise["choices"], lesson.article.language)
    return (True, "") if meant == key else (False, f"It is not “{meant}”.")


def find_choice(given, choices, language="en"):
    """Return the choice that was meant; raises Unreadable if it is none or several.

    >>> find_choice("b", ["a mark", "a word"]), find_choice("A WORD.", ["a mark", "a word"])
    ('a word', 'a word')
    >>> find_choice(["(B)"], ["a mark", "a word"]), find_choice("b) a word", ["a mark", "a word"])
    ('a word', 'a word')
    """
    if isinstance(given, bool):
        given = "yes" if given else "no"
    if not isinstance(given, str) and hasattr(given, "__iter__"):
        found = items(given)
        given = found[0] if len(found) == 1 else ""
    words = [plain(choice, language) for choice in choices]
    text = re.sub(r"['’]", "", str(given)[:500].casefold()).strip()
    lettered = LETTERED.fullmatch(text)
    said = plain(lettered["words"] if lettered else given, language)
    bare = said if said in words else without_before(said)  # "it is partial"
    meant = [place for place, choice in enumerate(words) if choice == bare]
    if not meant and len(said) > 2:
        meant = [place for place, choice in enumerate(words) if choice.startswith(said)]
    letter = lettered or (not meant and LETTER.fullmatch(text))
    if letter:  # with words after it, the two must be of one choice
        place = ord(letter["letter"]) - ord("a")
        meant = [place] if place < len(choices) and (not lettered or place in meant) else []
    if len(meant) != 1:
        letters = [f"“{chr(ord('a') + place)}”" for place in range(len(choices))]
        raise Unreadable(f"Choose one letter: {join_words(letters)}.")
    return choices[meant[0]]


def judge_counts(given, key, exercise, lesson):
    """Judge how many of each."""
    language = lesson.article.language
    names = {plain(name, language): name for name in key}  # marks have no plain form
    said = {}
    asked = exercise.get("with", {})
    order = asked.get("form") or asked.get("characters") or key  # as the question names them
    for name, count in counts(given, [name for name in order if name in key]).items():
        own = name if name in key else _named(plain(name, language), names) or name
        if own == name or own not in said:
            said[own] = count
    wrong = [f"{name} ({said[name]:g})" for name in key if name in said and said[name] != key[name]]
    missing = [name for name in key if name not in said and key[name]]
    if said and not set(said) & set(key):
        raise Unreadable(f"Name them as the question does: {join_words(map(show, key))}.")
    extra = [name for name in said if said[name] and name not in key]
    lines = []
    if wrong:
        lines.append(f"Count again: {join_words(map(show, wrong))}.")
    if missing:
        lines.append(f"Not counted yet: {len(missing)} of {len(key)}.")
    if extra:
        lines.append(f"Not asked for: {join_words((show(name, 40) for name in extra), 3)}.")
    return not lines, " ".join(lines)


def _named(said, names):
    """Return the name that was meant: itself, or the one among the words of "direct quotations"."""
    if said in names:
        return names[said]
    if {"no", "not"} & set(said.split()):
        return None
    among = [name for word, name in names.items() if word and f" {word} " in f" {said} "]
    return among[0] if len(among) == 1 else None


KINDS = {
    "number": judge_number,
    "text": judge_text,
    "list": judge_list,
    "where": judge_where,
    "spans": judge_spans,
    "date": judge_date,
    "choice": judge_choice,
    "counts": judge_counts,
}


@dataclass(frozen=True)
class Verdict:
    """What is said of an answer; other: right by `accept`, another defensible answer.

    readable: False if it isn't what was asked for at all, words for a number, say.
    """

    correct: bool
    line: str = ""
    other: bool = False
    readable: bool = True


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
        return Verdict(False, str(what), readable=False)
