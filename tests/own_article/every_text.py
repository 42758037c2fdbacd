"""Every text of texts/, and the second lesson, becomes a course that gives the same outputs twice: nine courses here, in three minutes, so .ci/run runs it apart; test_new.py has the other."""

import shutil

from own import IN_SUITE, LANGUAGES, ROOT, TEXTS

import kit
from workshop.own_article.course import write_lesson_course
from workshop.own_article.new import choose_title_and_language, write_course
from workshop.own_article.source import read_source
from workshop.validation.validate import validate


def test_each_becomes_a_course_that_validates_twice_in_a_row(tmp_path):
    shelf = (
        tmp_path / "notebooks"
    )  # all courses in one session: the kernels of all of them are forked from one process
    shelf.mkdir()
    for settings in ("conftest.py", "sanitize.cfg"):
        shutil.copy(ROOT / "notebooks" / settings, shelf)
    left = {stem: path for stem, path in TEXTS.items() if stem not in IN_SUITE[:1]}
    for stem, path in left.items():
        source = read_source(path)
        choose_title_and_language(source, None, LANGUAGES.get(stem))
        write_course(shelf / stem, source, ROOT, path.name)
    market = kit.open_lesson(ROOT / "data" / "night-market")
    write_lesson_course(shelf / "lesson", lesson=market, course=ROOT)
    for package in shelf.glob("*/kit"):
        shutil.rmtree(package)  # they run this one
    assert len(left) >= 8
    assert validate(tmp_path, update=True) == 0
    assert validate(tmp_path) == 0
