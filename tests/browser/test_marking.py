"""The annotator alone on a page: every way of making, choosing, changing and losing marks."""

from stage import ARTICLE, BOOK, TREE, marks_on, words

import kit
from kit.files import read_text

# ---- by keyboard


def test_the_whole_journey_by_keyboard_alone(stage, tmp_path, look):
    s = stage(marks_on(ARTICLE, tmp_path / "marks.json"))
    s.press("Tab", "Tab", "Tab")  # the layers, the labels, the text
    s.press(
        "PageDown", "Control+ArrowRight", "Control+ArrowRight", "Control+ArrowLeft"
    )  # paragraph 1, the second word
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


def test_shift_extends_by_word_sentence_and_paragraph(stage):
    s, start = stage(marks_on(ARTICLE)), int(ARTICLE.paragraphs.start[1])
    sentence = ARTICLE.text[
        start : ARTICLE.sentences.start[ARTICLE.sentences.start > start].iloc[0]
    ]
    paragraph = ARTICLE.text[start : ARTICLE.paragraphs.start[2]]
    for keys, selected in [
        (["Shift+ArrowRight"], "A"),
        (["Control+Shift+ArrowRight"], "As"),
        (["Control+Shift+ArrowDown"], paragraph),
        (["Shift+PageDown", "Shift+PageUp"], ""),
        (["Alt+Shift+ArrowDown"], sentence),
        (["Shift+ArrowRight", "Shift+ArrowRight", "Escape"], ""),
    ]:
        s.caret(start)
        s.press(*keys)
        a, b = s.selection
        assert ARTICLE.text[min(a, b) : max(a, b)] == selected, keys


def test_tab_leaves_and_unused_keys_stay_the_browsers(stage):
    s = stage(marks_on(ARTICLE))
    s.page.evaluate(
        "globalThis.kept = []; addEventListener('keydown', (e) => kept.push([e.key, e.defaultPrevented]))"
    )
    s.caret(0)
    s.press("F6", "Alt+j", "Control+p", "x")
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
    assert s.page.evaluate(
        "annotator.page.paragraphs.map((p) => p.textContent).join('|')"
    ) == "|".join(ARTICLE.paragraphs.text)


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
    twice = read_text(TREE / "tests" / "annotating" / "codebook.toml").replace(
        'key = "p"', 'key = "q"'
    )
    (tmp_path / "book.toml").write_text(twice, encoding="utf-8")
    s = stage(
        kit.Annotations(
            kit.Article("Assad spoke."), codebook=kit.Codebook.load(tmp_path / "book.toml")
        )
    )
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
    left, top, right, bottom = s.box(4, 13)
    s.page.mouse.move(left + 1, (top + bottom) / 2)
    s.page.mouse.down()
    s.page.mouse.move(right, (top + bottom) / 2, steps=5)
    s.page.mouse.up()
    s.page.get_by_label("Layer of labels").select_option("entity")
    s.page.get_by_role("button", name="Person").click()
    assert words(s) == [("president", "person")]
    handle = s.page.locator(".kit-end").bounding_box()
    target = s.box(14, 19)
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
    assert s.page.evaluate("annotator.selection.chosen") == first.id
    s.page.locator(".kit-option").last.click()
    assert s.page.evaluate("annotator.selection.chosen") == last.id
    s.page.wait_for_function(
        "(() => { const r = annotator.places.range(3300, 3320).getBoundingClientRect(), v = annotator.view.getBoundingClientRect();"
        "return r.top >= v.top && r.bottom <= v.bottom })()"
    )
    s.press("Home", "Enter")
    assert (
        s.page.evaluate(
            "document.activeElement === annotator.page.node && annotator.selection.chosen"
        )
        == first.id
    )


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
    s.page.wait_for_function(  # nobody leaves the field: it is saved while one types
        "[...annotator.marks.all.values()].some((mark) => mark.note === 'only half of it')"
    )
    s.settle()
    saved = kit.Annotations.load(tmp_path / "marks.json", ARTICLE, codebook=BOOK)
    assert dict(saved[part.id].attributes) == {
        "form": "partial",
        "part_of": whole.id,
        "speaker": "Assad",
    }
    assert saved[part.id].note == "only half of it"
