"""The site in Firefox: it opens, runs a lesson's cells, marks, and keeps that over a restart."""

import json
import shutil
from contextlib import closing

import pytest
from firefox import Firefox

from workshop.validation.browser_page import EXECUTE

LESSON = "00-start-here.ipynb"
MARK = """import kit; _lesson = kit.open_lesson(); _marks = _lesson.marks()
if not len(_marks): _marks.add(0, 5, _lesson.codebook.labels[0].name); _marks.save()
print([mark.text for mark in _marks])"""

pytestmark = pytest.mark.skipif(
    not shutil.which("firefox-esr"), reason="no Firefox: install Debian's package firefox-esr"
)


def open_lesson(firefox, address):
    firefox.goto(f"{address}/notebooks/index.html?path={LESSON}")
    firefox.until("globalThis.kitReady")


def mark(firefox):
    return firefox.evaluate(f"({EXECUTE})({json.dumps(MARK)})")


def test_firefox_opens_a_lesson_runs_it_marks_and_keeps_over_a_restart(address, tmp_path):
    with closing(Firefox(tmp_path)) as firefox:
        firefox.goto(f"{address}/index.html")
        firefox.until("globalThis.ready")
        said = firefox.evaluate("document.getElementById('kept').textContent")
        assert said.startswith("Your work is kept in this browser")
        open_lesson(firefox, address)
        words = mark(firefox)
        assert words.startswith("['")
    with closing(Firefox(tmp_path)) as firefox:
        open_lesson(firefox, address)
        kept = "print(len(__import__('kit').open_lesson().marks()))"
        assert firefox.evaluate(f"({EXECUTE})({json.dumps(kept)})").strip() == "1"
        assert mark(firefox) == words
        firefox.goto(f"{address}/index.html")
        firefox.until("document.getElementById('continue').textContent.startsWith('Continue: ')")
