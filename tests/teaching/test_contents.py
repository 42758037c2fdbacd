"""Where a reader is: the parts of a notebook, the start page, and what is done of each."""

import json
import re
from html import unescape

import pytest

import kit
from kit.files import read_text
from kit.paths import HOME
from kit.teaching.contents import describe_notebook, read_notebooks

NOTEBOOKS = HOME / "notebooks"


@pytest.fixture
def lesson(lesson, monkeypatch):
    monkeypatch.chdir(NOTEBOOKS)
    return lesson


def words(shown):
    """What a reader sees of HTML."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", shown._repr_html_())).split())


def test_every_exercise_stands_under_a_heading_of_its_notebook(lesson):
    for about in read_notebooks(NOTEBOOKS, lesson.exercises):
        under = sorted(id for _, ids in about.parts for id in ids)
        assert under == sorted(about.exercises), about.name
        assert about.title and about.summary and int(about.minutes) >= 20


def test_the_contents_say_what_is_done_and_what_is_next(lesson):
    assert str(lesson.contents("04")) == "In this notebook: 0 of 12 exercises done.\nNext: 04.1."
    lesson.check("04.1", 8)
    lesson.check("04.2", {"direct": 1})
    place = lesson.contents(4)
    assert str(place) == "In this notebook: 1 of 12 exercises done.\nNext: 04.2."
    assert "Mark them ●◐○○○○ : 1 of 6 done" in words(place)


def test_the_contents_lead_back_to_the_start_page_where_there_is_one(lesson, monkeypatch, tmp_path):
    assert "<a " not in lesson.contents("04")._repr_html_()
    (tmp_path / "lessons.ipynb").write_text("{}")
    monkeypatch.chdir(tmp_path)
    assert '<a href="lessons.ipynb">All lessons</a>' in lesson.contents("04")._repr_html_()


def test_without_its_file_a_notebook_has_its_exercises(lesson, monkeypatch, tmp_path):
    before = str(lesson.contents("04"))
    monkeypatch.chdir(tmp_path)
    assert str(lesson.contents("04")) == before
    assert "Exercises ○○○○○○○○○○○○" in words(lesson.contents("04"))


def test_the_start_page_begins_with_the_first_lesson(lesson):
    page = lesson.lessons()
    assert str(page).splitlines()[1] == "00 Start here: 0 of 6 done."
    assert "Begin: 00 Start here" in words(page) and words(page).count("Not begun.") == 12
    assert 'href="04-who-speaks.ipynb"' in page._repr_html_()


def test_the_start_page_continues_where_somebody_was(lesson):
    lesson.check("04.1", 8)
    assert "Continue: 04 Who speaks?" in words(lesson.lessons())
    assert "1 of 12 done." in words(lesson.lessons())


def test_a_lesson_that_is_done_leads_to_the_next(lesson):
    for id, exercise in lesson.exercises.items():
        if id.startswith("00.") and exercise["kind"] == "written":
            lesson.kept.keep_answer(id, "Something.", "")
        elif id.startswith("00."):
            lesson.keep_result(id, True)
    assert "Continue: 01 Stop and read" in words(lesson.lessons())


def test_a_title_is_words_and_never_html(lesson):
    cells = [
        {"cell_type": "markdown", "source": "# 04 · <b>Bold</b>\n\nabout 20 minutes\n\nWords."},
        {"cell_type": "markdown", "source": "## <script>x</script>"},
        {"cell_type": "code", "source": 'lesson.check("04.1", ...)'},
    ]
    text = json.dumps({"cells": cells})
    about = describe_notebook("04-a&b.ipynb", text, lesson.exercises)
    assert about.parts == [("<script>x</script>", ["04.1"])]
    path = lesson.work / "04-a&b.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    (lesson.work / "05-broken.ipynb").write_text("{", encoding="utf-8")
    (found,) = read_notebooks(lesson.work, lesson.exercises)
    assert found == about
    page = kit.showing.feedback.Lessons("<i>", [(found, kit.showing.feedback.Part("", ["open"]))])
    assert "<b>" not in page._repr_html_() and "<i>" not in page._repr_html_()
    assert read_text(path) == text
