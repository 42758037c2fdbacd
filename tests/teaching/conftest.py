"""What the tests of exercises share."""

import functools
import os

import pytest

import kit
from kit.paths import HOME


@pytest.fixture(scope="module")
def kept_open(tmp_path_factory):
    """A lesson for many checks: it works out each key once, and no check waits for the disk."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KIT_WORK", str(tmp_path_factory.mktemp("kept") / "work"))
        patch.setattr(os, "fsync", lambda handle: None)
        lesson = kit.open_lesson(HOME)
        lesson._answer_key = functools.cache(lesson._answer_key)
        yield lesson
