"""What a student makes of the exercises: a file for each answer, one for each check.

A file is read again before it is written: two open notebooks don't undo each other's work.
"""

import hashlib
import itertools
import json
import re

from kit.errors import FileError
from kit.files import check_lasting, locked, read_text, write_text

RECORD = {"correct": bool, "hints": int, "tries": int}


class Kept:
    """The answers and records in a folder. folder: Path, made when something is first kept."""

    def __init__(self, folder):
        self.folder = folder

    def answer(self, id):
        """The text kept for an exercise, "" if there is none."""
        path = self.folder / "answers" / f"{id}.txt"
        if not path.is_file():
            return ""
        try:
            return read_text(path)
        except FileError:
            # saved again by an editor in an old encoding: better a wrong accent than no answer
            return path.read_bytes().decode("cp1252", "replace")

    def answered(self):
        """The ids that have an answer, in order."""
        ids = [path.stem for path in (self.folder / "answers").glob("*.txt")]
        return sorted(filter(_is_id, ids), key=in_order)

    def begun(self):
        """The ids that an answer or a check is kept for."""
        return {path.stem for path in self._paths()}

    def latest(self):
        """The id last worked on, "" if nothing is kept."""
        paths = [path for path in self._paths() if _is_id(path.stem)]
        return max(paths, key=lambda path: path.stat().st_mtime).stem if paths else ""

    def _paths(self):
        return [*self.folder.glob("answers/*.txt"), *self.folder.glob("checks/*.json")]

    def keep_answer(self, id, text, seen):
        """Keep a text; return "" or a notice of another window's, kept too. Raises FileError."""
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        folder = self.folder / "answers"
        notice = ""
        with locked(folder):
            there = self.answer(id)
            if there not in (seen, text, ""):
                others = (folder / f"{id} (other window {n}).txt" for n in itertools.count(1))
                other = next(path for path in others if not path.exists())
                write_text(other, there)
                notice = f"Another window had kept something else; it is now in {other.name}."
            if there != text:
                write_text(folder / f"{id}.txt", text)
        check_lasting(f"{id}.txt")
        return notice

    def record(self, id):
        """Return what is known of an exercise: any of correct, hints, tries."""
        try:
            record = json.loads(read_text(self.folder / "checks" / f"{id}.json"))
            return {name: record[name] for name in RECORD if type(record.get(name)) is RECORD[name]}
        except (FileError, ValueError, AttributeError):
            return {}  # none yet, or not ours: what a check says can be made again

    def keep_record(self, id, **changes):
        """Change what is known of an exercise; raises FileError if it can't be kept."""
        record = self.record(id) | changes
        write_text(self.folder / "checks" / f"{id}.json", json.dumps(record, sort_keys=True) + "\n")


def in_order(id):
    """Sort key for ids: "01.2" before "01.10"."""
    return [int(part) if part.isdigit() else -1 for part in id.split(".")]


def _is_id(text):
    return re.fullmatch(r"\d\d\.\d{1,3}", text, re.ASCII)


def file_name(creator):
    """Return a file name for any creator: letters, digits, - and _, unique if changed."""
    plain = re.sub(r"[^\w-]+", "-", str(creator), flags=re.ASCII).strip("-")[:40]
    digits = hashlib.sha256(str(creator).encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return plain if plain and plain == creator else f"{plain or 'student'}-{digits}"
