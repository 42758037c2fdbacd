"""The annotator: marks made in the notebook by mouse, touch or keyboard, and saved by themselves.

The browser's part (js/*.js) draws at once and sends operations, each with a number, so that one sent
twice is done once. Here they are done and saved, and every window gets what changed.
"""

import contextlib
import hashlib
import threading
from collections import Counter
from dataclasses import asdict
from pathlib import Path

import anywidget
import traitlets

from kit.annotating.codebook import Codebook
from kit.annotating.highlight import highlight
from kit.annotating.operations import Operations, plain
from kit.errors import KitError
from kit.later import call_later
from kit.templates import bundle

ROOM = Path(__file__).parent / "js"
# in the order in which a rule overrides one of the same weight
STYLES = ["frame.css", "bar.css", "page.css", "panel.css", "help.css", "adapting.css"]
# seconds between a change made in a cell and its save; what the browser sends is saved at once
PAUSE = 0.25


def annotate(marks, layer=None):
    """Show the article to be marked by mouse, touch or keyboard; saves to marks.path by itself.

    marks: kit.Annotations. layer: the name of one layer of its codebook, to offer and show its
    labels alone. Raises CodebookError for a layer the codebook doesn't have. In a notebook, press ?
    in the text for the keys.

    >>> import kit
    >>> widget = kit.annotate(kit.Annotations(kit.Article("Maren spoke."), codebook=kit.Codebook.of(["person"])))
    >>> print(widget.as_text())
    Annotator: 12 characters, no marks yet.
    """
    return Annotator(marks, layer)


class Annotator(anywidget.AnyWidget):
    """The live view that kit.annotate returns; without a kernel, its marks as HTML and text."""

    _esm = bundle(sorted(ROOM.glob("*.js")))
    _css = "\n".join((ROOM / name).read_text(encoding="utf-8") for name in STYLES)
    article = traitlets.Dict().tag(sync=True)
    # never stale: made when asked for
    state = traitlets.Dict().tag(sync=True, to_json=lambda value, widget: widget._whole())

    def __init__(self, marks, layer=None):
        self.marks = marks
        self.layer = layer
        labels = dict.fromkeys([*(mark.label for mark in marks), "mark"])
        self.book = marks.codebook or Codebook.of(labels)
        self.labels = self.book.layer(layer).labels if layer else self.book.labels
        self._operations = Operations(marks, self.book)
        self._numbers = {}  # of the last operation done, for each window
        self._lock = threading.RLock()
        self._timer = None  # runs when a cell changed something that isn't saved yet
        self._busy = False  # whether the change is our own
        self._revision = 0  # of the messages
        self._sent = marks.revision  # of the marks, when they were last sent
        self._told = len(marks.notices)
        message = "" if marks.path else "no file: kept as long as this notebook runs"
        self._saved = {"ok": True, "message": message}
        super().__init__(article=self._article())
        self.on_msg(self._hear)
        marks.watch(self._changed)

    # ---- what the browser gets

    def _article(self):
        article = self.marks.article
        shelf = self.marks.path  # where the browser keeps what the kernel hasn't got yet
        if shelf:
            place = f"{Path(shelf).resolve()}\n{article.sha256}"
            shelf = hashlib.sha256(place.encode()).hexdigest()[:24]
        return {
            "text": article.text,
            "title": article.title,
            "language": article.language,
            "creator": self.marks.creator,
            "shelf": shelf,
            "paragraphs": article.paragraphs[["start", "end"]].values.tolist(),
            "sentences": article.sentences[["start", "end"]].values.tolist(),
            "layers": {layer.name: layer.title or layer.name for layer in self.book.layers},
            "labels": [asdict(label) for label in self.labels],
        }

    def _whole(self):
        with self._lock:
            shown = [plain(mark) for mark in self.marks if self._shown(mark)]
            return {"marks": shown, "revision": self._revision, **self._status()}

    def _status(self):
        can = {"undo": bool(self.marks.done), "redo": bool(self.marks.undone)}
        return {"saved": self._saved, "can": can}

    def _shown(self, mark):
        return not self.layer or mark.label in [label.name for label in self.labels]

    # ---- what the browser asks

    def _hear(self, _, message, buffers):
        window = message.get("window")
        refused = []
        with self._lock, self._quietly():
            if message.get("look"):
                self._file(self.marks.refresh)
            for operation in message.get("operations", []):
                if operation["number"] > self._numbers.get(window, 0):
                    self._numbers[window] = operation["number"]
                    try:
                        self._operations.do(operation)
                    except (KitError, LookupError, TypeError) as error:
                        refused.append(str(error))
            self._save()
            answer = {"window": window, "upto": self._numbers.get(window, 0)}
            self._tell(**answer, refused=refused)
            if message.get("whole"):
                self.send({**answer, **self._whole()})

    @contextlib.contextmanager
    def _quietly(self):
        """What we do ourselves needs no watching."""
        self._busy = True
        try:
            yield
        finally:
            self._busy = False

    # ---- saving and telling

    def _changed(self):
        """Save and show a moment later what a cell or another annotator changed.

        Called with the marks locked, it must not wait for our lock, whose holder may wait for them.
        """
        if self._timer is None and not self._busy:
            self._timer = call_later(PAUSE, self._later)

    def _later(self):
        with self._lock, self._quietly():
            self._timer = None
            self._save()
            self._tell()

    def _file(self, function):
        """Read or write the file; return True if that could be done."""
        try:
            function()
        except (KitError, OSError) as error:
            message = str(error).replace(": not saved (", " (")  # the page says it itself
            self._saved = {"ok": False, "message": message}
            return False
        return True

    def _save(self):
        marks = self.marks
        is_due = marks.path and (not self._saved["ok"] or marks.unsaved)
        if is_due and self._file(marks.save):
            self._saved = {"ok": True, "message": ""}
        if self._saved["ok"] and len(marks.notices) > self._told:
            self._saved["message"] = f"saved; {marks.notices[-1]}"
            self._told = len(marks.notices)

    def _tell(self, **answer):
        """Send every window what changed since the last time."""
        changed = {}
        for id, mark in self.marks.changes(self._sent).items():
            if mark is None or self._shown(mark):
                changed[id] = mark and plain(mark)
        self._sent = self.marks.revision
        if changed or answer:
            self._revision += 1
            self.send({"revision": self._revision, "changed": changed, **self._status(), **answer})

    # ---- without a browser

    def as_text(self):
        """The state in plain words: what a screen reader says, and what validation compares."""
        static = highlight(self.marks, layer=self.layer)
        counts = Counter(mark.label for mark in static.marks)
        told = ", ".join(f"{label} {n}" for label, n in counts.items()) or "no marks yet"
        first = f"Annotator: {len(self.marks.article.text):,} characters, {told}."
        return "\n".join([first, *static.lines()])

    def _repr_mimebundle_(self, **kwargs):
        data, metadata = super()._repr_mimebundle_(**kwargs)
        caption = "The marks as when this cell was last run."
        html = highlight(self.marks, self.layer, caption).html
        return {**data, "text/plain": self.as_text(), "text/html": html}, metadata
