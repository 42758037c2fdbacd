"""The search box without a browser: its lines are those of the concordance, and nothing it is asked for can break it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kit

ARTICLE = kit.Article('Terror <b>here</b>.\n\nNo terrorists, said the mayor: "No terror."')


def test_its_lines_are_those_of_the_concordance():
    box = kit.search(ARTICLE, "terror*", width=6)
    lines = kit.concordance(ARTICLE, "terror*", width=6)[
        ["paragraph", "left", "text", "right"]
    ].values.tolist()
    assert box.rows == lines and box.status == "3 places with 'terror*'."
    box.query = "mayor"
    assert [row[2] for row in box.rows] == ["mayor"] and box.status == "1 place with 'mayor'."


def test_on_paper_it_is_a_table_with_everything_escaped():
    data = kit.search(ARTICLE, "here", width=9)._repr_mimebundle_()[0]
    assert (
        data["text/plain"] == "1 place with 'here'.\nparagraph 0: error <b>[here]</b>."
        and "<b>" not in data["text/html"]
    )
    assert data["text/html"].count("<tr>") == 2 and "&lt;b&gt;" in data["text/html"]


def test_no_word_is_no_mistake_while_typing():
    box = kit.search(ARTICLE)
    assert box.rows == [] and box.status.startswith("Write a word")
    box.query = "xyz"
    assert box.status == "0 places with 'xyz'."


def test_a_word_that_is_everywhere_shows_the_first_lines():
    box = kit.search(kit.Article("no " * 300), "no")
    assert len(box.rows) == 200 and box.status.endswith("Only the first 200 are shown.")


@given(st.text())
def test_whatever_is_typed_it_answers(query):
    box = kit.search(ARTICLE, query)
    assert box.status and "<script" not in box._repr_mimebundle_()[0]["text/html"]


def test_a_negative_width_is_refused():
    with pytest.raises(kit.KitError, match="width must be 0 or more"):
        kit.search(ARTICLE, "no", width=-1)
