"""The desk in JupyterLab and Notebook: the start page, where one is, and hints behind buttons."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from waiting import until

from kit.paths import HOME
from workshop.editions.editions import make_student_edition

OPEN = f"import kit\nlesson = kit.open_lesson({str(HOME / 'data' / 'assad-2017')!r})\n"


@pytest.fixture
def lessons(jupyter):
    """Two lessons beside the notebook that is opened."""
    for name in "00-start-here.ipynb", "04-who-speaks.ipynb":
        text = make_student_edition(HOME / "notebooks" / name)
        (jupyter.folder / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("front_end", ["lab", "notebook"])
def test_a_hint_opens_by_keyboard_and_a_lesson_by_its_link(open_notebook, look, lessons, front_end):
    cells = [
        OPEN + 'lesson.check("04.4", ["shouted"])',
        'lesson.contents("04")',
        "lesson.lessons()",
    ]
    notebook = open_notebook(cells, front_end).run()
    page = notebook.page
    hint = notebook.output(0).get_by_text("Show hint 1 of 3")
    fold = notebook.output(0).locator("details").first
    count = page.locator(".jp-Notebook .jp-Cell").count()
    hint.focus()
    page.keyboard.press("Enter")
    expect(fold.locator("p")).to_be_visible()
    page.keyboard.press("Space")
    expect(fold.locator("p")).to_be_hidden()
    page.keyboard.press("Enter")
    assert page.locator(".jp-Notebook .jp-Cell").count() == count, "no shortcut of the notebook"
    parts = notebook.output(1)  # it may be below what is drawn
    until(lambda: "Mark them" in (parts.text_content() or ""), said=parts.text_content)
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    found = Axe().run(page, context=".jp-OutputArea", options=rules)
    assert found.violations_count == 0, found.generate_report()
    look(f"desk-{front_end}", page)
    link = notebook.output(2).get_by_role("link", name="04 Who speaks?", exact=True)
    if front_end == "lab":
        link.press("Enter")
        page.get_by_role("heading", name="Four ways to use somebody").wait_for()
    else:
        with page.context.expect_page() as opened:
            link.press("Enter")
        opened.value.get_by_role("heading", name="Four ways to use somebody").wait_for()
        opened.value.close()
