"""Progress: how far somebody is with a lesson's exercises."""

import pandas as pd

from kit.reading.text import join_words
from kit.showing.feedback import Progress

CHECKED = {True: "right", False: "not yet", None: "open"}


def states_of(exercises, kept):
    """Return {id: state}: right, not yet, written or open. exercises, kept: as for progress_of."""
    states = dict.fromkeys(exercises, "open")
    for id in states.keys() & kept.begun():  # the others have no file to look for
        states[id] = CHECKED[kept.record(id).get("correct")]
        if exercises[id]["kind"] == "written":
            states[id] = "written" if kept.answer(id).strip() else "open"
    return states


def progress_of(exercises, kept):
    """Return a Progress. exercises: a dict of id -> dict; kept: what the student has done (Kept)."""
    rows = [
        (id, exercises[id]["question"], state, kept.record(id).get("hints", 0))
        for id, state in states_of(exercises, kept).items()
    ]
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
