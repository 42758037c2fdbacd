"""The annotator alone on a page: every way of making, choosing, changing and losing marks."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

import kit
from kit.files import read_text

TREE = Path(__file__).parents[2]
BOOK = kit.Codebook.load(TREE / "tests" / "annotating" / "codebook.toml")
ARTICLE = kit.Article(read_text(TREE / "data" / "assad-2017" / "article.txt"), title="Assad Welcomes America")


def marks_on(text, path=None):
    article = text if isinstance(text, kit.Article) else kit.Article(text)
    return kit.Annotations(article, codebook=BOOK, path=path)


def words(stage):
    """What Python has: the words marked and the label, in the order of the text."""
    stage.settle()
    return [(mark.text, mark.label) for mark in stage.marks]


# ---- by keyboard


def test_the_whole_journey_by_keyboard_alone(stage, tmp_path, look):
    s = stage(marks_on(ARTICLE, tmp_path / "marks.json"))
    s.press("Tab", "Tab", "Tab")  # the layers, the labels, the text
    s.press("PageDown", "Control+ArrowRight", "Control+ArrowRight", "Control+ArrowLeft")  # paragraph 1, the second word
    s.press("Control+Shift+ArrowRight", "p")
    assert words(s) == [("Syria", "person")]
    s.press("Space")
    assert s.said().startswith("Person “Syria” chosen")
    s.press("l")  # a chosen mark takes another label
    assert words(s) == [("Syria", "place")]
    s.press("Enter")  # to its controls
    assert s.page.evaluate("document.activeElement.closest('.kit-card') !== null")
    s.press("Tab")
    s.page.keyboard.type("Syrian Arab Republic")
    s.press("Escape")
    s.settle()
    assert s.marks.table.canonical.tolist() == ["Syrian Arab Republic"]
    s.press("Backspace")
    assert words(s) == []
    s.press("Control+z")
    assert words(s) == [("Syria", "place")]
    s.press("Control+Shift+z")
    assert words(s) == []
    s.press("Control+z", "Control+z", "Control+z")
    assert words(s) == [("Syria", "person")]
    s.press("Control+s")
    s.settle()
    assert "saved" in s.said()
    look("keyboard")


@pytest.mark.parametrize(
    "keys, selected",
    [
        (["Shift+ArrowRight"], "A"),
        (["Control+Shift+ArrowRight"], "As"),
        (["Control+Shift+ArrowDown"], ARTICLE.text[66:525]),
        (["Shift+PageDown", "Shift+PageUp"], ""),
        (["Alt+Shift+ArrowDown"], None),
        (["Shift+ArrowRight", "Shift+ArrowRight", "Escape"], ""),
    ],
)
def test_steps_of_the_caret(stage, keys, selected):
    s = stage(marks_on(ARTICLE))
    start = ARTICLE.paragraphs.start[1]
    s.caret(int(start))
    s.press(*keys)
    a, b = s.selection
    sentence = ARTICLE.text[start : ARTICLE.sentences.start[ARTICLE.sentences.start > start].iloc[0]]
    paragraph = ARTICLE.text[start : ARTICLE.paragraphs.start[2]]
    wanted = {None: sentence, ARTICLE.text[66:525]: paragraph}.get(selected, selected)
    assert ARTICLE.text[min(a, b) : max(a, b)] == wanted


def test_tab_leaves_and_unused_keys_stay_the_browsers(stage):
    s = stage(marks_on(ARTICLE))
    s.page.evaluate("globalThis.kept = []; addEventListener('keydown', (e) => kept.push([e.key, e.defaultPrevented]))")
    s.caret(0)
    s.press("F5x" if False else "F6", "Alt+j", "Control+p", "x")
    kept = dict(s.page.evaluate("kept"))
    assert kept["F6"] is False and kept["j"] is False and kept["p"] is False
    for _ in range(12):
        s.press("Tab")
        if s.page.evaluate("document.activeElement.id") == "after":
            break
    else:
        raise AssertionError("Tab never left the annotator")
    assert s.root.get_attribute("data-lm-suppress-shortcuts") == "true"


def test_nothing_can_be_typed_pasted_or_cut(stage):
    s = stage(marks_on(ARTICLE))
    s.select(0, 5)
    s.press("x", "Delete", "Control+x", "Control+v", "Backspace")
    s.page.keyboard.insert_text("typed by an input method")
    assert s.page.evaluate("annotator.page.paragraphs.map((p) => p.textContent).join('|')") == "|".join(ARTICLE.paragraphs.text)


def test_the_same_words_get_two_labels(stage):
    s = stage(marks_on("Assad spoke."))
    s.select(0, 5)
    s.press("p", "q", "q")
    assert words(s) == [("Assad", "person"), ("Assad", "quotation")]


def test_space_goes_through_overlapping_marks(stage):
    marks = marks_on("one two three four")
    marks.add(0, 18, "quotation"), marks.add(4, 13, "person"), marks.add(4, 7, "place")
    s = stage(marks)
    s.caret(5)
    seen = []
    for _ in range(4):
        s.press("Space")
        seen.append(s.said().split(" ")[0])
    assert seen == ["Place", "Person", "Quotation", "Place"]


def test_ends_are_moved_by_keyboard(stage):
    marks = marks_on("one two three four")
    marks.add(4, 7, "person")
    s = stage(marks)
    s.caret(5)
    s.press("Space", "F2", "Control+Shift+ArrowRight", "Enter")
    assert words(s) == [("two three", "person")]
    s.press("F2", "F2", "Control+Shift+ArrowLeft", "Enter")
    assert words(s) == [("one two three", "person")]
    s.page.get_by_role("button", name="End a word earlier").click()
    s.page.get_by_role("button", name="Start a word later").click()
    assert words(s) == [("two", "person")]
    assert len(marks) == 1


def test_one_layer_is_offered_at_a_time(stage, tmp_path):
    twice = read_text(TREE / "tests" / "annotating" / "codebook.toml").replace('key = "p"', 'key = "q"')
    (tmp_path / "book.toml").write_text(twice, encoding="utf-8")
    s = stage(kit.Annotations(kit.Article("Assad spoke."), codebook=kit.Codebook.load(tmp_path / "book.toml")))
    s.select(0, 5)
    s.press("q")
    assert words(s) == [("Assad", "quotation")]
    s.page.get_by_label("Layer of labels").select_option("entity")
    assert s.page.locator(".kit-chip:visible").all_inner_texts() == ["Person\nq", "Place\nl"]
    s.press("Escape")
    s.select(0, 5)
    s.press("q")
    assert words(s) == [("Assad", "person"), ("Assad", "quotation")]
    assert s.page.locator(".kit-option").count() == 2  # marks of every layer stay in sight


# ---- by mouse


def test_marks_with_the_mouse_and_drags_an_end(stage, look):
    s = stage(marks_on("The president spoke on Monday in Geneva."))
    box = lambda a, b: s.page.evaluate("([a, b]) => { const r = annotator.page.range(a, b).getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom] }", [a, b])  # noqa: E731
    left, top, right, bottom = box(4, 13)
    s.page.mouse.move(left + 1, (top + bottom) / 2)
    s.page.mouse.down()
    s.page.mouse.move(right, (top + bottom) / 2, steps=5)
    s.page.mouse.up()
    s.page.get_by_label("Layer of labels").select_option("entity")
    s.page.get_by_role("button", name="Person").click()
    assert words(s) == [("president", "person")]
    handle = s.page.locator(".kit-end").bounding_box()
    target = box(14, 19)
    s.page.mouse.move(handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2)
    s.page.mouse.down()
    s.page.mouse.move(target[2], (target[1] + target[3]) / 2 + 4, steps=6)
    s.page.mouse.up()
    assert words(s) == [("president spoke", "person")]
    look("mouse")


def test_a_click_chooses_the_mark_and_the_list_leads_back(stage):
    marks = marks_on(ARTICLE)
    first, last = marks.add(75, 80, "place"), marks.add(3300, 3320, "quotation")
    s = stage(marks)
    s.text.locator("mark").first.click()
    assert s.page.evaluate("annotator.chosen") == first.id
    s.page.locator(".kit-option").last.click()
    assert s.page.evaluate("annotator.chosen") == last.id
    s.page.wait_for_function("(() => { const r = annotator.page.range(3300, 3320).getBoundingClientRect(), v = annotator.view.getBoundingClientRect(); return r.top >= v.top && r.bottom <= v.bottom })()")
    s.press("Home", "Enter")
    assert s.page.evaluate("document.activeElement === annotator.page.node && annotator.chosen") == first.id


def test_the_list_is_filtered_by_label(stage):
    marks = marks_on(ARTICLE)
    marks.add(0, 5, "person"), marks.add(6, 14, "quotation"), marks.add(15, 22, "place")
    s = stage(marks)
    s.page.get_by_label("Show in the list").select_option(label="Person (1)")
    assert s.page.get_by_role("option").filter(has_text="“").count() == 1
    assert s.page.locator(".kit-count").inner_text() == "Marks: 1 of 3"


# ---- the form


def test_the_form_makes_the_same_mark(stage):
    s = stage(marks_on(ARTICLE))
    s.page.get_by_text("Mark with a form").click()
    form = s.page.locator(".kit-form")
    form.get_by_label("Paragraph").select_option("2")
    form.get_by_label("From word").select_option(label="What (1)")
    form.get_by_label("To word").select_option(label="heard (3)")
    form.get_by_label("Label").select_option("quotation")
    assert "What we heard" in form.locator(".kit-preview").inner_text()
    form.get_by_role("button", name="Mark these words").click()
    assert words(s) == [("What we heard", "quotation")]


# ---- controls from the codebook


def test_attributes_notes_and_links_are_edited_in_place(stage, tmp_path):
    marks = marks_on(ARTICLE, tmp_path / "marks.json")
    whole, part = marks.add(67, 268, "quotation"), marks.add(216, 268, "quotation")
    s = stage(marks)
    s.caret(230)
    s.press("Space")
    card = s.page.locator(".kit-card")
    card.get_by_label("form").select_option("partial")
    card.get_by_label("part_of").select_option(whole.id)
    card.get_by_label("speaker").fill("Assad")
    card.get_by_label("Note").fill("only half of it")
    s.page.wait_for_timeout(350)
    s.settle()
    saved = kit.Annotations.load(tmp_path / "marks.json", ARTICLE, codebook=BOOK)
    assert dict(saved[part.id].attributes) == {"form": "partial", "part_of": whole.id, "speaker": "Assad"}
    assert saved[part.id].note == "only half of it"


# ---- offsets


@pytest.mark.parametrize(
    "text, quote",
    [
        ("A 👩‍👩‍👧 family 🇸🇾 flag in the street", "flag"),
        ("Ünïcode: e\u0301cole 🎉 naïve", "naïve"),
        ("قال الرئيس 🙂 إن الحرب مستمرة", "الحرب"),
        ("𝕬𝖘𝖘𝖆𝖉 said “yes”", "yes"),
    ],
)
def test_python_gets_code_points(stage, look, text, quote):
    s = stage(marks_on(text))
    at = len(text[: text.index(quote)].encode("utf-16-le")) // 2
    s.select(at, at + len(quote.encode("utf-16-le")) // 2)
    s.press("q")
    assert words(s) == [(quote, "quotation")]
    mark = list(s.marks)[0]
    assert text[mark.start : mark.end] == quote
    look(f"offsets-{ord(text[0])}")


@pytest.mark.parametrize("text, steps", [("👩‍👩‍👧x", 1), ("🇸🇾x", 1), ("e\u0301x", 1), ("کِتاب", 1), ("ok", 1)])
def test_the_caret_steps_over_whole_characters(stage, text, steps):
    s = stage(marks_on(text))
    s.caret(0)
    right_to_left = s.page.evaluate("getComputedStyle(annotator.page.paragraphs[0]).direction") == "rtl"
    s.press(*["Shift+ArrowLeft" if right_to_left else "Shift+ArrowRight"] * steps, "p")
    first = s.page.evaluate("t => [...new Intl.Segmenter().segment(t)][0].segment", text)
    assert words(s) == [(first, "person")]


def test_a_span_never_cuts_a_character_nor_keeps_blanks(stage):
    s = stage(marks_on("a 👩‍👩‍👧 b"))
    s.select(1, 4)  # a blank and half an emoji
    s.press("p")
    assert words(s) == [("👩‍👩‍👧", "person")]


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
    s.page.wait_for_function("document.querySelectorAll('[role=listbox] [role=option]').length === 0")


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
    assert stage(kit.Annotations.load(path, ARTICLE, codebook=BOOK)).page.locator(".kit-notice").is_hidden()


def test_a_kernel_that_wakes_up_does_each_thing_once(stage):
    s = stage(marks_on("one two three"))
    s.cut()
    s.caret(1)
    s.press("p")
    s.caret(5)
    s.press("p", "Control+z")
    s.page.wait_for_timeout(2200)
    s.cut(False)
    assert words(s) == [("one", "person")]
    s.page.evaluate("wire.sent.filter((m) => m.operations.length).forEach((m) => python(m))")  # all that was sent arrives again
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
    path, old = tmp_path / "marks.json", kit.Article("The minister left. Nobody cheered. Then rain.")
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


# ---- for everybody

HOSTILE = '<img src=x onerror="globalThis.pwned=1"><script>pwned=1</script>'


def test_hostile_text_is_shown_and_never_run(stage, tmp_path, look):
    book = (tmp_path / "book.toml").as_posix()
    Path(book).write_text(
        f"[[layers]]\nname = '{HOSTILE}'\ntitle = '{HOSTILE}'\n[[layers.labels]]\nname = '{HOSTILE}'\ntitle = '{HOSTILE}'\ndefinition = '{HOSTILE}'\nkey = '<'\n"
        f"[[layers.labels.attributes]]\nname = 'a'\ntitle = '{HOSTILE}'\ntype = 'choice'\nchoices = ['{HOSTILE}']\n", encoding="utf-8")  # fmt: skip
    marks = kit.Annotations(kit.Article(f"{HOSTILE} and {HOSTILE}", title=HOSTILE), codebook=kit.Codebook.load(book), creator=HOSTILE)
    marks.add(0, len(HOSTILE), HOSTILE, note=HOSTILE, a=HOSTILE)
    s = stage(marks)
    s.caret(3)
    s.press("Space", "?")
    s.page.wait_for_timeout(200)
    look("hostile")
    s.page.set_content(f"<!doctype html><title>t</title>{s.annotator._repr_mimebundle_()[0]['text/html']}")
    s.page.wait_for_timeout(200)
    assert s.page.evaluate("globalThis.pwned") is None
    assert s.page.locator("img, script").count() == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1200, 360])
def test_axe_finds_nothing(stage, look, theme, width, tmp_path):
    marks = marks_on(ARTICLE, tmp_path / "marks.json")
    marks.add(216, 268, "quotation", form="partial", speaker="Assad", note="a note"), marks.add(100, 235, "quotation"), marks.add(124, 139, "person")
    s = stage(marks, theme=theme, width=width)
    s.page.get_by_text("Mark with a form").click()
    s.caret(220)
    s.press("Space")
    s.page.wait_for_timeout(200)
    for state in ("chosen", "help"):
        if state == "help":
            s.press("?")
        found = Axe().run(s.page, context="#host", options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
        assert found.violations_count == 0, found.generate_report()
        assert len(found.response["passes"]) > 12
    s.press("Escape")
    look(f"{theme}-{width}")
    assert s.page.evaluate("document.documentElement.scrollWidth") <= width


def test_forced_colours_and_zoom(stage, page, look):
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    marks = marks_on(ARTICLE)
    marks.add(216, 268, "quotation"), marks.add(100, 235, "person")
    s = stage(marks, width=640, height=450)  # 1280 by 900 at 200 %
    s.caret(220)
    s.press("Space")
    look("forced-colours")
    assert s.page.evaluate("document.documentElement.scrollWidth") <= 640
    assert s.page.evaluate("getComputedStyle(document.querySelector('.kit-chip')).transitionDuration") in ("0s", "")


def test_the_caret_goes_through_a_long_text_line_by_line(stage):
    text = "\n\n".join(f"Paragraph {n} has " + "some words and " * 25 for n in range(120))
    s = stage(marks_on(text), height=700)
    s.caret(0)
    places = [0]
    for _ in range(80):
        s.press("ArrowDown")
        places.append(s.selection[1])
    steps = [b - a for a, b in zip(places, places[1:])]
    assert all(0 < step < 200 for step in steps), steps
