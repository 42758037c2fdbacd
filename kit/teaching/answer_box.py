"""The box for a written answer: it is kept in the work folder while you type."""

import html
from pathlib import Path

import traitlets

from kit.errors import KitError
from kit.teaching.form import Form


class AnswerBox(Form):
    """An autosaving text box. text: the answer; status: what the last save did."""

    _esm = Path(__file__).parent / "answer_box.js"
    exercise = traitlets.Unicode().tag(sync=True)
    question = traitlets.Unicode().tag(sync=True)
    language = traitlets.Unicode("en").tag(sync=True)
    text = traitlets.Unicode().tag(sync=True)
    # what the file holds, so that the box knows when it is behind
    saved = traitlets.Unicode().tag(sync=True)
    status = traitlets.Unicode().tag(sync=True)
    rows = traitlets.Int(5).tag(sync=True)
    # offered under the box once something is written: a model answer, and another
    models = traitlets.List(traitlets.Unicode()).tag(sync=True)

    def __init__(self, exercise, question, kept, **fields):
        self._kept = kept
        text = kept.answer(exercise)
        status = "This is your saved answer." if text else "Nothing written yet."
        super().__init__(exercise=exercise, question=question, text=text, saved=text, **fields)
        self.status = status
        self.observe(lambda change: self.keep(), "text")
        self.on_msg(self._message)

    def keep(self):
        """Write the answer to its file, and say so in `status`."""
        try:
            told = self._kept.keep_answer(self.exercise, self.text, seen=self.saved)
        except KitError as error:
            self.status = ""  # so that the same failure twice is told twice
            self.status = f"Not saved: {error}"
        else:
            self.saved = self.text
            self.status = f"Saved. {told}".strip()

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
