"""exercises.toml, read and looked over: the mistakes people make in it are named with file, line and
mend.
"""

import re

from kit.errors import LessonError
from kit.teaching import (  # noqa: F401 - make their functions known to exercises.toml
    keys_articles,
    keys_words,
)
from kit.teaching.judging import KINDS
from kit.teaching.keys import KEYS
from kit.teaching.tables import read_toml

FIELDS = {
    "question": str,
    "kind": str,
    "from": str,
    "with": dict,
    "key": object,
    "tolerance": (int, float),
    "percent": bool,
}
FIELDS |= {
    "unit": str,
    "choices": list,
    "ordered": bool,
    "hints": list,
    "clues": list,
    "right": str,
    "model": str,
}
FIELDS |= {"alternative": str, "article": bool}


def read_exercises(path):
    """Return the exercises of a file: a dict of id -> dict, empty if there is no file.

    Raises LessonError naming file, line and mend.
    """
    found = read_toml(path) if path.is_file() else {}
    for id, exercise in found.items():
        if fault := _fault(id, exercise):
            lines = path.read_text("utf-8").splitlines()
            line = next((number for number, text in enumerate(lines, 1) if id in text), 1)
            raise LessonError(f"{path}, line {line}: exercise {id}: {fault}")
    return found


def _fault(id, exercise):
    """Return what is wrong with an entry of exercises.toml and how to mend it, "" if nothing is."""
    if not re.fullmatch(r"\d\d\.\d{1,3}", id, re.ASCII):
        return 'an id is notebook and number; write ["04.2"]'
    if not isinstance(exercise, dict) or not exercise.get("question") or not exercise.get("kind"):
        return "question and kind must be there; write both"
    for name, value in exercise.items():
        if name not in FIELDS:
            return f"unknown entry {name!r}; it can have {', '.join(FIELDS)}"
        if not isinstance(value, FIELDS[name]):
            return f"{name} is {value!r}; look at the rules at the top of the file"
    if exercise["kind"] not in {*KINDS, "written"}:
        return f"kind is {exercise['kind']!r}; it can be {', '.join(KINDS)} or written"
    if exercise.get("from", "paragraphs.count") not in KEYS:
        return f"from is {exercise['from']!r}; it can be {', '.join(KEYS)}"
    if "from" in exercise and "key" in exercise:
        return "it has both from and key; keep one"
    if exercise["kind"] == "choice" and not exercise.get("choices"):
        return 'a choice needs choices = ["…", "…"]'
    return ""
