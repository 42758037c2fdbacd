"""data/night-market, made with `kit new` and completed: every question of fact of every notebook is answered by its key."""

import json
import re
import shutil

import pytest
from own import ROOT, TEXTS

import kit
from workshop.own_article.new import choose_title_and_language, write_course
from workshop.own_article.prompts import is_of_article
from workshop.own_article.source import read_source
from workshop.own_article.todo import todo
from workshop.validation.validate import validate

LESSON = ROOT / "data" / "night-market"
NO_ANSWER = {"09.4": "No answer here"}  # its names are in one sentence each


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """The course that `kit new` makes of the text, with the finished lesson in place of its templates."""
    folder = tmp_path_factory.mktemp("courses") / "market"
    source = read_source(TEXTS["night_market"])
    choose_title_and_language(source, None, None)
    write_course(folder, source, ROOT, "a file")
    made = kit.open_lesson(folder).folder
    shutil.rmtree(made)
    shutil.copytree(LESSON, made)
    assert validate(folder, update=True) == 0
    return folder


def test_the_lesson_is_on_the_text_that_the_course_was_made_of():
    lesson = kit.open_lesson(LESSON)
    assert lesson.article.text == TEXTS["night_market"].read_text("utf-8").strip("\n")
    assert (
        "invented" in (LESSON / "PROVENANCE.md").read_text("utf-8")
        and "invented" in lesson.about["notes"].lower()
    )
    assert (
        lesson.layers == [layer.name for layer in lesson.codebook.layers]
        and len(lesson.evidence) >= 10
    )


def test_every_solution_that_holds_for_any_article_is_right_here_too(course):
    checked, said = 0, {}
    for path in sorted((course / "notebooks").glob("*.ipynb")):
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            id = re.search(r'lesson\.check\("(\d\d\.\d+)"', "".join(cell["source"]))
            if id and not is_of_article(cell):
                text = "".join(
                    "".join(output.get("data", {}).get("text/plain", ""))
                    for output in cell["outputs"]
                )
                checked += text.startswith("Correct.")
                said |= {} if text.startswith("Correct.") else {id[1]: text}
    assert {id: text.split(".")[0] for id, text in said.items()} == NO_ANSWER
    assert checked >= 20


def test_what_is_left_are_the_cells_of_its_notebooks(course):
    left = [line for line in todo(course) if line.startswith("  - ")]
    assert left and all(".ipynb, cell" in line for line in left)


def test_codebook_and_rules_are_those_of_the_first_lesson():
    first = ROOT / "data" / "assad-2017"
    assert (LESSON / "codebook.toml").read_text("utf-8") == (first / "codebook.toml").read_text(
        "utf-8"
    )
    mine, theirs = kit.open_lesson(LESSON).exercises, kit.open_lesson(first).exercises
    assert set(mine) == set(theirs), "python tests/helpers/own.py mends this"
    for id, exercise in theirs.items():
        if not exercise.get("article"):
            assert [mine[id].get(name) for name in ("kind", "from", "with")] == [
                exercise.get(name) for name in ("kind", "from", "with")
            ], id
