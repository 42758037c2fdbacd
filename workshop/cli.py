"""The command line, `python -m kit COMMAND ...`: which command is asked for, and with what.

A command's function gets the parsed arguments, imports the room that does the work, and returns an
exit status or lines to print. What it needs is installed before it runs.
"""

import argparse
import difflib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kit.errors import KitError
from kit.paths import find_course
from workshop import arguments as takes


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
    "open": Command(open_, takes.OPEN),
    "test": Command(test, takes.TEST, needs="tests"),
    "refresh": Command(refresh, takes.REFRESH),
    "new": Command(new, takes.NEW),
    "todo": Command(todo, takes.TODO),
    "validate": Command(validate, takes.VALIDATE),
    "convert": Command(convert, takes.CONVERT),
    "doctor": Command(doctor, takes.DOCTOR, needs=""),
    "lock": Command(lock, takes.LOCK),
    "collect": Command(collect, takes.COLLECT),
    "release": Command(release, takes.RELEASE),
    "survey": Command(survey, takes.SURVEY),
}


class Parser(argparse.ArgumentParser):
    """argparse, but a mistake is one line."""

    def error(self, message):
        raise KitError(f"{message}; see: {self.prog} --help")


def parse(arguments):
    """Return a command's arguments, with .run (its function) and .needs. Raises KitError."""
    name = "open"
    if arguments and arguments[0] in COMMANDS:
        name, *arguments = arguments
    command = COMMANDS[name]
    asks_help = arguments[:1] in (["-h"], ["--help"])
    if command.arguments is takes.TEST and not asks_help:  # they are pytest's
        given = argparse.Namespace(options=arguments)
    else:
        given = make_parser(name, command).parse_args(arguments)
    if name == "open" and given.folder and not Path(given.folder).exists():
        close = difflib.get_close_matches(given.folder, COMMANDS, 1)
        hint = f"did you mean {close[0]}?" if close else "see: python -m kit --help"
        raise KitError(f"{given.folder}: there is no such command or folder; {hint}")
    given.run = command.run
    given.needs = command.needs
    return given


def make_parser(name, command):
    """Return the Parser of a command; that of `open`, which needs no name, lists all of them."""
    epilog = None
    if name == "open":
        lines = [f"  {each:10} {other.run.__doc__}" for each, other in COMMANDS.items()]
        epilog = "commands (python -m kit COMMAND --help says more):\n" + "\n".join(lines)
    parser = Parser(
        prog="python -m kit" if name == "open" else f"python -m kit {name}",
        description=command.run.__doc__,
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    for names, settings in command.arguments:
        parser.add_argument(*names, **settings)
    return parser


def run(given):
    """Run a parsed command; return its exit status."""
    done = given.run(given)
    if isinstance(done, int):
        return done
    for line in [done] if isinstance(done, str) else done or []:
        print(line)
    return 0
