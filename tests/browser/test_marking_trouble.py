"""The annotator alone on a page: what others do to its marks and its file, and what goes wrong. Nothing is ever lost."""

import errno
import os

import pytest
from stage import ARTICLE, BOOK, marks_on, words
from waiting import hold_clock

import kit

# ---- what others do


def test_marks_made_in_a_cell_appear_and_are_saved(stage, tmp_path):
    marks = marks_on(ARTICLE, tmp_path / "marks.json")
    s = stage(marks)
    marks.add(0, 5, "person")
    s.tell()
    assert s.page.get_by_role("option").filter(has_text="Assad").count() == 1
    assert len(kit.Annotations.load(tmp_path / "marks.json", ARTICLE)) == 1
    marks.undo()
    s.tell()
    s.page.wait_for_function(
        "document.querySelectorAll('[role=listbox] [role=option]').length === 0"
    )


def test_what_is_done_while_the_kernel_is_dead_is_kept_offered_and_put_back(stage, tmp_path, look):
    path = tmp_path / "marks.json"
    s = stage(marks_on(ARTICLE, path))
    s.select(0, 5)
    s.press("p")
    s.settle()
    s.cut()
    s.select(70, 75)
    s.press("l", "Enter", "Tab")
    s.page.keyboard.type("the state")
    s.page.locator(".kit-state[data-kind=bad]").wait_for()
    assert "not saved: the kernel doesn't answer" in s.page.locator(".kit-state").inner_text()
    assert "2 changes kept in this browser" in s.page.locator(".kit-state").inner_text()
    look("kernel-dead")
    s.page.reload()  # as when the lid is closed and the page opened again
    again = stage(kit.Annotations.load(path, ARTICLE, codebook=BOOK))
    assert words(again) == [("Assad", "person")]
    notice = again.page.locator(".kit-notice")
    assert "2 changes" in notice.inner_text()
    look("kept-offered")
    notice.get_by_role("button", name="Put back").click()
    assert words(again) == [("Assad", "person"), ("Syria", "place")]
    assert again.marks.table.canonical.tolist()[1] == "the state"
    again.page.reload()
    assert (
        stage(kit.Annotations.load(path, ARTICLE, codebook=BOOK))
        .page.locator(".kit-notice")
        .is_hidden()
    )


def test_a_kernel_that_wakes_up_does_each_thing_once(stage):
    s = stage(marks_on("one two three"))
    s.cut()
    s.caret(1)
    s.press("p")
    s.caret(5)
    s.press("p", "Control+z")
    s.page.evaluate("annotator.marks.wire.unanswered()")  # the clock would, after two seconds
    assert "not saved" in s.page.locator("[role=alert]").inner_text()
    s.cut(False)
    s.page.evaluate("annotator.marks.wire.unanswered()")
    assert words(s) == [("one", "person")]
    s.page.evaluate(
        "wire.sent.filter((m) => m.operations.length).forEach((m) => python(m))"
    )  # all that was sent arrives again
    assert words(s) == [("one", "person")]


def test_a_file_that_cannot_be_written_is_said(stage, tmp_path, look):
    (tmp_path / "marks.json").write_text("not ours", encoding="utf-8")
    s = stage(marks_on(ARTICLE, tmp_path / "marks.json"))
    s.caret(2)
    s.press("p")
    s.page.locator(".kit-state[data-kind=bad]").wait_for()
    assert s.page.locator(".kit-state").inner_text().startswith("not saved: ")
    assert "not saved" in s.page.locator("[role=alert]").inner_text()
    assert (tmp_path / "marks.json").read_text(encoding="utf-8") == "not ours"
    look("not-saved")
    (tmp_path / "marks.json").unlink()
    s.press("Control+s")
    s.page.locator(".kit-state[data-kind=good]").wait_for()
    assert len(kit.Annotations.load(tmp_path / "marks.json", ARTICLE)) == 1


def test_orphans_and_ambiguous_marks_are_decided(stage, tmp_path, look):
    path, old = (
        tmp_path / "marks.json",
        kit.Article("The minister left. Nobody cheered. Then rain."),
    )
    marks = kit.Annotations(old, codebook=BOOK, path=path)
    marks.add(19, 34, "quotation")
    marks.save()
    changed = kit.Article("Wholly other words stand here now, of 1923, on ships and bread.")
    s = stage(kit.Annotations.load(path, changed, codebook=BOOK))
    assert [m.status for m in s.marks] == ["orphan"]
    doubts = s.page.locator(".kit-doubts")
    assert "Nobody cheered." in doubts.inner_text()
    look("orphan")
    s.select(0, 12)
    doubts.get_by_role("button", name="Put it on the selected words").click()
    assert words(s) == [("Wholly other", "quotation")]
    assert doubts.is_hidden()


