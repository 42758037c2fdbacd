"""The small widgets in a real browser: swapping a word."""

import json
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

import kit

ROOT = Path(__file__).parents[2]
ARTICLE = kit.Article('It is late. She pointed out the "<img src=x onerror=alert(1)>" gap.')
PAGE = """<!doctype html><html lang="en"><title>Widget</title><style>:root {{ color-scheme: {scheme} }}</style>
<main><h1>Notebook</h1><div id="here"></div></main><script type="module">
{script}
const state = {state};
window.model = {{ get: (name) => state[name], set(name, value) {{ state[name] = value; }}, on() {{}}, off() {{}}, save_changes() {{}} }};
render({{ model: window.model, el: document.getElementById("here") }});
</script></html>"""


def show(page, name, state, scheme="light", width=700):
    """The widget of a JavaScript file on a page of its own, with Python's state."""
    page.set_viewport_size({"width": width, "height": 500})
    page.emulate_media(color_scheme=scheme)
    script = (ROOT / "kit" / "teaching" / name).read_text(encoding="utf-8").replace("export default { render };", "")
    page.set_content(PAGE.format(script=script, state=json.dumps(state).replace("<", "\\u003c"), scheme=scheme))


def swapped(page, **options):
    widget = kit.swap(ARTICLE, 16, 27, ["said there was", "invented"])
    show(page, "swap.js", {name: getattr(widget, name) for name in ("before", "after", "words", "language")}, **options)
    return page.get_by_role("status")


def test_the_keyboard_chooses_a_word_and_the_sentence_is_said(page):
    sentence = swapped(page)
    assert sentence.inner_text() == 'She pointed out the "<img src=x onerror=alert(1)>" gap.'
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    assert sentence.inner_text().startswith("She said there was the")
    page.get_by_label("invented").check()
    assert sentence.inner_text().startswith("She invented the") and page.locator("img").count() == 0


def test_a_word_of_your_own(page):
    sentence = swapped(page)
    page.get_by_role("textbox").press_sequentially("<b>whispered</b> about")
    assert sentence.inner_text().startswith("She <b>whispered</b> about the") and page.get_by_role("radio").nth(3).is_checked()
    page.get_by_role("radio").first.check()
    assert sentence.inner_text().startswith("She pointed out the")
    page.get_by_role("radio").nth(3).check()
    assert sentence.inner_text().startswith("She <b>whispered</b> about the")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_swapping_has_no_barrier(page, look, scheme):
    swapped(page, scheme=scheme, width=360)
    page.get_by_role("radio").nth(1).check()
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    look(f"swap-{scheme}")


def test_swapping_in_the_notebook(open_notebook, look):
    cells = ["import kit\narticle = kit.Article('It is late. She pointed out the gap.')\nkit.swap(article, 16, 27, ['said there was', 'invented'])"]
    notebook = open_notebook(cells).run(0)
    cells = notebook.page.locator(".jp-Notebook .jp-CodeCell")
    before = cells.count()
    notebook.output(0).get_by_role("textbox").press_sequentially("x dd mentioned")
    assert notebook.output(0).get_by_role("status").inner_text() == "She x dd mentioned the gap."
    assert cells.count() == before, "the notebook's own shortcuts leave the widget alone"
    look("swap-in-lab")
