"""Texts in other scripts, and the second lesson, become courses that give the same outputs twice.

Minutes of a processor, so .ci/run runs it apart, with the two texts of IN_RUN; the other texts,
and the second lesson, which test_new_second_lesson.py makes at each commit, are tried each week.
"""

import shutil
from pathlib import Path

import pytest
from own import IN_RUN, LANGUAGES, ROOT, TEXTS

import kit
from workshop.own_article.course import write_lesson_course
from workshop.own_article.new import choose_title_and_language, write_course
from workshop.own_article.source import read_source
from workshop.validation.validate import validate


@pytest.fixture
def shelf(tmp_path):
    """A folder for courses: in one session the kernels of all of them are forked from one process."""
    shelf = tmp_path / "notebooks"
    shelf.mkdir()
    for settings in ("conftest.py", "sanitize.cfg"):
        shutil.copy(ROOT / "notebooks" / settings, shelf)
    return shelf


def write_courses(shelf, stems):
    for stem in stems:
        source = read_source(TEXTS[stem])
        choose_title_and_language(source, None, LANGUAGES.get(stem))
        write_course(shelf / stem, source, ROOT, TEXTS[stem].name)


def assert_validates_twice_in_a_row(shelf):
    for course in filter(Path.is_dir, shelf.iterdir()):
        shutil.rmtree(course / "kit")  # they run this one
        # the shelf has it, too; with a path of its own, a course gets no fork but a cold kernel
        (course / "notebooks" / "conftest.py").unlink()
    assert validate(shelf.parent, update=True) == 0
    assert validate(shelf.parent) == 0


def test_two_texts_become_courses_that_validate_twice_in_a_row(shelf):
    write_courses(shelf, IN_RUN)
    assert_validates_twice_in_a_row(shelf)


@pytest.mark.weekly
def test_every_text_and_the_second_lesson_become_courses_that_validate_twice_in_a_row(shelf):
    left = TEXTS.keys() - set(IN_RUN)
    assert len(left) >= 7
    write_courses(shelf, sorted(left))
    market = kit.open_lesson(ROOT / "data" / "night-market")
    write_lesson_course(shelf / "lesson", lesson=market, course=ROOT)
    assert_validates_twice_in_a_row(shelf)
