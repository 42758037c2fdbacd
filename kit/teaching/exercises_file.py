"""Reading exercises.toml: mistakes in it are named with file, line and fix."""

from kit.errors import LessonError
from kit.teaching.entries import find_fault
from kit.teaching.tables import read_toml


def read_exercises(path):
    """Return the exercises of a file: a dict of id -> dict, empty if there is no file.

    Raises LessonError naming file, line and mend.
    """
    found = read_toml(path) if path.is_file() else {}
    for id, exercise in found.items():
        if fault := find_fault(id, exercise):
            lines = path.read_text("utf-8").splitlines()
            line = next((number for number, text in enumerate(lines, 1) if id in text), 1)
            raise LessonError(f"{path}, line {line}: exercise {id}: {fault}")
    return found
