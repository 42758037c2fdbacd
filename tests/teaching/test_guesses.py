"""A prediction is kept like an answer, is never judged, and comes back beside the result."""

import pytest

import kit
from kit.errors import LessonError


def test_a_prediction_comes_back_beside_the_result_and_in_another_window(lesson):
    box = lesson.guess("06.a", "How many words are quoted?")
    assert repr(box).startswith("06.a How many words are quoted?") and box.models == []
    assert box.rows < lesson.answer("06.4").rows
    box.text = " 200 \n"
    assert str(lesson.guessed("06.a")) == "You predicted: 200"
    assert str(kit.open_lesson(lesson.folder).guessed("06.a")) == "You predicted: 200"


def test_nothing_predicted_is_said_kindly_and_always_alike(lesson):
    assert str(lesson.guessed("06.a")).startswith("You predicted nothing here. A wrong prediction")
    lesson.guess("06.a", "How many?").text = " \n"
    assert lesson.guessed("06.a") == lesson.guessed("06.b")


def test_what_was_predicted_is_shown_as_text_never_as_markup(lesson):
    lesson.guess("06.a", "<b>How many?").text = "<script>alert(1)</script>\nor so"
    page = lesson.guessed("06.a")._repr_html_()
    assert "<script>" not in page and "&lt;script&gt;" in page and 'dir="auto"' in page
    box = lesson.guess("06.a", "<b>How many?")._repr_mimebundle_()[0]["text/html"]
    assert "<script>" not in box and "<b>" not in box


def test_a_prediction_is_no_exercise(lesson):
    before = str(lesson.progress())
    lesson.guess("06.a", "How many?").text = "200"
    assert str(lesson.progress()) == before and list(lesson.answers.answer[lambda x: x > ""]) == []
    assert lesson.guessed("06.a").correct is None


@pytest.mark.parametrize("id", ["6.a", "06.1", "06.ab", "../a", "06.a\n", "", None, 6])
def test_only_notebook_and_letter_name_a_file(lesson, id):
    for ask in (lambda: lesson.guess(id, "How many?"), lambda: lesson.guessed(id)):
        with pytest.raises(LessonError, match="06.a"):
            ask()
