"""What students read is plain: short sentences, short words, present-day English.

`python -m tests.benchmarks.readability --sentences` shows the figures and the hardest sentences.
"""

import re

import pytest
from masters import LESSONS, cells, name, source, tags

from tests.benchmarks.readability import grade, prose_of_notebook, read_all, sentences_of

TEXTS = read_all()
OLD = r"mend(s|ed|ing)?|for ever|upon|whilst|shall|thus|hence|oft|save for|be it|by lots"
every_lesson = pytest.mark.parametrize("path", LESSONS, ids=name)


@pytest.mark.parametrize("text", TEXTS)
def test_its_grade_is_low(text):
    """The first five are for everybody, so they are to be the plainest."""
    most = 8 if text in ("00", "01", "02", "03", "04") else 9
    assert grade(sentences_of(TEXTS[text])) <= most


@every_lesson
def test_no_sentence_is_long(path):
    long = [words for words in sentences_of(prose_of_notebook(path)) if len(words) > 30]
    assert [" ".join(words) for words in long] == []


@every_lesson
def test_no_word_is_old(path):
    prose = "\n".join(source(cell) for cell in cells(path, "markdown") if not tags(cell))
    assert re.findall(rf"\b(?:{OLD})\b", prose, re.IGNORECASE) == []


def test_a_hard_text_would_be_noticed():
    hard = (
        "Notwithstanding considerable methodological heterogeneity, investigators demonstrated it."
    )
    assert grade(sentences_of(hard)) > 9
