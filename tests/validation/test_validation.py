"""Validation: it fails with the right cell named, and never otherwise; it writes only what changed."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from synthetic import CELLS, TWO, code, failures, make_course, read

from kit.errors import LessonError
from workshop.validation.validate import validate

ROOT = Path(__file__).resolve().parents[2]


def test_a_master_is_written_once_and_then_left_alone(master, monkeypatch, capfd):
    path = master / "notebooks" / "lesson.ipynb"
    saved = path.read_bytes()
    notebook = read(path)
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in cells] == list(range(1, len(CELLS) + 1))
    assert [cell["id"] for cell in cells] == [f"cell-{n}" for n in range(len(CELLS))]
    assert notebook["metadata"].keys() == {"kernelspec", "language_info"}
    (widget,) = code(notebook, "widget")["outputs"]
    assert widget["data"] == {
        "text/plain": ["Text(value='a first impression', description='You:')"]
    }
    monkeypatch.setenv("KIT_MARK", f"{os.getpid()}-whole")
    assert validate(master, update=True) == 0
    assert path.read_bytes() == saved
    assert_nothing_runs(f"KIT_MARK={os.getpid()}-whole")
    assert failures(master, TWO) == {}
    assert "updated" not in capfd.readouterr().out
    assert sorted(path.name for path in master.iterdir()) == ["notebooks", "report.xml"]


ISOLATION = {
    "a_first": """
        import os, sys, random, warnings, builtins
        import numpy, pandas, matplotlib.pyplot as plt
        pandas.set_option("display.max_rows", 2); pandas.DataFrame.head = None
        plt.rcParams["font.size"] = 33; plt.figure()
        os.environ["LEFT_BEHIND"] = "yes"; os.chdir("/"); sys.path.append("/left"); builtins.left = 1
        random.seed(1); numpy.random.seed(1); warnings.simplefilter("error"); len(plt.get_fignums())
        import kit; kit.left = 1; open(os.environ["KIT_WORK"] + "-left", "w").close()""",
}
ISOLATION["b_second"] = """
        import os, sys, warnings, builtins
        import pandas, matplotlib.pyplot as plt, kit
        pandas.get_option("display.max_rows"), pandas.get_option("display.max_columns"), callable(pandas.DataFrame.head)
        plt.rcParams["font.size"], plt.get_fignums(), plt.get_backend(), "MPLBACKEND" in os.environ
        os.environ.get("LEFT_BEHIND"), os.path.basename(os.getcwd()), "/left" in sys.path, sys.path.count(""), hasattr(builtins, "left")
        len(warnings.filters), hasattr(kit, "left"), os.path.exists(os.environ["KIT_WORK"] + "-left"), sys.argv[0].split(os.sep)[-1]
        __name__, hash("a"), sys.flags.hash_randomization, sorted(os.environ.get("KIT_WORK", "")[-5:])
        pandas.DataFrame({"a": range(99)})"""
DRAWS = 'import random, numpy, os, pathlib\n_ = pathlib.Path(os.environ["DRAWN"], str(os.getpid())).write_text(f"{random.random()} {numpy.random.random()}")'


# no fork of the warm process, which was started with another setting
COLD = """

@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems():
    os.environ["OPENBLAS_NUM_THREADS"] = "2"
"""


def test_notebooks_cannot_reach_one_another(tmp_path, monkeypatch):
    """One worker, one file after the other: what the first does must not be seen by the second, the same as in stock kernels."""
    lines = {
        name: [line.strip() for line in text.strip().splitlines()]
        for name, text in ISOLATION.items()
    }
    course = make_course(tmp_path / "isolated", c_draw=[DRAWS], d_draw=[DRAWS], **lines)
    drawn = tmp_path / "drawn"
    drawn.mkdir()
    monkeypatch.setenv("DRAWN", str(drawn))
    alone = course / "notebooks" / "b_second.ipynb"
    # What a stock kernel gives is saved, and compared with what a forked one gives after a_first.
    conftest = course / "notebooks" / "conftest.py"
    usual = conftest.read_text()
    conftest.write_text(usual + COLD)
    assert validate(course, update=True) == 0
    conftest.write_text(usual)
    outputs = [cell["outputs"] for cell in read(alone)["cells"] if cell["cell_type"] == "code"]
    assert "(60, 20, True)" in str(outputs)
    assert validate(course, options=["--kit-workers=1"]) == 0
    assert len({path.read_text() for path in drawn.iterdir()}) == len(list(drawn.iterdir())) == 4
    stock = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        f"--rootdir={course}",
        "-c",
        os.devnull,
        "--nbval",
        str(alone),
    ]
    assert subprocess.run(stock, cwd=ROOT).returncode == 0


def test_stock_nbval_works_as_it_stands_and_never_touches_work(master):
    """In parallel, too: .ci/run has the course's own notebooks for that."""
    work = master / "work"
    work.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "pytest", "-q", "--nbval", "notebooks"]
    command += ["-p", "no:cacheprovider"]
    own = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=master, env=own, capture_output=True, text=True)
    assert done.returncode == 0 and f"{len(CELLS)} passed" in done.stdout, done.stdout
    assert list(work.iterdir()) == []
    work.rmdir()


