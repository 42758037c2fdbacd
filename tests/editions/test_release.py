"""Releases: editions that run where they are unpacked, the same to the byte each time, and the article on paper."""

import io
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import time
import urllib.request
import venv
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kit
from kit.errors import KitError, LessonError
from kit.paths import HOME
from workshop.editions.editions import find_leaks, make_student_edition
from workshop.editions.handout import WIDTH, lay_out, make_handout
from workshop.editions.package import make_zip
from workshop.editions.release import collect_for_instructors, collect_for_students, release
from workshop.editions.work import prepare_work
from workshop.launch.environment import python_in
from workshop.own_article.prompts import write_prompt

NAME = "assad-2017"
FIRST = "00-start-here.ipynb"
NEVER = 300  # seconds after which nothing will come any more, however busy the machine is


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """A folder, with a space and letters beyond ASCII, that holds both editions as folders and as zips."""
    out = tmp_path_factory.mktemp("released") / "für die Klasse"
    assert len(release(HOME, out=out)) == 2
    return out


@pytest.fixture(scope="module")
def python(tmp_path_factory):
    """A Python that has what the kit needs and knows no kit: it borrows this one's packages, so nothing is fetched."""
    folder = tmp_path_factory.mktemp("python")
    venv.create(folder, with_pip=False)
    packages = next(folder.glob("lib/python3.*/site-packages"), folder / "Lib" / "site-packages")
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python_in(folder)


def surroundings(folder, **more):
    outer = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("KIT_", "JUPYTER", "PYTEST", "PYTHON", "VIRTUAL"))
    }
    own = {
        name: str(folder / name.lower())
        for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    }
    shared = (
        Path(sys.prefix) / "share" / "jupyter"
    )  # JupyterLab's own pages, which aren't in a package
    nowhere = dict.fromkeys(
        ["HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"], "http://127.0.0.1:9"
    )
    return (
        outer
        | own
        | nowhere
        | {
            "NO_PROXY": "localhost,127.0.0.1",
            "JUPYTERLAB_DIR": str(shared / "lab"),
            "JUPYTER_PATH": str(shared),
        }
        | more
    )


def unpack(out, edition, folder):
    with zipfile.ZipFile(out / f"{NAME}-{edition}.zip") as archive:
        archive.extractall(folder)
    return folder / f"{NAME}-{edition}"


