"""The command line: which command is asked for, and with what. commands.py has the commands."""

import argparse
import difflib
from pathlib import Path

from kit.errors import KitError
from workshop.arguments import TEST
from workshop.commands import COMMANDS


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
    if command.arguments is TEST and not asks_help:  # they are pytest's
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
