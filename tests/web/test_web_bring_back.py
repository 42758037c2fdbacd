"""Work brought back to a browser that has other work: nothing of either is lost."""

import json
import shutil
import zipfile

import pytest
from web_lesson import ANSWER, FIRST, LESSON, WRITE, Lesson, close, open_quickly

import kit
from kit.paths import HOME
from workshop.validation.browser_page import open_browser

pytestmark = pytest.mark.weekly

BESIDE = (
    "3 files are back. What was here is kept beside it: "
    "00-start-here.yours-1.ipynb, assad-2017/answers/01.1.yours-1.txt."
)
OWN = """from pathlib import Path
print(Path("/drive/assad-2017/answers/01.1.yours-1.txt").read_text())"""


def work_elsewhere(folder, site, monkeypatch):
    """Mark, answer and write on in an installed edition; return that as a zip."""
    monkeypatch.setenv("KIT_WORK", str(folder / "work"))
    lesson = kit.open_lesson(HOME)
    marks = lesson.marks()
    marks.add(0, 5, lesson.codebook.labels[0].name)
    marks.save()
    lesson.answer("01.1").text = "There."
    notebook = json.loads((site / "files" / LESSON).read_text(encoding="utf-8"))
    notebook["cells"][0]["source"] = "Written there."
    (folder / "work" / LESSON).write_text(json.dumps(notebook), encoding="utf-8")
    return shutil.make_archive(str(folder / "there"), "zip", folder, "work")


def test_marks_are_joined_and_other_files_kept_beside(
    address, site, open_start, tmp_path, monkeypatch
):
    there = work_elsewhere(tmp_path, site, monkeypatch)
    with open_browser(tmp_path / "profile") as context:
        lesson = Lesson(context, address).open(LESSON).show()
        lesson.mark(10, 15).write("Here.").wait_saved()
        lesson.page.evaluate(WRITE, "Written here.")
        page = open_start(context)
        page.set_input_files("#bring-back", there)
        page.get_by_text("A lesson is open in another tab. Close it first").wait_for()
        close(lesson.page, page)
        page.set_input_files("#bring-back", there)
        page.get_by_text("files are back").wait_for()
        assert page.locator("#said").inner_text() == BESIDE
        with page.expect_download() as download:
            page.click("#hand-in")
        download.value.save_as(tmp_path / "both.zip")
        page.set_input_files("#bring-back", there)
        page.get_by_text("0 files are back.").wait_for()
        lesson = Lesson(context, address).open(LESSON)
        assert lesson.starts() == [0, 10]
        assert lesson.execute(ANSWER).strip() == "There."
        assert lesson.execute(OWN).strip() == "Here."
        assert lesson.page.evaluate(FIRST) == "Written there."
        copy = open_quickly(context, address, "00-start-here.yours-1.ipynb")
        assert copy.evaluate(FIRST) == "Written here."
    with zipfile.ZipFile(tmp_path / "both.zip") as archive:
        marks = json.loads(archive.read("work/assad-2017/marks-me.jsonld"))
    assert marks["total"] == len(marks["first"]["items"]) == 2
