"""The browser's storage is emptied below an open lesson: what Python still has is kept again."""

import pytest
from web_lesson import ANSWER, LESSON, Lesson

from workshop.validation.browser_page import open_browser

pytestmark = pytest.mark.weekly

FILES = """import os
print(*sorted(name for *_, names in os.walk("/drive/assad-2017") for name in names if name[0] != "."))"""


def clear_site(lesson):
    """Remove all that the browser has of an address, as its own settings do."""
    session = lesson.page.context.new_cdp_session(lesson.page)
    origin = "/".join(lesson.address.split("/")[:3])
    session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})


def test_what_an_open_lesson_has_is_kept_again_after_its_site_was_cleared(address, tmp_path):
    with open_browser(tmp_path) as context:
        lesson = Lesson(context, address).open(LESSON).show()
        lesson.mark(0, 5).write("First words.").wait_saved()
        clear_site(lesson)
        lesson.page.locator("#kit-bar", has_text="was removed from this browser").wait_for()
        assert lesson.execute(FILES).split() == ["01.1.txt", "marks-me.jsonld"]
        lesson.mark(10, 15).wait_saved()
        lesson.page.reload()
        lesson.wait()
        assert lesson.starts() == [0, 10]
        assert lesson.execute(ANSWER).strip() == "First words."
