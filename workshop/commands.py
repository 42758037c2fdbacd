"""The commands: `python -m kit COMMAND ...`.

A command's function gets the parsed arguments, and returns an exit status or lines to print. What
it needs (the lessons' packages, the tests' too, or nothing) is installed before it runs; the room
that does the work is imported when it is called.
"""

from collections.abc import Callable
from dataclasses import dataclass

from kit.paths import find_course
from workshop import arguments


@dataclass(frozen=True)
class Command:
    """A command: its function, whose docstring is the help, what it takes and what it needs."""

    run: Callable
    arguments: tuple
    needs: str = "lessons"  # or "tests", or "" for nothing


def open_(given):
    """Open the lessons in JupyterLab (the command when none is named)"""
    from workshop.launch.opening import open_lessons

    course = find_course(given.folder)
    return open_lessons(course, not given.no_browser, given.port, given.instructor)


def test(given):
    """Run every test: unit, notebooks, browser"""
    from workshop.launch.upkeep import run_tests

    return run_tests(given.options)


def refresh(given):
    """Take the newest version of a notebook; yours is kept beside it"""
    from workshop.editions.work import refresh

    return refresh(find_course(given.folder), given.number)


def new(given):
    """Make a course on an article of your own or another lesson, with every notebook, tested"""
    from workshop.own_article.new import new

    asked = {"encoding": given.encoding, "articles": given.articles, "lesson": given.lesson}
    return new(given.folder, given.article, given.title, given.language, given.yes, **asked)


def todo(given):
    """List what is still to be written in a course, by notebook and cell"""
    from workshop.own_article.todo import todo

    return todo(find_course(given.folder))


def validate(given):
    """Run the notebooks and compare every output with the one saved"""
    if given.in_browser:
        from workshop.validation.in_browser import validate_in_browser

        return validate_in_browser(find_course(given.folder), given.only, given.pyodide)
    from workshop.validation.validate import validate

    return validate(find_course(given.folder), given.update, given.only)


def convert(given):
    """Annotations from one program's file to another's"""
    from workshop.convert import convert

    formats = given.source_format, given.target_format
    return convert(given.source, given.target, given.article, *formats)


def doctor(given):
    """Say what is wrong with this installation: each problem and its fix"""
    from workshop.launch.doctor import examine

    return examine(find_course(given.folder))


def lock(given):
    """Write the locks again from pyproject.toml (for who maintains the kit)"""
    from workshop.launch.upkeep import check_locks, write_locks

    return check_locks() if given.check else write_locks(given.upgrade)


def collect(given):
    """Gather a class's annotations: report, agreement, disagreements, heat map"""
    from workshop.class_work.collect import run

    return run(given, find_course(given.course))


def release(given):
    """Write the student and the instructor edition, as folders and zips"""
    from workshop.editions.release import release

    return release(find_course(given.folder), given.grader, given.out, given.pyodide)


def survey(given):
    """Quotations, names and words of very many articles as Parquet tables, on Dask"""
    from workshop.survey.running import survey

    return survey(given.source, given.out, given.workers, given.cluster)


COMMANDS = {
    "open": Command(open_, arguments.OPEN),
    "test": Command(test, arguments.TEST, needs="tests"),
    "refresh": Command(refresh, arguments.REFRESH),
    "new": Command(new, arguments.NEW),
    "todo": Command(todo, arguments.TODO),
    "validate": Command(validate, arguments.VALIDATE),
    "convert": Command(convert, arguments.CONVERT),
    "doctor": Command(doctor, arguments.DOCTOR, needs=""),
    "lock": Command(lock, arguments.LOCK),
    "collect": Command(collect, arguments.COLLECT),
    "release": Command(release, arguments.RELEASE),
    "survey": Command(survey, arguments.SURVEY),
}
