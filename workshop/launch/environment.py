"""Choose the environment of a command, make or repair .venv if need be, and run it there.

Standard library alone, in words that Python 3.8 can parse. An environment that has what
pyproject.toml asks for is used as it is (conda, Binder, a hub). Else there is .venv: it counts only
when .venv/ready, written last, agrees with the folder, the locks and the Python.
"""

import contextlib
import hashlib
import json
import os
import re
import shutil
import sys
import sysconfig
import tempfile
from pathlib import Path

from kit.errors import FileError, KitError
from kit.files import locked
from kit.paths import HOME, LOCK, TEST_LOCK
from workshop.launch import checks
from workshop.launch.linking import link

VENV = HOME / ".venv"
SERVERS = {"JUPYTERHUB_SERVICE_PREFIX", "BINDER_SERVICE_HOST", "COLAB_RELEASE_TAG"}


def refuse(trouble):
    """Raise KitError if there is something to say."""
    if trouble:
        raise KitError(trouble)


def environment(tests=False):
    """Return the Python to run in: this one, else that of .venv, made or repaired first.

    tests: what the tests need must be there too.
    """
    own = os.path.realpath(sys.prefix) == os.path.realpath(VENV)
    if not own:
        missing = lacking(tests)
        if not missing:
            link(sysconfig.get_path("purelib"))
            return sys.executable
        if on_a_server():
            fix = f"run: python -m pip install -r {HOME / LOCK}"
            raise KitError(f"This server's Python lacks {', '.join(missing)}; {fix}")
    name = hashlib.sha256(os.fsencode(HOME)).hexdigest()[:16]
    with contextlib.ExitStack() as stack:
        # one start at a time; where there is no room for a lock nobody can be waited for
        with contextlib.suppress(FileError):
            stack.enter_context(locked(Path(tempfile.gettempdir(), f"close-reading-kit-{name}")))
        why = difference()
        if why:
            make(why)
        if tests and read_ready()["locks"].get(TEST_LOCK) != fingerprint(TEST_LOCK):
            from workshop.launch import installing

            installing.install(python_in(VENV), HOME / TEST_LOCK, "Adding what the tests need")
            write_ready(LOCK, TEST_LOCK)
        link(packages())
    return sys.executable if own and not why else str(python_in(VENV))


def lacking(tests=False):
    """Return what pyproject.toml asks for and this Python lacks: ["pandas>=3", ...]."""
    import tomllib  # Python 3.11's
    from importlib.metadata import PackageNotFoundError, version

    project = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))
    missing = []
    for wanted in project["project"]["dependencies"] + tests * project["dependency-groups"]["test"]:
        name, _, least = wanted.partition(">=")
        try:
            enough = numbers(version(name)) >= numbers(least)
        except PackageNotFoundError:
            enough = name == "uv"  # it only installs the others
        missing += [wanted] * (not enough)
    return missing


def numbers(version):
    """Return the numbers a version is compared by: (3, 11, 2) for "3.11.2rc1"."""
    return tuple(int(number) for number in re.findall(r"\d+", version)[:3])


def on_a_server():
    """Return True on a server that shows Jupyter in a browser: a hub, Binder, Colab."""
    return not SERVERS.isdisjoint(os.environ)


def difference():
    """Return why .venv won't do as it is, in words for the reader; "" if it will."""
    ready = read_ready()
    if not VENV.exists():
        return "Making the environment, this once; it takes a minute or so."
    if not usable(ready):
        return "The environment in .venv isn't whole: making it again."
    if ready["folder"] != str(HOME):
        return "The folder was moved: making its environment again."
    if ready["python"] != this_python():
        return f"The environment was made with {ready['python']}, and this is {this_python()}: making it again."
    if ready["locks"].get(LOCK) != fingerprint(LOCK):
        return f"{LOCK} has changed: making the environment again."
    return ""


def read_ready():
    """Return what .venv/ready records (folder, python, locks), {} if it isn't there or isn't whole."""
    try:
        ready = json.loads((VENV / "ready").read_text(encoding="utf-8"))
        return ready if {"folder", "python", "locks"} <= set(ready) else {}
    except (OSError, ValueError, TypeError):
        return {}


def usable(ready):
    """Say whether .venv was finished and the Python it was made from is still there."""
    try:
        about = (VENV / "pyvenv.cfg").read_text(encoding="utf-8")
    except (OSError, ValueError):
        return False
    home = re.search(r"^home *= *(.+)$", about, re.M)
    return bool(ready and home) and os.path.isdir(home[1].strip()) and python_in(VENV).exists()


def this_python():
    """Return the name and version an environment depends on: "cpython 3.11"."""
    return "{} {}.{}".format(sys.implementation.name, *sys.version_info)


def fingerprint(lock):
    """Return the SHA-256 of a lock file."""
    return hashlib.sha256((HOME / lock).read_bytes()).hexdigest()


def python_in(folder):
    """Return the path of an environment's Python."""
    return folder / "Scripts" / "python.exe" if os.name == "nt" else folder / "bin" / "python"


def packages():
    """Return the folder in .venv that packages are installed in."""
    return next(VENV.glob("lib/python3.*/site-packages"), VENV / "Lib" / "site-packages")


def make(why):
    """Make .venv anew. One that works is put aside, and back again if its successor can't be made."""
    from workshop.launch import installing

    refuse(checks.venv_trouble(HOME))
    refuse(checks.writing_trouble(HOME))
    refuse(checks.space_trouble(HOME))
    refuse(checks.length_trouble(HOME))
    installing.say(why)
    if checks.synchronised(HOME):
        installing.say(checks.synchronised_trouble(HOME))
    before = VENV.with_name(".venv-before")
    try:
        if usable(read_ready()):
            discard(before)
            VENV.rename(before)
        discard(VENV)
    except OSError as error:
        fix = "close JupyterLab and try again"
        raise KitError(f"{error.filename}: can't be replaced ({error.strerror}); {fix}") from None
    try:
        installing.build(VENV, python_in(VENV), HOME / LOCK)
        write_ready(LOCK)
    except BaseException as problem:
        discard(VENV, ignore_errors=True)
        if before.exists():
            before.rename(VENV)
        if not isinstance(problem, KitError) or not VENV.exists():
            raise
        installing.say(f"{problem} Going on with the environment from before.")
    discard(before, ignore_errors=True)


def write_ready(*locks):
    """Record what .venv was made for: from now on it counts."""
    ready = {"folder": str(HOME), "python": this_python()}
    ready["locks"] = {lock: fingerprint(lock) for lock in locks}
    (VENV / "ready").write_text(json.dumps(ready, indent=1), encoding="utf-8")


def discard(folder, ignore_errors=False):
    """Delete a folder, if it is there."""
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder, ignore_errors)
