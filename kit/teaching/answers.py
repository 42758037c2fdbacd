"""Written answers and predictions: boxes whose text is kept in the work folder while you type."""

import re

import pandas as pd

from kit.errors import LessonError
from kit.reading.text import show
from kit.showing.feedback import Feedback
from kit.teaching.kept import in_order

NONE_YET = "A wrong prediction shows you where to look, so make one next time."


class Answers:
    """The part of a Lesson that keeps what students write. Nothing is judged."""

    def answer(self, id):
        """Show an autosaving text box for an answer. Raises LessonError for an unknown id."""
        id, exercise = self.find_exercise(id)
        models = [exercise[name] for name in ("model", "alternative") if exercise.get(name)]
        return self._box(id, exercise["question"], models=models)

    @property
    def answers(self):
        """Table of the written answers: exercise, question, answer ("" where there is none yet)."""
        asked = [id for id, exercise in self.exercises.items() if exercise["kind"] == "written"]
        ids = sorted({*asked, *self.kept.answered()}, key=in_order)
        questions = [self.exercises.get(id, {}).get("question", "") for id in ids]
        answers = [self.kept.answer(id) for id in ids]
        columns = {"exercise": ids, "question": questions, "answer": answers}
        return pd.DataFrame(columns, dtype="str")

    def guess(self, id, question):
        """Show a small box for a prediction, kept while you type. id: notebook and letter, as "06.a"."""
        return self._box(check_id(id), question, rows=2)

    def _box(self, id, question, **fields):
        from kit.teaching.form import AnswerBox  # not before one is shown: widgets take a while

        return AnswerBox(id, question, self.kept, language=self.article.language, **fields)

    def guessed(self, id):
        """Return what was predicted in this box, as Feedback to show beside the result."""
        text = self.kept.answer(check_id(id)).strip()
        if text:
            return Feedback("You predicted:", [text])
        return Feedback("You predicted nothing here.", [NONE_YET])


def check_id(id):
    """Return the id of a prediction; raises LessonError if it isn't notebook, dot, letter."""
    if isinstance(id, str) and re.fullmatch(r"\d\d\.[a-z]", id, re.ASCII):
        return id
    raise LessonError(f'{show(id, 20)!r} is no id of a prediction: write one such as "06.a"')
