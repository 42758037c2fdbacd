"""The box for a written answer in a real browser: the same JavaScript and the same Python, joined by a page instead of Jupyter."""

import json
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from waiting import hold_clock

ROOT = Path(__file__).parents[2]
PAGE = """<!doctype html><html lang="en"><title>Answer</title><style>:root {{ color-scheme: {scheme} }}</style>
<main><h1>Notebook</h1><div id="here"></div></main><script type="module">
{script}
const state = {state}, heard = {{}};
window.tell = (values) => {{
  for (const [name, value] of Object.entries(values)) if (state[name] !== value) {{ state[name] = value; heard["change:" + name]?.(); }}
}};
window.model = {{
  get: (name) => state[name], set: (name, value) => window.tell({{ [name]: value }}),
  save_changes: async () => window.tell(await window.toPython(state.text)),
  send: async (what) => window.tell(await window.toPythonMessage(what)),
  on: (event, f) => (heard[event] = f), off() {{}},
}};
render({{ model: window.model, el: document.getElementById("here") }});
</script></html>"""


def open_box(page, box, scheme="light", width=800, python=True, held=False):
    """The box on a page; what JavaScript sends reaches the Python object, and its answer comes back.

    held: its clock stands still, see hold_clock.
    """
    page.set_viewport_size({"width": width, "height": 400})
    page.emulate_media(color_scheme=scheme)
    if held:
        hold_clock(page)
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    traits = ("exercise", "question", "language", "text", "saved", "status", "models", "rows")

    def state():
        return {name: getattr(box, name) for name in traits}

    def typed(text):
        if python:
            box.text = text
        return state() if python else {}

    def message(what):
        if python:
            box._message(box, what, None)
        return state() if python else {}

    page.expose_function("toPython", typed)
    page.expose_function("toPythonMessage", message)
    script = box._esm.replace("export default { render };", "")
    safe = json.dumps(state()).replace("<", "\\u003c")
    page.set_content(PAGE.format(script=script, state=safe, scheme=scheme))
    page.wait_for_selector("textarea")
    return page


def test_typing_is_in_the_file_within_half_a_second(lesson, page):
    open_box(page, lesson.answer("01.1"), held=True)
    page.get_by_label(lesson.exercises["01.1"]["question"]).press_sequentially(
        "It says “welcome” 👩‍👩‍👧 مرحبا\nTwo lines."
    )
    shown, spoken = page.locator("p").first, page.get_by_role("status")
    expect(shown).to_have_text("Saving …")
    page.clock.run_for(500)
    expect(shown).to_have_text("Saved.")
    assert (lesson.desk / "answers" / "01.1.txt").read_text(
        encoding="utf-8"
    ) == "It says “welcome” 👩‍👩‍👧 مرحبا\nTwo lines."
    assert spoken.inner_text() == "" and not page.faults
    page.clock.run_for(1600)  # a screen reader hears it when the typing pauses
    expect(spoken).to_have_text("Saved.")


def test_the_kernel_is_gone_and_the_box_says_so(lesson, page):
    open_box(page, lesson.answer("01.1"), python=False, held=True)
    page.get_by_role("textbox").fill("never saved")
    page.clock.run_for(3900)
    shown = page.locator("p").first
    assert shown.inner_text() == "Saving …"
    page.clock.run_for(400)
    expect(shown).to_have_text(re.compile("^Not saved yet: the kernel is busy or has stopped."))


def test_a_full_disk_is_said_each_time(lesson, page, tmp_path):
    (tmp_path / "work").write_text("in the way")
    open_box(page, lesson.answer("01.1"), held=True)
    for letter in "ab":
        page.get_by_role("textbox").press_sequentially(letter)
        assert page.locator("p").first.inner_text() == "Saving …"
        page.clock.run_for(450)
        expect(page.locator("p").first).to_have_text(re.compile("^Not saved: "))


def test_another_window_s_words_appear_when_the_cursor_comes_in(lesson, page):
    here, there = open_box(page, lesson.answer("01.1")), lesson.answer("01.1")
    there.text = "from the other window"
    here.get_by_role("textbox").focus()
    expect(here.get_by_role("textbox")).to_have_value("from the other window")
    here.get_by_role("textbox").press("End")
    here.get_by_role("textbox").press_sequentially(", and here")
    expect(here.locator("p").first).to_have_text("Saved.")
    assert lesson.kept.answer("01.1") == "from the other window, and here"


def test_hostile_words_stay_words(lesson, page):
    box = lesson.answer("01.1")
    box.question = "<img src=x onerror=\"document.title='broken'\">"
    box.text = "</textarea><script>document.title='broken'</script>"
    open_box(page, box)
    assert page.title() == "Answer" and page.locator("img").count() == 0
    assert page.get_by_role("textbox").input_value() == box.text


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_barrier(lesson, page, scheme):
    box = lesson.answer("01.4")
    open_box(page, box, scheme, width=360)
    page.get_by_role("textbox").fill("Who: somebody.")
    expect(page.locator("p").first).to_have_text("Saved.")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    shots = Path(__file__).parent / "screenshots"
    shots.mkdir(exist_ok=True)
    page.screenshot(path=shots / f"answer-box-{scheme}.png")


@pytest.mark.parametrize("id,answer", [("01.2", 9), ("01.2", 8), ("01.2", ...)])
def test_the_panel_has_no_barrier(lesson, page, id, answer):
    for scheme in ("light", "dark"):
        page.set_viewport_size({"width": 360, "height": 300})
        page.emulate_media(color_scheme=scheme)
        panels = (
            lesson.check(id, answer)._repr_html_()
            + lesson.progress()._repr_html_()
            + lesson.hint(id)._repr_html_()
        )
        page.set_content(
            f'<!doctype html><html lang="en"><title>x</title><style>:root{{color-scheme:{scheme}}}</style><main><h1>x</h1>{panels}</main>'
        )
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()
        shots = Path(__file__).parent / "screenshots"
        shots.mkdir(exist_ok=True)
        page.screenshot(path=shots / f"panel-{scheme}.png", full_page=True)
