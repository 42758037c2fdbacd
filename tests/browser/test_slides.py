"""Slides of one lesson: turned by the keyboard, read without them, printed one on a page, and open to all."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from waiting import until

import kit
from kit.errors import LessonError
from kit.paths import HOME
from workshop.editions.release import release
from workshop.editions.slides import make_slides

SLIDES = 10
PLAN = (HOME / "docs" / "lesson-plan-45.md").read_text("utf-8")


@pytest.fixture(scope="module")
def slides():
    return make_slides(HOME, kit.open_lesson(HOME))


@pytest.fixture
def shown(page, slides):
    """The page with the slides, on a screen of 1280 by 800."""
    page.set_viewport_size({"width": 1280, "height": 800})
    page.set_content(slides)
    return page


def slide_at_top(page):
    return page.evaluate(
        "() => [...document.querySelectorAll('section')]"
        ".find(slide => Math.abs(slide.getBoundingClientRect().top) < 2)?.id"
    )


def test_a_key_turns_to_the_next_slide_and_back(shown):
    for key, slide in [
        ("PageDown", "slide-2"),
        ("Space", "slide-3"),
        ("PageUp", "slide-2"),
        ("End", f"slide-{SLIDES}"),
        ("Home", "slide-1"),
    ]:
        shown.keyboard.press(key)
        until(lambda slide=slide: slide_at_top(shown) == slide, lambda: slide_at_top(shown))


def test_a_link_turns_them_too(shown):
    shown.get_by_role("link", name="Next").first.press("Enter")
    until(lambda: slide_at_top(shown) == "slide-2", lambda: slide_at_top(shown))


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080), (1024, 768)])
def test_no_slide_is_larger_than_the_screen(shown, size, look):
    width, height = size
    shown.set_viewport_size({"width": width, "height": height})
    heights = shown.eval_on_selector_all(
        "section", "slides => slides.map(slide => slide.scrollHeight)"
    )
    assert [found for found in heights if found > height + 1] == []
    look(f"slides-{width}")


def test_nothing_is_in_the_way_of_anybody(shown):
    for width in (1280, 390):
        shown.set_viewport_size({"width": width, "height": 800})
        assert Axe().run(shown).response["violations"] == []
        assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_on_paper_a_slide_is_a_page(shown):
    printed = shown.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == SLIDES


def test_the_minutes_are_those_of_the_plan(slides):
    planned = re.findall(r"^\| (\d+–\d+) \|", PLAN, re.MULTILINE)
    assert list(dict.fromkeys(re.findall(r"Minutes (\d+–\d+)", slides))) == planned


def test_the_figures_are_those_of_the_notebooks_with_their_descriptions(shown):
    described = shown.eval_on_selector_all("img", "pictures => pictures.map(one => one.alt)")
    assert len(described) == 2 and all("words" in alt for alt in described)


def test_release_writes_the_same_twice_and_needs_no_network(tmp_path, slides):
    for name in "one", "two":
        release(HOME, "slides", tmp_path / name)
    one, two = (next((tmp_path / name).glob("*.zip")).read_bytes() for name in ("one", "two"))
    folder = next((tmp_path / "one").glob("*-slides"))
    assert one == two
    assert (folder / "slides.html").read_text("utf-8") == slides
    assert "://" not in slides


def test_a_missing_cell_is_said(tmp_path):
    (tmp_path / "notebooks").mkdir()
    with pytest.raises(LessonError, match=r"there is no cell 00-article; slides are made of it"):
        make_slides(tmp_path, kit.open_lesson(HOME))
