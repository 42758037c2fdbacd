"""The site as readers have it: marked, closed, opened again, handed in; and where nothing is kept."""

import zipfile

from axe_playwright_python.sync_playwright import Axe
from web_lesson import ANSWER, LESSON, Lesson

import kit
from kit.paths import HOME
from workshop.class_work.submissions import find_submissions
from workshop.validation.browser_page import open_browser

OUTSIDE = """import js
try: await js.fetch("http://outside.example/")
except Exception: pass"""


def assert_is_kept(lesson):
    """Python finds in the lesson's files what was marked and written on its page."""
    assert lesson.starts() == [0]
    assert lesson.execute(ANSWER).strip() == "Mine."


def test_work_is_kept_handed_in_and_brought_back(
    address, open_start, command, tmp_path, monkeypatch
):
    with open_browser(tmp_path / "one") as context:
        lesson = Lesson(context, address).open(LESSON).show()
        lesson.mark(0, 5).write("Mine.").wait_saved()
        lesson.page.locator("#kit-bar").wait_for(state="detached")
        lesson.page.reload()
        assert_is_kept(lesson.wait())
        assert not lesson.outside()
        lesson.execute(OUTSIDE)  # which would be noticed
        assert set(lesson.outside()) == {"http://outside.example/"}
    with open_browser(tmp_path / "one") as context:  # the browser was closed in between
        lesson = Lesson(context, address).open(LESSON)
        assert_is_kept(lesson)
        page = open_start(context)
        assert "is kept in this browser" in page.locator("#kept").inner_text()
        assert page.locator("#continue").inner_text().startswith("Continue: ")
        page.fill("#name", "Ada Bell")
        with page.expect_download() as download:
            page.click("#hand-in")
        download.value.save_as(tmp_path / "ada.zip")
        assert Axe().run(page).violations_count == 0
        assert not lesson.outside()
    (handed,) = find_submissions([tmp_path / "ada.zip"])
    assert handed.parts[-3:] == ("Ada Bell", "assad-2017", "marks-me.jsonld")
    assert not handed.problem
    assert not zipfile.ZipFile(tmp_path / "ada.zip").testzip()
    status, _, errors = command("collect", tmp_path / "ada.zip", "--out", tmp_path / "class")
    assert status == 0, errors
    assert "Ada Bell" in (tmp_path / "class" / "marks.csv").read_text(encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "ada.zip") as archive:  # into work/ of an installed edition
        archive.extractall(tmp_path)
    monkeypatch.setenv("KIT_WORK", str(tmp_path / "Ada Bell"))
    installed = kit.open_lesson(HOME)
    assert [mark.start for mark in installed.marks()] == [0]
    assert installed.answer("01.1").text == "Mine."
    with open_browser(tmp_path / "two") as context:  # another computer
        page = open_start(context)
        page.set_input_files("#bring-back", tmp_path / "ada.zip")
        page.get_by_text("files are back").wait_for()
        assert_is_kept(Lesson(context, address).open(LESSON))


def test_an_address_that_keeps_nothing_says_so(address, tmp_path):
    port = address.split(":")[2].split("/")[0]
    rules = "--host-resolver-rules=MAP school.example 127.0.0.1"
    with open_browser(tmp_path / "profile", rules) as context:
        insecure = address.replace(f"127.0.0.1:{port}", f"school.example:{port}")
        page = context.new_page()
        page.goto(f"{insecure}/index.html")
        page.get_by_text("not kept: this address can't keep your work").wait_for()
        lesson = Lesson(context, insecure).open(LESSON)
        lesson.save_what_is_not_kept(tmp_path / "work.zip")
