"""Giving back: a page for each student, with what of theirs stands in the settled reading, what doesn't, and why."""

import re
from pathlib import Path

import numpy as np

from kit.analysing.differences import differences
from kit.files import write_text
from workshop.class_work.adjudicate import AGREED, OPEN
from workshop.class_work.report import e, page, table_of


def give_back(work, key, folder):
    """Write a page for each student of a class, and return their paths.

    work: a ClassWork. key: the settled Annotations; notes in it are the reasons; a place still to settle is left out. folder: for
    the pages; each is named after its student. A mark stands if the key has its label over half of the words that the two cover.
    Raises FileError if a page can't be written.
    """
    titles = {label.name: label.title for label in work.codebook.labels}
    reasons = {(m.start, m.end, m.label): m.note for m in key if not m.note.startswith(AGREED)}
    still_open = [place for place, note in reasons.items() if note.startswith(OPEN)]
    paths = []
    for number, (student, marks) in enumerate(work.marks.items(), 1):
        table = differences(marks, key, match="overlap")
        mine = table[(table.side == "found") & (table.difference == "only here")]
        settled = [place not in still_open for place in zip(table.start, table.end, table.label)]
        others = table[(table.side == "key") & np.array(settled, bool)]
        body = _differences(
            "In the settled reading, and not so in yours",
            others,
            titles,
            reasons,
            work.article.language,
        )
        body += _differences(
            "In yours, and not in the settled reading", mine, titles, reasons, work.article.language
        )
        placed = sum(mark.start is not None for mark in marks)
        stand = f"<p>{placed - (table.side == 'found').sum()} of your {len(marks)} marks stand in the reading that the class settled on.</p>"
        stand += f"<p>Still open, and not listed here: {len(still_open)}.</p>" if still_open else ""
        stand += "<p>To differ is not to be wrong. If you can give a better reason, bring it.</p>"
        name = re.sub(r"[^\w -]+", "", student).strip()[:40]
        paths.append(Path(folder) / f"{number:03} {name}.html".replace(" .", "."))
        write_text(
            paths[-1], page(f"{work.article.title or work.lesson.name}: {student}", stand, body)
        )
    return paths


def _differences(caption, table, titles, reasons, language):
    rows = []
    for row in table.itertuples():
        before, here, after = row.sentence.partition(row.text)
        sentence = (
            f"{e(before)}<mark>{e(here)}</mark>{e(after)}"
            if here
            else f"<mark>{e(row.text)}</mark>"
        )
        why = reasons.get((row.start, row.end, row.label), "")
        parts = [f"<b>{e(titles.get(row.label, row.label))}</b>"]
        parts += [f"You have: {e(row.other)}"] * bool(row.side == "key" and row.other) + [
            f'<span dir="auto">{e(why)}</span>'
        ] * bool(why)
        rows.append(
            (f'<span dir="auto" lang="{e(language)}">{sentence}</span>', "<br>".join(parts))
        )
    return table_of(caption, ["where", "label and reason"], rows, wide=(0, 1)) if rows else ""
