"""The annotator in JupyterLab and in Notebook 7: what only a real front end and a real kernel can show."""

import json
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

import kit
from conftest import until
from kit.files import read_text

TREE = Path(__file__).parents[2]
BOOK = TREE / "tests" / "annotating" / "codebook.toml"
ARTICLE = kit.Article(read_text(TREE / "data" / "assad-2017" / "article.txt"))
both = pytest.mark.parametrize("front_end", ["lab", "notebook"])


def cells(path, text=None):
    article = f"kit.Article({text!r})" if text else f"kit.read_article({str(TREE / 'data/assad-2017/article.txt')!r}, title='Assad Welcomes America')"
    return [
        f"import kit, pathlib\npath, book = pathlib.Path({str(path)!r}), kit.Codebook.load({str(BOOK)!r})\narticle = {article}\n"
        "marks = kit.Annotations.load(path, article, codebook=book) if path.exists() else kit.Annotations(article, codebook=book, path=path)",
        "kit.annotate(marks)",
        "print(len(marks), 'marks')",
    ]


def saved(path, article=ARTICLE):
    """What the file holds, as (words, label); [] while there is none."""
    return [(mark.text, mark.label) for mark in kit.Annotations.load(path, article)] if path.exists() else []


def caret(page, words):
    """Focus the text and put the caret before some words."""
    page.locator(".kit-text").focus()
    page.evaluate("w => { const a = document.querySelector('.kit-annotator').parentElement.annotator; const at = a.text.text.indexOf(w); a.moveTo(at, at) }", words)


def over(page, words):
    """Where words are on the screen: left, right, middle."""
    return page.evaluate(
        """w => { const a = document.querySelector('.kit-annotator').parentElement.annotator, at = a.text.text.indexOf(w);
        const r = a.page.range(at, at + w.length).getBoundingClientRect(); return [r.left, r.right, (r.top + r.bottom) / 2] }""", words)  # fmt: skip


@both
def test_marks_by_mouse(open_notebook, look, tmp_path, front_end):
    page = open_notebook(cells(tmp_path / "m.json"), front_end).run(0, 1).page
    page.locator(".kit-text").scroll_into_view_if_needed()
    left, right, middle = over(page, "sixth year")
    page.mouse.move(left + 1, middle)
    page.mouse.down()
    page.mouse.move(right - 1, middle, steps=4)
    page.mouse.up()
    page.locator(".kit-chip", has_text="Quotation").click()
    until(lambda: saved(tmp_path / "m.json") == [("sixth year", "quotation")], 3)
    page.get_by_role("button", name="Undo").click()
    until(lambda: saved(tmp_path / "m.json") == [])
    look(f"{front_end}-mouse")


@both
def test_marks_by_keyboard_and_the_front_end_acts_on_no_key(open_notebook, look, tmp_path, front_end):
    notebook = open_notebook(cells(tmp_path / "m.json"), front_end).run(0, 1)
    page, kernel = notebook.page, notebook.kernel()
    caret(page, "President Bashar")
    for key in ["Control+Shift+ArrowRight"] * 2 + ["p"]:
        page.keyboard.press(key)
    until(lambda: saved(tmp_path / "m.json") == [("President Bashar", "person")], 3)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    count = page.locator(".jp-Cell").count()
    for key in ["x", "c", "v", "d", "d", "0", "0", "i", "i", "a", "b", "m", "y", "r", "z", "k", "j", "f", "h", "o", "Shift+m", "Control+Enter", "Control+s", "Shift+Enter"]:
        page.keyboard.press(key)
    page.wait_for_timeout(300)
    assert page.locator(".jp-Cell").count() == count and page.locator(".jp-CodeCell").count() == 3
    assert page.locator(".jp-Dialog").count() == 0
    assert notebook.kernel() == kernel and notebook.jupyter.get(f"/api/kernels/{kernel}")["execution_state"] in ("idle", "busy")
    assert page.evaluate("document.activeElement.classList.contains('kit-text')")
    look(f"{front_end}-keyboard")


