"""Who stands beside whom, which function is whose, and what a headline puts in front: counted by hand, and on texts that break things."""

from html.parser import HTMLParser

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kit

TEXT = "Buses back\n\nHolt met Lund. Lund left. “No buses,” Holt told Lund and Ray.\n\nRay agreed."
HOSTILE = "<script>alert(1)</script>\"'&"


def marked(text, *words, label="person", codebook=None, **attributes):
    marks = kit.Annotations(kit.Article(text), codebook=codebook)
    for word in words:
        at = text.find(word)
        while at >= 0:
            marks.add(at, at + len(word), label, **attributes)
            at = text.find(word, at + 1)
    return marks


def test_two_names_count_once_for_each_sentence_that_holds_both():
    matrix = kit.cooccurrence(kit.Article(TEXT), marked(TEXT, "Holt", "Lund", "Ray"))
    assert list(matrix.index) == list(matrix.columns) == ["Lund", "Holt", "Ray"]
    assert matrix.to_numpy().tolist() == [[3, 2, 1], [2, 2, 1], [1, 1, 2]]


def test_names_of_one_actor_are_one_and_a_name_without_it_stands_for_itself():
    table = marked(TEXT, "Holt", "Ray").table.assign(
        canonical=["Maren Holt", "Maren Holt", pd.NA, pd.NA]
    )
    assert sorted(kit.cooccurrence(kit.Article(TEXT), table).index) == ["Maren Holt", "Ray"]


@given(st.lists(st.tuples(st.integers(0, 80), st.sampled_from("abc")), max_size=12))
def test_the_matrix_mirrors_itself_and_no_pair_beats_its_names(places):
    article = kit.Article(TEXT)
    rows = [(min(at, len(TEXT) - 2), min(at, len(TEXT) - 2) + 1, name, name) for at, name in places]
    matrix = kit.cooccurrence(
        article, pd.DataFrame(rows, columns=["start", "end", "text", "canonical"])
    )
    counts = matrix.to_numpy()
    assert (counts == counts.T).all() and all(
        counts[i, j] <= min(counts[i, i], counts[j, j])
        for i in range(len(counts))
        for j in range(i)
    )
    assert all(counts[i, i] <= len(article.sentences) for i in range(len(counts)))


def test_the_drawing_says_what_it_shows_and_that_there_is_nothing():
    said = kit.draw_cooccurrence(
        kit.cooccurrence(kit.Article(TEXT), marked(TEXT, "Holt", "Lund", "Ray"))
    ).description
    assert (
        "Sentences with each: Lund 3, Holt 2, Ray 2." in said
        and "Together: Lund and Holt 2; Lund and Ray 1; Holt and Ray 1." in said
    )
    empty = kit.draw_cooccurrence(
        kit.cooccurrence(kit.Article(TEXT), kit.Annotations(kit.Article(TEXT)))
    )
    assert repr(empty) == "No name is in 2 sentences: there is nothing to draw."


class Cells(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.tags, self.text = [], ""
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)

    def handle_data(self, data):
        self.text += data + " "


def blanks(table):
    return table.rows.function[table.rows.spans == 0].tolist()


def test_a_frame_table_names_blanks_and_sorts_by_voice():
    book = kit.Codebook.of(["problem", "cause", "remedy"], layer="frame")
    marks = marked(TEXT, "Buses back", "No buses", label="remedy", codebook=book)
    table = kit.frame_table(marks)
    assert blanks(table) == ["problem", "cause"] and table.rows.spans.tolist() == [0, 0, 2]
    assert "nobody (a blank)" in repr(table) and repr(table).endswith(
        "not said: “Buses back”, “No buses”"
    )
    rows = marks.table.assign(voice=["article", HOSTILE])
    shown = Cells(kit.frame_table(rows, book)._repr_html_())
    assert (
        set(shown.tags) == {"div", "table", "caption", "thead", "tbody", "tr", "th", "td"}
        and HOSTILE in shown.text
    )
    assert blanks(kit.frame_table(rows.head(0), book)) == ["problem", "cause", "remedy"]
    with pytest.raises(kit.KitError, match="say which codebook"):
        kit.frame_table(rows)


def test_headlines_are_compared_by_whom_they_name_first():
    names = marked(TEXT, "Holt", "Lund", "Ray")
    table = kit.compare_headlines(
        names.article, ["  ", "Lund: no to Holt", "Buses (again", HOSTILE], names
    )
    assert table["first"].tolist() == ["Lund", "nobody", "nobody"]
    assert table.named.tolist() == ["Lund, Holt", "", ""] and table.left_out[0] == "Ray"
    assert table.new[0] == "to" and table.words.tolist()[:2] == [4, 2]
    assert not len(kit.compare_headlines(names.article, [], names))
    assert (
        kit.compare_headlines(names.article, ["Holt (not Lund)"], names.table.head(0)).named[0]
        == ""
    )


def test_a_name_inside_a_longer_word_or_name_is_not_named():
    text = "X\n\nThe Syria Post met Syria. Syrians left."
    names = marked(text, "Syria Post")
    names.add(text.index("Syria."), text.index("Syria.") + 5, "place")
    table = kit.compare_headlines(names.article, ["Syrians and the Syria Post", "Syria"], names)
    assert table.named.tolist() == ["Syria Post", "Syria"]
