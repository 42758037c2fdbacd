"""exercises.toml: its exercises, their fields, and what is wrong with one."""

import re

from kit.errors import LessonError
from kit.teaching.judging import KINDS
from kit.teaching.keys import KEYS
from kit.teaching.tables import read_toml

TYPES: dict = {  # of the fields that an exercise can have
    str: "question kind from unit right model alternative",
    list: "accept known choices hints clues",
    bool: "percent rounded names verbs edges ordered article own_text",
    dict: "with",
    (int, float): "tolerance",
    object: "key",
}
# what says something of one article: `kit new` leaves these out
ARTICLE_ONLY = ("key", "accept", "known", "clues", "right", "model", "alternative")


def read_exercises(path):
    """Return a file's exercises, id -> dict, or {} without a file; LessonError: file, line, fix."""
    exercises = read_toml(path) if path.is_file() else {}
    for id, exercise in exercises.items():
        if fault := find_fault(id, exercise):
            lines = path.read_text("utf-8").splitlines()
            line = next((number for number, text in enumerate(lines, 1) if id in text), 1)
            raise LessonError(f"{path}, line {line}: exercise {id}: {fault}")
    return exercises


def fields_of_article(exercise) -> list[str]:
    """Return the fields of an exercise that say something of its article.

    >>> fields_of_article({"kind": "number", "from": "paragraphs.count", "right": "Nine."})
    ['right']
    """
    # a choice asks about the method, so that its key stays
    of_any = exercise["kind"] == "choice" or exercise.get("own_text")
    if of_any and not exercise.get("article"):
        return []
    return [name for name in ARTICLE_ONLY if name in exercise]


def find_fault(id, exercise) -> str:
    """Return what is wrong with an entry of exercises.toml and how to fix it, "" if nothing is."""
    if not re.fullmatch(r"\d\d\.\d{1,3}", id, re.ASCII):
        return 'an id is notebook and number; write ["04.2"]'
    if not isinstance(exercise, dict) or not exercise.get("question") or not exercise.get("kind"):
        return "question and kind must be there; write both"
    for name, value in exercise.items():
        kind = next((kind for kind, names in TYPES.items() if name in names.split()), None)
        if kind is None:
            return f"unknown entry {name!r}; it can have {', '.join(TYPES.values()).replace(' ', ', ')}"
        if not isinstance(value, kind):
            return f"{name} is {value!r}; look at the rules at the top of the file"
    for name in ("accept", "known"):
        if fault := _fault_of_answers(name, exercise.get(name, [])):
            return fault
    if exercise["kind"] not in {*KINDS, "written"}:
        return f"kind is {exercise['kind']!r}; it can be {', '.join(KINDS)} or written"
    if exercise.get("from", "paragraphs.count") not in KEYS:
        return f"from is {exercise['from']!r}; it can be {', '.join(KEYS)}"
    if "from" in exercise and "key" in exercise:
        return "it has both from and key; keep one"
    if exercise["kind"] == "choice" and not exercise.get("choices"):
        return 'a choice needs choices = ["…", "…"]'
    return ""


def _fault_of_answers(name, answers):
    for answer in answers:
        if not isinstance(answer, dict) or set(answer) != {"answer", "line"}:
            return f'an entry of {name} is {{answer = …, line = "…"}}; write both'
        if not isinstance(answer["line"], str) or not answer["line"]:
            return f"a line of {name} is {answer['line']!r}; write a sentence"
    return ""
