"""What whoever maintains the kit runs: all the tests, and the making of the locks."""

import os
import subprocess
import sys

from kit.errors import KitError
from kit.launch import HOME, LOCK, TEST_LOCK


def run_tests(options=()):
    """Run every test and every notebook, or what pytest's `options` name; return 0 if all is well.

    Unit and browser tests run first, a file at a time on each core; then the notebooks, compared output by output.
    """
    pytest = [sys.executable, "-m", "pytest"]
    if options:
        return subprocess.run([*pytest, *options], cwd=HOME).returncode
    workers = ["-n", str(os.cpu_count() or 1), "--dist", "loadfile"]
    failed = subprocess.run([*pytest, *workers], cwd=HOME).returncode
    return subprocess.run([*pytest, *workers, "--nbval", "notebooks"], cwd=HOME).returncode or failed


def write_locks(upgrade=False):
    """Write both locks from pyproject.toml: exact, hashed, for every system and Python, without an index's address.

    upgrade: take the newest versions allowed; else only what has to change does.
    """
    compile_ = [sys.executable, "-m", "uv", "pip", "compile", "--universal", "--python-version", "3.11", "--generate-hashes"]
    compile_ += ["--no-annotate", "--quiet", "pyproject.toml"] + ["--upgrade"] * upgrade
    environment = {**os.environ, "UV_CUSTOM_COMPILE_COMMAND": "python -m kit lock"}
    for lock in [["-o", LOCK], ["--group", "test", "-c", LOCK, "-o", TEST_LOCK]]:
        if subprocess.run(compile_ + lock, cwd=HOME, env=environment).returncode:
            raise KitError(f"{lock[-1]}: not written; uv says why above")
    return [f"{LOCK} and {TEST_LOCK} are written; python -m kit test tries them."]
