"""How long validation takes, beside stock nbval and beside the bare code: `python tests/benchmarks/validation.py [--rounds 2]`.

On the project's notebooks, four ways in one run: stock nbval, one process; stock nbval, four workers of pytest-xdist; `kit validate`
as it comes; and the floor: the cells' code run one after the other in one plain process, nothing compared. The goals, on two
cores: 4.5 times the first's speed, 4 times the second's, and no more than half of the floor's time and 2 seconds.
"""

import argparse
import os
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

COURSE = Path(__file__).resolve().parents[2]
ONE, FOUR, KIT = "stock nbval", "stock nbval, four workers", "kit validate"
BARE = "the code alone, one process"
GOALS = {ONE: 4.5, FOUR: 4}  # times kit validate's time
FLOOR = """
import ast, json, os, pathlib, sys, tempfile
os.environ["MPLBACKEND"] = "agg"
os.environ["KIT_COURSE"] = os.getcwd()
show = lambda *things: [getattr(thing, "_repr_html_", thing.__repr__)() for thing in things]
for path in sorted(pathlib.Path("notebooks").rglob("*.ipynb")):
    os.environ["KIT_WORK"] = tempfile.mkdtemp()
    names = {"__name__": "__main__", "display": show}
    for cell in json.loads(path.read_text("utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            body = ast.parse("".join(cell["source"])).body
            last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
            exec(compile(ast.Module(body, []), path.name, "exec"), names)
            if last:
                show(eval(compile(ast.Expression(last.value), path.name, "eval"), names))
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument(
        "course", nargs="?", type=Path, default=COURSE, help="another course folder"
    )
    parser.add_argument(
        "--rounds", type=int, default=1, help="each way is run so often; the fastest counts"
    )
    arguments = parser.parse_args()
    nbval = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbval", "notebooks"]
    validate = "from workshop.validation.validate import validate; raise SystemExit(validate('.'))"
    ways = {
        ONE: nbval,
        FOUR: [*nbval, "-n4", "--dist", "loadfile"],
        KIT: [sys.executable, "-c", validate],
        BARE: [sys.executable, "-c", FLOOR],
    }
    if not find_spec("xdist"):
        del ways[FOUR]
        print(f"{FOUR}: left out, for pytest-xdist isn't installed here; `kit test` installs it.")
    seconds = {
        way: min(timed(command, arguments.course) for _ in range(arguments.rounds))
        for way, command in ways.items()
    }
    kit, most = seconds[KIT], seconds[BARE] / 2 + 2
    count = len(list((arguments.course / "notebooks").rglob("*.ipynb")))
    print(f"{count} notebooks, {os.cpu_count()} processors, fastest of {arguments.rounds}")
    for way, taken in seconds.items():
        goal = f" (goal: {GOALS[way]})" if way in GOALS else ""
        print(f"{way:<30} {taken:6.2f} s   {taken / kit:5.2f} times kit validate's time{goal}")
    reached = "reached" if kit <= most else "not reached"
    print(f"half of the code alone and 2 s {most:6.2f} s   {reached}: {KIT} took {kit:.2f} s")


def timed(command, course):
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(course), str(COURSE)])}
    started = time.perf_counter()
    done = subprocess.run(command, cwd=course, env=environment, capture_output=True, text=True)
    taken = time.perf_counter() - started
    if done.returncode:
        sys.exit(f"{command} failed:\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
    return taken


if __name__ == "__main__":
    main()
