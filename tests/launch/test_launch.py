"""Choosing, making and mending the environment: with a stand-in for the installer here, with the real one in tests/browser/."""

import json
import os
import shutil
import subprocess
import sys
import types
from pathlib import Path

import pytest

from kit.errors import KitError
from workshop.launch import checks, installing, linking
from workshop.launch import environment as launch

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A course folder of its own, with an installer that only leaves what one can see of an environment."""
    home = tmp_path / "a course, große"
    home.mkdir()
    (home / "locks").mkdir()
    for name in [launch.LOCK, launch.TEST_LOCK, "pyproject.toml"]:
        shutil.copy(ROOT / name, home / name)
    settle(home, monkeypatch)
    monkeypatch.setattr(launch, "lacking", lambda tests=False: ["pandas>=3"])
    monkeypatch.setattr(checks, "space_trouble", lambda folder: "")
    monkeypatch.setattr(installing, "build", build)
    monkeypatch.setattr(
        installing, "install", lambda python, lock, step: build.made.append(lock.name)
    )
    build.made, build.trouble = [], None
    return home


def settle(home, monkeypatch):
    monkeypatch.setattr(launch, "HOME", home)
    monkeypatch.setattr(launch, "VENV", home / ".venv")
    monkeypatch.setattr(linking, "HOME", home)


def build(venv, python, lock):
    python.parent.mkdir(parents=True)
    python.touch()
    (venv / "lib/python3.11/site-packages").mkdir(parents=True)
    (venv / "pyvenv.cfg").write_text(f"home = {os.path.dirname(sys.executable)}\n")
    if build.trouble:
        raise build.trouble
    build.made.append(lock.name)


def test_the_first_call_makes_the_environment_and_the_second_installs_nothing(home):
    python = launch.environment()
    assert python == str(launch.python_in(home / ".venv"))
    assert launch.environment() == python
    assert build.made == ["requirements.txt"]


def test_tests_add_their_lock_once_and_students_keep_it(home):
    launch.environment()
    launch.environment(tests=True)
    launch.environment(tests=True)
    launch.environment()
    assert build.made == ["requirements.txt", "requirements-test.txt"]


def test_a_moved_folder_is_mended_and_the_kit_linked_from_its_new_place(home, monkeypatch, capsys):
    launch.environment()
    moved = home.with_name("moved")
    home.rename(moved)
    settle(moved, monkeypatch)
    launch.environment()
    assert "moved" in capsys.readouterr().err
    assert json.loads((moved / ".venv/ready").read_text())["folder"] == str(moved)
    assert (launch.packages() / linking.LIST).read_text(encoding="utf-8").strip() == str(moved)
    assert not (moved / ".venv-before").exists()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda home: (home / ".venv/ready").unlink(), "isn't whole"),
        (lambda home: (home / ".venv/ready").write_text('{"folder": '), "isn't whole"),
        (lambda home: (home / ".venv/ready").write_text("[1, 2]"), "isn't whole"),
        (lambda home: launch.python_in(home / ".venv").unlink(), "isn't whole"),
        (
            lambda home: (home / ".venv/pyvenv.cfg").write_text("home = /no/such/python\n"),
            "isn't whole",
        ),
        (
            lambda home: (home / launch.LOCK).write_text(
                "# other\nuv==1 \\\n    --hash=sha256:0\n"
            ),
            "has changed",
        ),
    ],
)
def test_what_differs_is_named_and_mended(home, spoil, said, capsys):
    launch.environment()
    spoil(home)
    assert said in launch.difference()
    launch.environment()
    assert launch.difference() == ""
    assert said in capsys.readouterr().err


def test_another_python_makes_its_own_environment(home, monkeypatch):
    launch.environment()
    monkeypatch.setattr(launch, "this_python", lambda: "cpython 3.14")
    assert "cpython 3.14" in launch.difference()
    launch.environment()
    assert json.loads((home / ".venv/ready").read_text())["python"] == "cpython 3.14"


def test_a_failure_leaves_nothing_half_made_and_the_next_try_works(home):
    build.trouble = KitError("No environment: the disk is full.")
    with pytest.raises(KitError, match="disk is full"):
        launch.environment()
    assert not (home / ".venv").exists()
    build.trouble = None
    launch.environment()
    assert launch.difference() == ""


def test_an_environment_that_works_is_kept_when_its_successor_fails(home, capsys):
    launch.environment()
    (home / launch.LOCK).write_text("# newer\n")
    build.trouble = KitError("No environment: no network.")
    assert launch.environment() == str(launch.python_in(home / ".venv"))
    assert "Going on with the environment from before" in capsys.readouterr().err
    assert "has changed" in launch.difference()  # the next start tries again


def test_ctrl_c_gives_the_old_environment_back(home):
    launch.environment()
    (home / launch.LOCK).write_text("# newer\n")
    build.trouble = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        launch.environment()
    assert launch.usable(launch.read_ready())


@pytest.mark.parametrize(
    "check", ["venv_trouble", "writing_trouble", "space_trouble", "length_trouble"]
)
def test_a_place_that_will_not_do_is_refused_before_anything_is_made(
    home, monkeypatch, check, capsys
):
    monkeypatch.setattr(checks, check, lambda folder: f"{folder}: {check}")
    with pytest.raises(KitError, match=check):
        launch.environment()
    assert not (home / ".venv").exists() and capsys.readouterr().err == ""


def test_a_synchronised_folder_is_warned_about_and_used(home, monkeypatch, capsys):
    moved = home.parent / "OneDrive - School" / "kit"
    shutil.copytree(home, moved)
    settle(moved, monkeypatch)
    launch.environment()
    assert "OneDrive keeps this folder on several machines" in capsys.readouterr().err
    assert launch.difference() == ""


def test_an_environment_that_has_everything_is_used(home, monkeypatch, tmp_path):
    monkeypatch.setattr(launch, "lacking", lambda tests=False: [])
    monkeypatch.setattr(launch.sysconfig, "get_path", lambda name: str(tmp_path))
    assert launch.environment() == sys.executable
    assert not (home / ".venv").exists()
    assert (tmp_path / "kit.pth").exists()


def test_a_hub_without_the_packages_says_how_to_get_them(home, monkeypatch):
    monkeypatch.setenv("JUPYTERHUB_SERVICE_PREFIX", "/user/ana/")
    with pytest.raises(
        KitError, match=r"lacks pandas>=3; run: python -m pip install -r .*requirements.txt"
    ):
        launch.environment()


def test_lacking_reads_pyproject(monkeypatch):
    import importlib.metadata

    assert launch.lacking() == launch.lacking(tests=True) == []
    found = importlib.metadata.version
    monkeypatch.setattr(
        importlib.metadata, "version", lambda name: "2.3" if name == "pandas" else found(name)
    )
    assert launch.lacking() == ["pandas>=3"]


def interpreters():
    """Every Python on this machine, by version, from the path and from pyenv."""
    folders = [*os.environ["PATH"].split(os.pathsep), *Path.home().glob(".pyenv/versions/*/bin")]
    found = {}
    for folder in map(Path, folders):
        for path in [*folder.glob("python3.?"), *folder.glob("python3.??")]:
            run = subprocess.run(
                [path, "-c", "import sys; print(sys.version_info[:2])"],
                capture_output=True,
                text=True,
            )
            if run.returncode == 0:
                found[eval(run.stdout)] = path
    return found


def test_every_python_on_this_machine_starts_or_says_what_it_needs():
    found = interpreters()
    assert found
    for version, path in found.items():
        run = subprocess.run(
            [path, "-m", "kit", "--help"], cwd=ROOT, capture_output=True, encoding="utf-8"
        )
        if (3, 11) <= version <= (3, 14):
            assert run.returncode == 0 and "doctor" in run.stdout, path
        else:
            assert run.returncode == 2 and run.stderr.count("\n") == 1, (path, run.stderr)
            assert "needs Python 3.11 to 3.14" in run.stderr


def test_what_runs_before_the_check_parses_on_python_3_8():
    import ast

    names = ["kit/__init__", "kit/__main__", "kit/errors", "kit/paths", "workshop/__init__"]
    names += [
        f"workshop/launch/{name}"
        for name in ["__init__", "main", "checks", "environment", "linking", "kit_of_course"]
    ]
    for name in names:
        ast.parse((ROOT / f"{name}.py").read_text(encoding="utf-8"), feature_version=(3, 8))


@pytest.mark.parametrize(
    ("version", "largest", "said"),
    [
        ((3, 8, 1), 2**63 - 1, "Python 3.8;"),
        ((3, 15, 0), 2**63 - 1, "Python 3.15;"),
        ((3, 12, 0), 2**31 - 1, "32-bit"),
        ((4, 0, 0), 2**63, "4.0"),
    ],
)
def test_the_wrong_python_is_one_line_with_a_mend(version, largest, said, monkeypatch):
    monkeypatch.setattr(
        checks.subprocess, "run", lambda *_, **__: (_ for _ in ()).throw(FileNotFoundError())
    )
    line = checks.python_trouble(version, largest)
    assert said in line and "python.org" in line and "\n" not in line


def test_a_python_that_would_do_is_named(monkeypatch):
    monkeypatch.setattr(
        checks.subprocess, "run", lambda *_, **__: types.SimpleNamespace(returncode=0)
    )
    assert checks.python_trouble((3, 8, 0)).endswith(
        "You have one: run python3.14 -m kit" if os.name != "nt" else "run py -3.14 -m kit"
    )
