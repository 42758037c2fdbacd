"""Predictions: what a student expects of a cell, kept before it runs and shown again beside it."""

import re

from kit.errors import LessonError
from kit.reading.text import show
from kit.showing.feedback import Feedback

ROWS = 2  # lines of the box: a prediction is short
NONE_YET = "A wrong prediction shows you where to look, so make one next time."


class Guesses:
    """The part of a Lesson that keeps predictions. Nothing is judged."""

    def guess(self, id, question):
        """Show a small box for a prediction, kept in the work folder while you type.

        id: notebook and letter, such as "06.a". Raises LessonError for any other.
        """
        from kit.teaching.answer_box import AnswerBox

        id = check_id(id)
        language = self.article.language
        return AnswerBox(id, question, self.kept, language=language, rows=ROWS)

    def guessed(self, id):
        """Return what was predicted in this box, as Feedback to show beside the result.

        Raises LessonError for an id that no box can have.
        """
        text = self.kept.answer(check_id(id)).strip()
        if text:
            return Feedback("You predicted:", [text])
        return Feedback("You predicted nothing here.", [NONE_YET])


def check_id(id):
    """Return the id of a prediction; raises LessonError if it isn't notebook, dot, letter.

    >>> check_id("06.a")
    '06.a'
    """
    if isinstance(id, str) and re.fullmatch(r"\d\d\.[a-z]", id, re.ASCII):
        return id
    raise LessonError(f'{show(id, 20)!r} is no id of a prediction: write one such as "06.a"')
