"""A browser that refuses to keep anything: every place says so, and offers the download."""

import json
import zipfile

from web_lesson import LESSON, Lesson

from workshop.validation.browser_page import open_browser


def refuse(profile):
    """Have a profile's browser block what sites want to store, as a school may set it."""
    settings = {"profile": {"default_content_setting_values": {"cookies": 2}}}
    folder = profile / "Default"
    folder.mkdir(parents=True)
    (folder / "Preferences").write_text(json.dumps(settings))


def test_blocked_storage_is_said_by_annotator_box_and_start_page(address, open_start, tmp_path):
    refuse(tmp_path / "profile")
    with open_browser(tmp_path / "profile") as context:
        start = open_start(context)
        assert "not kept" in start.locator("#kept").inner_text()
        lesson = Lesson(context, address).open(LESSON).show()
        lesson.mark(0, 5).write("Mine.")
        lesson.page.locator(".kit-state", has_text="not kept: this page can't keep work").wait_for()
        lesson.page.locator("p", has_text="Not saved: 01.1.txt: not kept").first.wait_for()
        lesson.page.locator("#kit-bar", has_text="Your work is not kept").wait_for()
        with lesson.page.expect_download() as download:
            lesson.page.get_by_role("button", name="Download my work").click()
        download.value.save_as(tmp_path / "work.zip")
    with zipfile.ZipFile(tmp_path / "work.zip") as archive:
        assert b"Mine." in archive.read("work/assad-2017/answers/01.1.txt")
        assert "work/assad-2017/marks-me.jsonld" in archive.namelist()
