"""Settings of all tests, and the lesson that many of them read."""

import os
import shutil
import sys
from pathlib import Path

# Every worker, command and kernel of these tests imports the same modules: translated once, and
# not by each of them, which would be half of the time (images of containers often forbid it).
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
# jsonschema would build grammars of web addresses for a second and a half; no schema asks for them
sys.modules.setdefault("rfc3987_syntax", None)

import pytest
from hypothesis import settings

import kit
from workshop.launch import main as launch

LESSON = Path(__file__).parents[1] / "data" / "assad-2017"

# KIT_WEEKLY=1 is set each week: then the tests run that are marked `weekly`, which say again, the
# long way round, what a quicker test says at each commit; and properties have many more examples.
IS_WEEKLY = "KIT_WEEKLY" in os.environ
# A busy machine is no mistake: tests/benchmarks measures time.
settings.register_profile("commit", deadline=None, max_examples=25)
settings.register_profile("weekly", deadline=None, max_examples=200)
settings.load_profile("weekly" if IS_WEEKLY else "commit")

# A worker takes a file at a time: the longest come first, or one worker would sit over the last
# of them while the others have nothing left to do.
LONGEST = [
    "browser/test_front_ends.py",  # with all of IN_JUPYTERLAB
    "validation/test_validation_faults.py",  # a minute of it is waiting
    "browser/test_two_commands.py",
    "validation/test_validation.py",
    "editions/test_graders.py",
    "notebooks/test_gallery.py",
    "own_article/test_new.py",
    "notebooks/test_editions_of_masters.py",
    "own_article/test_new_second_lesson.py",
    "editions/test_release.py",
    "survey/test_survey.py",
    "quotations/test_quotations_properties.py",
    "teaching/test_answers.py",
    "teaching/test_checks.py",
    "browser/test_marking_for_everybody.py",
    "validation/test_validation_reports.py",
    "web/test_web_parts.py",
    "own_article/test_new_many.py",
]


# These need JupyterLab, with a browser to show it in: one worker starts them, once.
IN_JUPYTERLAB = {
    "tests/browser/test_adjudicating.py",
    "tests/browser/test_answer_box.py",
    "tests/browser/test_desk.py",
    "tests/browser/test_edition_page.py",
    "tests/browser/test_front_ends.py",
    "tests/browser/test_small_widgets.py",
}


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """A worker takes a file at a time, and one takes all that need JupyterLab."""
    from xdist.scheduler import LoadFileScheduling

    class Together(LoadFileScheduling):
        def _split_scope(self, nodeid):
            file = super()._split_scope(nodeid)
            return "JupyterLab" if file in IN_JUPYTERLAB else file

    return Together(config, log) if config.option.dist == "loadfile" else None


def pytest_ignore_collect(collection_path):
    """A script without an example has no test in it, and may import much."""
    if collection_path.suffix != ".py" or collection_path.name.startswith("test_"):
        return None
    return ">>>" not in collection_path.read_text(encoding="utf-8") or None


def pytest_collection_modifyitems(config, items):
    weekly = [item for item in items if item.get_closest_marker("weekly")]
    if weekly and not IS_WEEKLY:
        config.hook.pytest_deselected(items=weekly)
        items[:] = [item for item in items if item not in set(weekly)]
    here = Path(__file__).parent
    place = {here / name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.path, len(place)))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter):
    """Say first what no longer holds: the names of tests are sentences."""
    failed = [*terminalreporter.getreports("failed"), *terminalreporter.getreports("error")]
    if failed:
        terminalreporter.section("What no longer holds")
    for report in failed:
        path, _, name = report.nodeid.partition("::")
        words, _, case = name.removeprefix("test_").partition("[")
        case = f" ({case.removesuffix(']')})" if case else ""
        terminalreporter.line(f"- {words.replace('_', ' ')}{case}: {path}")
    return (yield)


@pytest.fixture
def lesson(tmp_path, monkeypatch):
    """The lesson with an empty work folder."""
    monkeypatch.setenv("KIT_WORK", str(tmp_path / "work"))
    return kit.open_lesson(LESSON)


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """A copy of the lesson's folder that a test may change."""
    monkeypatch.setenv("KIT_WORK", str(tmp_path / "work"))
    return Path(shutil.copytree(LESSON, tmp_path / "lesson"))


@pytest.fixture
def command(monkeypatch, capsys):
    """command("release", "--out", folder) -> status, what it printed, its errors: `python -m kit` in this process.

    tests/launch/test_cli.py has commands in a process of their own.
    """

    def run(*arguments):
        monkeypatch.setenv(launch.STARTED, "1")
        capsys.readouterr()
        status = launch.main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return run
