"""The article and its tables: what the lesson's says, odd files, and what holds of any text."""

import hashlib
import re
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_texts import texts

import kit
from kit.reading import paragraphs

LESSON = Path(__file__).parents[2] / "data" / "assad-2017" / "article.txt"


def test_the_lesson_s_article():
    article = kit.read_article(LESSON)
    assert (
        len(article.text),
        len(article.paragraphs),
        len(article.sentences),
        len(article.words),
    ) == (3348, 9, 26, 533)
    assert article.sha256 == hashlib.sha256(LESSON.read_bytes()).hexdigest()
    assert (
        article.paragraphs.text[0]
        == "Assad Welcomes America to Cooperate in Struggle Against Terrorism"
    )


line_ends = st.sampled_from(
    ["One. Two?", "x", "\n", "\n\n", "\r\n", "\r", " ", "\t", "\u2029", "\ufeff", "e\u0301"]
)


@given(st.one_of(texts, st.lists(line_ends).map("".join)))
def test_slices_equal_texts_and_nothing_overlaps_or_leaves_its_paragraph(text):
    article = kit.Article(text)
    assert article.text == text
    tables = [article.paragraphs, article.sentences, article.words]
    for table, number in zip(tables, ["paragraph", "sentence", "word"], strict=True):
        assert list(table.columns[:3]) == ["start", "end", "text"]
        assert [text[start:end] for start, end in zip(table.start, table.end, strict=True)] == list(
            table.text
        )
        assert list(table[number]) == list(range(len(table)))
        assert (table.start < table.end).all()
        assert (table.start.to_numpy()[1:] >= table.end.to_numpy()[:-1]).all()
        assert all(dtype == "int64" for name, dtype in table.dtypes.items() if name != "text")
    for inner, outer, number in [
        (tables[1], tables[0], "paragraph"),
        (tables[2], tables[1], "sentence"),
    ]:
        around = outer.loc[inner[number]]
        assert (inner.start.to_numpy() >= around.start.to_numpy()).all()
        assert (inner.end.to_numpy() <= around.end.to_numpy()).all()
    assert (
        article.words.paragraph.to_numpy()
        == article.sentences.paragraph[article.words.sentence].to_numpy()
    ).all()
    assert set(article.sentences.paragraph) == set(article.paragraphs.paragraph)
    assert not re.search(r"\w", "".join(text[a:b] for a, b in gaps(article.paragraphs, len(text))))


def gaps(table, length):
    return zip([0, *table.end], [*table.start, length], strict=True)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("one\n\ntwo", ["one", "two"]),
        ("one\ntwo", ["one", "two"]),
        ("one\ntwo\n\nthree", ["one\ntwo", "three"]),
        ("one\r\n\r\ntwo\r\n", ["one", "two"]),
        ("one\rtwo", ["one", "two"]),
        ("one\n \t\ntwo", ["one", "two"]),
        ("\n\n one \n two \n\n", ["one", "two"]),
        ("\ufeffone\n\n\u200b\n\ntwo", ["one", "two"]),
        ("one\u2028two", ["one", "two"]),
        (" \n\t\r\n\u00a0", []),
        ("", []),
    ],
)
def test_paragraphs_stand_between_blank_lines_or_else_line_ends(text, wanted):
    assert [text[start:end] for start, end in paragraphs.split(text)] == wanted


def test_a_file_s_line_ends_and_byte_order_mark_go(tmp_path):
    file = tmp_path / "a.txt"
    file.write_bytes("\ufeffEins – é.\r\n\r\nZwei.\r".encode())
    assert kit.read_article(file, title="T", language="de") == kit.Article(
        "Eins – é.\n\nZwei.\n", "T", "de"
    )


def test_a_file_that_is_not_utf_8_is_named_with_its_line(tmp_path):
    file = tmp_path / "a.txt"
    file.write_bytes(b"one\ntwo \xe9")
    with pytest.raises(kit.KitError, match=r"a\.txt, line 2: not UTF-8 text; open it .* save it"):
        kit.read_article(file)


def test_an_empty_article_has_empty_tables_with_their_columns():
    words = kit.Article(" \n ").words
    assert list(words.columns) == ["start", "end", "text", "paragraph", "sentence", "word"]
    assert len(words) == 0 and words.start.dtype == "int64"
    assert kit.Article("").paragraphs.text.dtype == kit.Article("a").paragraphs.text.dtype


def test_a_changed_table_does_not_change_the_article():
    article = kit.Article("One two.")
    table = article.words
    table["start"] = 99
    table.loc[0, "text"] = "changed"
    assert article.words.start.tolist() == [0, 4] and article.words.text[0] == "One"


def test_an_article_is_frozen_equal_and_hashable():
    article = kit.Article("a")
    with pytest.raises(AttributeError):
        article.text = "b"
    assert article == kit.Article("a") and len({article, kit.Article("a")}) == 1


def test_what_is_no_text_is_refused_in_one_line():
    with pytest.raises(kit.KitError, match="text must be text, not PosixPath|WindowsPath"):
        kit.Article(Path("a.txt"))


def test_how_an_article_shows_itself():
    article = kit.Article("<b>One</b>\n\nTwo & three.", title="<i>T</i>", language='en"')
    assert repr(article) == "Article('<i>T</i>', 2 paragraphs, 24 characters, language 'en\"')"
    html = article._repr_html_()
    assert "<b>" not in html and "<i>" not in html
    assert "&lt;b&gt;One" in html and "Two &amp; three." in html and 'lang="en&quot;"' in html


def test_an_offset_counts_code_points():
    article = kit.Article("😀 اللغة e\u0301.")
    assert article.words[["start", "end"]].values.tolist() == [[2, 7], [8, 10]]
    assert isinstance(article.words, pd.DataFrame)


def test_paragraphs_of_a_script_from_right_to_left_stand_at_the_right():
    """JupyterLab sets every output's text to the left, and dir="auto" alone doesn't move it."""
    article = kit.Article("«الجسر» is a bridge.\n\nThe «جسر».")
    first, second = article._repr_html_().split("</li>")[:2]
    assert "text-align:right" in first and "text-align" not in second
    shown = kit.highlight(kit.Annotations(article))._repr_html_()
    assert (
        shown.count("text-align:right") == 1 and '<p dir="auto" style="text-align:right">' in shown
    )


def test_what_cannot_be_read_is_one_line_that_says_why(tmp_path):
    with pytest.raises(kit.KitError, match="this is a folder; name a file in it"):
        kit.read_article(tmp_path)
    with pytest.raises(
        kit.KitError, match=r"can't be read \(File name too long\); check that you may"
    ):
        kit.read_article(tmp_path / ("a" * 300))
