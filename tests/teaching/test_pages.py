"""Saved result pages: every word is shown as text, each says what it is, and a lesson may have none."""

import re
from pathlib import Path

import pytest

import kit
from kit.errors import LessonError
from kit.showing.result_pages import Result, ResultPage, ResultPages

DATA = Path(__file__).parents[2] / "data"
PAGE = """publisher = "The Post"
searched = "Post owner"
about = "Invented."
[[results]]
title = "Two sisters"
says = "They own it."
source = "Town archive"
"""


def test_a_lesson_without_pages_says_so_and_goes_on(copy):
    for path in (copy / "pages").glob("*"):
        path.unlink()
    pages = kit.open_lesson(copy).pages
    assert "no saved pages yet" in repr(pages) and "<p>" in pages._repr_html_()


def test_pages_come_in_the_order_of_their_files(copy):
    (copy / "pages" / "0-post.toml").write_text(PAGE, "utf-8")
    pages = kit.open_lesson(copy).pages
    first = pages[0]
    assert first.publisher == "The Post" and first.results[0].address == "" and first.worked == ""
    assert repr(pages).startswith("The Post: a search for “Post owner”.\nInvented.\n  1. Two")


@pytest.mark.parametrize(
    "text",
    [
        'publisher = "The Post"',
        PAGE.replace('"They own it."', "7"),
        PAGE.replace("says", "said"),
        PAGE.replace("[[results]]", "[results]"),
        PAGE.replace("searched", "looked_for"),
        "results = 3\n" + PAGE.split("[[", maxsplit=1)[0],
    ],
)
def test_a_file_that_is_no_page_is_named_with_its_mend(copy, text):
    (copy / "pages" / "0-post.toml").write_text(text, "utf-8")
    with pytest.raises(LessonError, match=r"0-post.toml: not a result page .*write publisher"):
        _ = kit.open_lesson(copy).pages


def test_nothing_in_a_page_becomes_markup():
    bad = "<script>alert(1)</script>\"'"
    result = Result(bad, bad, bad, "javascript:alert(1)")
    linked = Result(bad, bad, bad, 'https://a.example/"><script>')
    html = ResultPages([ResultPage(bad, bad, bad, (result, linked), bad)])._repr_html_()
    assert "<script>" not in html and 'href="javascript' not in html
    assert html.count("<a href=") == 1 and html.count("<details open") == 1


@pytest.mark.parametrize("name", ["assad-2017", "night-market"])
def test_each_page_says_what_it_is_and_names_facts_of_the_pack(name):
    lesson = kit.open_lesson(DATA / name)
    cited = " ".join(lesson.evidence.publisher.dropna())
    for page in lesson.pages:
        assert page.publisher in cited and len(page.results) >= 2
        assert re.search("[Ii]nvented|with a language model", page.about)
        facts = re.findall(r"\bf\d\d+\b", page.about)
        rows = lesson.evidence[lesson.evidence.id.isin(facts)]
        assert facts and len(rows) == len(facts)
        assert rows.publisher.str.contains(page.publisher, regex=False).all()
    assert [bool(page.worked) for page in lesson.pages] == [True] + [False] * (
        len(lesson.pages) - 1
    )
    assert "`pages/`" in (DATA / name / "PROVENANCE.md").read_text("utf-8")
