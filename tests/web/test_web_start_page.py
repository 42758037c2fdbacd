"""The start page: a newer lesson, a lesson begun again, and work removed from a shared computer."""

import shutil
import zipfile

import pytest
from web_lesson import FIRST, LESSON, WRITE, close, open_quickly

from workshop.editions.web.serving import serve
from workshop.validation.browser_page import LessonPage, open_browser

pytestmark = pytest.mark.weekly


@pytest.fixture
def own_site(site, tmp_path):
    """A site that no other test opens: its address, and publish(), which puts its next release there."""
    own = shutil.copytree(site, tmp_path / "host" / site.name)

    def publish():
        start, lesson = own / "index.html", own / "files" / LESSON
        edition = lesson.read_text(encoding="utf-8").split('"edition": "')[1].split('"')[0]
        assert edition in start.read_text(encoding="utf-8")
        for path in start, lesson:
            text = path.read_text(encoding="utf-8").replace(edition, "another")
            path.write_text(text.replace("# 00 ·", "# 00 · Newer:", 1), encoding="utf-8")

    with serve(own.parent) as root:
        yield f"{root}/{own.name}", publish


def test_a_newer_lesson_is_announced_and_the_own_copy_kept_beside_it(own_site, tmp_path):
    address, publish = own_site
    with open_browser(tmp_path / "profile") as context:
        page = open_quickly(context, address)
        page.evaluate(WRITE, "My own words.")
        page.goto(f"{address}/index.html")
        row = page.locator("#lesson-0")
        row.locator(".again").wait_for()
        assert not row.locator(".newer").is_visible()
        publish()
        page.reload()
        row.locator(".newer").wait_for()
        assert not row.locator(".again").is_visible()
        lesson = LessonPage(context, address).open(LESSON)
        lesson.page.get_by_text("There is a newer version of this lesson").wait_for()
        assert lesson.page.evaluate(FIRST) == "My own words."
        lesson.page.get_by_role("link", name="Start page").click()
        row = lesson.page.locator("#lesson-0")
        row.get_by_role("button", name="Take it (yours is kept beside it)").click()
        lesson.page.get_by_text("Your copy is kept: 00-start-here.yours-1.ipynb").wait_for()
        assert not row.locator(".newer").is_visible()
        row.get_by_role("link", name="Your earlier copy: 00-start-here.yours-1.ipynb").wait_for()
        assert "Newer:" in open_quickly(context, address).evaluate(FIRST)
        copy = open_quickly(context, address, "00-start-here.yours-1.ipynb")
        assert copy.evaluate(FIRST) == "My own words."
        copy.get_by_text("This is an earlier copy of yours.").wait_for()


def test_a_lesson_is_begun_again_and_two_copies_are_kept(address, open_start, tmp_path):
    with open_browser(tmp_path) as context:
        for number in (1, 2):
            lesson = open_quickly(context, address)
            lesson.evaluate(WRITE, f"Try {number}.")
            page = open_start(context)
            page.get_by_role("button", name="Start this lesson again").first.click()
            page.get_by_text("A lesson is open in another tab. Close it first").wait_for()
            close(lesson, page)
            page.get_by_role("button", name="Start this lesson again").first.click()
            kept = f"00-start-here.yours-{number}.ipynb"
            page.get_by_text(f"The lesson is as new. Your copy is kept: {kept}").wait_for()
        assert "Start here" in open_quickly(context, address).evaluate(FIRST)
        for number in (1, 2):
            copy = open_quickly(context, address, f"00-start-here.yours-{number}.ipynb")
            assert copy.evaluate(FIRST) == f"Try {number}."


def test_work_is_removed_once_its_file_was_offered_and_no_lesson_is_open(
    address, open_start, tmp_path
):
    with open_browser(tmp_path / "profile") as context:
        lesson = open_quickly(context, address)
        lesson.evaluate(WRITE, "Mine.")
        page = open_start(context)
        page.click("#remove")
        page.get_by_text("A lesson is open in another tab. Close it first").wait_for()
        close(lesson, page)
        page.click("#remove")
        page.get_by_role("button", name="Keep my work").click()
        page.get_by_text("Your work stays on this computer.").wait_for()
        page.click("#remove")
        with page.expect_download() as download:
            page.get_by_role("button", name="Save the file first").click()
        download.value.save_as(tmp_path / "work.zip")
        page.get_by_role("button", name="Remove", exact=True).click()
        page.get_by_text("Your work is removed from this computer.").wait_for()
        assert page.locator("#continue").inner_text() == "Begin"
        page.close()
        assert open_quickly(context, address).evaluate(FIRST) != "Mine."
        again = open_start(context)
        assert again.locator("#lesson-0 .lesson-state").inner_text() == "Not begun."
    with zipfile.ZipFile(tmp_path / "work.zip") as archive:
        assert "Mine." in archive.read(f"work/{LESSON}").decode()


def test_jupyterlites_own_way_to_remove_all_work_at_one_click_is_not_there(address, tmp_path):
    with open_browser(tmp_path) as context:
        lesson = open_quickly(context, address)
        name = "application:clear-browser-data"
        assert not lesson.evaluate("name => jupyterapp.commands.hasCommand(name)", name)
        lesson.get_by_role("menuitem", name="Help").click()
        entries = lesson.get_by_role("menu").get_by_role("menuitem")
        entries.first.wait_for()
        assert not [text for text in entries.all_inner_texts() if "Clear" in text]
        assert not [text for text in entries.all_inner_texts() if not text.strip()]
        lesson.keyboard.press("Escape")
        lesson.get_by_role("link", name="All lessons").click()
        lesson.wait_for_function("globalThis.ready")


PERSIST = "navigator.storage.persist = async () => {answer};"
CLEARED = (
    "A browser may clear it after weeks without a visit, and a private window when you close it"
)


@pytest.mark.parametrize(("answer", "is_warned"), [("false", True), ("true", False)])
def test_what_a_browser_may_clear_is_said_unless_it_promises_not_to(
    address, open_start, tmp_path, answer, is_warned
):
    with open_browser(tmp_path) as context:
        context.add_init_script(PERSIST.format(answer=answer))
        page = open_start(context)
        if not is_warned:
            page.wait_for_function(
                "document.getElementById('kept').textContent.endsWith('computer.')"
            )
        assert (CLEARED in page.locator("#kept").inner_text()) == is_warned


@pytest.mark.parametrize(
    "script",
    [
        "IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); };",
        "IDBFactory.prototype.open = () => { const request = new EventTarget(); setTimeout(() => request.onerror?.(), 50); return request; };",
        "Object.defineProperty(globalThis, 'indexedDB', { value: undefined });",
    ],
)
def test_a_database_that_fails_in_whatever_way_is_said(address, open_start, tmp_path, script):
    with open_browser(tmp_path) as context:
        context.add_init_script(script)
        page = open_start(context)
        assert "not kept: this browser refuses" in page.locator("#kept").inner_text()
        page.click("#hand-in")
        page.get_by_text("That didn't work").wait_for()
