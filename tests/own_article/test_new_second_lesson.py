"""data/night-market, made into a course with `kit new --lesson`: it has its own cells, and nothing is left of the first article."""

import json
import re
import shutil
import tomllib

import pytest
from own import LEFT, OWN_SOURCES, ROOT, TEXTS, ids_of_dropped

import kit
from kit.errors import KitError
from workshop.own_article import new as newcomer
from workshop.own_article.new import new
from workshop.own_article.prompts import is_of_article, put_cells
from workshop.own_article.todo import todo

LESSON = ROOT / "data" / "night-market"
WRITTEN = tomllib.loads((LESSON / "cells.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    folder = tmp_path_factory.mktemp("courses") / "market"
    lines = new(folder, lesson=LESSON)
    assert not any("failed" in line for line in lines)
    return folder


def cells_of(course):
    """Return every cell of a course's notebooks."""
    paths = sorted((course / "notebooks").rglob("*.ipynb"))
    return [cell for path in paths for cell in json.loads(path.read_text("utf-8"))["cells"]]


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


def test_nothing_is_left_to_write(course):
    lines = todo(course)
    assert [line for line in lines if line.startswith("  - ")] == []
    assert "Nothing is left to write" in lines[-1]


def test_the_folder_of_the_lesson_is_copied_as_it_is_but_for_the_cells(course):
    made = kit.open_lesson(course).folder
    names = {path.relative_to(LESSON).as_posix() for path in LESSON.rglob("*") if path.is_file()}
    assert {path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file()} == (
        names - {"cells.toml"}
    )
    for name in names - {"cells.toml"}:
        assert (made / name).read_bytes() == (LESSON / name).read_bytes()


def test_no_cell_names_the_first_article(course):
    for cell in cells_of(course):
        text = OWN_SOURCES.sub("", "".join(cell["source"]) + cell["id"])
        assert LEFT.findall(text) == [], cell["id"]


def test_every_cell_of_the_article_has_its_own_words_here():
    cells = cells_of(ROOT)
    own = {cell["id"] for cell in cells if is_of_article(cell)}
    written = {*WRITTEN["cells"], *WRITTEN["dropped"]}
    assert own - written == set(), "write these into data/night-market/cells.toml"
    assert written - {cell["id"] for cell in cells} == set(), "no notebook has these any more"


def test_every_solution_is_right(course):
    said = {}
    for cell in cells_of(course):
        id = re.search(r'lesson\.check\("(\d\d\.\d+)"', "".join(cell["source"]))
        if id:
            shown = [output["data"] for output in cell["outputs"] if "data" in output]
            said[id[1]] = "".join(shown[-1]["text/plain"])  # tables may come before
    wrong = {id: text for id, text in said.items() if not text.startswith("Correct.")}
    assert wrong == {} and len(said) >= 40


def test_codebook_and_rules_are_those_of_the_first_lesson():
    first = ROOT / "data" / "assad-2017"
    assert (LESSON / "codebook.toml").read_text("utf-8") == (first / "codebook.toml").read_text(
        "utf-8"
    )
    mine, theirs = kit.open_lesson(LESSON).exercises, kit.open_lesson(first).exercises
    dropped = ids_of_dropped()
    assert set(mine) | dropped == set(theirs) and not set(mine) & dropped
    for id in mine:
        if not theirs[id].get("article"):
            assert [mine[id].get(name) for name in ("kind", "from", "with")] == [
                theirs[id].get(name) for name in ("kind", "from", "with")
            ], id


def test_todo_says_when_the_cells_are_those_of_another_lesson(course, tmp_path):
    shutil.copytree(course, tmp_path / "copy")
    copy = tmp_path / "copy"
    shutil.copytree(LESSON, copy / "data" / "other")
    settings = copy / "course.toml"
    settings.write_text(
        settings.read_text("utf-8").replace("data/night-market", "data/other", 1), "utf-8"
    )
    (line,) = [line for line in todo(copy) if line.startswith("  - ")]
    assert "those of data/night-market, not of data/other" in line
    assert "python -m kit new FOLDER --lesson data/other" in line


# ---- what can go wrong


def test_a_cell_that_the_lesson_lacks_is_named():
    cell = {"id": "a", "cell_type": "markdown", "metadata": {"tags": ["article"]}, "source": ["x"]}
    with pytest.raises(KitError, match="the cell a of a notebook"):
        put_cells({"cells": [dict(cell)]}, {}, [])
    assert put_cells({"cells": [dict(cell)]}, {}, ["a"])["cells"] == []
    assert put_cells({"cells": [dict(cell)]}, {"a": "y\n"}, [])["cells"][0]["source"] == ["y"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({}, "name one of the two"),
        ({"article": "a.txt", "lesson": LESSON}, "name one of the two"),
        ({"lesson": LESSON, "title": "T"}, "leave --title"),
        ({"lesson": ROOT / "data" / "assad-2017"}, "cells.toml: not there"),
        ({"lesson": ROOT / "data" / "nothing"}, "no lesson.toml"),
    ],
)
def test_what_cannot_be_made_is_one_line_and_leaves_nothing_behind(
    tmp_path, monkeypatch, asked, said
):
    monkeypatch.setattr(newcomer, "validate", lambda *a, **k: 0)
    with pytest.raises(KitError, match=said) as error:
        new(tmp_path / "course", **asked)
    assert "\n" not in str(error.value) and list(tmp_path.iterdir()) == []
