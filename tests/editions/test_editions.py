"""Editions: what students get has no answers in it, still runs, and is theirs from then on."""

import json

import nbformat
import pytest

from kit.errors import LessonError
from kit.paths import HOME
from workshop.editions.editions import (
    find_leaks,
    make_editions,
    make_instructor_edition,
    make_student_edition,
)
from workshop.editions.solutions import remove_solutions
from workshop.editions.work import prepare_work, refresh, write_start_page

ANSWER = (
    '# BEGIN SOLUTION\nanswer = ["Assad", "Trump"]\n# END SOLUTION\nlesson.check("01.2", answer)'
)


def cell(kind, source, *tags, outputs=(), **metadata):
    made = (
        nbformat.v4.new_markdown_cell(source)
        if kind == "markdown"
        else nbformat.v4.new_code_cell(source, outputs=list(outputs))
    )
    made.id = f"cell-{abs(hash((kind, source))) % 10**8}"
    made.metadata.update(metadata, **({"tags": list(tags)} if tags else {}))
    if kind == "code":
        made.execution_count = 1
    return made


def stream(text):
    return nbformat.v4.new_output("stream", name="stdout", text=text)


@pytest.fixture
def course(tmp_path, monkeypatch):
    monkeypatch.delenv("KIT_WORK", raising=False)
    write_master(
        tmp_path,
        "00-start-here",
        [cell("markdown", "# 00 · Start here"), cell("code", "1 + 1", outputs=[stream("2")])],
    )
    write_master(
        tmp_path,
        "01-stop-and-read",
        [
            cell("markdown", "# 01 · Stop and read"),
            cell(
                "markdown",
                "It was written in 2017.",
                "article",
                kit={"write": "when yours was written"},
            ),
            cell("code", ANSWER, outputs=[stream("Correct: both of them speak.")]),
            cell("code", "# the key, for who marks\nmarks = lesson.key('story')", "solution"),
            cell("markdown", "Allow ten minutes; most will say Assad.", "instructor"),
        ],
    )
    write_master(tmp_path, "instructors/a-class", [cell("markdown", "# A class")])
    return tmp_path


def write_master(course, name, cells):
    path = course / "notebooks" / f"{name}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"widgets": {"state": {}}})
    path.write_text(nbformat.writes(notebook), encoding="utf-8")
    return path


def test_the_student_edition_has_no_answers_no_outputs_and_no_counts(course):
    master = course / "notebooks" / "01-stop-and-read.ipynb"
    text = make_student_edition(master)
    notebook = nbformat.reads(text, as_version=4)
    nbformat.validate(notebook)
    assert [cell.source for cell in notebook.cells] == [
        "# 01 · Stop and read",
        "It was written in 2017.",
        'answer = ...  # your answer here\nlesson.check("01.2", answer)',
    ]
    assert all(
        not cell.outputs and cell.execution_count is None
        for cell in notebook.cells
        if cell.cell_type == "code"
    )
    assert notebook.cells[1].metadata == {"tags": ["article"]}
    assert notebook.metadata.kernelspec.name == "python3" and "widgets" not in notebook.metadata
    ids = [cell.id for cell in nbformat.read(master, as_version=4).cells]
    assert [cell.id for cell in notebook.cells] == ids[:3]
    assert find_leaks(master, text) == []


def test_the_instructor_edition_keeps_everything(course):
    master = course / "notebooks" / "01-stop-and-read.ipynb"
    assert (
        json.loads(make_instructor_edition(master))["cells"]
        == json.loads(master.read_text())["cells"]
    )
    assert len(find_leaks(master, make_instructor_edition(master))) == 6
    assert list(make_editions(course)) == ["00-start-here.ipynb", "01-stop-and-read.ipynb"]
    assert list(make_editions(course, instructor=True))[-1] == "instructors/a-class.ipynb"


@pytest.mark.parametrize(
    "where",
    [
        'ANSWER: ["Assad", "Trump"]',
        "most people say: Correct: both of them speak.",
        "Allow ten minutes; most will say Assad.",
    ],
)
def test_a_leak_is_found_wherever_it_is(course, where):
    master = course / "notebooks" / "01-stop-and-read.ipynb"
    edition = json.loads(make_student_edition(master))
    for spoil in (
        lambda first: first.update(source=first["source"] + [where]),
        lambda first: first["metadata"].update(
            note=where.replace('"', "'") if "[" in where else where
        ),
    ):
        spoiled = json.loads(json.dumps(edition))
        spoil(spoiled["cells"][0])
        if where.startswith("ANSWER") and "note" in spoiled["cells"][0]["metadata"]:
            continue
        assert find_leaks(master, json.dumps(spoiled)), where


@pytest.mark.parametrize(
    ("source", "left"),
    [
        ("x = 1", "x = 1"),
        (
            "# BEGIN SOLUTION\na, b = 1, 2\na = 3\n# END SOLUTION",
            "a = ...  # your answer here\nb = ...  # your answer here",
        ),
        (
            "# BEGIN SOLUTION\nfor i in range(3):\n    total = i\n# END SOLUTION",
            "# your answer here",
        ),
        ("#BEGIN SOLUTION\nn: int = 3\n#END SOLUTION\nn", "n = ...  # your answer here\nn"),
        (
            "# BEGIN SOLUTION\ndef loud(text):\n    inner = 1\n# END SOLUTION",
            "loud = ...  # your answer here",
        ),
        (
            "if True:\n    # BEGIN SOLUTION\n    x = 1\n    # END SOLUTION",
            "if True:\n    x = ...  # your answer here",
        ),
        (
            "if True:\n    # BEGIN SOLUTION\n    print(1)\n    # END SOLUTION",
            "if True:\n    ...  # your answer here",
        ),
        ("# BEGIN SOLUTION\n# END SOLUTION\nx", "# your answer here\nx"),
        ("marks.text = 1", "marks.text = 1"),
        ("# BEGIN SOLUTION\nmarks.text = 1\n# END SOLUTION", "# your answer here"),
    ],
)
def test_a_solution_leaves_one_line_for_each_name_it_assigns(source, left):
    assert remove_solutions(source) == left


