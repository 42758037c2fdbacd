import shutil
from pathlib import Path

import pytest

import kit

LESSON = Path(__file__).parents[2] / "data" / "assad-2017"


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
