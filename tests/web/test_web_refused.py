"""A browser that refuses to keep anything: every place says so, and offers the download."""

import json

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
        lesson = Lesson(context, address).open(LESSON)
        lesson.save_what_is_not_kept(tmp_path / "work.zip")
