"""The locks hold what pyproject.toml asks for, exactly, hashed, and without an index's address."""

import re
import tomllib
from pathlib import Path

import pytest

from workshop.launch import environment as launch

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PIN = re.compile(
    r"^([a-z0-9][\w.-]*)==([\w.]+)( ; [^\\]+)? \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)",
    re.M,
)


def pins(name):
    """{package: {version, ...}} of a lock."""
    found = {}
    for package, version, _, _ in PIN.findall((ROOT / name).read_text(encoding="utf-8")):
        found.setdefault(package, set()).add(version)
    return found


@pytest.mark.parametrize("name", [launch.LOCK, launch.TEST_LOCK])
def test_every_line_is_an_exact_version_with_its_hashes_and_nothing_else(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    rest = PIN.sub("", text)
    assert pins(name) and all(line.startswith("#") for line in rest.splitlines()), rest
    assert "://" not in text and "index" not in text


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        (launch.LOCK, PROJECT["project"]["dependencies"]),
        (launch.TEST_LOCK, PROJECT["dependency-groups"]["test"]),
    ],
)
def test_the_lock_satisfies_pyproject(lock, wanted):
    locked = pins(lock)
    for requirement in wanted:
        assert re.fullmatch(r"[a-z0-9-]+(>=[0-9.]+)?", requirement), (
            f"{requirement}: launch.lacking reads a name and >= only"
        )
        name, _, least = requirement.partition(">=")
        assert name in locked, f"{name} isn't in {lock}; run: python -m kit lock"
        assert all(launch.numbers(version) >= launch.numbers(least) for version in locked[name])


def test_no_judge_downgrades_a_student():
    students, tests = pins(launch.LOCK), pins(launch.TEST_LOCK)
    shared = set(students) & set(tests)
    assert shared and all(tests[name] <= students[name] for name in shared)


def test_this_environment_is_the_locked_one():
    """What the tests prove is what students get: a drift of the environment shows here first."""
    from importlib.metadata import version

    for requirement in PROJECT["project"]["dependencies"]:
        name = requirement.partition(">=")[0]
        if name != "uv":
            assert version(name) in pins(launch.LOCK)[name], name
