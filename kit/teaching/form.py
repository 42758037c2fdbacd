"""Small widgets: what they share, and those that keep what is written; without a kernel, text and HTML."""

import html
from pathlib import Path

import anywidget
import traitlets

from kit.errors import KitError
from kit.templates import bundle

ROOM = Path(__file__).parent


def script(name):
    """Return a widget's JavaScript, with what all of them share."""
    return bundle([ROOM / "form.js", ROOM / name])


class Form(anywidget.AnyWidget):
    """A widget with `__repr__` and `html()`, for pages on which nothing runs."""

    language = traitlets.Unicode("en").tag(sync=True)
    status = traitlets.Unicode().tag(sync=True)  # what the last save or search did

    def _repr_mimebundle_(self, **kwargs):
        data, metadata = super()._repr_mimebundle_(**kwargs)
        return data | {"text/plain": repr(self), "text/html": self.html()}, metadata

    def save(self, keep):
        """Call keep(), which returns a line to add; return True if it could keep what it should."""
        try:
            told = keep()
        except KitError as error:
            self.status = ""  # so that the same failure twice is told twice
            self.status = f"Not saved: {error}"
            return False
        self.status = f"Saved. {told}".strip()
        return True


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


class RatingCard(Form):
    """A form for the verdict on one claim, kept while filled in. keep: a function of the card."""

    _esm = script("rating_card.js")
    claim = traitlets.Unicode().tag(sync=True)
    claimed_by = traitlets.Unicode().tag(sync=True)
    verdicts = traitlets.List(traitlets.Unicode()).tag(sync=True)
    verdict = traitlets.Unicode().tag(sync=True)
    reason = traitlets.Unicode().tag(sync=True)
    facts = traitlets.Unicode().tag(sync=True)

    def __init__(self, keep, **fields):
        super().__init__(**fields)
        self.observe(lambda change: self.save(lambda: keep(self)), ["verdict", "reason", "facts"])

    def _lines(self):
        return {
            "Claim": self.claim,
            "Made by": self.claimed_by or "not said",
            "Verdict": self.verdict or "none yet",
            "Reason": self.reason.strip() or "nothing written yet",
            "Facts": self.facts.strip() or "none",
        }

    def __repr__(self):
        return "\n".join(f"{name}: {text}" for name, text in self._lines().items())

    def html(self):
        items = "".join(
            f'<dt><strong>{name}</strong></dt><dd dir="auto" style="white-space:pre-line">{html.escape(text)}</dd>'
            for name, text in self._lines().items()
        )
        return f"<dl>{items}</dl>"
