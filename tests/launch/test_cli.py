"""The commands as a person types them."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from kit import paths
from kit.errors import KitError, LessonError
from workshop import cli
from workshop.launch import environment
from workshop.launch import main as launch

ROOT = Path(__file__).resolve().parents[2]


def kit(*arguments, cwd=ROOT):
    return subprocess.run(
        [sys.executable, "-m", "kit", *arguments],
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        # A test never makes the environment anew that it runs in.
        env={**os.environ, "PYTHONPATH": str(ROOT), launch.STARTED: "1"},
    )


def test_help_lists_every_command_with_a_line():
    run = kit("--help")
    assert run.returncode == 0
    for name, command in cli.COMMANDS.items():
        assert f"  {name:10} {command.run.__doc__}" in run.stdout


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_each_command_explains_itself_and_its_room_has_what_it_calls(name):
    with pytest.raises(SystemExit) as ended:
        cli.parse([name, "--help"])
    assert ended.value.code == 0
    help = cli.COMMANDS[name].run.__doc__
    assert help and "\n" not in help


def test_no_command_opens_the_lessons():
    given = cli.parse(["--no-browser", "--port", "8899"])
    assert (
        given.run is cli.COMMANDS["open"].run
        and given.no_browser
        and given.port == 8899
        and given.needs == "lessons"
    )
    assert cli.parse([str(ROOT)]).folder == str(ROOT)


def test_tests_options_go_to_pytest_as_they_are():
    given = cli.parse(["test", "-k", "words and not slow", "tests/reading", "-x"])
    assert (
        given.options == ["-k", "words and not slow", "tests/reading", "-x"]
        and given.needs == "tests"
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["docter"], "did you mean doctor?"),
        (["/no/such/folder"], "no such command or folder"),
        (["--porrt", "1"], "unrecognized arguments: --porrt"),
        (["--port", "abc"], "invalid int value: 'abc'"),
        (["--port", "70000"], "70000 is no port"),
        (["doctor", "/"], "no course.toml here"),
    ],
)
def test_a_mistake_is_one_line_and_status_2(command, arguments, said):
    status, output, errors = command(*arguments)
    assert status == 2
    assert said in errors and errors.count("\n") == 1 and output == ""


def test_a_taken_port_is_one_line_and_status_2():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        run = kit("--port", str(taken.getsockname()[1]))
    assert run.returncode == 2 and "is taken" in run.stderr and run.stderr.count("\n") == 1


def test_ctrl_c_is_quiet(monkeypatch, capsys):
    def stop(given):
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "run", stop)
    monkeypatch.setenv(launch.STARTED, "1")
    assert launch.main(["lock"]) == 130
    assert capsys.readouterr().err == "\nStopped.\n"


def test_what_a_command_returns_is_printed_or_its_status(capsys):
    assert cli.run(cli.argparse.Namespace(run=lambda given: ["one", "two"])) == 0
    assert cli.run(cli.argparse.Namespace(run=lambda given: 1)) == 1
    assert cli.run(cli.argparse.Namespace(run=lambda given: None)) == 0
    assert capsys.readouterr().out == "one\ntwo\n"


def test_the_course_is_the_one_named_else_the_one_you_are_in_else_the_kits(tmp_path, monkeypatch):
    course = tmp_path / "mine"
    (course / "notebooks").mkdir(parents=True)
    (course / "course.toml").write_text("")
    assert paths.find_course(course) == course
    monkeypatch.chdir(course / "notebooks")
    assert paths.find_course() == course
    monkeypatch.chdir(tmp_path)
    assert paths.find_course() == ROOT
    with pytest.raises(LessonError, match="course.toml"):
        paths.find_course(tmp_path)
    assert issubclass(LessonError, KitError)


def test_doctor_finds_what_is_planted(tmp_path, monkeypatch):
    from workshop.launch import doctor

    (tmp_path / "work").mkdir()
    (tmp_path / "work/random.py").write_text("")
    lines = list(doctor.troubles(tmp_path, tmp_path / "work"))
    assert [line for line in lines if "random.py hides Python's own random" in line]
    monkeypatch.setattr(environment, "lacking", lambda tests=False: ["pandas>=3"])
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    assert "python -m kit" in next(doctor.environment_troubles())
    monkeypatch.setattr(doctor, "PROBE", "raise SystemExit('broken beyond words')")
    monkeypatch.setattr(environment, "lacking", lambda tests=False: [])
    assert "broken beyond words" in next(doctor.environment_troubles())


def test_doctor_sees_packages_and_widget_parts_that_are_missing():
    from workshop.launch.doctor import PROBE

    bare = getattr(sys, "_base_executable", sys.executable)
    run = subprocess.run([bare, "-I", "-S", "-c", PROBE], capture_output=True, encoding="utf-8")
    assert (
        "anywidget doesn't load" in run.stdout
        and "JupyterLab's part of anywidget is missing" in run.stdout
    )
