"""Every word of the glossary is explained where it comes first, in each notebook that uses it."""

import re

import pytest
from masters import LESSONS, cells, name, source

from tests.helpers import words

every_lesson = pytest.mark.parametrize("path", LESSONS, ids=name)


@every_lesson
def test_words_are_linked_and_listed_where_they_are_used(path):
    now = path.read_text(encoding="utf-8")
    assert words.explain_notebook(path) == now, "run python tests/helpers/words.py"


@pytest.mark.parametrize("path", words.OWN_CELLS, ids=lambda path: path.parent.name)
def test_another_lesson_s_cells_have_the_links_too(path):
    assert words.explain_own_cells(path) == path.read_text(encoding="utf-8")


@every_lesson
def test_every_link_has_its_target_and_says_what_the_list_says(path):
    *lesson, last = cells(path)
    heading, listed = source(last).split("\n\n", 1)
    assert heading == f"## {words.HEADING}"
    links = words.LINK.findall("\n".join(map(source, lesson)))
    meanings = [line.split(": ", 1)[1] for line in listed.split("\n")]
    assert {title for _, title in links} == set(map(words.shorten, meanings))


def test_the_glossary_is_in_order_and_every_word_is_used():
    glossary = list(words.read_glossary())
    assert glossary == sorted(glossary, key=words.in_order)
    listed = "\n".join(source(cells(path)[-1]) for path in LESSONS)
    assert set(re.findall(r"^- \*\*([^*]+)\*\*:", listed, re.MULTILINE)) == set(glossary)


def test_only_prose_is_linked():
    text = "# A key\n\n`key`, [a key](x)\n\n> key\n\nThe **key**."
    assert words.find_word("key", text) == (len(text) - 6, len(text) - 3)
    assert words.find_word("key", "key words") is None
