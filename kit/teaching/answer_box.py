"""Written answers and predictions: a box whose text is kept in the work folder while you type."""

import html
import re

import pandas as pd
import traitlets

from kit.errors import LessonError
from kit.reading.text import show
from kit.showing.feedback import Feedback
from kit.teaching.form import Form, script
from kit.teaching.kept import in_order

NONE_YET = "A wrong prediction shows you where to look, so make one next time."


class AnswerBox(Form):
    """An autosaving text box. text: the answer; status: what the last save did."""

    _esm = script("answer_box.js")
    exercise = traitlets.Unicode().tag(sync=True)
    question = traitlets.Unicode().tag(sync=True)
    text = traitlets.Unicode().tag(sync=True)
    # what the file holds, so that the box knows when it is behind
    saved = traitlets.Unicode().tag(sync=True)
    rows = traitlets.Int(5).tag(sync=True)
    # offered under the box once something is written: a model answer, and another
    models = traitlets.List(traitlets.Unicode()).tag(sync=True)

    def __init__(self, exercise, question, kept, **fields):
        self._kept = kept
        text = kept.answer(exercise)
        status = "This is your saved answer." if text else "Nothing written yet."
        about = {"exercise": exercise, "question": question, "status": status}
        super().__init__(text=text, saved=text, **about, **fields)
        self.observe(lambda change: self.keep(), "text")
        self.on_msg(self._message)

    def keep(self):
        """Write the answer to its file, and say so in `status`."""
        keep = self._kept.keep_answer
        if self.save(lambda: keep(self.exercise, self.text, seen=self.saved)):
            self.saved = self.text

    def _message(self, widget, content, buffers):
        """On focus, show what another window has saved, unless words here are unsaved."""
        if content == "focus" and self.text == self.saved:
            with self.hold_trait_notifications():
                self.saved = self.text = self._kept.answer(self.exercise)

    def __repr__(self):
        text = self.text.strip()
        return f"{self.exercise} {self.question}\n{text or '(nothing written yet)'}"

    def html(self):
        answer = html.escape(self.text.strip()) or "<em>nothing written yet</em>"
        return (
            f'<section dir="auto"><p><strong>{html.escape(self.exercise)}</strong> {html.escape(self.question)}</p>'
            f'<blockquote dir="auto" style="white-space:pre-line">{answer}</blockquote></section>'
        )


class Answers:
    """The part of a Lesson that keeps what students write. Nothing is judged."""

    def answer(self, id):
        """Show an autosaving text box for an answer. Raises LessonError for an unknown id."""
        id, exercise = self.find_exercise(id)
        models = [exercise[name] for name in ("model", "alternative") if exercise.get(name)]
        language = self.article.language
        return AnswerBox(id, exercise["question"], self.kept, language=language, models=models)

    @property
    def answers(self):
        """Table of the written answers: exercise, question, answer ("" where there is none yet)."""
        asked = [id for id, exercise in self.exercises.items() if exercise["kind"] == "written"]
        ids = sorted({*asked, *self.kept.answered()}, key=in_order)
        questions = [self.exercises.get(id, {}).get("question", "") for id in ids]
        answers = [self.kept.answer(id) for id in ids]
        table = {"exercise": ids, "question": questions, "answer": answers}
        return pd.DataFrame(table, dtype="str")

    def guess(self, id, question):
        """Show a small box for a prediction, kept while you type. id: notebook and letter, as "06.a"."""
        language = self.article.language
        return AnswerBox(check_id(id), question, self.kept, language=language, rows=2)

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
