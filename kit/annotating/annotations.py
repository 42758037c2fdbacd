"""Annotations: spans of an article with labels, made, changed, undone and saved."""

import threading
from pathlib import Path

import pandas as pd

from kit.annotating import store, w3c
from kit.annotating.annotation import in_text_order
from kit.annotating.marked_text import MarkedText
from kit.errors import FileError
from kit.files import check_lasting, locked, read_text, write_text


class Annotations(MarkedText):
    """The annotations of one article, in the order of the text.

    article: kit.Article. codebook: kit.Codebook, or None to allow every label and attribute.
    creator: who marks. path: the file `save` writes to. Iterating gives Annotation; those that
    found no place (`orphans`) come last.

    >>> import kit
    >>> marks = kit.Annotations(kit.Article("Maren spoke."))
    >>> marks.add(0, 5, "person")
    person 0–5 'Maren'
    >>> marks.undo(), len(marks)
    ("undone: person 0–5 'Maren'", 0)
    """

    def __init__(self, article, codebook=None, creator="me", path=None):
        super().__init__(article, codebook, creator)
        self.path = path
        self._held = store.Held()  # what the file held when it was last read or written
        self._filing = threading.RLock()

    @classmethod
    def of(cls, article, annotations, notices=()):
        """Return Annotations of what was read elsewhere, without codebook, path or anything to undo."""
        marks = cls(article)
        marks._marks = {mark.id: mark for mark in annotations}
        marks.notices = list(notices)
        return marks

    # ---- looking

    def __eq__(self, other):
        if not isinstance(other, Annotations):
            return False
        return self.article.text == other.article.text and self._marks == other._marks

    __hash__ = object.__hash__

    def __repr__(self):
        lost = len(self.orphans)
        note = f", {lost} not found in this text (see .orphans)" if lost else ""
        return f"<Annotations: {len(self)}{note}; .table shows them>"

    @property
    def table(self):
        """Table: start end text label note creator, a column an attribute, id; orphans are last."""
        marks = list(self)
        columns = {}
        for name in ("start", "end"):
            columns[name] = pd.array([getattr(mark, name) for mark in marks], dtype="Int64")
        for name in ("text", "label", "note", "creator"):
            columns[name] = pd.array([getattr(mark, name) for mark in marks], dtype="str")
        names = {}  # the codebook's in its order, then those that marks have besides
        for label in self.codebook.labels if self.codebook else ():
            names |= dict.fromkeys(attribute.name for attribute in label.attributes)
        for mark in marks:
            names |= dict.fromkeys(mark.attributes)
        for name in names:
            values = [mark.attributes.get(name) for mark in marks]
            columns[name] = pd.array(values, dtype="string")
        columns["id"] = pd.array([mark.id for mark in marks], dtype="str")
        return pd.DataFrame(columns)

    @property
    def moved(self):
        """Annotations that were surely found, at another place or in slightly other words."""
        return self._of_status("moved")

    @property
    def ambiguous(self):
        """Annotations with more than one likely place; `change(id, start=…, end=…)` settles one."""
        return self._of_status("ambiguous")

    @property
    def orphans(self):
        """Annotations whose words are no longer in the text; the file keeps them."""
        return self._of_status("orphan")

    def _of_status(self, status):
        return [mark for mark in self if mark.status == status]

    @property
    def unsaved(self):
        """Whether there is something that the file, as last read or written, doesn't hold."""
        return self._marks != self._held.marks

    # ---- files

    def save(self, path=None):
        """Write to `path` (else self.path) after merging what others saved there; return the path.

        Raises FileError when the disk is full, the folder read-only, or the file there isn't one of
        ours; nothing is then changed.
        """
        path = self.path if path is None else path
        if path is None:
            fix = 'name one: marks.save("my-marks.json")'
            raise FileError(f"these annotations have no file yet; {fix}")
        if path != self.path:
            self.path = path
            self._held = store.Held()
        path = Path(path)
        with self._filing, locked(path):
            there = path.exists()
            if there:
                self._take_in()
            with self._lock:  # but not while the disk is busy: whoever marks needn't wait for it
                mine = dict(self._marks)
            header = self._held.header or w3c.new_header()
            text = w3c.dumps(sorted(mine.values(), key=in_text_order), self.article, header)
            if text != self._held.text or not there:
                if there:
                    store.back_up(path)
                write_text(path, text)
            self._held = store.Held(text, header, mine)
        check_lasting(path)
        return path

    def refresh(self):
        """Take in what others saved to self.path; return True if there was something."""
        if self.path is None or not Path(self.path).exists():
            return False
        with self._filing:
            before = self.revision
            self._take_in()
            return self.revision != before

    @classmethod
    def load(cls, path, article, codebook=None, creator="me"):
        """Read annotations from a W3C Web Annotation file onto an article, changed or not.

        Raises FileError for a missing, truncated or foreign file. See .moved, .ambiguous, .orphans
        and .notices afterwards.
        """
        marks = cls(article, codebook, creator, path)
        marks._held, marks.notices = store.read(read_text(path), path, article)
        marks._marks = dict(marks._held.marks)
        return marks

    def _take_in(self):
        """Merge what the file holds now, if that is news."""
        text = read_text(self.path)
        if text == self._held.text:
            return
        theirs, _ = store.read(text, self.path, self.article)
        with self._changing():
            is_foreign = theirs.marks and not any(
                mark.start is not None for mark in theirs.marks.values()
            )
            if self._held.text is None and is_foreign:
                fix = "save under another name"
                raise FileError(f"{self.path}: holds annotations of another article; {fix}")
            merged, notices = store.merge(self._held.marks, theirs.marks, self._marks)
            pairs = [(self._marks.get(id), merged.get(id)) for id in {**self._marks, **merged}]
            pairs = [(before, after) for before, after in pairs if before != after]
            self._held = theirs
            self.notices += notices
            if pairs:
                self._put(pairs)
