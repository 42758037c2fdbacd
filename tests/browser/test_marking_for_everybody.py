"""The annotator alone on a page, for everybody: every script, touch, small screens, zoom, screen readers, and hostile text."""

import itertools
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from stage import ARTICLE, TREE, Stage, marks_on, words
from waiting import NEVER

import kit

# ---- offsets


@pytest.mark.parametrize(
    "text, quote",
    [
        ("A 👩‍👩‍👧 family 🇸🇾 flag in the street", "flag"),
        ("Ünïcode: e\u0301cole 🎉 naïve", "naïve"),
        ("قال الرئيس 🙂 إن الحرب مستمرة", "الحرب"),
        ("𝕬𝖘𝖘𝖆𝖉 said “yes”", "yes"),
        ("The 👨🏽‍🚀 flew", "👨🏽‍🚀"),
        ("cafe\u0301 now", "cafe\u0301"),
    ],
)
def test_python_gets_code_points(stage, look, text, quote):
    s = stage(marks_on(text))
    at = len(text[: text.index(quote)].encode("utf-16-le")) // 2
    s.select(at, at + len(quote.encode("utf-16-le")) // 2)
    s.press("q")
    assert words(s) == [(quote, "quotation")]
    mark = next(iter(s.marks))
    assert text[mark.start : mark.end] == quote
    look(f"offsets-{ord(text[0])}")


@pytest.mark.parametrize(
    "text, steps", [("👩‍👩‍👧x", 1), ("🇸🇾x", 1), ("e\u0301x", 1), ("کِتاب", 1), ("ok", 1)]
)
def test_the_caret_steps_over_whole_characters(stage, text, steps):
    s = stage(marks_on(text))
    s.caret(0)
    right_to_left = (
        s.page.evaluate("getComputedStyle(annotator.page.paragraphs[0]).direction") == "rtl"
    )
    s.press(*["Shift+ArrowLeft" if right_to_left else "Shift+ArrowRight"] * steps, "p")
    first = s.page.evaluate("t => [...new Intl.Segmenter().segment(t)][0].segment", text)
    assert words(s) == [(first, "person")]


def test_a_span_never_cuts_a_character_nor_keeps_blanks(stage):
    s = stage(marks_on("a 👩‍👩‍👧 b"))
    s.select(1, 4)  # a blank and half an emoji
    s.press("p")
    assert words(s) == [("👩‍👩‍👧", "person")]


@pytest.mark.parametrize(
    "text", ["the 👨🏽‍🚀👩‍👩‍👧 left", "x e\u0301\u0323 y", "قَالَ شيئًا", "हिन्दी में", "🇸🇾🇺🇸"]
)
def test_python_gets_whole_characters_wherever_one_selects(stage, text):
    s = stage(marks_on(text))
    units = len(text.encode("utf-16-le")) // 2
    parts = s.page.evaluate("t => [...new Intl.Segmenter().segment(t)].map((g) => g.segment)", text)
    edges = {sum(map(len, parts[:n])) for n in range(len(parts) + 1)}
    for start in range(units):
        s.page.evaluate(
            "([a, b]) => annotator.actions.make('quotation', annotator.text.tidy(a, b))",
            [start, start + 1],
        )
    s.settle()
    assert len(s.marks) and all(
        {mark.start, mark.end} <= edges and mark.text == text[mark.start : mark.end]
        for mark in s.marks
    )


def test_right_to_left_the_caret_and_the_ends_go_the_way_one_sees(stage, look):
    s = stage(marks_on("قال الرئيس السوري إن الحرب مستمرة"))
    s.caret(0)
    s.press("Control+Shift+ArrowLeft", "Control+Shift+ArrowLeft", "q")
    assert words(s) == [("قال الرئيس", "quotation")]
    s.press("Space", "F2", "Control+Shift+ArrowLeft", "Enter")
    assert words(s) == [("قال الرئيس السوري", "quotation")]
    start, end = (
        s.page.locator(".kit-start").bounding_box(),
        s.page.locator(".kit-end").bounding_box(),
    )
    assert start["x"] > end["x"]
    s.press("End")
    assert s.selection == [33, 33]
    look("right-to-left")


# ---- for everybody

HOSTILE = '<img src=x onerror="globalThis.pwned=1"><script>pwned=1</script>'


def test_hostile_text_is_shown_and_never_run(stage, tmp_path, look):
    book = (tmp_path / "book.toml").as_posix()
    Path(book).write_text(
        f"[[layers]]\nname = '{HOSTILE}'\ntitle = '{HOSTILE}'\n[[layers.labels]]\nname = '{HOSTILE}'\ntitle = '{HOSTILE}'\ndefinition = '{HOSTILE}'\nkey = '<'\n"
        f"[[layers.labels.attributes]]\nname = 'a'\ntitle = '{HOSTILE}'\ntype = 'choice'\nchoices = ['{HOSTILE}']\n",
        encoding="utf-8",
    )
    marks = kit.Annotations(
        kit.Article(f"{HOSTILE} and {HOSTILE}", title=HOSTILE),
        codebook=kit.Codebook.load(book),
        creator=HOSTILE,
    )
    marks.add(0, len(HOSTILE), HOSTILE, note=HOSTILE, a=HOSTILE)
    s = stage(marks)
    s.caret(3)
    s.press("Space", "?")
    s.page.get_by_role("dialog", name="Keys").wait_for()
    look("hostile")
    assert s.root.locator("img, script").count() == 0
    s.page.set_content(
        f"<!doctype html><title>t</title>{s.annotator._repr_mimebundle_()[0]['text/html']}"
    )
    s.page.evaluate(  # a picture like theirs has failed by now, and so would theirs have
        "new Promise((failed) => Object.assign(new Image(), { onerror: failed, src: 'x' }))"
    )
    assert s.page.evaluate("globalThis.pwned") is None
    assert s.page.locator("img, script").count() == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1200, 360])