def test_the_work_folder_of_a_notebook_is_fresh_and_gone_afterwards(tmp_path):
    keeps = "import os, pathlib\nwork = pathlib.Path(os.environ['KIT_WORK'])\nprint(work.exists())\nwork.mkdir(); (work / 'a').touch()"
    where = "pathlib.Path(os.environ['SEEN'], work.parent.name).touch()"
    course = make_course(tmp_path / "course", one=[keeps, where], two=[keeps, where])
    seen = tmp_path / "seen"
    seen.mkdir()
    os.environ["SEEN"] = str(seen)
    try:
        assert (
            validate(course, update=True) == 0
            and validate(course, options=["--kit-workers=1"]) == 0
        )
    finally:
        del os.environ["SEEN"]
    names = [path.name for path in seen.iterdir()]
    assert len(names) == 4 and not any((Path("/tmp") / name).exists() for name in names)
    assert not (course / "work").exists()


def test_update_writes_only_notebooks_that_changed_and_shows_what(master, tmp_path, capfd):
    course = make_course(tmp_path / "course")
    saved = (master / "notebooks" / "lesson.ipynb").read_text(encoding="utf-8")
    for name in ("same", "changed", "broken"):
        notebook = json.loads(saved)
        if name == "changed":
            code(notebook, "printed")["source"] = 'print("one line now")'
        if name == "broken":
            code(notebook, "number")["source"] = "1 / 0"
        (course / "notebooks" / f"{name}.ipynb").write_text(
            json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
        )
    before = {path.name: path.read_bytes() for path in (course / "notebooks").glob("*.ipynb")}
    assert validate(course, update=True) == 1
    shown = capfd.readouterr().out
    after = {path.name: path.read_bytes() for path in (course / "notebooks").glob("*.ipynb")}
    assert [name for name in before if before[name] != after[name]] == ["changed.ipynb"]
    assert "changed.ipynb, cell 6, In [5]: print(" in shown and "one line now" in shown
    assert (
        "broken.ipynb, cell 4, In [3]: 1 / 0: Cell execution caused an exception" in shown
        and "ZeroDivisionError" in shown
    )
    old, new = (
        text.decode().splitlines() for text in (before["changed.ipynb"], after["changed.ipynb"])
    )
    assert len(set(new) - set(old)) <= 2  # the lines of the new output, and not one more


@pytest.mark.skipif(
    not Path("/proc/self/environ").exists(), reason="how processes are found here is Linux's"
)
def test_nothing_is_left_running_after_ctrl_c(tmp_path):
    """In the midst of a cell that would never end; at the usual end, the first test looks.

    A shell has what it starts in the background ignore Ctrl-C, and so these tests, perhaps.
    """
    begun = tmp_path / "begun"
    waits = "import os, pathlib, threading\npathlib.Path(os.environ['BEGUN']).touch()\nthreading.Event().wait()"
    course = make_course(tmp_path / "course", waits=[waits])
    mark = f"{os.getpid()}-stopped"
    program = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    program += f"from workshop.validation.validate import validate; validate({str(course)!r})"
    own = {"PYTHONPATH": str(ROOT), "KIT_MARK": mark, "BEGUN": str(begun)}
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        env=os.environ | own,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while process.poll() is None and not begun.exists():
        time.sleep(0.05)
    assert len(marked(f"KIT_MARK={mark}")) > 2  # there is something that could be left
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does
    process.wait(300)
    assert_nothing_runs(f"KIT_MARK={mark}")


def assert_nothing_runs(mark):
    deadline = time.monotonic() + 60  # the warm process may still be importing
    while marked(mark) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert marked(mark) == []


def marked(mark):
    """Return the command lines of the processes that have `mark` in their environment."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark.encode() in (folder / "environ").read_bytes().split(b"\0"):
                found.append((folder / "cmdline").read_text())
        except OSError:
            pass  # it has ended meanwhile
    return found


def test_one_notebook_by_number_or_path_and_a_wrong_name(master, tmp_path):
    course = make_course(tmp_path / "course", **{"03-marks": ["1"], "04-who": ["2"]})
    assert validate(course, update=True, paths=["03"]) == 0
    assert '"execution_count": 1' in (course / "notebooks" / "03-marks.ipynb").read_text()
    assert '"execution_count": 1' not in (course / "notebooks" / "04-who.ipynb").read_text()
    assert validate(course, paths=[course / "notebooks" / "04-who.ipynb"]) == 1
    with pytest.raises(LessonError, match="09: no such notebook"):
        validate(course, paths=["09"])


@pytest.mark.parametrize("trouble", ["another setting", "an import that fails"])
def test_without_the_warm_process_kernels_are_stock_ones(master, tmp_path, trouble):
    course = make_course(tmp_path / "course")
    shutil.copy(master / "notebooks" / "lesson.ipynb", course / "notebooks")
    if trouble == "another setting":
        conftest = course / "notebooks" / "conftest.py"
        conftest.write_text(conftest.read_text() + COLD)
    else:
        (course / "anywidget.py").write_text("raise SystemExit('not here')")
    assert failures(course, TWO) == {}
