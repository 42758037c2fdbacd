"""Settings of all tests, and the lesson that many of them read."""

import shutil
from pathlib import Path

import pytest
from hypothesis import settings

import kit

LESSON = Path(__file__).parents[1] / "data" / "assad-2017"

settings.register_profile(
    "kit", deadline=None
)  # a busy machine is no mistake; tests/benchmarks measures time
settings.load_profile("kit")


@pytest.fixture
def lesson(tmp_path, monkeypatch):
    """The lesson with an empty work folder."""
    monkeypatch.setenv("KIT_WORK", str(tmp_path / "work"))
    return kit.open_lesson(LESSON)


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """A copy of the lesson's folder that a test may change."""
    monkeypatch.setenv("KIT_WORK", str(tmp_path / "work"))
    return Path(shutil.copytree(LESSON, tmp_path / "lesson"))
