"""What a student does to a page: reloads it, goes back, loses the network, opens five, is on a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from web_lesson import LESSON, SAVE, Lesson

from workshop.validation.browser_page import IS_DONE, LIMIT, NOTEBOOK, RUN, open_browser

pytestmark = pytest.mark.weekly

FIVE = [
    "01-stop-and-read.ipynb",
    "02-the-shape-of-the-story.ipynb",
    "03-marking-the-text.ipynb",
    "04-who-speaks.ipynb",
    "05-do-we-agree.ipynb",
]
IMPORT_ALL = "import matplotlib.pyplot, syntok, rapidfuzz, jinja2; print('all')"
IS_SHOWN = f"() => {NOTEBOOK}?.content?.widgets?.length"
FIRST = f"{NOTEBOOK}.content.widgets.find((cell) => cell.model.type === 'code')"
BEGIN_FIRST = f"""() => {{
  const notebook = {NOTEBOOK}.content;
  notebook.activeCellIndex = notebook.widgets.indexOf({FIRST});
  notebook.deselectAll();
  window.jupyterapp.commands.execute("notebook:run-cell");
}}"""
HAS_RUN_OR_ASKS = f"""() =>
  document.querySelector(".jp-Dialog") || {FIRST}.model.executionCount"""
OURS = ["#kit-bar", ".kit-annotator"]


@pytest.fixture
def context(tmp_path):
    with open_browser(tmp_path / "profile") as context:
        yield context


def test_a_page_reloaded_while_its_cells_run_runs_them_again(context, address):
    lesson = Lesson(context, address).open(LESSON)
    lesson.page.on("dialog", lambda dialog: dialog.accept())  # leave the page? Yes.
    lesson.page.evaluate(RUN)
    lesson.page.get_by_text("'newspaper'").or_(lesson.page.get_by_text("9")).first.wait_for()
    lesson.page.reload()
    lesson.wait()
    lesson.page.evaluate(RUN)
    lesson.page.wait_for_function(IS_DONE)
    assert not lesson.page.locator(".jp-Dialog").count()


def test_back_and_forward_between_start_page_and_lesson(context, address, open_start):
    page = open_start(context)
    page.click("#continue")
    page.wait_for_function("globalThis.kitReady")
    page.go_back()
    page.wait_for_function("globalThis.ready")
    assert page.locator("#continue").inner_text().startswith("Continue: ")
    page.go_forward()
    page.wait_for_function("globalThis.kitReady")


def test_a_lesson_that_is_open_goes_on_without_a_network(context, address):
    lesson = Lesson(context, address).open(LESSON)
    context.set_offline(True)
    lesson.show().mark(3, 9).write("No network.").wait_saved()
    assert lesson.execute(IMPORT_ALL).strip() == "all"
    context.set_offline(False)
    lesson.page.reload()
    assert lesson.wait().starts() == [3]


def test_five_lessons_opened_at_once_run_their_first_cell_and_lose_nothing(context, address):
    context.set_default_timeout(LIMIT * len(FIVE))  # each of them waits for all the others
    lessons = [Lesson(context, address) for _ in FIVE]
    for lesson, name in zip(lessons, FIVE, strict=True):
        place = f"{address}/notebooks/index.html?path={name}"
        lesson.page.goto(place, wait_until="commit")
    for lesson in lessons:
        lesson.page.bring_to_front()  # a tab behind others isn't drawn, and waits for that
        lesson.page.wait_for_function(IS_SHOWN)
        lesson.page.evaluate(BEGIN_FIRST)  # Python isn't there yet: the cell waits for it
    for who, lesson in enumerate(lessons):
        lesson.page.bring_to_front()
        lesson.page.wait_for_function(HAS_RUN_OR_ASKS)
        assert not lesson.page.locator(".jp-Dialog").count()
        lesson.wait()
        lesson.begin(SAVE.format(who=who, count=2))
    for lesson in lessons:
        assert lesson.end().split() == ["0", "1"]
    for lesson in lessons:
        assert lesson.starts() == [who * 100 + number for who in range(5) for number in range(2)]


def test_on_a_phone_nothing_is_wider_than_the_page_and_all_has_a_name(context, address, open_start):
    start = open_start(context)
    lesson = Lesson(context, address)
    for page in start, lesson.page:
        page.set_viewport_size({"width": 390, "height": 800})
    lesson.open(LESSON).show().mark(0, 5).write("On a phone.").wait_saved()
    for page in start, lesson.page:
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for part in OURS:
        if lesson.page.locator(part).count():
            assert Axe().run(lesson.page, context=part).violations_count == 0, part
