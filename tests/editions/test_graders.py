"""Masters for nbgrader and Otter, tried with the real packages: what is right scores, what is wrong or missing doesn't, nothing leaks.

The packages are installed from locks/requirements-graders.txt into an environment of their own, which is kept for the next run.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

import kit
from kit.paths import HOME
from workshop.editions.editions import find_leaks
from workshop.editions.graders import (
    KEPT,
    find_question,
    make_grader_masters,
    strip_model_answers,
)
from workshop.editions.release import release
from workshop.editions.solutions import find_names_read_early
from workshop.launch.environment import python_in

LOCK = Path(__file__).parents[2] / "locks" / "requirements-graders.txt"
MASTERS = sorted((HOME / "notebooks").glob("*.ipynb"))
TRIED = "04-who-speaks"
# what the graders' own programs make for students: at each commit one notebook, each week all
GIVEN_OUT = [path for path in MASTERS if "KIT_WEEKLY" in os.environ or path.stem == TRIED]
# as in tests/conftest.py: a second and a half of every start, for addresses that nobody checks
UNUSED = "import sys; sys.modules.setdefault('rfc3987_syntax', None)\n"
ANSWERS = {
    "right": None,
    "wrong": 'answer = "none of these"',
    "missing": "answer = ...  # your answer here",
}
servers_only = pytest.mark.skipif(
    os.name == "nt", reason="graders run on servers, and neither package is made for Windows"
)


@pytest.fixture(scope="module")
def lesson():
    return kit.open_lesson(HOME)


@pytest.fixture(scope="module")
def graders():
    """run(folder, program, ...): a program of the graders' environment, in a folder."""
    import fcntl  # not on Windows, where these tests don't run

    python = getattr(sys, "_base_executable", sys.executable)  # one environment for every checkout
    state = UNUSED.encode() + LOCK.read_bytes() + sys.version.encode() + os.fsencode(python)
    state = hashlib.sha256(state).hexdigest()[:16]
    venv = Path(tempfile.gettempdir()) / f"close-reading-kit-graders-{state}"
    outer = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("KIT_", "JUPYTER", "PYTEST", "PYTHON", "VIRTUAL"))
    }
    with open(f"{venv}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # another checkout's tests may be making it just now
        if not (venv / "ready").exists():
            shutil.rmtree(venv, ignore_errors=True)
            uv = [sys.executable, "-m", "uv", "-q"]
            subprocess.run([*uv, "venv", venv, "--python", python], check=True, env=outer)
            install = [
                "pip",
                "install",
                "--python",
                python_in(venv),
                "--require-hashes",
                "--no-build",
                "-r",
                LOCK,
            ]
            subprocess.run(
                [*uv, *install], check=True, env={"UV_INDEX_STRATEGY": "unsafe-best-match", **outer}
            )
            (packages,) = venv.glob("lib/python3.*/site-packages")
            (packages / "quick.pth").write_text(UNUSED)
            (venv / "ready").touch()
    programs = python_in(venv).parent

    def run(folder, program, *options):
        home = {
            name: str(folder / "home")
            for name in (
                "HOME",
                "JUPYTER_CONFIG_DIR",
                "JUPYTER_DATA_DIR",
                "IPYTHONDIR",
            )
        }
        environment = {
            **outer,
            **home,
            "JUPYTER_RUNTIME_DIR": str(folder / "home/run"),
            "MPLCONFIGDIR": str(venv / "matplotlib"),  # the list of fonts, made once
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        }
        done = subprocess.run(
            [python_in(venv), "-m", program, *options],
            cwd=folder,
            env=environment,
            capture_output=True,
            encoding="utf-8",
        )
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
        return done.stdout

    return run


def answer_in_turn(master, student):
    """Fill a student's notebook: one question right, the next wrong, the third left open, and so on; return {id: how}."""
    solutions = {}
    for cell in cells(master):
        if found := re.search(
            r"# BEGIN SOLUTION(?: NO PROMPT)?\n(.*?)\n#+ END SOLUTION", source(cell), re.S
        ):
            solutions[id_of(cell, cells(master))] = found[1]
    notebook, how = json.loads(student.read_text(encoding="utf-8")), {}
    open_cells = [cell for cell in notebook["cells"] if ANSWERS["missing"] in source(cell)]
    for (id, solution), cell in zip(solutions.items(), open_cells, strict=True):
        how[id] = list(ANSWERS)[len(how) % 3]
        cell["source"] = source(cell).replace(ANSWERS["missing"], ANSWERS[how[id]] or solution)
    student.write_text(json.dumps(notebook), encoding="utf-8")
    return how


def cells(path, kind="code"):
    return [
        cell
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        if cell["cell_type"] == kind
    ]


def source(cell):
    return "".join(cell["source"])


def id_of(answer, code):
    """The id of the question that a cell answers: the next cell holds the assertion."""
    return re.search(r'lesson\.check\("(\d\d\.\d+)"', source(code[code.index(answer) + 1]))[1]


def assert_nothing_leaks(folder, lesson):
    """No solution, no cell of the master's alone, no output and no model answer can be read in the notebooks, nor a model answer beside them."""
    for master in GIVEN_OUT:
        text = (folder / master.name).read_text(encoding="utf-8")
        assert find_leaks(master, text) == []
        assert not re.search(r"(BEGIN|END) SOLUTION", text) and '"image/png"' not in text
        for exercise in lesson.exercises.values():
            for field in ("model", "alternative"):
                assert len(exercise.get(field, "")) < 20 or exercise[field] not in text
    beside = folder.joinpath("data", lesson.name, "exercises.toml").read_text(encoding="utf-8")
    assert KEPT in beside and not any(
        exercise.get("model", "\0") in beside for exercise in lesson.exercises.values()
    )


@servers_only
def test_nbgrader_gives_out_no_solution_and_scores_what_is_right(graders, lesson, tmp_path):
    release(HOME, "nbgrader", tmp_path)
    course, name = tmp_path / f"{lesson.name}-nbgrader", lesson.name
    which = [] if len(GIVEN_OUT) == len(MASTERS) else ["--notebook", TRIED]
    graders(course, "nbgrader", "generate_assignment", name, *which)
    assert_nothing_leaks(course / "release" / name, lesson)
    mine = course / "submitted" / "ann" / name
    shutil.copytree(course / "release" / name, mine)
    how = answer_in_turn(course / "source" / name / f"{TRIED}.ipynb", mine / f"{TRIED}.ipynb")
    assert set(how.values()) == set(ANSWERS)
    graders(course, "nbgrader", "autograde", name, "--create", "--notebook", TRIED)
    ask = "import json, nbgrader.api as api; book = api.Gradebook('sqlite:///gradebook.db')\n"
    ask += f"part = book.find_submission_notebook('{TRIED}', '{name}', 'ann')\n"
    ask += "print(json.dumps({grade.name: [grade.auto_score, grade.max_score, grade.needs_manual_grade] for grade in part.grades}))"
    (course / "scores.py").write_text(ask)
    scores = json.loads(graders(course, "scores"))
    assert {id: scores["check-" + id.replace(".", "-")][:2] for id in how} == {
        id: [float(way == "right"), 1.0] for id, way in how.items()
    }
    assert scores["written-04-7"] == [
        0.0,
        3.0,
        False,
    ]  # nothing was written, and nobody has to look at it
    graded = course / "autograded" / "ann" / name / f"{TRIED}.ipynb"
    said = {
        id_of(cell, cells(graded)): cells(graded)[n + 1]["outputs"]
        for n, cell in enumerate(cells(graded)[:-1])
        if "# your answer" in source(cell)
    }
    assert all("Not answered yet." in out[0]["evalue"] for out in said.values())


@servers_only
def test_otter_gives_out_no_solution_and_scores_what_is_right(graders, lesson, tmp_path):
    release(HOME, "otter", tmp_path)
    course = tmp_path / f"{lesson.name}-otter"
    assign = "import sys; from otter.assign import main as assign\n"
    assign += f"for name in {[path.stem for path in GIVEN_OUT]}: assign(name + '.ipynb', 'dist/' + name, no_run_tests=name != '{TRIED}')"
    (course / "assign.py").write_text(assign)
    graders(course, "assign")
    every = course / "every"
    for master in GIVEN_OUT:
        shutil.copytree(course / "dist" / master.stem / "student", every, dirs_exist_ok=True)
    assert_nothing_leaks(every, lesson)

    mine = every / f"{TRIED}.ipynb"
    how = answer_in_turn(course / f"{TRIED}.ipynb", mine)
    (autograder,) = (course / "dist" / TRIED / "autograder").glob("*.zip")
    graders(course, "otter", "run", "-a", str(autograder), "-o", str(course), str(mine))
    results = {
        test["name"]: test for test in json.loads((course / "results.json").read_text())["tests"]
    }
    for id, way in how.items():
        result = results["q" + id.replace(".", "_")]
        assert (result["score"], result["max_score"]) == (float(way == "right"), 1.0), (id, way)
        titles = {"right": "", "wrong": r"Not (an answer )?yet\.", "missing": r"Not answered yet\."}
        assert re.search(titles[way], json.dumps(result)), (id, way)


@pytest.mark.parametrize("grader", ["nbgrader", "otter"])
def test_every_question_is_asked_once_and_nothing_of_the_master_alone_comes_along(lesson, grader):
    masters, told = make_grader_masters(HOME, lesson, grader)
    assert told == [] and list(masters) == [path.name for path in MASTERS]
    for path in MASTERS:
        made = json.loads(masters[path.name])
        tags = {tag for cell in made["cells"] for tag in cell["metadata"].get("tags", [])}
        assert tags <= {"article", "raises-exception"}
        assert all(
            not cell["outputs"] and cell["execution_count"] is None
            for cell in made["cells"]
            if cell["cell_type"] == "code"
        )
        assert len({cell["id"] for cell in made["cells"]}) == len(made["cells"])
        text = path.read_text("utf-8")
        asked = {  # a quiz isn't graded
            id
            for id, exercise in lesson.exercises.items()
            if id.startswith(path.name[:2])
            and (exercise["kind"] != "choice" or f'check(\\"{id}\\"' in text)
        }
        form = (
            r'"grade_id": "(?:check|written)-(\d\d-\d+)"'
            if grader == "nbgrader"
            else r"BEGIN QUESTION\\n\",\s+\"name: q(\d\d_\d+)"
        )
        graded = re.findall(form, masters[path.name])
        assert sorted(re.sub(r"\D", ".", id) for id in graded) == sorted(asked)


@pytest.mark.parametrize("grader", ["nbgrader", "otter"])
def test_what_stands_above_a_written_answer_in_its_cell_is_shown_in_a_cell_of_its_own(
    lesson, grader
):
    masters, _ = make_grader_masters(HOME, lesson, grader)
    cells = json.loads(masters["08-claims-and-evidence.ipynb"])["cells"]
    sources = ["".join(cell["source"]) for cell in cells]
    shown = sources.index("display(lesson.pages)")
    below = sources[shown + 1 : shown + 3]  # Otter opens a question with a raw cell
    assert any("**08.7**" in source or "q08_7" in source for source in below)
    assert 'lesson.answer("08.7")' not in "\n".join(sources)


def test_a_question_without_an_answer_is_told_and_not_graded(lesson, tmp_path):
    course = tmp_path / "course"
    shutil.copytree(HOME / "data", course / "data")
    shutil.copytree(HOME / "notebooks", course / "notebooks")
    shutil.copy(HOME / "course.toml", course)
    (course / "data" / lesson.name / "key" / "story.csv").unlink()
    masters, told = make_grader_masters(course, kit.open_lesson(course), "nbgrader")
    assert told == [
        "02-the-shape-of-the-story.ipynb: the key has no answer to 02.1, so nothing is graded there."
    ]
    assert (
        '"check-02-1"' not in masters["02-the-shape-of-the-story.ipynb"]
        and '"check-02-3"' in masters["02-the-shape-of-the-story.ipynb"]
    )
    (left,) = [
        cell
        for cell in json.loads(masters["02-the-shape-of-the-story.ipynb"])["cells"]
        if '"02.1"' in source(cell)
    ]
    assert source(left) == 'answer = ...  # your answer here\nlesson.check("02.1", answer)'


def test_a_solution_that_needs_the_name_it_fills_is_refused(lesson):
    def cell(solution):
        return {
            "cell_type": "code",
            "metadata": {},
            "source": f'# BEGIN SOLUTION\n{solution}\n# END SOLUTION\nlesson.check("01.1", answer)',
        }

    with pytest.raises(ValueError, match="the solution of 01.1 reads answer"):
        find_question(cell("answer = 2 * answer"), lesson, "01", {"answer"})
    assert find_question(cell("n = 2\nanswer = n"), lesson, "01", {"answer"}).answer == "answer"
    assert (
        find_question(cell("answer = 9"), lesson, "02", {"answer"}) is None
    )  # asked again in a later notebook
    assert find_names_read_early("a = 1\nb = a + c") == {"c"}


@pytest.mark.parametrize(
    "value",
    [
        '"Bold."',
        "'Bold.'",
        '"""\\\nBold. \\\n"so it is"\n"""',
        "'''\nBold.\n'''",
        '"say \\"Bold.\\""',
        '"Bold."  # a note',
    ],
)
def test_model_answers_are_withheld_however_they_are_written(value):
    text = f'["01.3"]\nquestion = "The model = how?"\nkind = "written"\nmodel = {value}\nalternative = {value}\nhints = ["a"]\n'
    left = strip_model_answers(text)
    assert (
        "Bold" not in left
        and KEPT in left
        and 'hints = ["a"]\n' in left
        and "The model = how?" in left
    )


def test_model_answers_are_withheld_in_a_table_on_one_line():
    line = '"01.3" = { question = "Q", kind = "written", model = "Bold.", alternative = "Shy." }'
    left = strip_model_answers(line)
    assert KEPT in left and "Bold" not in left and "Shy" not in left
