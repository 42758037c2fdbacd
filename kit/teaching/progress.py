"""Progress: how far somebody is with a lesson's exercises."""

import pandas as pd

from kit.reading.text import join_words
from kit.showing.feedback import Progress

CHECKED = {True: "right", False: "not yet", None: "open"}


def progress_of(exercises, kept):
    """Return a Progress. exercises: a dict of id -> dict; kept: what the student has done (Kept)."""
    rows = []
    for id, exercise in exercises.items():
        record = kept.record(id)
        state = CHECKED[record.get("correct")]
        if exercise["kind"] == "written":
            state = "written" if kept.answer(id).strip() else "open"
        rows.append((id, exercise["question"], state, record.get("hints", 0)))
    table = pd.DataFrame(rows, columns=["exercise", "question", "state", "hints"])
    checked = sum(exercise["kind"] != "written" for exercise in exercises.values())
    counts = table.state.value_counts()
    lines = [
        f"Right: {counts.get('right', 0)} of {checked} questions of fact."
        f" Written: {counts.get('written', 0)} of {len(table) - checked} answers."
    ]
    waiting = table.exercise[table.state == "not yet"].tolist()
    if waiting:
        lines.append(f"To look at again: {join_words(waiting)}.")
    return Progress("Your progress.", lines, table=table)
