"""Run the course's notebooks and compare every output with the one saved: `python -m kit validate`.

nbval does the work, in pytest; plugin.py adds what it doesn't see, kernels.py makes it quick.
"""

import os
import subprocess
import sys
from pathlib import Path

from kit.errors import LessonError
from kit.paths import HOME

PLUGINS = ["-p", "workshop.validation.kernels", "-p", "workshop.validation.plugin"]


def validate(course, update=False, paths=None, options=()):
    """Run the course's masters and compare every output; return 0, or 1 if one differs.

    course: the course folder. update: save the new outputs instead of complaining, in the notebooks
    where something changed, and show what changed; a notebook with a cell that fails is left as it
    was. paths: only these (files, folders, or numbers such as "03"). options: more of pytest's own.
    Raises LessonError if there is no such notebook.

    >>> validate("no-such-course")
    Traceback (most recent call last):
    kit.errors.LessonError: no-such-course: no notebooks folder here; name a course folder
    """
    notebooks = Path(course) / "notebooks"
    if not notebooks.is_dir():
        raise LessonError(f"{course}: no notebooks folder here; name a course folder")
    chosen = [str(path) for path in find_notebooks(notebooks, paths)]
    course = notebooks.resolve().parent
    # what notebooks/conftest.py sets too; here it is in time for the fork server
    environment = {**os.environ, "PYTHONHASHSEED": "0", "OPENBLAS_NUM_THREADS": "1"}
    before = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    folders = dict.fromkeys([str(course), str(HOME), *filter(None, before)])
    environment["PYTHONPATH"] = os.pathsep.join(folders)
    command = [sys.executable, "-m", "pytest", "--disable-plugin-autoload", *PLUGINS]
    command += ["-p", "no:cacheprovider", f"--rootdir={course}", f"--confcutdir={course}"]
    command += ["-c", os.devnull, "--no-header", "--capture=sys", "--tb=short", "-q", "-rfE"]
    # twice the processors: what runs a notebook waits for its kernel half of the time
    command += [f"--kit-workers={2 * (os.cpu_count() or 1)}"]
    command += ["--kit-update"] if update else []
    command += [*options, *chosen]
    process = subprocess.Popen(command, cwd=course, env=environment)
    try:
        return 0 if process.wait() == 0 else 1
    except KeyboardInterrupt:
        process.wait(10)  # until it has tidied up
        raise


def find_notebooks(notebooks, paths=None):
    """Return absolute paths: the folder if none are named, else each path or number."""
    if not paths:
        return [Path(notebooks).resolve()]
    found = []
    for name in paths:
        numbered = sorted(Path(notebooks).glob(f"{name}-*.ipynb")) if str(name).isdecimal() else []
        if not numbered and not Path(name).exists():
            raise LessonError(f"{name}: no such notebook; name a file, or its number, such as 03")
        found += [path.resolve() for path in numbered or [Path(name)]]
    return found
