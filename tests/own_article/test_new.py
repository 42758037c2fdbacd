"""A course on another article: everything of the kit is there and runs, nothing of the old article is."""

import json
import os
import shutil
import subprocess
import sys

import pytest
from own import IN_SUITE, LEFT, OWN_SOURCES, ROOT, TEXTS, answers, files

import kit
from kit.errors import KitError
from workshop.editions.work import prepare_work
from workshop.own_article import new as newcomer
from workshop.own_article.guesses import guess_language, has_headline
from workshop.own_article.new import new
from workshop.own_article.prompts import is_of_article, is_unwritten, write_toml
from workshop.own_article.todo import todo


@pytest.fixture(scope="module", params=IN_SUITE)
def course(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("courses") / f"{request.param} – a course"
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


@pytest.mark.parametrize("course", IN_SUITE[:1], indirect=True)  # every_text.py has all others
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

    done = run("-m", "kit", "validate")
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


# ---- what can go wrong


@pytest.fixture
def quick(monkeypatch):
    """`new` without running the notebooks."""
    monkeypatch.setattr(newcomer, "validate", lambda *a, **k: 0)


@pytest.mark.parametrize(
    ("content", "options", "said"),
    [
        (b"", {}, "nothing in it"),
        (b" \n\n ", {}, "nothing in it"),
        (b"... --- ...", {}, "no words"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 9, {}, "a picture"),
        (b"word " * 4_100_000, {}, "larger than 20 MB"),
        (b"word " * 210_000, {}, "too many for a lesson"),
        (b"A bridge closes.", {"language": "xx"}, "not an ISO 639-1 code"),
        (b"A bridge closes.", {"language": "english"}, "not an ISO 639-1 code"),
        ("Hyvää huomenta kaikille.".encode(), {}, "add --language"),
        (b"A bridge closes.", {"encoding": "utf-9"}, "no encoding 'utf-9'"),
        ("Brücke".encode("cp1252"), {"encoding": "utf-8"}, "this is not text"),
    ],
)
def test_what_is_no_article_is_one_line_and_leaves_nothing_behind(
    tmp_path, quick, content, options, said
):
    article = tmp_path / "a.txt"
    article.write_bytes(content)
    with pytest.raises(KitError, match=said) as error:
        new(tmp_path / "course", article, **options)
    assert "\n" not in str(error.value) and sorted(path.name for path in tmp_path.iterdir()) == [
        "a.txt"
    ]


def test_a_folder_that_is_there_is_left_alone(tmp_path, quick):
    (tmp_path / "course").mkdir()
    (tmp_path / "course" / "mine.txt").write_text("mine")
    with pytest.raises(KitError, match="is there already"):
        new(tmp_path / "course", TEXTS["night_market"])
    assert [path.name for path in (tmp_path / "course").iterdir()] == ["mine.txt"]
    (tmp_path / "empty").mkdir()
    new(tmp_path / "empty", TEXTS["night_market"])
    assert (tmp_path / "empty" / "course.toml").is_file()


def test_where_nothing_can_be_written_one_line_says_so(tmp_path, quick, monkeypatch):
    (tmp_path / "file").write_text("")
    with pytest.raises(KitError, match="can't be made"):
        new(tmp_path / "file" / "course", TEXTS["night_market"])

    def full(*_, **__):
        raise OSError(28, "No space left on device", "kit")

    monkeypatch.setattr(newcomer.shutil, "copytree", full)
    with pytest.raises(KitError, match="No space left"):
        new(tmp_path / "course", TEXTS["night_market"])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file"]


def test_it_asks_at_a_terminal_and_no_means_no(tmp_path, quick, monkeypatch, capsys):
    class Terminal:
        isatty = staticmethod(lambda: True)

    monkeypatch.setattr(newcomer.sys, "stdin", Terminal)
    monkeypatch.setattr(newcomer.sys.stdout, "isatty", lambda: True, raising=False)
    asked = []
    monkeypatch.setattr("builtins.input", lambda question: asked.append(question) or "n")
    assert new(tmp_path / "course", TEXTS["markup"]) == ["Nothing was made."] and asked
    assert (
        not (tmp_path / "course").exists()
        and "line 1 has HTML in it (<b>)" in capsys.readouterr().out
    )
    assert len(new(tmp_path / "course", TEXTS["markup"], yes=True)) == 3 and len(asked) == 1


def test_html_in_a_text_stays_text(tmp_path, quick):
    new(tmp_path / "course", TEXTS["markup"], title='A "title"\\ with\nsigns')
    lesson = kit.open_lesson(tmp_path / "course")
    assert "<script>alert" in lesson.article.text and "<script" not in lesson.article._repr_html_()
    assert lesson.article.title == 'A "title"\\ with signs' and lesson.headline == ""
    assert lesson.name == "a-title-with-signs" and "<script" not in (
        tmp_path / "course" / "README.md"
    ).read_text("utf-8")


def test_a_file_that_is_not_there_is_one_line_of_error(command, tmp_path):
    status, output, errors = command("new", tmp_path / "c", "--article", tmp_path / "no.txt")
    assert status == 2 and output == ""
    assert errors.count("\n") == 1 and "no such file" in errors


@pytest.mark.parametrize(
    ("stem", "code"),
    [
        ("bruecke", "de"),
        ("biblioteka", "ru"),
        ("jisr", "ar"),
        ("yeshi", "zh"),
        ("mivneh", "he"),
        ("kirjasto", ""),
        ("night_market", "en"),
    ],
)
def test_the_language_is_found_where_it_can_be_told(stem, code):
    assert guess_language(TEXTS[stem].read_text("utf-8")) == code


@pytest.mark.parametrize(
    ("text", "title", "there"),
    [
        ("Bridge closes\n\nIt is old.", "", True),
        ("“Bridge closes”\n\nIt is old.", "", True),
        ("Who knew?\n\nNobody.", "", True),
        ("The U.K. wins\n\nYes.", "", True),
        ("It is old. It closes.\n\nMore.", "", False),
        ("It is old,” she said.”\n\nMore.", "", False),
        ("Bridge closes", "", False),
        ("Bridge closes\n\nIt is old.", "Another title", False),
        ("Bridge  closes\n\nIt is old.", "Bridge closes", True),
        ("word " * 40 + "\n\nIt is old.", "", False),
    ],
)
def test_a_headline_is_known_by_its_shape_or_its_title(text, title, there):
    assert has_headline(text, title) == there


def test_toml_is_written_as_it_is_read():
    import tomllib
    from datetime import date

    value = {
        "a": '“é” "x" \\ \n\t\x7f',
        "b": [1, 2.5, True],
        "c": {"d e": ["f"], "g": {}},
        "h": date(2020, 2, 3),
    }
    assert tomllib.loads(f"value = {write_toml(value)}")["value"] == value
