"""A browser that is killed and a tab that is closed while it saves: what was said to be is there."""

import contextlib
import os
import signal
from pathlib import Path

import pytest
from playwright.sync_api import Error
from web_lesson import ANSWER, LESSON, SAVE, Lesson

from workshop.validation.browser_page import open_browser

pytestmark = pytest.mark.weekly


def kill(profile):
    """End a profile's browser and all its processes, as a machine that stops does."""
    own = str(profile).encode()
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            words = (folder / "cmdline").read_bytes().split(b"\0")
            if any(word.startswith(b"--") and own in word for word in words):
                os.kill(int(folder.name), signal.SIGKILL)


def test_what_was_said_to_be_saved_outlives_browser_and_tab(address, tmp_path):
    profile = tmp_path / "profile"
    with contextlib.suppress(Error), open_browser(profile) as context:
        lesson = Lesson(context, address).open(LESSON).show()
        lesson.mark(0, 5).write("Said at once.").wait_saved()
        lesson.begin(SAVE.format(who=1, count=500))
        before = lesson.printed(3)
        kill(profile)
    with open_browser(profile) as context:
        lesson = Lesson(context, address).open(LESSON)
        starts = lesson.starts()
        assert set(starts) >= {0, *(100 + number for number in before)}
        assert lesson.execute(ANSWER).strip() == "Said at once."
        lesson.begin(SAVE.format(who=10, count=500))
        saved = lesson.printed(3)
        lesson.page.close()
        lesson = Lesson(context, address).open(LESSON)
        after = lesson.starts()
        assert set(after) >= {*starts, *(1000 + number for number in saved)}
        assert lesson.execute(SAVE.format(who=20, count=1)).split() == ["0"]  # no lock is left
        assert lesson.starts() == [*after, 2000]