def test_students_unpack_the_zip_and_the_lessons_open_and_run(released, python, tmp_path):
    course = unpack(released, "student", tmp_path / "mein Kurs")
    log = tmp_path / "said.txt"
    with log.open("w") as said:
        command = [python, "-m", "kit", "--no-browser"]  # it finds a free port itself
        process = subprocess.Popen(
            command,
            cwd=course,
            env=surroundings(tmp_path),
            stdout=said,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
        )
    try:
        end = time.monotonic() + NEVER
        while not (
            found := re.search(
                r"http://\S+:(\d+)/(\S+)\?token=(\w+)", log.read_text(encoding="utf-8")
            )
        ):
            assert process.poll() is None and time.monotonic() < end, log.read_text(
                encoding="utf-8"
            )
            time.sleep(0.1)
        assert found[2] == "lab/tree/lessons.ipynb"

        def ask(what, method):
            request = urllib.request.Request(
                f"http://127.0.0.1:{found[1]}/api/{what}",
                method=method,
                headers={"Authorization": f"token {found[3]}"},
            )
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(
                request, timeout=NEVER
            ) as answer:
                return answer.read()

        shown = {entry["name"] for entry in json.loads(ask("contents", "GET"))["content"]}
        ask("shutdown", "POST")
        process.wait(NEVER)
    finally:
        process.kill()
    notebooks = {path.name for path in (HOME / "notebooks").glob("*.ipynb")}
    assert shown == notebooks | {"lessons.ipynb"}
    assert not (course / ".venv").exists()  # the Python at hand had everything

    run = "import sys, nbformat; from nbclient import NotebookClient\n"
    run += "NotebookClient(nbformat.read(sys.argv[1], 4), timeout=None).execute()\n"
    run += "import kit; print(kit.__file__)"
    done = subprocess.run(
        [python, "-c", run, FIRST],  # test_editions_of_masters.py runs every one
        cwd=course / "work",
        env=surroundings(tmp_path),
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    assert Path(done.stdout.strip()) == course / "kit" / "__init__.py"


def test_on_a_hub_and_when_binder_builds_the_lessons_are_put_out_and_nothing_starts(
    released, python, tmp_path
):
    course = unpack(released, "student", tmp_path)
    path = os.pathsep.join([str(python.parent), os.environ["PATH"]])
    binder = [(["bash", "postBuild"], {})] * (os.name != "nt")  # Binder is Linux
    for command, more in [
        ([python, "-m", "kit"], {"JUPYTERHUB_SERVICE_PREFIX": "/user/ann/"}),
        *binder,
    ]:
        done = subprocess.run(
            command,
            cwd=course,
            env=surroundings(tmp_path, PATH=path, **more),
            capture_output=True,
            encoding="utf-8",
            timeout=NEVER,
        )
        assert done.returncode == 0 and "Jupyter runs here already" in done.stderr, done.stderr
        assert (course / "work" / FIRST).is_file()
        shutil.rmtree(course / "work")


def test_instructors_unpack_the_zip_and_it_validates(released, python, tmp_path):
    course = unpack(released, "instructor", tmp_path / "für mich")
    done = subprocess.run(
        [python, "-m", "kit", "validate", "--only", "00"],
        cwd=course,
        env=surroundings(tmp_path),
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    again = subprocess.run(
        [python, "-m", "kit", "release"],
        cwd=course,
        env=surroundings(tmp_path),
        capture_output=True,
        encoding="utf-8",
    )
    assert again.returncode == 0, again.stderr
    for edition in ("student", "instructor"):
        name = f"{NAME}-{edition}.zip"
        assert (course / "release" / name).read_bytes() == (released / name).read_bytes()


def test_folder_and_zip_hold_the_same_without_traces(released):
    for edition in ("student", "instructor"):
        folder = released / f"{NAME}-{edition}"
        with zipfile.ZipFile(released / f"{folder.name}.zip") as archive:
            assert archive.namelist() == sorted(archive.namelist())
            assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            packed = {
                entry.filename.removeprefix(f"{folder.name}/"): archive.read(entry)
                for entry in archive.infolist()
            }
            assert (archive.getinfo(f"{folder.name}/postBuild").external_attr >> 16) & 0o111
        there = {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file()
        }
        assert packed == there
        assert not [
            name
            for name in there
            if re.search(r"__pycache__|\.pyc$|(^|/)\.(?!gitignore)|^(work|release|tests)/", name)
        ]
        needed = {
            "kit/__main__.py",
            "locks/requirements.txt",
            "pyproject.toml",
            "course.toml",
            "README.md",
            "handout.html",
            f"data/{NAME}/article.txt",
        }
        assert needed <= set(there)


def test_only_instructors_get_solutions_and_notes(released):
    students, instructors = (
        released / f"{NAME}-{edition}" / "notebooks" for edition in ("student", "instructor")
    )
    masters = {
        path.relative_to(HOME / "notebooks")
        for path in (HOME / "notebooks").rglob("*")
        if path.is_file() and "." not in path.parent.name
    }
    kept = {
        path
        for path in masters
        if "__pycache__" not in path.parts and not path.name.startswith(".")
    }
    assert {
        path.relative_to(instructors) for path in instructors.rglob("*") if path.is_file()
    } == kept
    assert all(
        (instructors / path).read_bytes() == (HOME / "notebooks" / path).read_bytes()
        for path in kept
    )
    assert sorted(path.name for path in students.rglob("*")) == sorted(
        path.name for path in (HOME / "notebooks").glob("*.ipynb")
    )
    for path in students.iterdir():
        assert find_leaks(HOME / "notebooks" / path.name, path.read_text(encoding="utf-8")) == []
        assert make_student_edition(path) == path.read_text(
            encoding="utf-8"
        )  # opening the release changes nothing more


def make_course(folder, solution="answer = 9", prose="# 01 · One"):
    """A copy of the lesson with one small master."""
    shutil.copytree(HOME / "data", folder / "data")
    shutil.copy(HOME / "course.toml", folder)
    (folder / "notebooks").mkdir()
    source = f'# BEGIN SOLUTION\n{solution}\n# END SOLUTION\nlesson.check("01.1", answer)'
    cell = {
        "cell_type": "code",
        "id": "a",
        "metadata": {},
        "source": source,
        "outputs": [],
        "execution_count": 1,
    }
    text = {"cell_type": "markdown", "id": "b", "metadata": {}, "source": prose}
    notebook = {"cells": [text, cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (folder / "notebooks" / "01-one.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    return folder


def test_a_new_release_replaces_the_old_and_leaves_work_alone(tmp_path, monkeypatch):
    monkeypatch.delenv("KIT_WORK", raising=False)
    course = make_course(tmp_path / "course")
    release(course)
    folder = course / "release" / f"{NAME}-student"
    before = folder.with_suffix(".zip").read_bytes()
    prepare_work(folder)
    (folder / "notebooks" / "01-old.ipynb").write_text("{}")
    mine = folder / "work" / "01-one.ipynb"
    mine.write_text("what somebody wrote")
    (course / "kit.pyc").touch()
    (course / "data" / NAME / ".DS_Store").touch()
    release(course)
    assert folder.with_suffix(".zip").read_bytes() == before
    assert (
        mine.read_text() == "what somebody wrote"
        and not (folder / "notebooks" / "01-old.ipynb").exists()
    )


def test_a_course_that_is_not_written_yet_can_be_tried_and_says_what_waits(tmp_path):
    course = make_course(tmp_path / "course", "answer = ...")
    master = course / "notebooks" / "01-one.ipynb"
    notebook = json.loads(master.read_text(encoding="utf-8"))
    for number, tags in enumerate(
        (["article"], ["article", "instructor"])
    ):  # the same words for both readers are no leak
        cell = {
            "cell_type": "markdown",
            "id": f"w{number}",
            "metadata": {"tags": tags, "kit": {"write": "What happened?"}},
        }
        notebook["cells"].append(cell | {"source": write_prompt(cell)})
    master.write_text(json.dumps(notebook), encoding="utf-8")
    told = release(course)
    assert told[0].startswith("2 cells still contain placeholder text") and len(told) == 3


def test_a_zip_is_the_same_whatever_the_order_and_the_clock():
    files = {"b/ü.txt": b"two", "a.txt": b"one", "postBuild": b"#!"}
    first = make_zip("x", files)
    assert first == make_zip("x", dict(reversed(files.items())))
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert (
            archive.namelist() == ["x/a.txt", "x/b/ü.txt", "x/postBuild"]
            and archive.testzip() is None
        )


def test_what_a_person_can_get_wrong_is_one_line(tmp_path):
    told = 'answer = "a long answer that stands in the prose, too"'
    course = make_course(tmp_path / "course", told, prose=told)
    with pytest.raises(LessonError, match=r"01-one\.ipynb: students could read .*a long answer"):
        release(course)
    course = make_course(tmp_path / "broken", "answer = (")
    for grader in (None, "nbgrader", "otter"):
        with pytest.raises(LessonError, match=r"01-one\.ipynb, cell 2: "):
            release(course, grader)
    course = make_course(tmp_path / "fine")
    (course / "release").write_text("a file")
    with pytest.raises(KitError, match="can't be written .*--out"):
        release(course)
    (course / "release").unlink()
    release(course)
    with pytest.raises(
        LessonError, match="a student's copy; release from the folder that has the masters"
    ):
        release(course / "release" / f"{NAME}-student")
    (course / "data").rename(course / "elsewhere")
    (course / "course.toml").write_text(f'lesson = "elsewhere/{NAME}"')
    with pytest.raises(LessonError, match="isn't in the course's data folder"):
        release(course, out=tmp_path / "out")


def test_the_command_says_where_the_editions_are(command, tmp_path):
    out = tmp_path / "o"
    status, output, errors = command("release", make_course(tmp_path / "course"), "--out", out)
    assert status == 0 and str(out / f"{NAME}-student") in output, errors
    zips = sorted(path.name for path in out.glob("*.zip"))
    assert zips == [f"{NAME}-instructor.zip", f"{NAME}-student.zip"]
    status, _, errors = command("release", "--for", "moodle")
    assert status == 2 and errors.count("\n") == 1 and "nbgrader" in errors


def test_each_edition_says_what_it_is_for(released):
    lesson = kit.open_lesson(HOME)
    for made, word in (
        (collect_for_students(HOME, lesson), "python3 -m kit"),
        (collect_for_instructors(HOME, lesson), "do not hand it to a class"),
    ):
        readme = made["README.md"].decode()
        assert lesson.article.title in readme and word in readme and "$" not in readme


# ---- on paper


class Page(HTMLParser):
    """What is on a handout: .paragraphs, each the lines of one; .numbers: line number -> words."""

    def __init__(self, html):
        super().__init__()
        self.paragraphs, self.numbers, self.where = [], {}, None
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "p" and attributes.get("dir"):
            self.paragraphs.append([])
        self.where = attributes if attributes.get("class") == "line" else None

    def handle_data(self, text):
        if self.where is not None:
            self.paragraphs[-1].append(text.removesuffix(" "))
            if "data-line" in self.where:
                self.numbers[int(self.where["data-line"])] = text.removesuffix(" ")
            self.where = None


def test_the_handout_has_every_word_in_numbered_lines(released):
    article = kit.open_lesson(HOME).article
    page = Page((released / f"{NAME}-student" / "handout.html").read_text(encoding="utf-8"))
    texts = list(article.paragraphs.text)[1:]
    assert [" ".join(lines) for lines in page.paragraphs if lines] == [
        " ".join(text.split()) for text in texts
    ]
    lines = [line for paragraph in page.paragraphs for line in paragraph]
    assert page.numbers == {number: lines[number - 1] for number in range(5, len(lines) + 1, 5)}
    assert max(map(len, lines)) <= WIDTH


@pytest.mark.parametrize("headline", [True, False])
def test_a_handout_shows_an_article_and_never_runs_it(tmp_path, headline):
    folder = tmp_path / "data" / "x"
    folder.mkdir(parents=True)
    folder.joinpath("article.txt").write_text(
        "<script>alert(1)</script>\n\nالجسر مغلق منذ أمس.\n\n" + "桥梁关闭三个月" * 20,
        encoding="utf-8",
    )
    folder.joinpath("lesson.toml").write_text(
        f'title = "<b>T"\nlanguage = "en"\nheadline = {str(headline).lower()}\naddress = "javascript:alert(1)"'
    )
    html = make_handout(kit.open_lesson(folder))
    assert "<script" not in html and "<b>" not in html and "href" not in html
    assert "".join(Page(html).paragraphs[-2]) == "桥梁关闭三个月" * 20
    assert (
        "&lt;script&gt;" in html
        and '<span class="number">[0]' in html
        and '<span class="number">[2]' in html
    )
    assert ("<h1" in html and "&lt;b&gt;T</h1>" in html) == (not headline)


words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=120)


@given(words, st.integers(2, 90))
def test_lines_keep_every_letter_and_fit(text, width):
    lines = lay_out(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(line and line == line.strip() for line in lines)
    assert all(len(line) <= width for line in lines if line.isascii())
