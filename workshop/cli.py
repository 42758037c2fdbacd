"""The commands: `python -m kit COMMAND ...`. To add one, write a function here and say what it
takes.

A command's function gets the parsed arguments, and returns an exit status or lines to print. What
it needs (the lessons' packages, the tests' too, or nothing) is installed before it runs; the room
that does the work is imported when it is called.
"""

import argparse
import difflib
from pathlib import Path

from kit.errors import KitError
from kit.paths import find_course

COMMANDS: dict = {}


def command(*arguments, needs="lessons"):
    """Make a function a command: its name is the command's, its docstring the help; arguments:
    argument(...), in order.
    """

    def add(function):
        function.arguments, function.needs = arguments, needs
        COMMANDS[function.__name__.rstrip("_")] = function
        return function

    return add


def argument(*names, **settings):
    """Name an argument, in argparse's words."""
    return names, settings


FOLDER = argument(
    "folder",
    nargs="?",
    metavar="FOLDER",
    help="the course's folder, if it isn't the one you are in",
)
PYODIDE = argument(
    "--pyodide",
    metavar="FOLDER",
    help="for the web: Pyodide's files, put into the site; else readers' browsers fetch them",
)
PASSED_ON = (
    argument(
        "options",
        nargs="*",
        metavar="OPTION",
        help="pytest's own options and paths, instead of everything",
    ),
)


@command(
    FOLDER,
    argument(
        "--no-browser", action="store_true", help="print the address instead of opening a browser"
    ),
    argument(
        "--port",
        type=int,
        metavar="N",
        help="JupyterLab's port; a free one is found if this is left out",
    ),
    argument(
        "--instructor",
        action="store_true",
        help="open the instructor edition, with solutions and notes for teaching",
    ),
)
def open_(given):
    """Open the lessons in JupyterLab (the command when none is named)"""
    from workshop.launch.opening import open_lessons

    return open_lessons(
        find_course(given.folder), not given.no_browser, given.port, given.instructor
    )


@command(*PASSED_ON, needs="tests")
def test(given):
    """Run every test: unit, notebooks, browser"""
    from workshop.launch.upkeep import run_tests

    return run_tests(given.options)


@command(argument("number", metavar="NUMBER", help="the notebook's, such as 03"), FOLDER)
def refresh(given):
    """Take the newest version of a notebook; yours is kept beside it"""
    from workshop.editions.work import refresh

    return refresh(find_course(given.folder), given.number)


@command(
    argument(
        "folder", metavar="FOLDER", help="the new course's folder, which must not be there yet"
    ),
    argument(
        "--article",
        metavar="FILE",
        required=True,
        help=".txt .md .html .docx .pdf, or - for what comes from standard input",
    ),
    argument("--title", metavar="T", help="the article's title; its headline if this is left out"),
    argument(
        "--language",
        metavar="XX",
        help="its language as two letters, such as en or ar; found if this is left out",
    ),
    argument(
        "--encoding",
        metavar="NAME",
        help="how an old text file is written, such as cp1251; found if this is left out",
    ),
    argument("--yes", action="store_true", help="take what was found, and don't ask"),
    argument(
        "--articles",
        metavar="FOLDER",
        help="many articles for notebook 11: .txt with articles.toml or articles.csv, or a CSV",
    ),
)
def new(given):
    """Make a course on an article of your own, with every notebook, tested"""
    from workshop.own_article.new import new

    asked = {"encoding": given.encoding, "articles": given.articles}
    return new(given.folder, given.article, given.title, given.language, given.yes, **asked)


@command(FOLDER)
def todo(given):
    """List what is still to be written in a course, by notebook and cell"""
    from workshop.own_article.todo import todo

    return todo(find_course(given.folder))


@command(
    FOLDER,
    argument(
        "--update",
        action="store_true",
        help="save the new outputs where something changed, and show what",
    ),
    argument(
        "--only",
        action="append",
        metavar="NUMBER",
        help="this notebook alone, such as 03; may be given more than once",
    ),
    argument(
        "--in-browser",
        action="store_true",
        help="run them in headless Chromium, on the site that release --for web makes",
    ),
    PYODIDE,
)
def validate(given):
    """Run the notebooks and compare every output with the one saved"""
    if given.in_browser:
        from workshop.validation.in_browser import validate_in_browser

        return validate_in_browser(find_course(given.folder), given.only, given.pyodide)
    from workshop.validation.validate import validate

    return validate(find_course(given.folder), given.update, given.only)


@command(
    argument("source", metavar="IN", help="the file to read"),
    argument(
        "target", metavar="OUT", help="the file to write; its ending says the format, or --to"
    ),
    argument(
        "--article",
        metavar="FILE",
        help="the text the annotations are of; the course's article if this is left out",
    ),
    argument(
        "--from",
        dest="source_format",
        metavar="FORMAT",
        help="w3c csv brat conll labelstudio doccano cas",
    ),
    argument("--to", dest="target_format", metavar="FORMAT", help="the same"),
)
def convert(given):
    """Annotations from one program's file to another's"""
    from workshop.convert import convert

    return convert(
        given.source, given.target, given.article, given.source_format, given.target_format
    )