def test_axe_finds_nothing(stage, look, theme, width, tmp_path):
    marks = marks_on(ARTICLE, tmp_path / "marks.json")
    marks.add(216, 268, "quotation", form="partial", speaker="Assad", note="a note")
    marks.add(100, 235, "quotation"), marks.add(124, 139, "person")
    s = stage(marks, theme=theme, width=width)
    s.page.get_by_text("Mark with a form").click()
    s.caret(220)
    s.press("Space")
    s.page.locator(".kit-card").wait_for()
    for state in ("chosen", "help"):
        if state == "help":
            s.press("?")
            s.page.get_by_role("dialog", name="Keys").wait_for()
        s.page.evaluate(  # halfway between two colours there is no contrast to speak of
            "Promise.all(document.getAnimations().map((change) => change.finished.catch(() => 0)))"
        )
        found = Axe().run(
            s.page,
            context="#host",
            options={
                "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
            },
        )
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
    assert s.page.evaluate(
        "getComputedStyle(document.querySelector('.kit-chip')).transitionDuration"
    ) in ("0s", "")


def test_the_caret_goes_through_a_long_text_line_by_line(stage):
    text = "\n\n".join(f"Paragraph {n} has " + "some words and " * 25 for n in range(120))
    s = stage(marks_on(text), height=700)
    s.caret(0)
    places = [0]
    for _ in range(80):
        s.press("ArrowDown")
        places.append(s.selection[1])
    steps = [b - a for a, b in itertools.pairwise(places)]
    assert all(0 < step < 200 for step in steps), steps


# ---- touch


@pytest.fixture
def finger(browser):
    """A telephone."""
    context = browser.new_context(
        viewport={"width": 360, "height": 740},
        has_touch=True,
        is_mobile=True,
        device_scale_factor=2,
    )
    context.set_default_timeout(NEVER * 1000)
    yield context.new_page()
    context.close()


def test_marks_with_a_finger_and_drags_an_end(finger, tmp_path):
    s = Stage(finger, marks_on(ARTICLE, tmp_path / "m.json"), width=360, height=740)
    touch = finger.context.new_cdp_session(finger)

    def tap(words):
        left, top, right, bottom = s.box(at := ARTICLE.text.index(words), at + len(words))
        finger.touchscreen.tap((left + right) / 2, (top + bottom) / 2)

    assert "Tap a word" in s.page.locator(".kit-hint").inner_text()
    s.page.get_by_label("Layer of labels").select_option("entity")
    tap("enters")
    finger.wait_for_function("annotator.selection.kept && annotator.selection.kept[1] > 0")
    s.page.get_by_role("button", name="Person").tap()
    assert words(s) == [("enters", "person")]
    tap("civil")
    finger.wait_for_function(
        "annotator.selection.chosen === null || annotator.selection.kept[1] > 90"
    )
    s.page.get_by_role("button", name="Place").tap()
    tap("enters")
    finger.wait_for_function(
        "annotator.marks.all.get(annotator.selection.chosen)?.words === 'enters' && annotator.selection.firm"
    )
    handle = s.page.locator(".kit-end").bounding_box()
    assert handle["width"] >= 24
    at = ARTICLE.text.index("sixth")
    _, top, right, bottom = s.box(at, at + 5)
    x, y = handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] - 2
    points = [
        (x + (right - x) * step / 4, y + ((top + bottom) / 2 + 4 - y) * step / 4)
        for step in range(5)
    ]
    for kind, (x, y) in zip(["touchStart", *["touchMove"] * 4], points, strict=True):
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    assert words(s) == [("enters its sixth", "person"), ("civil", "place")]
    small = s.page.evaluate(
        "[...document.querySelectorAll('.kit-annotator button')].filter((b) => b.checkVisibility() && b.offsetHeight < 40).length"
    )
    assert small == 0 and finger.evaluate("document.documentElement.scrollWidth") <= 360
    finger.screenshot(path=Path(__file__).parent / "screenshots" / "finger.png")


