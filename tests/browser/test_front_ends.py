"""The annotator in JupyterLab and in Notebook 7: what only a real front end and a real kernel can show."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from front_ends import (
    answer_cell,
    caret,
    cells,
    close_by_itself,
    mark,
    mark_in_spite_of_dialogs,
    over,
    saved,
    write_answer,
)
from playwright.sync_api import expect
from waiting import until

import kit

both = pytest.mark.parametrize("front_end", ["lab", "notebook"])


@both
def test_marks_by_mouse_and_keyboard_and_the_front_end_acts_on_no_key(
    open_notebook, look, tmp_path, front_end
):
    path = tmp_path / "m.json"
    notebook = open_notebook(cells(path), front_end).run(0, 1)
    page, kernel = notebook.page, notebook.kernel()
    page.locator(".kit-text").scroll_into_view_if_needed()
    left, right, middle = over(page, "sixth year")
    page.mouse.move(left + 1, middle)
    page.mouse.down()
    page.mouse.move(right - 1, middle, steps=4)
    page.mouse.up()
    page.locator(".kit-chip", has_text="Quotation").click()
    until(lambda: saved(path) == [("sixth year", "quotation")])
    page.get_by_role("button", name="Undo").click()
    until(lambda: saved(path) == [])
    look(f"{front_end}-mouse", page)

    caret(page, "President Bashar")
    for key in ["Control+Shift+ArrowRight"] * 2 + ["p"]:
        page.keyboard.press(key)
    until(lambda: saved(path) == [("President Bashar", "person")])
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    count = page.locator(".jp-Cell").count()
    for key in [*"xcvdd00iiabmyrzkjfho", "Shift+m", "Control+Enter", "Control+s", "Shift+Enter"]:
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.classList.contains('kit-text')")
    look(f"{front_end}-keyboard", page)
    # The front end takes keys one after the other: when it has acted on this one (it is outside of
    # the annotator: a cell more), it would have acted on those before.
    notebook.cell(2).locator(".jp-InputPrompt").click()
    page.keyboard.press("b")
    expect(page.locator(".jp-Cell")).not_to_have_count(count)
    assert page.locator(".jp-Cell").count() == count + 1
    assert page.locator(".jp-CodeCell").count() == 4 and page.locator(".jp-Dialog").count() == 0
    assert notebook.kernel() == kernel and notebook.jupyter.get(f"/api/kernels/{kernel}")[
        "execution_state"
    ] in ("idle", "busy")

    # the output holds the static form, for pages without a kernel
    notebook.run(0, 1).save()
    file = notebook.jupyter.folder / notebook.name

    def data():
        try:
            cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
        except ValueError:  # the server is about to write it
            return []
        return [out["data"] for cell in cells for out in cell["outputs"] if "data" in out]

    until(lambda: data() and "Bashar" in "".join(data()[0]["text/plain"]))
    [output] = data()
    assert set(output) == {"text/plain", "text/html", "application/vnd.jupyter.widget-view+json"}
    assert (
        "".join(output["text/plain"])
        == "Annotator: 3,348 characters, person 1.\n  p1: person 112–128 'President Bashar'"
    )
    assert "as when this cell was last run" in "".join(output["text/html"])


@both
def test_a_closed_lid_a_restart_and_a_dead_kernel_lose_nothing(
    open_notebook, context, page, look, tmp_path, front_end
):
    path = tmp_path / "m.json"
    answer = answer_cell(tmp_path / "work")
    notebook = open_notebook([*cells(path), answer], front_end, page=page).run(0, 1, 3)
    state = page.locator(".kit-state")
    close_by_itself(page, "Server Connection Error")
    death = "appears to have died"
    closed = close_by_itself(page, death)
    words = write_answer(page, tmp_path / "work")
    look(f"answer-{front_end}", page)
    mark(page, path, "Syria enters", "l", [("Syria", "place")])
    context.set_offline(True)  # the lid is closed, or the train is in a tunnel
    mark_in_spite_of_dialogs(page, "world", "l")
    until(lambda: "the kernel doesn't answer" in state.inner_text(), state.inner_text)
    assert "kept in this browser" in state.inner_text() and len(saved(path)) == 1
    context.set_offline(False)
    until(
        lambda: len(saved(path)) == 2 and state.inner_text() == "saved", state.inner_text
    )  # by itself
    page.get_by_role("button", name="Undo").click()
    until(lambda: len(saved(path)) == 1)

    page.get_by_role("menuitem", name="Kernel", exact=True).click()
    page.locator(".lm-Menu-itemLabel", has_text="Restart Kernel…").first.click()
    page.locator(".jp-Dialog .jp-mod-accept").click()
    page.locator(".jp-Dialog").wait_for(state="detached")
    mark_in_spite_of_dialogs(page, "Russia", "l")
    until(lambda: "the kernel doesn't answer" in state.inner_text(), state.inner_text)
    assert (
        "run this cell again" in state.inner_text() and "kept in this browser" in state.inner_text()
    )
    look(f"{front_end}-restarted", page)
    notebook.run(0, 1)  # which is enough: no page need be loaded again
    page.get_by_role("button", name="Put back").click()
    until(
        lambda: saved(path) == [("Syria", "place"), ("Russia", "place")],
        lambda: f"{saved(path)} {state.inner_text()}",
    )
    notebook.run(3)
    expect(page.get_by_label("What is your first impression")).to_have_value(words)

    notebook.kill_kernel()
    caret(page, "Bashar")
    page.locator(".kit-chip", has_text="Person").click()
    until(lambda: "not saved: the kernel doesn't answer" in state.inner_text(), state.inner_text)
    look(f"{front_end}-kernel-killed", page)
    dialog = page.locator(".jp-Dialog", has_text=death)
    until(lambda: closed or dialog.count())
    notebook.run(0, 1)
    page.get_by_role("button", name="Put back").click()
    until(
        lambda: ("Bashar", "person") in saved(path),
        lambda: f"{saved(path)} {state.inner_text()}",
    )
    until(lambda: page.locator(".kit-option").count() == 3)


def test_two_windows_on_one_file_and_two_tabs_on_one_notebook_meet(
    open_notebook, context, page, look, tmp_path
):
    path = tmp_path / "m.json"
    one = open_notebook(cells(path)).run(0, 1).page
    other = open_notebook(cells(path), "notebook", page=page).run(0, 1)
    two = other.page
    mark(one, path, "Syria enters", "l", [("Syria", "place")])
    mark(two, path, "Bashar", "p", [("Syria", "place"), ("Bashar", "person")])
    until(
        lambda: one.locator(".kit-option").count() == 2
    )  # it looks every few seconds while somebody works there
    until(lambda: two.locator(".kit-option").count() == 2)
    look("two-windows", one)

    other.save()
    tab = context.new_page()  # the same notebook and kernel once more
    tab.goto(two.url)
    tab.locator(".kit-text").wait_for()
    caret(two, "Russia")
    two.keyboard.press("l")
    tab.locator(".kit-option", has_text="Russia").wait_for()


@both
def test_dark_theme_hostile_text_axe_and_offsets(open_notebook, look, tmp_path, front_end):
    text = '<img src=x onerror="window.pwned=1"> said <b>“no”</b>.\n\n<script>window.pwned=1</script> Then nothing.'
    text, path = f"{text}\n\n👩‍👩‍👧 𝕬𝖘𝖘𝖆𝖉\n\nقال الرئيس 🙂 إن الحرب مستمرة", tmp_path / "<i>m.json"
    page = open_notebook(cells(path, text), front_end, theme="dark").run(0, 1).page
    for word in ["الحرب", "𝕬𝖘𝖘𝖆𝖉", "said"]:
        caret(page, word)
        page.keyboard.press("q")
    page.keyboard.press("Enter")
    page.locator(".kit-card textarea").fill("<img src=x onerror='window.pwned=1'>")
    until(lambda: page.locator(".kit-more", has_text="<img").count())
    article = kit.Article(text)
    until(
        lambda: [words for words, _ in saved(path, article)] == ["said", "𝕬𝖘𝖘𝖆𝖉", "الحرب"],
        lambda: str(saved(path, article)),
    )
    assert all(text[m.start : m.end] == m.text for m in kit.Annotations.load(path, article))
    assert page.locator(".kit-annotator").get_attribute("data-theme") == "dark"
    found = Axe().run(
        page,
        context=".kit-annotator",
        options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    )
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("window.pwned") is None
    look(f"{front_end}-dark", page)
