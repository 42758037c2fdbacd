"""A course on another article: everything of the kit is there and runs, nothing of the old article is."""

import json
import os
import shutil
import subprocess
import sys

import pytest
from own import IN_SUITE, LEFT, OWN_SOURCES, ROOT, TEXTS, answers, files

import kit
from workshop.editions.work import prepare_work
from workshop.own_article import new as newcomer
from workshop.own_article.new import new
from workshop.own_article.prompts import is_of_article, is_unwritten
from workshop.own_article.todo import todo


@pytest.fixture(scope="module", params=IN_SUITE)
def course(request, tmp_path_factory):
    """A course of each text: the first was run, as the command does it; every_text.py runs the other."""
    folder = tmp_path_factory.mktemp("courses") / f"{request.param} – a course"
    with pytest.MonkeyPatch.context() as patch:
        if request.param != IN_SUITE[0]:
            patch.setattr(newcomer, "validate", lambda *a, **k: 0)
        lines = new(folder, TEXTS[request.param], yes=True)
    assert not any("failed" in line for line in lines) and "python -m kit todo" in "\n".join(lines)
    return folder


def notebooks(course):
    return {
        path.name: json.loads(path.read_text("utf-8"))
        for path in sorted((course / "notebooks").rglob("*.ipynb"))
    }


def test_nothing_of_the_old_article_is_left(course):
    """Everywhere: notebooks with outputs, metadata and ids, exercises, codebook, templates, and the kit's own code and examples."""
    for name, text in files(course).items():
        found = [
            text[max(0, hit.start() - 40) : hit.end() + 20]
            for hit in LEFT.finditer(OWN_SOURCES.sub("", text))
        ]
        assert found == [], name
    everything = "\n".join(files(course).values())
    assert [sentence for sentence in answers() if sentence in everything] == []
    folders = {path.name for path in (course / "data").iterdir()}
    assert folders == {kit.open_lesson(course).name, "bridge-press"}


def test_the_guard_above_would_see_a_leak():
    text = "\n".join(files(ROOT / "data").values())
    assert len(LEFT.findall(text)) > 500 and sum(sentence in text for sentence in answers()) > 200


def test_the_article_is_as_it_was(course):
    lesson = kit.open_lesson(course)
    stem = course.name.split(" ")[0]
    assert lesson.article.text == TEXTS[stem].read_text("utf-8").strip("\n")
    assert (
        bool(lesson.headline) == (stem == "jisr")
        and lesson.article.language == {"jisr": "ar", "one_paragraph": "en"}[stem]
    )
    assert (
        lesson.layers == []
        and lesson.claims.empty
        and lesson.evidence.empty
        and lesson.readers() == {}
    ), "examples are no data"


def test_what_held_for_the_old_article_asks_to_be_written_and_everything_else_is_there(course):
    for path, notebook in (
        (path, json.loads(path.read_text("utf-8")))
        for path in sorted((ROOT / "notebooks").rglob("*.ipynb"))
    ):
        made = notebooks(course)[path.name]["cells"]
        made = [cell for cell in made if cell["id"] != "about-this-article"]
        assert len(made) == len(notebook["cells"])
        for old, cell in zip(notebook["cells"], made, strict=True):
            assert (cell["cell_type"], cell["metadata"].get("tags")) == (
                old["cell_type"],
                old["metadata"].get("tags"),
            )
            if is_of_article(old):
                assert is_unwritten(cell) and not is_unwritten(old)
                assert " ".join(old["metadata"]["kit"]["write"].split())[:40] in "".join(
                    cell["source"]
                ).replace("\n# ", " ")
            else:
                assert cell["source"] == old["source"] and cell["id"] == old["id"]


def test_no_answer_is_taken_for_wrong_while_there_is_no_key(course, monkeypatch, tmp_path):
    monkeypatch.setenv("KIT_WORK", str(tmp_path))
    lesson = kit.open_lesson(course)
    for id in ("04.1", "02.1", "03.1", "02.5"):
        assert lesson.check(id, 3).correct is None, id
    assert "still to be written" in lesson.exercises["02.5"]["question"]


def test_a_notebook_says_what_works_in_a_language_without_rules_and_without_a_headline(course):
    made = {
        name: "\n".join("".join(cell["source"]) for cell in notebook["cells"])
        for name, notebook in notebooks(course).items()
    }
    arabic = course.name.startswith("jisr")
    assert (
        "About the language" in made["04-who-speaks.ipynb"]
        and "Arabic" in made["04-who-speaks.ipynb"]
    ) == arabic
    assert ("About the headline" in made["00-start-here.ipynb"]) == (not arabic)
    assert "About the language" not in made["00-start-here.ipynb"]


def test_students_can_open_it(course, monkeypatch, tmp_path):
    monkeypatch.setenv("KIT_WORK", str(tmp_path / "work"))
    assert prepare_work(course) == []
    assert len(list((tmp_path / "work").glob("*.ipynb"))) == len(
        list((course / "notebooks").glob("*.ipynb"))
    )


@pytest.mark.parametrize("course", IN_SUITE[:1], indirect=True)
def test_wherever_it_is_moved_it_validates_by_itself_with_the_same_outputs(course, tmp_path):
    moved = tmp_path / "elsewhere Ü"
    shutil.copytree(course, moved)
    before = files(moved)
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    environment["KIT_ENVIRONMENT_READY"] = "1"

    def run(*options):
        return subprocess.run(
            [sys.executable, *options],
            cwd=moved,
            env=environment,
            capture_output=True,
            encoding="utf-8",
        )

    some = ["--only", "04", "--only", "07"]  # every_text.py runs all of them twice
    done = run("-m", "kit", "validate", *some)
    assert done.returncode == 0, done.stdout + done.stderr
    assert files(moved) == before
    probe = "import kit, sys; sys.stdout.reconfigure(encoding='utf-8'); print(kit.__file__, kit.open_lesson().folder)"
    done = run("-c", probe)
    assert done.stdout.count(str(moved)) == 2, done.stdout + done.stderr
    workflow = (moved / ".github/workflows/validate.yml").read_text()
    assert "kit validate" in workflow and (moved / "locks/requirements.txt").is_file()


def test_todo_counts_down_as_things_are_written(course, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(course, copy)
    before = todo(copy)
    assert "0 of" in before[0] and any("01-stop-and-read.ipynb, cell" in line for line in before)
    path = copy / "notebooks" / "01-stop-and-read.ipynb"
    notebook = json.loads(path.read_text("utf-8"))
    cell = next(
        cell for cell in notebook["cells"] if is_unwritten(cell) and cell["cell_type"] == "markdown"
    )
    cell["source"] = ["Read it by the water."]
    path.write_text(json.dumps(notebook), "utf-8")
    lesson = kit.open_lesson(copy)
    (lesson.folder / "key").mkdir()
    (lesson.folder / "key" / "quotation.csv").write_text("start,end,text,label\n")
    assert todo(copy)[0] == before[0].replace("0 of", "2 of") and len(todo(copy)) == len(before) - 2


def test_a_course_made_from_a_new_course_is_as_good(course, tmp_path, monkeypatch):
    monkeypatch.setattr(newcomer, "validate", lambda *a, **k: 0)
    new(tmp_path / "next", TEXTS["night_market"], yes=True, course=course)
    assert all(
        is_unwritten(cell)
        for notebook in notebooks(tmp_path / "next").values()
        for cell in notebook["cells"]
        if is_of_article(cell)
    )
    assert kit.open_lesson(tmp_path / "next").article.title.startswith("Night market")
