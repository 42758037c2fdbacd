"""The report of a class in a real browser: accessible, at home on a phone and on paper, deaf to what students write in it."""

import random
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

import kit
import workshop
from kit.paths import HOME
from workshop.class_work.progress import write_answers

ROOT = Path(__file__).parents[2]
SHOTS = Path(__file__).parent / "screenshots"
HOSTILE = (
    "<img src=x onerror=window.bad=1><script>window.bad=2</script>\u202e</style></title>\ud83d"
)


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """A class of twelve, one hostile and one whose file is broken."""
    folder, lesson, chance = (
        tmp_path_factory.mktemp("class"),
        kit.open_lesson(ROOT / "data" / "assad-2017"),
        random.Random(5),
    )
    key = list(lesson.key())
    for name in [
        "ann",
        "Zoë Ünal",
        "אנה כהן",
        "王芳",
        *map(str, range(7)),
        HOSTILE.replace("/", "∕").replace("\ud83d", ""),
    ]:
        marks = kit.Annotations(lesson.article, lesson.codebook, creator=name)
        for mark in chance.sample(key, 40):
            marks.add(
                mark.start,
                max(mark.start + 1, mark.end - chance.choice([0, 0, 3])),
                mark.label,
                note=HOSTILE,
            )
        marks.save(folder / "in" / name[:60] / "marks-me.jsonld")
    (folder / "in" / "<b>broken.jsonld").write_text("{")
    workshop.collect(folder / "in", folder / "out", lesson)
    return folder / "out" / "report.html"


@pytest.mark.parametrize("width", [1280, 360])
def test_it_is_accessible_and_fits(page, report, width):
    page.set_viewport_size({"width": width, "height": 900})
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(report.as_uri())
    SHOTS.mkdir(exist_ok=True)
    part = {"x": 0, "y": 0, "width": width, "height": 6000}
    page.screenshot(path=SHOTS / f"class-report-{width}.png", full_page=True, clip=part)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert asked == [report.as_uri()]  # it stands alone


def test_what_students_wrote_is_shown_and_never_obeyed(page, report):
    page.goto(report.as_uri())
    assert page.evaluate("window.bad") is None
    assert page.locator("img, script").count() == 0 and page.locator("style").count() == 1
    assert "<img src=x onerror" in page.locator("main").inner_text()
    assert page.locator("h2").count() == 5


def test_an_answer_opens_to_show_whose_it_is(page, report):
    page.goto(report.as_uri())
    answer = page.locator(".split details").first
    assert not answer.locator("p").is_visible()
    answer.locator("summary").press("Enter")
    assert answer.locator("p").is_visible() and answer.locator("p").inner_text()


def test_counts_do_not_rest_on_colour(page, report):
    page.goto(report.as_uri())
    painted = page.locator(".text [class^=h]")
    assert (
        painted.count() == page.locator(".text [class^=h] > sup").count() > 100
    )  # each has its number
    look = "spans => spans.map(span => [span.className, getComputedStyle(span).borderBottomWidth])"
    thick = set(map(tuple, painted.evaluate_all(look)))
    assert (
        len(thick) == len(dict(thick)) == len({width for _, width in thick}) >= 2
    )  # and each shade its own line


def test_it_prints(page, report, tmp_path):
    page.goto(report.as_uri())
    assert len(page.pdf(path=tmp_path / "report.pdf")) > 20_000
    page.emulate_media(media="print")
    assert not page.locator("nav").is_visible()


class Desk:
    """A student's folder with one written answer."""

    def __init__(self, student, id, text):
        self.student = student
        self.files = {f"{id}.txt": text.encode()}

    def list(self, *names):
        return list(self.files)

    def read(self, *names):
        return self.files[names[-1]], 0


def test_written_answers_have_the_rubric_and_the_model_answer_beside_them(page, tmp_path, look):
    lesson = kit.open_lesson(HOME)
    hostile = "<script>document.title = 'mine'</script> “Welcomes” (0)"
    desks = [
        Desk("ann", "00.1", hostile),
        Desk("ben", "02.8", "It doesn't (8)."),
        Desk("x", "9", ""),
    ]
    page.goto(write_answers(desks, lesson, {}, tmp_path).as_uri())
    look("answers")
    assert page.title().startswith("What the class wrote")
    assert page.locator("h2").all_inner_texts() == ["00.1", "02.8"]
    assert page.locator("blockquote").first.inner_text() == hostile
    assert lesson.exercises["00.1"]["model"] in page.locator("details").first.text_content()
    guide = (HOME / "notebooks" / "instructors" / "teaching-guide.md").read_text("utf-8")
    rubric = page.locator("ol li").all_inner_texts()
    assert len(rubric) == 3 and all(question in guide for question in rubric)
    assert Axe().run(page).response["violations"] == []
