"""What students open: the masters without their answers, which run with nothing answered."""

import json
import re
import shutil

import pytest
from masters import COURSE, LESSONS, NOTEBOOKS, cells, name, source, tags

import kit
from workshop.editions.editions import find_leaks, make_editions, make_student_edition
from workshop.validation.validate import validate

every_lesson = pytest.mark.parametrize("path", LESSONS, ids=name)


@pytest.fixture(scope="session")
def lesson():
    return kit.open_lesson(COURSE)


@every_lesson
def test_no_answer_can_be_read_in_the_student_edition(path, lesson):
    edition = make_student_edition(path)
    assert find_leaks(path, edition) == []
    text = "\n".join(source(cell) for cell in json.loads(edition)["cells"])
    for id, exercise in lesson.exercises.items():
        for field in ("model", "alternative", "right"):
            for sentence in re.split(r"(?<=[.;?!])\s+", exercise.get(field, "")):
                assert len(sentence) < 20 or sentence not in text, (id, sentence)


@every_lesson
def test_the_editions_differ_in_nothing_but_the_answers(path):
    master = {cell["id"]: cell for cell in cells(path)}
    student = json.loads(make_student_edition(path))["cells"]
    ids = [cell["id"] for cell in student]
    assert ids == [
        id for id, cell in master.items() if not {"solution", "instructor"} & set(tags(cell))
    ]
    for cell in student:
        before = source(master[cell["id"]])
        assert source(cell) == before or "BEGIN SOLUTION" in before
        assert "SOLUTION" not in source(cell)


def test_every_exercise_is_asked_in_its_notebook(lesson):
    for path in LESSONS:
        text = "\n".join(
            source(cell)
            for cell in json.loads(make_student_edition(path))["cells"]
            if cell["cell_type"] == "code"
        )
        asked = set(re.findall(r"""lesson\.(?:check|answer)\(\s*["'](\d\d\.\d+)""", text))
        number = path.name[:2]
        for quiz in re.findall(r"""lesson\.quiz\(\s*["'](\d\d)""", text):
            asked |= {
                id
                for id, exercise in lesson.exercises.items()
                if id.startswith(quiz) and exercise["kind"] == "choice"
            }
        assert asked <= set(lesson.exercises)  # an earlier notebook's answer may be shown again
        assert {id for id in asked if id.startswith(number)} == {
            id for id in lesson.exercises if id.startswith(number)
        }, f"notebook {number} and exercises.toml disagree"


def test_every_student_notebook_runs_with_nothing_answered(tmp_path):
    """--update runs them: it fails at an exception, a dead kernel, and at outputs that carry an address, a path or a time."""
    course = tmp_path / "a student's course"
    shutil.copytree(COURSE / "data", course / "data")
    shutil.copy(COURSE / "course.toml", course)
    (course / "notebooks").mkdir()
    for settings in ("conftest.py", "sanitize.cfg"):
        shutil.copy(NOTEBOOKS / settings, course / "notebooks")
    for file, text in make_editions(COURSE).items():
        (course / "notebooks" / file).write_text(text, encoding="utf-8")
    assert validate(course, update=True) == 0
