"""Settling in JupyterLab: the votes stand beside the text, and a decision is in the file at once."""

from pathlib import Path

from waiting import until

import kit
import workshop
from workshop.class_work.adjudicate import propose_key, write_notebook

ROOT = Path(__file__).parents[2]


def test_a_split_is_seen_decided_and_saved(open_notebook, jupyter, look):
    lesson = kit.open_lesson(ROOT / "data" / "assad-2017")
    readers = {
        name: lesson.readers()[name] for name in ("second-reader", "made-up-names", "made-up-wide")
    }
    path = jupyter.folder / "key.jsonld"
    key = propose_key(workshop.ClassWork(lesson, readers), path)
    split = sum(mark.note.startswith("to decide:") for mark in key)
    notebook = open_notebook(write_notebook(jupyter.folder, ROOT)).run(0, 1)
    assert notebook.output(1).inner_text().count("to decide:") == split

    page = notebook.page
    page.get_by_role("option").filter(has_text="Moscow").first.click()
    note = notebook.output(0).get_by_label("Note")
    assert note.input_value() == "to decide: place 2, organisation 1"
    look("settling", page)
    note.fill("Here it acts.")
    page.keyboard.press("Tab")
    until(
        lambda: (
            "Here it acts." in [mark.note for mark in kit.Annotations.load(path, lesson.article)]
        )
    )
