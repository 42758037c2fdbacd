"""The small widgets in a real browser: swapping a word, moving a line, searching while typing, filling in a rating card."""

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
const state = {state}, heard = {{}};
let changes = {{}};
window.tell = (values) => {{
  const changed = Object.keys(values).filter((name) => JSON.stringify(state[name]) !== JSON.stringify(values[name]));
  Object.assign(state, values);
  for (const name of changed) (heard["change:" + name] ?? []).forEach((act) => act());
}};
window.model = {{
  get: (name) => state[name], set: (name, value) => {{ changes[name] = value; window.tell({{ [name]: value }}); }},
  on: (names, act) => names.split(" ").forEach((name) => (heard[name] ??= []).push(act)), off() {{}},
  save_changes: async () => {{
    const sent = changes;
    changes = {{}};
    window.tell(await window.toPython(sent));
  }},
}};
render({{ model: window.model, el: document.getElementById("here") }});
</script></html>"""


def show(page, widget, traits, scheme="light", width=700):
    """A widget's JavaScript on a page of its own, joined to the Python object."""
    page.set_viewport_size({"width": width, "height": 600})
    page.emulate_media(color_scheme=scheme)

    def state():
        return {name: getattr(widget, name) for name in traits}

    def to_python(sent):
        with widget.hold_trait_notifications():
            for name, value in sent.items():
                setattr(widget, name, value)
        return state()

    page.expose_function("toPython", to_python)
    script = widget._esm.replace("export default { render };", "")
    page.set_content(
        PAGE.format(script=script, state=json.dumps(state()).replace("<", "\\u003c"), scheme=scheme)
    )


def no_barrier(page):
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def swapped(page, **options):
    widget = kit.swap(ARTICLE, 16, 27, ["said there was", "invented"])
    show(page, widget, ("before", "after", "words", "language"), **options)
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
    assert (
        sentence.inner_text().startswith("She <b>whispered</b> about the")
        and page.get_by_role("radio").nth(3).is_checked()
    )
    page.get_by_role("radio").first.check()
    assert sentence.inner_text().startswith("She pointed out the")
    page.get_by_role("radio").nth(3).check()
    assert sentence.inner_text().startswith("She <b>whispered</b> about the")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_swapping_has_no_barrier(page, look, scheme):
    swapped(page, scheme=scheme, width=360)
    page.get_by_role("radio").nth(1).check()
    no_barrier(page)
    look(f"swap-{scheme}")


def lined(page, **options):
    widget = kit.threshold({"the mayor": 30, "<b>the drivers</b>": 2, "the riders": 0}, 2)
    show(page, widget, ("names", "counts", "least", "unit"), **options)
    return page.get_by_role("status")


def test_the_keyboard_moves_the_line_and_who_is_above_is_said(page):
    said = lined(page)
    assert (
        said.inner_text().split("\n")[0]
        == "Above the line: 2. the mayor (30); <b>the drivers</b> (2)"
    )
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    assert "3 or more words" in page.inner_text("label") and said.inner_text().startswith(
        "Above the line: 1. the mayor (30)"
    )
    page.keyboard.press("End")
    assert said.inner_text().startswith("Above the line: 0.") and page.locator("b").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_moving_a_line_has_no_barrier(page, look, scheme):
    lined(page, scheme=scheme, width=360)
    no_barrier(page)
    look(f"threshold-{scheme}")


def test_swapping_in_the_notebook(open_notebook, look):
    cells = [
        "import kit\narticle = kit.Article('It is late. She pointed out the gap.')\nkit.swap(article, 16, 27, ['said there was', 'invented'])"
    ]
    notebook = open_notebook(cells).run(0)
    cells = notebook.page.locator(".jp-Notebook .jp-CodeCell")
    before = cells.count()
    notebook.output(0).get_by_role("textbox").press_sequentially("x dd mentioned")
    assert notebook.output(0).get_by_role("status").inner_text() == "She x dd mentioned the gap."
    assert cells.count() == before, "the notebook's own shortcuts leave the widget alone"
    look("swap-in-lab", notebook.page)


def searching(page, query="gap", **options):
    widget = kit.search(ARTICLE, query)
    show(page, widget, ("query", "rows", "status", "language"), **options)
    return page.get_by_label("Look for")


def test_the_lines_follow_what_is_typed(page):
    box = searching(page)
    assert page.get_by_role("row").count() == 2 and page.get_by_text("1 place with 'gap'.").count()
    box.fill("s*")
    page.wait_for_function("document.querySelectorAll('tbody tr').length === 2")
    assert (
        page.locator("strong").all_inner_texts() == ["She", "src"]
        and page.locator("img").count() == 0
    )
    box.fill("  ")
    page.get_by_text("Write a word to look for").first.wait_for()
    assert page.get_by_role("row").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_searching_has_no_barrier(page, look, scheme):
    searching(page, "*", scheme=scheme, width=360)
    no_barrier(page)
    look(f"search-{scheme}")


CARD = ("claim", "claimed_by", "verdicts", "language", "verdict", "reason", "facts", "status")


def test_a_card_is_kept_as_it_is_filled_in(page, lesson):
    show(page, lesson.rate("c22"), CARD)
    page.get_by_label("mostly supported").check()
    page.get_by_label("Reason").press_sequentially("Nearly: <b>4.9</b> million.")
    page.get_by_label("Facts").fill("f45 f1000")
    page.get_by_text("Saved. There is no fact f1000 in lesson.evidence.").wait_for()
    kept = lesson.ratings.iloc[0]
    assert (kept.id, kept.verdict, kept.reason, kept.facts) == (
        "c22",
        "mostly supported",
        "Nearly: <b>4.9</b> million.",
        "f45 f1000",
    )
    assert page.locator("b").count() == 0


def test_a_card_that_can_t_be_kept_says_so(page, lesson, tmp_path):
    (tmp_path / "work").write_text("in the way")
    show(page, lesson.rate("c22"), CARD)
    for verdict in ("wrong", "supported"):
        page.get_by_label(verdict, exact=True).check()
        page.get_by_text("Not saved: ").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_card_has_no_barrier(page, look, lesson, scheme):
    show(page, lesson.rate("c22"), CARD, scheme=scheme, width=360)
    page.get_by_label("wrong").check()
    no_barrier(page)
    look(f"card-{scheme}")


def test_card_and_search_in_the_notebook(open_notebook, look):
    cells = [
        "import kit\nlesson = kit.open_lesson({!r})\nlesson.rate('c22')".format(
            str(ROOT / "data" / "assad-2017")
        ),
        "kit.search(lesson.article, 'west')",
        "print(lesson.ratings[['verdict', 'reason']].values.tolist())",
    ]
    notebook = open_notebook(cells).run(0, 1)
    card, box = notebook.output(0), notebook.output(1)
    card.get_by_label("wrong", exact=True).check()
    card.get_by_label("Reason").press_sequentially("dd x")
    card.get_by_text("Saved.").wait_for()
    box.get_by_label("Look for").fill("terror*")
    box.get_by_text("5 places with 'terror*'.").first.wait_for()
    look("card-and-search-in-lab", notebook.page)
    notebook.run(2)
    assert "['wrong', 'dd x']" in notebook.output(2).inner_text()