def test_a_solutions_own_steps_go_with_it(course):
    steps = (
        "# BEGIN SOLUTION\nkey = 3\nshared = 1\nanswer = key\n# END SOLUTION\nlesson.check(answer)"
    )
    write_master(
        course,
        "02-steps",
        [cell("markdown", "# 02"), cell("code", steps), cell("code", "shared + 1")],
    )
    lines = "".join(
        json.loads(make_student_edition(course / "notebooks" / "02-steps.ipynb"))["cells"][1][
            "source"
        ]
    )
    assert (
        lines
        == "shared = ...  # your answer here\nanswer = ...  # your answer here\nlesson.check(answer)"
    )


@pytest.mark.parametrize(
    "source",
    [
        "# BEGIN SOLUTION\nx = 1",
        "x\n# END SOLUTION",
        "# BEGIN SOLUTION\n# BEGIN SOLUTION",
        ANSWER[:30],
    ],
)
def test_a_badly_marked_solution_is_refused_with_its_cell(course, source):
    write_master(course, "02-bad", [cell("markdown", "# 02"), cell("code", source)])
    with pytest.raises(LessonError, match=r"02-bad\.ipynb, cell 2: "):
        prepare_work(course)


def test_the_start_page_says_how_far_one_is_and_keeps_what_is_written_into_it(lesson):
    lesson.work.mkdir()
    path = write_start_page(HOME, lesson.work)
    page = nbformat.read(path, as_version=4)
    nbformat.validate(page)
    assert "1 of 12 done" not in page.cells[1].outputs[0].data["text/html"]
    page.cells.append(cell("markdown", "My own note"))
    nbformat.write(page, path)
    prepare_work(HOME)
    lesson.keep_result("04.1", True)
    assert write_start_page(HOME, lesson.work) == path
    page = nbformat.read(path, as_version=4)
    assert page.cells[-1].source == "My own note"
    assert "Continue: 04 Who speaks?" in page.cells[1].outputs[0].data["text/html"]
    assert "1 of 12 done" in page.cells[1].outputs[0].data["text/html"]
    path.write_text("{ not a notebook")
    assert write_start_page(HOME, lesson.work) == path and path.read_text() == "{ not a notebook"


def test_a_file_the_student_has_is_never_overwritten(course):
    assert prepare_work(course) == []
    mine = course / "work" / "00-start-here.ipynb"
    assert sorted(path.name for path in (course / "work").iterdir()) == [
        "00-start-here.ipynb",
        "01-stop-and-read.ipynb",
    ]
    notebook = nbformat.read(mine, as_version=4)  # as JupyterLab does when it saves
    notebook.cells.append(cell("markdown", "My own note"))
    notebook.metadata.language_info = {"name": "python", "version": "3.14.0"}
    nbformat.write(notebook, mine)
    saved = mine.read_bytes()
    assert prepare_work(course) == [] and mine.read_bytes() == saved

    write_master(course, "00-start-here", [cell("markdown", "# 00 · Start here, better")])
    (line,) = prepare_work(course)
    assert (
        line.startswith("00-start-here.ipynb: there is a newer version")
        and "python -m kit refresh 00" in line
    )
    assert mine.read_bytes() == saved


def test_refresh_keeps_the_old_copy_beside_the_new(course):
    prepare_work(course)
    mine = course / "work" / "01-stop-and-read.ipynb"
    for times in (1, 2):
        mine.write_text(f"not even a notebook {times}")
        assert "newer version" in prepare_work(course)[0]
        (line,) = refresh(course, "01" if times == 1 else 1)
        kept = mine.with_name(f"01-stop-and-read.yours-{times}.ipynb")
        assert kept.name in line and kept.read_text() == f"not even a notebook {times}"
        assert prepare_work(course) == []
    assert "newest" in refresh(course, "01-stop-and-read.ipynb")[0]
    mine.unlink()
    assert refresh(course, "01") and mine.exists()
    with pytest.raises(LessonError, match="9: the course has no such notebook; it has 00, 01"):
        refresh(course, 9)


def test_the_work_folder_can_be_elsewhere(course, tmp_path, monkeypatch):
    monkeypatch.setenv("KIT_WORK", str(tmp_path / "Übung 1"))
    prepare_work(course)
    prepare_work(course, instructor=True)
    assert (tmp_path / "Übung 1" / "00-start-here.ipynb").exists() and not (
        course / "work"
    ).exists()
    assert (tmp_path / "Übung 1" / "instructor" / "instructors" / "a-class.ipynb").exists()


def test_a_folder_without_notebooks_is_said_plainly(tmp_path):
    with pytest.raises(LessonError, match="no notebooks here"):
        prepare_work(tmp_path)
