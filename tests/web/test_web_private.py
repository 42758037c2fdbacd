"""Private windows: what they say is true, and nothing stays on the computer."""

import json
import shutil
from contextlib import closing

import pytest
from firefox import Firefox
from web_lesson import LESSON, Lesson

from workshop.validation.browser_page import EXECUTE, open_browser

SHOW = """import kit; _lesson = kit.open_lesson(); _marks = _lesson.marks()
_view = kit.annotate(_marks); _box = _lesson.answer("01.1"); _box.text = "Mine."
_view._hear(None, {"window": "w", "operations": [{"number": 1, "do": "add",
    "id": "a", "start": 0, "end": 5, "label": _lesson.codebook.labels[0].name}]}, [])
print(_view._saved["ok"], _view._saved["message"], _box.status, sep="|")"""
PRIVATE = 'user_pref("browser.privatebrowsing.autostart", true);\n'  # every window is one


def test_chromiums_start_page_warns_and_nothing_stays(address, tmp_path):
    """Its pages can't tell. As long as the window is open, work is kept in it."""
    with open_browser(tmp_path, "--incognito") as context:
        (page,) = context.pages  # the window it began with; others would be ordinary ones
        page.goto(f"{address}/index.html")
        page.wait_for_function("globalThis.ready")
        said = page.locator("#kept").inner_text()
        assert "may clear it" in said
        assert "a private window when you close it: hand in at the end of each lesson" in said
        lesson = Lesson(context, address, page).open(LESSON).show()
        lesson.mark(0, 5).write("Mine.").wait_saved()
        page.goto(f"{address}/index.html")
        page.locator("#lesson-1 .lesson-state", has_text="1 of").wait_for()
        with page.expect_download() as download:
            page.click("#hand-in")
        assert download.value.suggested_filename == "assad-2017.zip"
        assert not list(tmp_path.rglob("IndexedDB"))


@pytest.mark.weekly
@pytest.mark.skipif(
    not shutil.which("firefox-esr"), reason="no Firefox: install Debian's package firefox-esr"
)
def test_firefox_says_everywhere_that_nothing_is_kept(address, tmp_path):
    (tmp_path / "user.js").write_text(PRIVATE)
    with closing(Firefox(tmp_path)) as firefox:
        firefox.goto(f"{address}/index.html")
        firefox.until("globalThis.ready")
        said = firefox.evaluate("document.getElementById('kept').textContent")
        assert "not kept: this browser window keeps nothing (is it a private one?)" in said
        firefox.goto(f"{address}/notebooks/index.html?path={LESSON}")
        firefox.until("globalThis.kitReady")
        ok, message, status = firefox.evaluate(f"({EXECUTE})({json.dumps(SHOW)})").split("|")
        assert ok == "False"
        assert "not kept: this page can't keep work" in message
        assert "not kept: this page can't keep work" in status
        firefox.until("document.getElementById('kit-bar').textContent.includes('not kept')")
