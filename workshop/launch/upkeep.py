"""What whoever maintains the kit runs: all the tests, and the making of the locks."""

import itertools
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from kit.errors import KitError
from kit.paths import HOME, LOCK, TEST_LOCK
from workshop.launch.checks import NEWEST, OLDEST
from workshop.validation.validate import validate

# Who opens the kit: uv's names for Linux, Windows and both Macs, and every Python that
# pyproject.toml allows.
PLATFORMS = [
    "x86_64-unknown-linux-gnu",
    "aarch64-unknown-linux-gnu",
    "x86_64-pc-windows-msvc",
    "x86_64-apple-darwin",
    "aarch64-apple-darwin",
]
GRADERS_LOCK = "locks/requirements-graders.txt"
SURVEY_LOCK = "locks/requirements-survey.txt"  # apart: with pyarrow, pandas shows other types
HUB_LOCK = "locks/requirements-hub.txt"
WEB_LOCK = "locks/requirements-web.txt"
PYTHONS = [f"{OLDEST[0]}.{minor}" for minor in range(OLDEST[1], NEWEST[1] + 1)]


def run_tests(options=()):
    """Run every test and every notebook, or what pytest's `options` name; return 0 if all is well.

    Unit and browser tests run first, a file at a time on each core; then the notebooks, compared
    output by output.
    """
    pytest = [sys.executable, "-m", "pytest"]
    if options:
        return subprocess.run([*pytest, *options], cwd=HOME).returncode
    failed = subprocess.run(
        [*pytest, "-n", str(os.cpu_count() or 1), "--dist", "loadfile"], cwd=HOME
    ).returncode
    return validate(HOME) or failed


def write_locks(upgrade=False):
    """Write the locks from pyproject.toml: exact, hashed, for every system and Python, without an
    index's address.

    upgrade: take the newest versions allowed; else only what has to change does.
    """
    compile_ = [
        sys.executable,
        "-m",
        "uv",
        "pip",
        "compile",
        "--universal",
        "--python-version",
        "3.11",
        "--generate-hashes",
    ]
    compile_ += ["--no-annotate", "--no-python-downloads", "--quiet"] + ["--upgrade"] * upgrade
    environment = {**os.environ, "UV_CUSTOM_COMPILE_COMMAND": "python -m kit lock"}
    graders = ["pyproject.toml", "--group", "graders", "-c", LOCK, "-o", GRADERS_LOCK]
    survey = ["pyproject.toml", "--extra", "survey", "-c", LOCK, "-o", SURVEY_LOCK]
    hub = ["--group", "hub", "-c", LOCK, "-o", HUB_LOCK]
    web = ["--group", "web", "-c", LOCK, "-o", WEB_LOCK]
    for lock in [
        ["pyproject.toml", "-o", LOCK],
        ["--group", "test", "-c", LOCK, "-o", TEST_LOCK],
        graders,
        survey,
        hub,
        web,
    ]:
        if subprocess.run(compile_ + lock, cwd=HOME, env=environment).returncode:
            raise KitError(f"{lock[-1]}: not written; uv says why above")
    apart = f"{GRADERS_LOCK}, {SURVEY_LOCK}, {HUB_LOCK} and {WEB_LOCK}"
    written = f"{LOCK}, {TEST_LOCK}, {apart}"
    return [f"{written} are written; python -m kit test tries them."]


def check_locks(lock=HOME / LOCK):
    """Ask the package index for a wheel of everything a student gets, for every platform and
    Python; nothing is installed.

    Raises KitError naming the platform and Python that would have to build something.
    """
    resolve = [
        sys.executable,
        "-m",
        "uv",
        "pip",
        "compile",
        str(lock),
        "-o",
        os.devnull,
        "--quiet",
        "--no-deps",
    ]
    resolve += ["--only-binary", ":all:", "--no-python-downloads"]

    def ask(platform, python):
        run = [*resolve, "--python-platform", platform, "--python-version", python]
        answer = subprocess.run(run, cwd=HOME, capture_output=True, encoding="utf-8")
        return (
            f"{lock}: not all of it has wheels for {platform} and Python {python}: {answer.stderr.strip()}"
            * bool(answer.returncode)
        )

    with ThreadPoolExecutor(4) as pool:  # each of them mostly waits for the index
        for trouble in pool.map(ask, *zip(*itertools.product(PLATFORMS, PYTHONS), strict=True)):
            if trouble:
                raise KitError(trouble)
    return [
        f"Wheels for everything in {LOCK}, on {len(PLATFORMS)} platforms with {len(PYTHONS)} Pythons."
    ]