@command(FOLDER, needs=None)
def doctor(given):
    """Say what is wrong with this installation, one line and one mend each"""
    from workshop.launch.doctor import examine

    return examine(find_course(given.folder))


@command(
    argument(
        "--upgrade", action="store_true", help="take the newest versions that pyproject.toml allows"
    ),
    argument(
        "--check",
        action="store_true",
        help="write nothing: see that every system and Python finds wheels for what is locked",
    ),
)
def lock(given):
    """Write the locks again from pyproject.toml (for who maintains the kit)"""
    from workshop.launch.upkeep import check_locks, write_locks

    return check_locks() if given.check else write_locks(given.upgrade)


@command(
    argument(
        "files", nargs="*", metavar="FILES", help="annotation files, folders and zips, in any mix"
    ),
    argument(
        "--from-homes",
        metavar="PATTERN",
        help="take the work from home folders, such as '/home/*', and count how far each came",
    ),
    argument(
        "--give-back",
        metavar="KEY",
        help="with --from-homes: write each student's page, by this decided reading, into the home",
    ),
    argument(
        "--anonymous",
        action="store_true",
        help="call students by salted codes; the list is kept in a folder apart",
    ),
    argument(
        "--out",
        default="class",
        metavar="FOLDER",
        help="where report and tables go (class, if this is left out)",
    ),
    argument(
        "--course", metavar="FOLDER", help="the course's folder, if it isn't the one you are in"
    ),
    argument("--layer", metavar="NAME", help="one layer of the codebook only, such as quotation"),
    argument(
        "--pseudonyms",
        action="store_true",
        help="call students student 1, student 2 ...; names.csv keeps the list",
    ),
    argument(
        "--adjudicate",
        action="store_true",
        help="then open the annotator to decide where they disagree, votes shown",
    ),
    argument(
        "--no-browser",
        action="store_true",
        help="with --adjudicate: print the address instead of opening a browser",
    ),
    argument("--port", type=int, metavar="N", help="with --adjudicate: JupyterLab's port"),
)
def collect(given):
    """Gather a class's annotations: report, agreement, disagreements, heat map"""
    from workshop.class_work.collect import run

    return run(given, find_course(given.course))


@command(
    FOLDER,
    argument(
        "--for",
        dest="grader",
        choices=["nbgrader", "otter", "web", "hub"],
        help="write masters for this grader; web: a site of the lessons; hub: what one needs",
    ),
    PYODIDE,
    argument(
        "--out",
        metavar="FOLDER",
        help="where the editions go (the course's release/, if this is left out)",
    ),
)
def release(given):
    """Write the student and the instructor edition, as folders and zips"""
    from workshop.editions.release import release

    return release(find_course(given.folder), given.grader, given.out, given.pyodide)


@command(
    argument("source", metavar="FOLDER", help="a folder or zip of .txt, JSON Lines or Parquet"),
    argument("--out", metavar="TABLES", required=True, help="the folder that the tables go to"),
    argument("--workers", type=int, metavar="N", help="processes; one for each core if left out"),
    argument("--cluster", metavar="ADDRESS", help="a Dask scheduler, such as tcp://10.0.0.5:8786"),
)
def survey(given):
    """Quotations, names and words of very many articles as Parquet tables, on Dask"""
    from workshop.survey.running import survey

    return survey(given.source, given.out, given.workers, given.cluster)


class Parser(argparse.ArgumentParser):
    """argparse, but a mistake is one line."""

    def error(self, message):
        raise KitError(f"{message}; see: {self.prog} --help")


def parse(arguments):
    """Return the arguments of one command as a namespace, with .run (its function) and .needs.
    Raises KitError.
    """
    name, rest = (
        (arguments[0], arguments[1:])
        if arguments and arguments[0] in COMMANDS
        else ("open", arguments)
    )
    if rest[:1] in (["-h"], ["--help"]) and name == "open":
        lines = [f"  {name or '':10} {function.__doc__}" for name, function in COMMANDS.items()]
        epilog = "commands (python -m kit COMMAND --help says more):\n" + "\n".join(lines)
    else:
        epilog = None
    function = COMMANDS[name]
    parser = Parser(
        prog="python -m kit" + f" {name}" * (name != "open"),
        description=function.__doc__,
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    for names, settings in function.arguments:
        parser.add_argument(*names, **settings)
    passes_on = rest[:1] not in (["-h"], ["--help"]) and function.arguments == PASSED_ON
    given = argparse.Namespace(options=rest) if passes_on else parser.parse_args(rest)
    if name == "open" and given.folder and not Path(given.folder).exists():
        close = difflib.get_close_matches(given.folder, COMMANDS, 1)
        hint = f"did you mean {close[0]}?" if close else "see: python -m kit --help"
        raise KitError(f"{given.folder}: there is no such command or folder; {hint}")
    given.run, given.needs = function, function.needs
    return given


def run(given):
    """Run a parsed command; return its exit status."""
    done = given.run(given)
    if isinstance(done, int):
        return done
    for line in [done] if isinstance(done, str) else done or []:
        print(line)
    return 0
