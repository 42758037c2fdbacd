"""The article on paper: one page of A4 or of Letter, with a margin to write in."""

import re

import pytest

import kit
from kit.paths import HOME
from workshop.editions.handout import make_handout


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_our_article_fits_one_page(page, paper, tmp_path):
    page.set_content(make_handout(kit.open_lesson(HOME)))
    printed = page.pdf(format=paper, path=tmp_path / "handout.pdf")
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1


def test_there_is_room_for_a_pencil_on_the_right(page, look):
    page.set_viewport_size(
        {"width": 794 - 2 * 45, "height": 1000}
    )  # A4 at 96 dots an inch, less the printer's margins
    page.emulate_media(media="print")
    page.set_content(make_handout(kit.open_lesson(HOME)))
    look("handout")
    ends = page.eval_on_selector_all(
        ".line",
        "lines => lines.map(line => { const words = document.createRange(); words.selectNodeContents(line); return words.getBoundingClientRect().right })",
    )
    assert (
        max(ends) < 794 - 2 * 45 - 30 * 96 / 25.4
    )  # thirty millimetres, and the printer's margin beside them


def test_a_long_article_goes_on_and_right_to_left_is_numbered_at_the_right(page, tmp_path, look):
    folder = tmp_path / "data" / "x"
    folder.mkdir(parents=True)
    folder.joinpath("article.txt").write_text(
        "\n\n".join(["الجسر مغلق منذ أمس، ولم يعرف أحد بذلك من قبل. " * 12] * 30), encoding="utf-8"
    )
    folder.joinpath("lesson.toml").write_text('title = "الجسر"\nlanguage = "ar"\nheadline = false')
    page.set_content(make_handout(kit.open_lesson(folder)))
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) > 2
    number, line = (page.locator(chosen).first.bounding_box() for chosen in (".number", ".line"))
    assert number["x"] > line["x"] + line["width"] / 2
    look("handout-arabic")
