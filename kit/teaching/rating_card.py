"""The rating card: a form for the verdict on one claim."""

import html
from pathlib import Path

import traitlets

from kit.errors import KitError
from kit.teaching.form import Form


class RatingCard(Form):
    """A form for the verdict on one claim, kept while filled in; status: what the last save did."""

    _esm = Path(__file__).parent / "rating_card.js"
    claim = traitlets.Unicode().tag(sync=True)
    claimed_by = traitlets.Unicode().tag(sync=True)
    verdicts = traitlets.List(traitlets.Unicode()).tag(sync=True)
    language = traitlets.Unicode().tag(sync=True)
    verdict = traitlets.Unicode().tag(sync=True)
    reason = traitlets.Unicode().tag(sync=True)
    facts = traitlets.Unicode().tag(sync=True)
    status = traitlets.Unicode().tag(sync=True)

    def __init__(self, keep, **fields):
        self._keep = keep
        super().__init__(**fields)
        self.observe(self._changed, ["verdict", "reason", "facts"])

    def _changed(self, change=None):
        try:
            told = self._keep(self)
        except KitError as error:
            self.status = f"Not saved: {error}"
        else:
            self.status = f"Saved. {told}".strip()

    def _lines(self):
        return [
            ("Claim", self.claim),
            ("Made by", self.claimed_by or "not said"),
            ("Verdict", self.verdict or "none yet"),
            ("Reason", self.reason.strip() or "nothing written yet"),
            ("Facts", self.facts.strip() or "none"),
        ]

    def __repr__(self):
        return "\n".join(f"{name}: {text}" for name, text in self._lines())

    def html(self):
        items = "".join(
            f'<dt><strong>{name}</strong></dt><dd dir="auto" style="white-space:pre-line">{html.escape(text)}</dd>'
            for name, text in self._lines()
        )
        return f"<dl>{items}</dl>"
