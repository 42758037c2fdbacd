"""A course with many articles of an instructor's own: python -m kit new … --articles FOLDER."""

import json
import shutil
from functools import partial
from pathlib import Path

import pytest

import kit
from kit.errors import KitError
from workshop.editions.release import collect_for_students
from workshop.own_article import new as newcomer
from workshop.own_article.course import read_many
from workshop.own_article.new import new
from workshop.own_article.todo import todo
from workshop.validation.validate import validate

PRESS = Path(__file__).parents[2] / "data" / "bridge-press"
ARTICLE = "Mayor backs buses\n\nThe mayor said that buses “will run all night”.\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Six articles and a list of them, as somebody would write it in a spreadsheet."""
    folder = tmp_path_factory.mktemp("own")
    rows = ["file,outlet,day"]
    for paper in ("wire", "flare"):
        for day in (1, 2, 3):
            shutil.copy(PRESS / "articles" / f"{paper}-{day}.txt", folder)
            rows.append(f"{paper}-{day}.txt,The {paper.title()},2031-03-0{day}")
    (folder / "articles.csv").write_text("\n".join(rows))
    (folder / "article.txt").write_text(ARTICLE)
    return folder


@pytest.fixture(scope="module")
def course(folder, tmp_path_factory):
    made = tmp_path_factory.mktemp("made") / "course"
    with pytest.MonkeyPatch.context() as patch:
        # the articles are notebook 11's alone; test_new.py runs the others
        patch.setattr(newcomer, "validate", partial(validate, paths=["11"]))
        lines = new(made, folder / "article.txt", yes=True, language="en", articles=folder)
    assert not any("failed" in line for line in lines)
    return made


def notebook_11(course):
    path = next((course / "notebooks").glob("11-*.ipynb"))
    return "".join("".join(cell["source"]) for cell in json.loads(path.read_text("utf-8"))["cells"])


def test_notebook_11_reads_the_instructors_articles(course):
    articles = kit.open_lesson(course).articles
    assert articles.article.tolist() == [f"{p}-{n}" for p in ("wire", "flare") for n in (1, 2, 3)]
    assert set(articles.outlet) == {"The Wire", "The Flare"}
    assert articles.title[0] == "Kettle Bridge in Ostmere closed after inspection"
    assert "Still to be written for this article" in notebook_11(course)
    for word in ("Ostmere", "Courier", "Farside", "Brook", "wire-8", "side_by_side(articles"):
        assert word not in notebook_11(course)


def test_it_validates_and_todo_names_what_is_left(course):
    assert validate(course, paths=["11"]) == 0
    left = "\n".join(todo(course))
    assert "notebook 11" in left.casefold() or "11-one-event" in left or "11.2" in left


def test_without_articles_the_bridge_press_stays_whole(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(newcomer, "validate", lambda *a, **k: 0)  # test_new.py runs such notebooks
    made = tmp_path / "course"
    new(made, folder / "article.txt", yes=True, language="en")
    lesson = kit.open_lesson(made)
    assert len(lesson.articles) == 24 and lesson.articles_key is not None
    assert "side_by_side(articles" in notebook_11(made)
    assert lesson.check("11.2", 2).correct
    assert any("bridge-press/articles" in name for name in collect_for_students(made, lesson))


def test_articles_of_one_paper_are_refused(folder):
    only = folder / "articles.csv"
    text = only.read_text()
    only.write_text("\n".join(line for line in text.splitlines() if "flare" not in line))
    try:
        with pytest.raises(KitError, match="at least two outlets"):
            read_many(folder)
    finally:
        only.write_text(text)
