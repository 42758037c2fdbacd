"""What whoever maintains the kit runs: all the tests, and the making of the locks."""

import itertools
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from kit.errors import KitError
from kit.paths import HOME, LOCK, TEST_LOCK
from kit.reading.text import join_words
from workshop.launch.checks import NEWEST, OLDEST

# Who opens the kit: uv's names for Linux, Windows and both Macs, and every Python that
# pyproject.toml allows.
PLATFORMS = ["x86_64-unknown-linux-gnu", "aarch64-unknown-linux-gnu", "x86_64-pc-windows-msvc"]
PLATFORMS += ["x86_64-apple-darwin", "aarch64-apple-darwin"]
# each lock, and what of pyproject.toml it holds; all agree with the first
LOCKS = {
    LOCK: ["pyproject.toml"],
    TEST_LOCK: ["--group", "test"],
    "locks/requirements-graders.txt": ["pyproject.toml", "--group", "graders"],
    # apart: with pyarrow, pandas shows other types
    "locks/requirements-survey.txt": ["pyproject.toml", "--extra", "survey"],
    "locks/requirements-hub.txt": ["--group", "hub"],
    "locks/requirements-hub-checks.txt": ["--group", "hub-checks"],
    "locks/requirements-web.txt": ["--group", "web"],
    "locks/requirements-docs.txt": ["--group", "docs"],
}
PYTHONS = [f"{OLDEST[0]}.{minor}" for minor in range(OLDEST[1], NEWEST[1] + 1)]


def run_tests(options=()):
    """Run every test and notebook, or what pytest's `options` name; return 0 if all is well."""
    pytest = [sys.executable, "-m", "pytest"]
    if options:
        return subprocess.run([*pytest, *options], cwd=HOME).returncode
    workers = (os.cpu_count() or 1) * 3 // 2  # some tests wait for a browser or a server
    deal = ["-n", str(workers), "--dist", "loadfile", "--no-loadscope-reorder"]
    deal += ["-p", "no:nbval"]  # only notebooks need it, and every worker would import it
    validating = [sys.executable, "-m", "kit", "validate"]
    notebooks = subprocess.Popen(validating, cwd=HOME, stdout=subprocess.PIPE, encoding="utf-8")
    failed = subprocess.run([*pytest, *deal], cwd=HOME).returncode
    print(notebooks.communicate()[0])
    return failed or notebooks.returncode


def write_locks(upgrade=False):
    """Write exact, hashed locks for every system. upgrade: take the newest versions allowed."""
    compiling = [sys.executable, "-m", "uv", "pip", "compile", "--universal", "--quiet"]
    compiling += ["--python-version", "3.11", "--generate-hashes", "--no-annotate"]
    compiling += ["--no-python-downloads"]
    if upgrade:
        compiling.append("--upgrade")
    environment = {**os.environ, "UV_CUSTOM_COMPILE_COMMAND": "python -m kit lock"}
    for lock, holds in LOCKS.items():
        agreeing = [] if lock == LOCK else ["-c", LOCK]
        command = [*compiling, *holds, *agreeing, "-o", lock]
        if subprocess.run(command, cwd=HOME, env=environment).returncode:
            raise KitError(f"{lock}: not written; uv says why above")
    return [f"{join_words(LOCKS)} are written; python -m kit test tries them."]


def check_locks(lock=HOME / LOCK):
    """Ask the index for a wheel of every package, for every platform and Python; or KitError."""
    resolve = [sys.executable, "-m", "uv", "pip", "compile", str(lock), "-o", os.devnull]
    resolve += ["--quiet", "--no-deps", "--only-binary", ":all:", "--no-python-downloads"]

    def ask(platform, python):
        run = [*resolve, "--python-platform", platform, "--python-version", python]
        answer = subprocess.run(run, cwd=HOME, capture_output=True, encoding="utf-8")
        if answer.returncode == 0:
            return ""
        what = f"not all of it has wheels for {platform} and Python {python}"
        return f"{lock}: {what}: {answer.stderr.strip()}"

    with ThreadPoolExecutor(4) as pool:  # each of them mostly waits for the index
        for trouble in pool.map(ask, *zip(*itertools.product(PLATFORMS, PYTHONS), strict=True)):
            if trouble:
                raise KitError(trouble)
    where = f"{len(PLATFORMS)} platforms with {len(PYTHONS)} Pythons"
    return [f"Wheels for everything in {LOCK}, on {where}."]