# ---- six layers, long notes, and the help


def test_six_layers_are_offered_one_at_a_time_on_any_screen(stage, look):
    book = kit.Codebook.load(TREE / "data" / "assad-2017" / "codebook.toml")
    marks = kit.Annotations(ARTICLE, codebook=book)
    for layer in book.layers:  # one mark of each label, all over the same words
        for number, label in enumerate(layer.labels):
            marks.add(70, 80 + number, label.name)
    for width in (360, 1200):
        s = stage(marks, width=width)
        for layer in book.layers:
            s.page.get_by_label("Layer of labels").select_option(layer.name)
            assert s.page.locator(".kit-chip:visible").count() == len(layer.labels)
            assert s.page.evaluate("document.documentElement.scrollWidth") <= width
        s.caret(71)
        s.press("Space", "x")  # no label has it
        assert "No label has the key x" in s.said()
        look(f"six-layers-{width}")
        s.press("?")
        s.page.get_by_role("dialog", name="Keys").wait_for()
        assert (
            s.page.evaluate("document.querySelector('.kit-help').scrollTop") == 0
        )  # it opens at its beginning, however long
        look(f"help-{width}")
        s.press("Escape")
    assert s.page.locator(".kit-option").count() == len(book.labels)


def test_notes_and_attributes_may_be_long(stage, look, tmp_path):
    marks = marks_on(ARTICLE, tmp_path / "m.json")
    mark = marks.add(70, 2000, "quotation", note="word " * 4000, speaker="x" * 500)
    s = stage(marks, width=360)
    s.caret(100)
    s.press("Space")
    s.page.locator(".kit-card").get_by_label("Note").press_sequentially("!")
    s.page.wait_for_function(
        "!annotator.marks.pending.length && [...annotator.marks.all.values()][0].note.includes('!')"
    )
    assert s.page.evaluate("document.documentElement.scrollWidth") <= 360
    s.settle()
    assert len(kit.Annotations.load(tmp_path / "m.json", ARTICLE)[mark.id].note) == 20_001
    look("long-note")


MOVES = [
    ("ArrowRight", 1),
    ("ArrowDown", range(20, 67)),
    ("Control+ArrowRight", range(5, 7)),
    ("End", range(20, 66)),
    ("End Home", 0),
    ("Alt+ArrowDown", 67),
    ("Alt+ArrowDown Alt+ArrowUp", 0),
    ("Control+ArrowDown", 67),
    ("Control+ArrowDown Control+ArrowUp", 0),
    ("PageDown", 67),
    ("PageDown PageDown PageUp", 67),
    ("Control+End", 3348),
    ("Control+End Control+Home", 0),
]


def test_every_key_of_the_help_moves_the_caret(stage):
    s = stage(marks_on(ARTICLE))
    for keys, where in MOVES:
        s.caret(0)
        s.press(*keys.split())
        at = s.page.evaluate("annotator.places.selection[1]")
        assert at in where if isinstance(where, range) else at == where, (keys, at)


def test_the_help_names_every_key_and_gives_the_focus_back(stage, look):
    s = stage(marks_on(ARTICLE))
    s.caret(3)
    s.press("Control+a")
    assert s.selection == [0, len(ARTICLE.text.rstrip())]
    s.caret(3)
    s.press("?")
    told = s.page.get_by_role("dialog", name="Keys").inner_text()
    for key in (
        "Ctrl+←",
        "Alt+↑",
        "Page Up",
        "Home",
        "Ctrl+A",
        "Shift",
        "Enter",
        "Space",
        "F2",
        "Backspace",
        "Ctrl+Shift+Z",
        "Escape",
        "Ctrl+S",
        "Tab",
    ):
        assert key in told, key
    assert "From the first to the last quoted word." in told
    look("help")
    s.press("Escape")
    assert s.page.evaluate("document.activeElement === annotator.page.node") and s.selection == [
        3,
        3,
    ]