def test_saved_is_said_and_stays_said(page, stage, tmp_path):
    hold_clock(page)
    s = stage(marks_on(ARTICLE, tmp_path / "marks.json"))
    s.caret(2)
    s.press("p")
    s.settle()
    s.page.clock.run_for(500)  # longer than a slow save waits before it says so
    assert s.page.locator(".kit-state").inner_text() == "saved"


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS])
def test_a_full_disk_and_a_read_only_folder_are_said_and_nothing_is_lost(
    stage, tmp_path, look, monkeypatch, number
):
    path = tmp_path / "marks.json"
    s = stage(marks_on(ARTICLE, path))
    s.caret(2)
    s.press("p")
    s.settle()

    def refuse(*args, **kwargs):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("kit.files.tempfile.mkstemp", refuse)
    s.caret(72)
    s.press("l")
    s.page.locator(".kit-state[data-kind=bad]").wait_for()
    said = s.page.locator(".kit-state").inner_text()
    assert (
        said
        == f"not saved: {path} ({os.strerror(number)}); free some space or choose a folder you may write to"
    )
    assert s.page.locator("[role=alert]").inner_text() == said
    assert [mark.text for mark in kit.Annotations.load(path, ARTICLE)] == ["Assad"]
    look("disk-full")
    again = stage(
        kit.Annotations.load(path, ARTICLE, codebook=BOOK)
    )  # the kernel dies, too: the browser still has it
    again.page.get_by_role("button", name="Put back").click()
    monkeypatch.undo()
    again.press("Control+s")
    again.page.locator(".kit-state[data-kind=good]").wait_for()
    assert [mark.text for mark in kit.Annotations.load(path, ARTICLE)] == ["Assad", "Syria"]


def test_what_another_program_writes_is_taken_in_and_what_it_breaks_is_said(stage, tmp_path):
    path = tmp_path / "marks.json"
    s = stage(marks_on(ARTICLE, path))
    s.caret(2)
    s.press("p")
    s.settle()
    other = kit.Annotations.load(path, ARTICLE, codebook=BOOK)
    other.add(70, 75, "place")
    other.change(next(iter(other)).id, note="from elsewhere")
    other.save()
    s.press("Control+s")  # as the look every four seconds does
    assert words(s) == [("Assad", "person"), ("Syria", "place")]
    assert "from elsewhere" in s.page.locator(".kit-more").inner_text()
    good = path.read_text(encoding="utf-8")
    path.write_text(good[: len(good) // 2], encoding="utf-8")
    s.caret(80)
    s.press("l")
    s.page.locator(".kit-state[data-kind=bad]").wait_for()
    assert "last good copy" in s.page.locator(".kit-state").inner_text()
    assert path.read_text(encoding="utf-8") == good[: len(good) // 2]
    path.write_text(good, encoding="utf-8")
    s.press("Control+s")
    s.page.locator(".kit-state[data-kind=good]").wait_for()
    assert [mark.text for mark in kit.Annotations.load(path, ARTICLE)] == [
        "Assad",
        "Syria",
        "enters",
    ]


def test_a_file_may_have_any_name(stage, tmp_path):
    for name in (
        "<img src=x onerror=pwned=1>.json",
        "الوسوم 🙂 'a' \"b\" & c.json",
        "#?%20.json",
        "-rf .json",
    ):
        (tmp_path / name).write_text("not ours", encoding="utf-8")
        s = stage(marks_on(ARTICLE, tmp_path / name))
        s.caret(2)
        s.press("p")
        s.page.locator(".kit-state", has_text=name).wait_for()
        (tmp_path / name).unlink()
        s.press("Control+s")
        s.page.locator(".kit-state[data-kind=good]").wait_for()
        assert len(kit.Annotations.load(tmp_path / name, ARTICLE)) == 1
        assert s.page.evaluate("globalThis.pwned") is None and s.page.locator("img").count() == 0


def test_an_ambiguous_mark_is_shown_as_such_and_settled(stage, tmp_path, look):
    path, old = (
        tmp_path / "marks.json",
        kit.Article("He left. She said yes. Then rain fell on the town."),
    )
    marks = kit.Annotations(old, codebook=BOOK, path=path)
    marks.add(18, 21, "quotation")
    marks.save()
    changed = kit.Article("Nobody said yes. Everyone said yes. yes and yes, all over.")
    s = stage(kit.Annotations.load(path, changed, codebook=BOOK))
    assert [(mark.status, mark.start) for mark in s.marks] == [("ambiguous", 31)]
    doubts = s.page.get_by_role("region", name="Marks to decide about")
    assert s.text.locator("mark").get_attribute("data-tags") == "q?"
    look("ambiguous")
    doubts.get_by_role("button", name="Show").click()
    assert s.selection == [31, 31] and "chosen" in s.said()
    doubts.get_by_role("button", name="Put it on the selected words").click()  # nothing is selected
    assert "First select the words" in s.page.locator("[role=alert]").inner_text()
    doubts.get_by_role("button", name="Next place").click()
    s.settle()
    assert [(mark.status, mark.start) for mark in s.marks] == [("found", 36)] and doubts.is_hidden()
    s.press("Control+z")
    s.settle()
    assert [(mark.status, mark.start) for mark in s.marks] == [
        ("ambiguous", 31)
    ] and doubts.is_visible()
    doubts.get_by_role("button", name="Yes, here").click()
    s.settle()
    assert [(mark.status, mark.start) for mark in s.marks] == [("found", 31)]
    assert [mark.status for mark in kit.Annotations.load(path, changed)] == ["found"]
