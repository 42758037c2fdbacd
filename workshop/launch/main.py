"""Run one command in an environment that has what it needs: where `python -m kit` begins.

Standard library alone, in words that Python 3.8 can parse: the wrong Python gets an answer.
"""

import os
import sys

from kit.errors import KitError
from workshop.launch import checks, environment

# tells the second start that the first has looked after everything
STARTED = "KIT_ENVIRONMENT_READY"


def main(arguments):
    """Run one command where it has what it needs; return the exit status."""
    try:
        environment.refuse(checks.python_trouble())
        from workshop import cli
        from workshop.launch import installing  # from here on this is Python 3.11 or newer

        for stream in sys.stdout, sys.stderr:
            # a path may have letters that an old console hasn't
            stream.reconfigure(errors="backslashreplace")
        given = cli.parse(arguments)
        if given.needs and not os.environ.pop(STARTED, None):
            python = environment.environment(tests=given.needs == "tests")
            if python != sys.executable:
                return installing.hand_over(
                    [python, "-m", "kit", *arguments],
                    {**installing.inside(environment.VENV), STARTED: "1"},
                )
        return cli.run(given)
    except KitError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