@both
def test_a_dead_kernel_loses_nothing(open_notebook, look, tmp_path, front_end):
    path = tmp_path / "m.json"
    notebook = open_notebook(cells(path), front_end).run(0, 1)
    page = notebook.page
    caret(page, "Syria enters")
    page.keyboard.press("l")
    until(lambda: saved(path) == [("Syria", "place")], 3)
    notebook.kill_kernel()
    caret(page, "Russia")
    page.keyboard.press("l")
    state = page.locator(".kit-state")
    until(lambda: "not saved: the kernel doesn't answer" in state.inner_text(), 15, state.inner_text)
    assert "1 change kept in this browser" in state.inner_text()
    look(f"{front_end}-kernel-killed")
    page.locator(".jp-Dialog .jp-mod-accept").click()  # "the kernel appears to have died"
    notebook.run(0, 1)
    page.get_by_role("button", name="Put back").click()
    until(lambda: saved(path) == [("Syria", "place"), ("Russia", "place")], 5, lambda: f"{saved(path)} {state.inner_text()}")
    until(lambda: page.locator(".kit-option").count() == 2)


def test_two_windows_on_one_file_meet(open_notebook, context, look, tmp_path):
    path = tmp_path / "m.json"
    one = open_notebook(cells(path)).run(0, 1).page
    two = open_notebook(cells(path), "notebook", page=context.new_page()).run(0, 1).page
    caret(one, "Syria enters")
    one.keyboard.press("l")
    caret(two, "Bashar")
    two.keyboard.press("p")
    until(lambda: saved(path) == [("Syria", "place"), ("Bashar", "person")], 5)
    until(lambda: one.locator(".kit-option").count() == 2, 10)  # it looks every few seconds while somebody works there
    until(lambda: two.locator(".kit-option").count() == 2, 10)
    look("two-windows")


def test_one_notebook_in_two_tabs_shows_the_same(open_notebook, context, tmp_path):
    notebook = open_notebook(cells(tmp_path / "m.json"), "notebook").run(0, 1)
    notebook.save()
    page = context.new_page()
    page.goto(notebook.page.url)
    page.locator(".kit-text").wait_for()
    caret(notebook.page, "Bashar")
    notebook.page.keyboard.press("p")
    page.locator(".kit-option", has_text="Bashar").wait_for()


def test_emoji_and_arabic_reach_python_as_code_points(open_notebook, look, tmp_path):
    text, path = "👩‍👩‍👧 𝕬𝖘𝖘𝖆𝖉\n\nقال الرئيس 🙂 إن الحرب مستمرة", tmp_path / "m.json"
    page = open_notebook(cells(path, text)).run(0, 1).page
    for word in ["الحرب", "𝕬𝖘𝖘𝖆𝖉"]:
        caret(page, word)
        page.keyboard.press("q")
    until(lambda: saved(path, kit.Article(text)) == [("𝕬𝖘𝖘𝖆𝖉", "quotation"), ("الحرب", "quotation")], 5, lambda: str(saved(path, kit.Article(text))))
    first, second = kit.Annotations.load(path, kit.Article(text))
    assert [text[m.start : m.end] for m in (first, second)] == ["𝕬𝖘𝖘𝖆𝖉", "الحرب"]
    look("lab-offsets")


@both
def test_dark_theme_hostile_text_and_axe(open_notebook, look, tmp_path, front_end):
    text = '<img src=x onerror="window.pwned=1"> said <b>“no”</b>.\n\n<script>window.pwned=1</script> Then nothing.'
    notebook = open_notebook(cells(tmp_path / "<i>m.json", text), front_end, theme="dark").run(0, 1)
    page = notebook.page
    caret(page, "said")
    page.keyboard.press("q")
    page.keyboard.press("Enter")
    page.locator(".kit-card textarea").fill("<img src=x onerror='window.pwned=1'>")
    until(lambda: page.locator(".kit-more", has_text="<img").count())
    assert page.locator(".kit-annotator").get_attribute("data-theme") == "dark"
    found = Axe().run(page, context=".kit-annotator", options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("window.pwned") is None
    look(f"{front_end}-dark")


def test_the_output_holds_the_static_form_for_pages_without_a_kernel(open_notebook, tmp_path):
    notebook = open_notebook(cells(tmp_path / "m.json")).run(0, 1)
    caret(notebook.page, "Bashar")
    notebook.page.keyboard.press("p")
    until(lambda: saved(tmp_path / "m.json"))
    notebook.run(0, 1).save()
    file = notebook.jupyter.folder / notebook.name

    def data():
        return [out["data"] for cell in json.loads(file.read_text())["cells"] for out in cell["outputs"] if "data" in out]

    [output] = until(data)
    until(lambda: "Bashar" in "".join(data()[0]["text/plain"]))
    [output] = data()
    assert set(output) == {"text/plain", "text/html", "application/vnd.jupyter.widget-view+json"}
    assert "".join(output["text/plain"]) == "Annotator: 3,348 characters, person 1.\n  p1: person 122–128 'Bashar'"
    assert "as when this cell was last run" in "".join(output["text/html"])
