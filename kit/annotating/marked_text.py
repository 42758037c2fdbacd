"""What is marked in one article, in memory: added, changed, taken back, watched."""

import threading
import uuid
from contextlib import contextmanager
from dataclasses import replace

from kit.annotating.annotation import Annotation, checked_span, in_text_order, now, typed
from kit.errors import KitError, SpanError


class MarkedText:
    """The marks of one article; a step is a list of pairs (before, after), None for no mark."""

    def __init__(self, article, codebook=None, creator="me"):
        self.article = article
        self.codebook = codebook
        self.creator = creator
        self.notices = []  # lines for the reader: what a merge or a load had to decide
        self.revision = 0  # grows with every change, whoever makes it
        self._marks = {}  # id -> Annotation
        self._touched = {}  # id -> the revision that changed it last
        self.done = []  # steps that can be taken back
        self.undone = []  # and those that were
        self._watchers = []
        self._lock = threading.RLock()  # the annotator saves from a thread of its own

    # ---- changing

    def add(self, start, end, label, note="", **attributes):
        """Mark [start, end) with a label and return the Annotation.

        Adding the very same mark again returns the one that is there, so that a cell can be run
        twice. Raises SpanError for a span outside the text or empty, CodebookError for a label,
        attribute or value not in the codebook.
        """
        attributes = typed(self.codebook, label, attributes, links=self._marks)
        made = self.make(str(uuid.uuid4()), start, end, label, note or "", attributes)
        with self._changing():
            for mark in self._marks.values():
                if mark.start == made.start and replace(mark, id=made.id) == made:
                    return mark
            self._step([(None, made)])
        return made

    def make(self, id, start, end, label, note, attributes):
        """Return an Annotation of these words that isn't added yet. Raises SpanError."""
        text = self.article.text
        start, end = checked_span(start, end, text)
        words = text[start:end]
        return Annotation(id, start, end, words, label, note, self.creator, attributes, now())

    def add_all(self, annotations):
        """Add annotations of the same article as one step; ids already here are left out."""
        with self._changing():
            text = self.article.text
            new = [mark for mark in annotations if mark.id not in self._marks]
            for mark in new:
                if mark.start is not None and text[mark.start : mark.end] != mark.text:
                    fix = "are these annotations of another article?"
                    raise SpanError(f"{mark!r}: the article has other words there; {fix}")
            if new:
                self._step([(None, mark) for mark in new])
        return new

    def change(self, id, *, label=None, start=None, end=None, note=None, **attributes):
        """Change an annotation and return it; what isn't named stays, "" or None removes.

        Naming start or end, even as they were, settles a mark that was ambiguous or not found.
        Under another label, attributes that label doesn't have are left out. Errors as in `add`.
        """
        with self._changing():
            old = self[id]
            label = old.label if label is None else label
            changes = {"label": label, "note": old.note if note is None else note}
            if attributes or label != old.label:  # else even an unknown label may stay
                changes["attributes"] = self._changed_attributes(old, label, attributes)
            if start is not None or end is not None:
                changes |= self._settled_place(old, start, end)
            new = replace(old, modified=now(), **changes)
            if new != old or new.status != old.status:
                self._step([(old, new)])
            return self._marks[id]

    def _changed_attributes(self, old, label, attributes):
        """Return an annotation's attributes under a label that may be new, with some changed."""
        links = self._marks.keys() - {old.id}
        kept = old.attributes
        if label == old.label:
            return typed(self.codebook, label, {**kept, **attributes}, kept, links)
        if self.codebook is not None:
            names = {attribute.name for attribute in self.codebook.label(label).attributes}
            kept = {name: value for name, value in kept.items() if name in names}
        return typed(self.codebook, label, {**kept, **attributes}, links=links)

    def _settled_place(self, old, start, end):
        """Return the fields of a place that a reader has decided on."""
        text = self.article.text
        start = old.start if start is None else start
        end = old.end if end is None else end
        start, end = checked_span(start, end, text)
        extra = {name: value for name, value in old.extra.items() if name != "target"}
        words = text[start:end]
        return {"start": start, "end": end, "text": words, "status": "found", "extra": extra}

    def remove(self, id):
        """Remove an annotation, and links to it, in one step; returns what was removed."""
        with self._changing():
            old = self[id]
            pairs = [(old, None)]
            for mark in self._marks.values():
                if id in mark.attributes.values() and mark is not old:
                    rest = {name: value for name, value in mark.attributes.items() if value != id}
                    pairs.append((mark, replace(mark, attributes=rest, modified=now())))
            self._step(pairs)
            return old

    def undo(self):
        """Take the last step back; returns a line that says which, or None when there is none."""
        return self._travel(self.done, self.undone, "undone")

    def redo(self):
        """Redo the last undone step; return a description, or None if there is none."""
        return self._travel(self.undone, self.done, "done again")

    # ---- looking

    def __getitem__(self, id):
        try:
            return self._marks[id]
        except KeyError:
            fix = "take one from marks.table.id"
            raise KitError(f"there is no annotation with this id (any more); {fix}") from None

    def __contains__(self, id):
        return id in self._marks

    def __len__(self):
        return len(self._marks)

    def __iter__(self):
        with self._lock:
            return iter(sorted(self._marks.values(), key=in_text_order))

    def changes(self, since=0):
        """Return what changed after revision `since`: {id: Annotation, or None if removed}."""
        with self._lock:
            new = [id for id, revision in self._touched.items() if revision > since]
            return {id: self._marks.get(id) for id in new}

    def watch(self, function):
        """Call function() after every change, on its thread; return a function that ends this."""
        self._watchers.append(function)
        return lambda: function in self._watchers and self._watchers.remove(function)

    # ---- inside

    def _step(self, pairs):
        self.done.append(pairs)
        self.undone.clear()
        self._put(pairs)

    @contextmanager
    def _changing(self):
        """Hold the lock, and tell the watchers afterwards, who may take their time."""
        revision = self.revision
        with self._lock:
            yield
        if self.revision != revision:
            for function in list(self._watchers):
                function()

    def _put(self, pairs):
        """Replace each annotation `before` by `after` (None: there is none)."""
        self.revision += 1
        for before, after in pairs:
            id = (after or before).id
            self._touched[id] = self.revision
            self._marks.pop(id, None)
            if after is not None:
                self._marks[id] = after

    def _travel(self, source, target, verb):
        """Turn the last step of `source` round and put it on `target`; returns the line to say."""
        with self._changing():
            if not source:
                return None
            step = [(after, before) for before, after in source.pop()]
            made = []
            for before, after in step:
                id = (before or after).id
                there = self._marks.get(id)
                if there == before:
                    made.append((before, after and replace(after, modified=now())))
                else:  # changed from another window since: that stays
                    why = "because it was changed elsewhere since"
                    self.notices.append(f"not {verb}, {why}: {there or before!r}")
            target.append(step)
            self._put(made)
            if not made:
                return f"not {verb}: it was changed elsewhere since"
            before, after = step[0]
            mark = (before or after) if target is self.undone else (after or before)
            return f"{verb}: {mark!r}"
