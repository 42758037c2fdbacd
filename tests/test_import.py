"""`import kit` loads the standard library and nothing else."""

import os
import subprocess
import sys
from pathlib import Path

import kit

ROOT = Path(kit.__file__).resolve().parent.parent


def imported(code):
    """Every module a fresh Python loads for `code`, read off -X importtime."""
    run = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", code],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return {
        line.rpartition("|")[2].strip()
        for line in run.stderr.splitlines()
        if line.startswith("import time:")
    } - {"imported package"}


def test_import_kit_loads_no_third_party_module():
    own = {
        name
        for name in imported("import kit") - imported("pass")
        if name.split(".")[0] not in sys.stdlib_module_names
    }
    assert own == {"kit"}


def test_the_test_would_notice():
    assert "pandas" in imported("import kit; kit.compare")


def test_every_public_name_is_there_and_listed():
    for name in kit.__all__:
        assert getattr(kit, name).__name__ == name
    assert set(kit.__all__) <= set(dir(kit))


def test_a_wrong_name_says_how_to_find_the_right_one():
    run = subprocess.run(
        [sys.executable, "-c", "import kit; kit.open_leson"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        env=dict(os.environ),
    )
    assert "kit has no name 'open_leson'" in run.stderr
