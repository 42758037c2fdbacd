"""Feedback: a page for each student, with what of theirs is in the key, what isn't, and why."""

import re
from pathlib import Path

from kit.analysing.differences import differences
from workshop.class_work.adjudicate import AGREED, OPEN
from workshop.class_work.report import Context, write_page


def give_back(work, key, folder):
    """Write a page for each student of a class; return their paths.

    A student's mark is kept if the key has its label over half of the words that the two cover.

    Parameters
    ----------
    work : ClassWork
        The class's marks.
    key : Annotations
        What the class decided on; its notes are the reasons. A place still open is left out.
    folder : str or Path
        For the pages; each is named after its student.

    Raises
    ------
    FileError
        If a page can't be written.
    """
    folder = Path(folder)
    reasons = {}
    for mark in key:
        if not mark.note.startswith(AGREED):
            reasons[mark.start, mark.end, mark.label] = mark.note
    still_open = {place for place, note in reasons.items() if note.startswith(OPEN)}
    paths = []
    for number, (student, marks) in enumerate(work.marks.items(), 1):
        table = differences(marks, key, match="overlap")
        own = table[(table.side == "found") & (table.difference == "only here")]
        keys = table[table.side == "key"]
        others = [row for row in keys.itertuples() if _place_of(row) not in still_open]
        placed = [mark for mark in marks if mark.start is not None]
        values = {
            "kept": len(placed) - int((table.side == "found").sum()),
            "marks": len(marks),
            "still_open": len(still_open),
            "language": work.article.language,
            "tables": [
                ("In the decided reading, and not so in yours", _show(others, reasons, work)),
                (
                    "In yours, and not in the decided reading",
                    _show(own.itertuples(), reasons, work),
                ),
            ],
        }
        name = re.sub(r"[^\w -]+", "", student).strip()[:40]
        path = folder / f"{number:03} {name}.html".replace(" .", ".")
        title = f"{work.article.title or work.lesson.name}: {student}"
        paths.append(write_page(path, "feedback.html", title, **values))
    return paths


def _place_of(row):
    return row.start, row.end, row.label


def _show(rows, reasons, work):
    """Return what the page shows of each difference."""
    titles = {label.name: label.title for label in work.codebook.labels}
    shown = []
    for row in rows:
        before, text, after = row.sentence.partition(row.text)
        if not text:  # the mark runs over the sentence's end
            before, text, after = "", row.text, ""
        item = {
            "context": Context(before, text, after),
            "label": titles.get(row.label, row.label),
            "yours": row.other if row.side == "key" else "",
            "reason": reasons.get(_place_of(row), ""),
        }
        shown.append(item)
    return shown
