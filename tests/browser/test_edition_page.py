"""The annotated edition in a real browser: accessible, alone, deaf to what is written in it, and whole on A4, on Letter and on a phone."""

import itertools
import re

import pytest
from axe_playwright_python.sync_playwright import Axe

import kit

HOSTILE = (
    "<img src=x onerror=window.bad=1><script>window.bad=2</script>\u202e</style></title>\ud83d"
    + "x" * 200
)


@pytest.fixture(scope="module")
def edition(tmp_path_factory):
    """An edition with everything in it, some of it from somebody hostile."""
    folder = tmp_path_factory.mktemp("edition")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KIT_WORK", str(folder / "work"))
        lesson = kit.open_lesson()
        marks = lesson.marks()
        marks.add_all(lesson.key())
        marks.add(6, 14, "problem", note=HOSTILE, voice=HOSTILE)
        lesson.kept.keep_answer("10.1", f"One.\n\nTwo: {HOSTILE}", seen="")
        lesson.rate("c22", "misleading", "The number is the region's.", "f34 f45")
        kit.annotated_edition(lesson, reader=HOSTILE).save()
        kit.annotated_edition(lesson, marks=kit.Annotations(lesson.article, lesson.codebook)).save(
            folder / "empty"
        )
    return {
        "full": folder / "work" / lesson.name / "annotated-edition.html",
        "empty": folder / "empty" / "annotated-edition.html",
    }


@pytest.mark.parametrize("which", ["full", "empty"])
@pytest.mark.parametrize("width", [1280, 360])
def test_it_is_accessible_fits_and_stands_alone(page, look, edition, which, width):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(edition[which].as_uri())
    look(f"edition-{which}-{width}")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [url for url in asked if not url.startswith("data:image/png")] == [
        edition[which].as_uri()
    ]
    assert page.evaluate("[...document.images].every(image => image.naturalWidth > 100)")


def test_what_was_written_is_shown_and_never_obeyed(page, edition):
    page.goto(edition["full"].as_uri())
    assert page.evaluate("window.bad") is None and page.locator("script, [onerror]").count() == 0
    assert page.locator("main").inner_text().count("<img src=x onerror") >= 3


def test_a_note_stands_beside_its_paragraph_and_on_a_phone_below_it(page, edition):
    page.goto(edition["full"].as_uri())
    story = page.locator(
        "section", has=page.get_by_role("heading", name="Parts of the story", exact=True)
    )
    text, notes = story.locator(".text").nth(2), story.locator(".text").nth(2).locator("+ ul.notes")
    a, b = text.bounding_box(), notes.bounding_box()
    assert b["x"] > a["x"] + a["width"] and b["y"] < a["y"] + a["height"]
    page.set_viewport_size({"width": 360, "height": 900})
    a, b = text.bounding_box(), notes.bounding_box()
    assert b["x"] < a["x"] + 40 and b["y"] >= a["y"] + a["height"]


def test_no_meaning_hangs_on_colour(page, edition):
    """Without any colour each label still has a sign in the text and in the legend, and neighbours in a layer differ in their line."""
    page.goto(edition["full"].as_uri())
    for section in page.locator("section:has(.text)").all():
        legend = [mark.inner_text() for mark in section.locator(".legend mark").all()]
        signs = [
            sign.strip("] ").rstrip("0123456789")
            for sign in section.locator(".text sup").all_inner_texts()
        ]
        assert legend and len(set(legend)) == len(legend) and set(signs) <= set(legend)
        lines = [
            mark.evaluate("mark => getComputedStyle(mark).backgroundImage")
            for mark in section.locator(".legend mark").all()
        ]
        plain = [re.sub(r"rgba?\([^)]*\)", "", line) for line in lines]
        assert all(one != two for one, two in itertools.pairwise(plain))


@pytest.mark.parametrize(
    "paper", [("A4", 210, 297), ("Letter", 216, 279)], ids=lambda paper: paper[0]
)
def test_it_prints_whole(page, edition, paper, tmp_path):
    """On paper everything is as wide as the page, and every chapter with the text begins a new one."""
    name, width, height = paper
    page.goto(edition["full"].as_uri())
    pdf = page.pdf(path=tmp_path / f"{name}.pdf", format=name, prefer_css_page_size=True)
    pages = len(re.findall(rb"/Type\s*/Page\b", pdf))
    boxes = {
        tuple(map(round, map(float, box.split())))
        for box in re.findall(rb"/MediaBox\s*\[([^\]]*)\]", pdf)
    }
    points = round(width / 25.4 * 72), round(height / 25.4 * 72)
    assert 20 < pages < 45 and all(
        abs(box[2] - points[0]) <= 2 and abs(box[3] - points[1]) <= 2 for box in boxes
    ), boxes
    page.emulate_media(media="print")
    page.set_viewport_size({"width": int((width - 32) / 25.4 * 96), "height": 900})
    assert page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )
    breaks = page.locator("section:has(.text)").evaluate_all(
        "all => all.map(section => getComputedStyle(section).breakBefore)"
    )
    assert set(breaks[1:]) == {"page"}
    tall = "all => all.filter(part => getComputedStyle(part).breakInside == 'avoid' && part.getBoundingClientRect().height > 900).length"
    assert page.locator("main *").evaluate_all(tall) == 0  # what may not be broken fits on a page


def test_the_lab_shows_it_in_a_tab_of_its_own(page, jupyter, edition):
    (jupyter.folder / "annotated-edition.html").write_bytes(edition["full"].read_bytes())
    page.goto(f"{jupyter.url}/files/annotated-edition.html?token={jupyter.token}")
    assert page.get_by_role("heading", level=1).inner_text().startswith("Assad Welcomes")
    assert page.evaluate("[...document.images].every(image => image.naturalWidth > 100)")
    assert (
        page.locator(".legend mark").first.evaluate(
            "mark => getComputedStyle(mark).backgroundImage"
        )
        != "none"
    )
