"""Heat maps: the counts are right, the words stay whole, and everything can be had without seeing."""

import re
from html import unescape
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import kit
import workshop

LESSON = kit.open_lesson(Path(__file__).parents[2] / "data" / "assad-2017")


def plain(html):
    """The text of a heat map, its counts and gaps taken out."""
    text = html.partition("</figcaption>")[2]
    return unescape(
        re.sub(r"<[^>]+>", "", re.sub(r'<sup>.*?</sup>|<p class="gap">.*?</p>', "", text))
    )


def test_every_word_has_the_number_of_readers_who_marked_it():
    readers = LESSON.readers("quotation")
    counts = kit.draw_heat(readers, "quotation").counts
    words, expected = LESSON.article.words, np.zeros(len(LESSON.article.words), int)
    for marks in readers.values():
        spans = marks.table
        expected += [
            ((spans.start < end) & (spans.end > start)).any()
            for start, end in zip(words.start, words.end, strict=True)
        ]
    assert counts.tolist() == expected.tolist() and 0 < counts.max() <= len(readers)
    assert workshop.ClassWork(LESSON, readers).words.quotation.tolist() == counts.tolist()


def test_the_text_is_whole_and_in_its_order():
    heat = kit.draw_heat(LESSON.readers("quotation"))
    lines = [line for line in plain(heat.html).split("\n") if line]
    assert len(lines) >= 5 and all(line in LESSON.article.text.split("\n") for line in lines)
    everywhere = pd.DataFrame({"start": [0], "end": [len(LESSON.article.text)], "label": ["lead"]})
    painted = plain(kit.draw_heat([everywhere], article=LESSON.article).html)
    assert painted.split() == LESSON.article.text.split()


def test_a_label_alone_all_labels_and_a_class():
    readers = LESSON.readers()
    one, every = kit.draw_heat(readers, "person"), kit.draw_heat(readers)
    assert (one.counts <= every.counts).all() and one.counts.sum() < every.counts.sum()
    assert repr(kit.draw_heat(workshop.ClassWork(LESSON, readers), "person")) == repr(one)


def test_it_is_said_in_words():
    ann = pd.DataFrame({"start": [0, 4], "end": [7, 13], "label": "lead"})
    nobody = pd.DataFrame({"start": [], "end": [], "label": []})
    article = kit.Article("One two three four.\n\nFive.")
    assert repr(kit.draw_heat([ann, nobody], "lead", article)) == (
        "How many of 2 readers marked each of 5 words as lead. 1 reader: 3 words in paragraph 0. Nobody: 2 words."
    )
    assert repr(kit.draw_heat([ann], "quotation", article)).endswith("Nobody: 5 words.")
    assert "[2 paragraphs without a mark]" in kit.draw_heat([nobody], article=article).html


def test_nothing_in_a_text_or_a_label_is_markup():
    article = kit.Article("<img src=x onerror=alert(1)> & more", language='en"><script>')
    spans = pd.DataFrame({"start": [0], "end": [28], "label": ["<b>"]})
    html = kit.draw_heat([spans], "<b>", article).html
    assert set(re.findall(r"<(\w+)", html)) == {"figure", "style", "figcaption", "p", "span", "sup"}


def test_what_is_missing_is_said():
    spans = pd.DataFrame({"start": [0], "end": [3], "label": ["lead"]})
    with pytest.raises(kit.KitError, match="which article"):
        kit.draw_heat([spans])
    with pytest.raises(kit.KitError, match="nobody"):
        kit.draw_heat([], article=LESSON.article)
