"""The answer key of an instructor's own article: a draft to mark in the annotator, then the files in the lesson's key folder."""

import csv
import io

import pandas as pd

from kit.analysing.noted import noted
from kit.files import read_text, write_text
from kit.quotations import find_quotations


def key_draft(lesson):
    """Return the Annotations in which an instructor marks a lesson's key, kept in the work folder.

    The first time it holds the key that is there; where there is none, the program's guesses: its quotations, and the headline.

    >>> from kit.teaching.lesson import open_lesson
    >>> key_draft(open_lesson()).creator
    'key'
    """
    draft = lesson.marks(creator="key")
    known = {label.name for label in lesson.codebook.labels}
    if len(draft) or lesson.layers:
        if not len(draft):
            draft.add_all(lesson.key())
        return draft
    if lesson.headline and "headline" in known:
        start, end = lesson.article.paragraphs.loc[0, ["start", "end"]]
        draft.add(start, end, "headline")
    made = {}
    for row in find_quotations(lesson.article).itertuples() if "quotation" in known else []:
        said = {
            name: getattr(row, name)
            for name in ("form", "speaker", "speaker_text", "cue")
            if not pd.isna(getattr(row, name))
        }
        made[row.Index] = draft.add(
            row.start, row.end, "quotation", note="a guess of the program", **said
        )
        if row.part_of in made:
            draft.change(made[row.Index].id, part_of=made[row.part_of].id)
    return draft


def write_key(lesson, draft, layers=None, write=False):
    """Write a draft into the lesson's key folder, a file a layer, and return a table: layer, marks, file.

    layers: names; None: those that have marks (a layer named here may be empty: then the article has nothing of the kind).
    write: False only shows what would be written. A file that was there and is changed is kept beside the new one, as LAYER-before.csv.
    Marks that found no place in the text are left out, and said. Raises FileError if a file can't be written.
    """
    rows, placed = [], [mark for mark in draft if mark.start is not None]
    lost = len(draft) - len(placed)
    for layer in lesson.codebook.layers:
        names = {label.name for label in layer.labels}
        marks = [mark for mark in placed if mark.label in names]
        if layer.name in layers if layers else marks:
            path = lesson.folder / "key" / f"{layer.name}.csv"
            rows.append((layer.name, len(marks), f"data/{lesson.name}/key/{path.name}"))
            text = as_csv(layer, marks, lesson.article)
            if write and path.is_file() and read_text(path) != text:
                write_text(path.with_name(f"{layer.name}-before.csv"), read_text(path))
            if write:
                write_text(path, text)
    notes = [] if write else ["Nothing is written yet: add write=True."]
    notes += [
        f"{lost} marks found no place in the text and are left out: look at draft.orphans."
    ] * bool(lost)
    return noted(pd.DataFrame(rows, columns=["layer", "marks", "file"]), notes)


def as_csv(layer, marks, article):
    """Return the marks of a layer as the text of its file in key/, in the order of the article, without columns that stay empty.

    With no marks all columns are there: the lesson can then count to nothing in each.
    """
    attributes = {
        attribute.name: attribute.type for label in layer.labels for attribute in label.attributes
    }
    ids = {mark.id: f"{layer.name[0]}{number:02}" for number, mark in enumerate(marks, 1)}
    rows = []
    for mark in marks:
        said = {
            name: ids.get(value, "") if attributes.get(name) == "link" else value
            for name, value in mark.attributes.items()
        }
        row = {
            "start": mark.start,
            "end": mark.end,
            "text": mark.text,
            "label": mark.label,
            "id": ids[mark.id],
            **said,
            "note": mark.note,
        }
        rows.append(row | cue_place(mark, article))
    columns = ["start", "end", "text", "label", "id", *attributes, "cue_start", "cue_end", "note"]
    needs_id = "link" in attributes.values() or "facts" in attributes
    filled = {
        name
        for row in rows
        for name, value in row.items()
        if value != "" and (name != "id" or needs_id)
    } or set(columns)
    used = [name for name in columns if name in columns[:4] or name in filled]
    file = io.StringIO()
    table = csv.DictWriter(file, used, restval="", extrasaction="ignore", lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    return file.getvalue()


def cue_place(mark, article):
    """Return where a quotation's cue stands: the place in its paragraph nearest to it; {} if it doesn't."""
    cue = mark.attributes.get("cue")
    paragraphs = article.paragraphs
    inside = paragraphs[(paragraphs.start <= mark.start) & (paragraphs.end >= mark.end)]
    if not cue or inside.empty:
        return {}
    first, last = inside[["start", "end"]].iloc[0]
    places = [
        at
        for at in range(first, last)
        if article.text.startswith(cue, at) and not mark.start <= at < mark.end
    ]
    at = min(
        places,
        key=lambda at: min(abs(at - mark.end), abs(mark.start - at - len(cue))),
        default=None,
    )
    return {} if at is None else {"cue_start": at, "cue_end": at + len(cue)}
