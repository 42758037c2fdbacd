"""Feedback: a page for each student, with what of theirs is in the key, what isn't, and why."""

import re
import tempfile
from pathlib import Path

from kit.analysing.comparison import differences
from kit.annotating.annotations import Annotations
from kit.errors import KitError
from workshop.class_work.adjudicate import AGREED, OPEN
from workshop.class_work.homes import find_desks
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
        others = [
            row for row in keys.itertuples() if (row.start, row.end, row.label) not in still_open
        ]
        placed = [mark for mark in marks if mark.start is not None]
        tables = {
            "In the decided reading, and not so in yours": _show(others, reasons, work),
            "In yours, and not in the decided reading": _show(own.itertuples(), reasons, work),
        }
        values = {
            "kept": len(placed) - int((table.side == "found").sum()),
            "marks": len(marks),
            "still_open": len(still_open),
            "language": work.article.language,
            "tables": tables.items(),
        }
        name = re.sub(r"[^\w -]+", "", student).strip()[:40]
        path = folder / f"{number:03} {name}.html".replace(" .", ".")
        title = f"{work.article.title or work.lesson.name}: {student}"
        paths.append(write_page(path, "feedback.html", title, **values))
    return paths


def give_back_to_homes(work, key, pattern):
    """Write each student's page, by the key's file, into their work folder; return a line to print.

    pattern: as the work was collected with. Raises KitError without one, FileError.
    """
    if not pattern:
        raise KitError("--give-back: only with --from-homes, which says where to")
    decided = Annotations.load(Path(key), work.article, codebook=work.codebook)
    names = {shown: student for student, shown in work.known.items()}
    desks = find_desks(pattern, work.lesson.name)
    count = 0
    with tempfile.TemporaryDirectory() as folder:
        paths = give_back(work, decided, folder)
        for shown, path in zip(work.marks, paths, strict=True):
            own = [desk for desk in desks if desk.student == names.get(shown, shown)]
            for desk in own:
                desk.write(f"feedback-{work.lesson.name}.html", path.read_bytes())
            count += 1 if own else 0
    return f"Feedback is in the work folders of {count} students: feedback-{work.lesson.name}.html"


def _show(rows, reasons, work):
    """Return what the page shows of each difference."""
    titles = {label.name: label.title for label in work.codebook.labels}
    shown = []
    for row in rows:
        before, _, after = row.sentence.partition(row.text)
        if row.text not in row.sentence:  # the mark runs over the sentence's end
            before = ""
        item = {
            "context": Context(before, row.text, after),
            "label": titles.get(row.label, row.label),
            "yours": row.other if row.side == "key" else "",
            "reason": reasons.get((row.start, row.end, row.label), ""),
        }
        shown.append(item)
    return shown
