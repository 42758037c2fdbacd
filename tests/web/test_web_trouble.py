"""What can go wrong with the browser's own storage: what can be kept is, and the rest is said."""

import json

import pytest
from waiting import until

from workshop.validation.browser_page import LessonPage, open_browser

pytestmark = pytest.mark.weekly

LESSON = "00-start-here.ipynb"
OPEN = """import kit; _lesson = kit.open_lesson(); _marks = _lesson.marks()
_label = _lesson.codebook.labels[0].name; _view = kit.annotate(_marks)"""
# what the annotator does with a mark made in its page, and what it then says there
MARK = """_before = len(_marks)
_view._hear(None, {{"window": "w", "operations": [{{"number": {number}, "do": "add",
    "id": "mark-{number}", "start": {number}, "end": {number} + 1, "label": _label}}]}}, [])
print(_view._saved["ok"], _view._saved["message"])"""
SAVED = "_view._hear(None, {'window': 'w'}, []); print(_view._saved)"
COUNT = "print(sorted(mark.start for mark in kit.open_lesson().marks()))"


def set_quota(page, address, size=None):
    """Give an address so many bytes of storage; None gives what it had."""
    session = page.context.new_cdp_session(page)
    origin = "/".join(address.split("/")[:3])
    options = {"origin": origin} | ({} if size is None else {"quotaSize": size})
    session.send("Storage.overrideQuotaForOrigin", options)


def test_a_full_quota_is_said_and_the_earlier_marks_are_kept(address, open_start, tmp_path):
    with open_browser(tmp_path) as context:
        lesson = LessonPage(context, address).open(LESSON)
        lesson.execute(OPEN)
        assert lesson.execute(MARK.format(number=1)).split() == ["True"]
        lesson.page.locator("#kit-bar").wait_for(state="detached")
        set_quota(lesson.page, address, 1)
        numbers = [1]

        def add_another():
            numbers.append(numbers[-1] + 1)
            told = lesson.execute(MARK.format(number=numbers[-1]))
            return told if told.startswith("False") else ""

        told = until(add_another)  # a browser looks at the quota every few seconds
        assert "No space left on device" in told
        lesson.page.get_by_role("alert").get_by_text("no room left for this page").wait_for()
        start = open_start(context)
        assert "not kept: this browser has no room left" in start.locator("#kept").inner_text()
        start.close()
        # the file is the earlier one, whole
        assert json.loads(lesson.execute(COUNT)) == numbers[:-1]
        set_quota(lesson.page, address)
        until(lambda: lesson.execute(SAVED).startswith("{'ok': True"))
        assert json.loads(lesson.execute(COUNT)) == numbers  # what waited is saved
