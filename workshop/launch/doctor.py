"""Check an installation, from any Python: print each problem and its fix; nothing is changed."""

import shutil
import subprocess
import sys
from pathlib import Path

from kit.paths import HOME, work_folder
from kit.reading.text import pluralise
from workshop.launch import checks, environment

# What can only be seen from inside the environment: each prints a line if something is missing.
PROBE = """
import importlib, importlib.util, os, sysconfig
for name in ["jupyterlab", "nbval", "pandas", "numpy", "matplotlib", "ipywidgets", "anywidget", "rapidfuzz", "syntok"]:
    try:
        importlib.import_module(name)
    except Exception as error:
        print(f"{name} doesn't load ({error})")
if importlib.util.find_spec("kit") is None:
    print("notebooks can't import kit")
for name in ["anywidget", os.path.join("@jupyter-widgets", "jupyterlab-manager")]:
    if not os.path.exists(os.path.join(sysconfig.get_path("data"), "share", "jupyter", "labextensions", name, "package.json")):
        print(f"JupyterLab's part of {name} is missing, so widgets stay blank")
"""


def examine(course):
    """Print what is well and what isn't, a line each; return 0, or 1 if something is wrong."""
    work = work_folder(course)
    wrong = list(troubles(course, work))
    print(f"Python {sys.version.split()[0]} at {sys.executable}")
    print(f"kit at {HOME}, course at {course}, work at {work}")
    print(f"Chromium (for the tests only): {chromium() or 'not found; the browser tests need it'}")
    for line in wrong:
        print(f"- {line}")
    print(f"{pluralise(len(wrong), 'thing')} to fix." if wrong else "Nothing is wrong.")
    return 1 if wrong else 0


def troubles(course, work):
    """Yield a line for each thing that is wrong: what, where, what to do."""
    folders = {next(folder for folder in [work, *work.parents] if folder.exists())}
    if environment.lacking():  # then .venv is made there; a shared course may be read-only
        folders.add(HOME)
    found = []
    for folder in sorted(folders):
        found += [checks.writing_trouble(folder), checks.space_trouble(folder, 100)]
    found += [checks.length_trouble(HOME), checks.synchronised_trouble(HOME)]
    yield from filter(None, [*found, checks.python_trouble()])
    yield from environment_troubles()
    taken = sys.stdlib_module_names | {"kit", "pandas", "numpy", "matplotlib"}
    for folder in dict.fromkeys([HOME, work]):
        for path in sorted(folder.glob("*.py")):
            if path.stem in taken:
                yield f"{path} hides Python's own {path.stem}; give it another name."
    if checks.port_trouble(8888):
        yield "Port 8888 is taken, by a JupyterLab still open perhaps; the kit finds another, but close what you don't use."


def environment_troubles():
    """Yield what is wrong with the environment the lessons would run in."""
    own = Path(sys.prefix).resolve() == environment.VENV.resolve()
    is_complete = not environment.lacking()
    why = environment.difference() if own or not is_complete else ""
    if why:
        yield f"{environment.VENV}: {why.rstrip('.')}. That is done by: python -m kit"
        return
    python = sys.executable if own or is_complete else environment.python_in(environment.VENV)
    options = {"capture_output": True, "encoding": "utf-8", "errors": "replace"}
    probe = subprocess.run([python, "-P", "-c", PROBE], **options)
    if probe.returncode:
        yield f"{python} doesn't start ({probe.stderr.strip().rpartition(chr(10))[2]}); delete {environment.VENV} and run: python -m kit"
    for line in probe.stdout.splitlines():
        yield f"{python}: {line}; delete {environment.VENV / 'ready'} and run: python -m kit"


def chromium():
    """Return the path of the browser that the tests drive; None if there isn't one."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None)
