"""The answer key of an instructor's own article: a draft to mark, then the files in key/."""

import pandas as pd

from kit.analysing.noted import show_table
from kit.files import read_text, write_text
from kit.quotations.finding import find_quotations

GUESSED = "form", "speaker", "speaker_text", "cue"  # attributes taken from the program


def key_draft(lesson):
    """Return the Annotations in which an instructor marks a lesson's key, kept in the work folder.

    The first time it holds the key that exists; where there is none, the program's guesses: its
    quotations, and the headline.

    >>> from kit.teaching.opening import open_lesson
    >>> key_draft(open_lesson()).creator
    'key'
    """
    draft = lesson.marks(creator="key")
    if len(draft):
        return draft
    if lesson.layers:
        draft.add_all(lesson.key())
        return draft
    labels = {label.name for label in lesson.codebook.labels}
    if lesson.headline and "headline" in labels:
        start, end = lesson.article.paragraphs.loc[0, ["start", "end"]]
        draft.add(start, end, "headline")
    if "quotation" in labels:
        _add_guesses(draft, lesson.article)
    return draft


def _add_guesses(draft, article):
    """Add the quotations that the program finds, each tied to the one it is part of."""
    made = {}
    for row in find_quotations(article).itertuples():
        values = {name: getattr(row, name) for name in GUESSED if pd.notna(getattr(row, name))}
        if row.part_of in made:
            values["part_of"] = made[row.part_of]
        note = "a guess of the program"
        made[row.Index] = draft.add(row.start, row.end, "quotation", note=note, **values).id


def write_key(lesson, draft, layers=None, write=False):
    """Write a draft into the lesson's key folder, a file a layer.

    Parameters
    ----------
    lesson : Lesson
        The lesson.
    draft : Annotations
        The key's marks. Those that found no place in the text are left out, and a note says so.
    layers : list of str, optional
        Names; None: those that have marks. A layer named here may be empty: then the article has
        nothing of the kind.
    write : bool
        False only shows what would be written. A file that is changed is kept beside the new one,
        as LAYER-before.csv.

    Returns
    -------
    DataFrame
        layer marks file.

    Raises
    ------
    FileError
        If a file can't be written.
    """
    placed = [mark for mark in draft if mark.start is not None]
    rows = []
    for layer in lesson.codebook.layers:
        names = {label.name for label in layer.labels}
        marks = [mark for mark in placed if mark.label in names]
        if not (layer.name in layers if layers else marks):
            continue
        path = lesson.folder / "key" / f"{layer.name}.csv"
        rows.append((layer.name, len(marks), f"data/{lesson.name}/key/{path.name}"))
        if write:
            text = as_csv(layer, marks, lesson.article)
            if path.is_file() and read_text(path) != text:  # what it held stays beside it
                write_text(path.with_name(f"{layer.name}-before.csv"), read_text(path))
            write_text(path, text)
    notes = [] if write else ["Nothing is written yet: add write=True."]
    lost = len(draft) - len(placed)
    if lost:
        line = f"{lost} marks found no place in the text and are left out"
        notes.append(f"{line}: look at draft.orphans.")
    return show_table(pd.DataFrame(rows, columns=["layer", "marks", "file"]), "The draft", notes)


def as_csv(layer, marks, article):
    """Return a layer's marks as its file in key/, without empty columns; with no marks, all."""
    types = {}
    for label in layer.labels:
        types |= {attribute.name: attribute.type for attribute in label.attributes}
    ids = {mark.id: f"{layer.name[0]}{number:02}" for number, mark in enumerate(marks, 1)}
    rows = []
    for mark in marks:
        row = {name: getattr(mark, name) for name in ("start", "end", "text", "label", "note")}
        for name, value in mark.attributes.items():
            row[name] = ids.get(value, "") if types.get(name) == "link" else value
        rows.append(row | {"id": ids[mark.id]} | find_cue(mark, article))
    columns = ["start", "end", "text", "label", "id", *types, "cue_start", "cue_end", "note"]
    table = pd.DataFrame(rows, columns=columns, dtype=object)  # or whole numbers get a point
    if rows:
        table = table.replace("", None).dropna(axis="columns", how="all")
        if "link" not in types.values() and "facts" not in types:
            table = table.drop(columns="id")
    return table.to_csv(index=False, lineterminator="\n")


def find_cue(mark, article):
    """Return cue_start and cue_end of a mark's cue, the nearest in its paragraph, or {}."""
    cue = mark.attributes.get("cue")
    paragraphs = article.paragraphs
    around = paragraphs[(paragraphs.start <= mark.start) & (paragraphs.end >= mark.end)]
    if not cue or around.empty:
        return {}
    distances = {}
    for place in range(around.start.iloc[0], around.end.iloc[0]):
        is_inside = mark.start <= place < mark.end
        if not is_inside and article.text.startswith(cue, place):
            distances[place] = min(abs(place - mark.end), abs(mark.start - place - len(cue)))
    if not distances:
        return {}
    nearest = min(distances, key=distances.get)
    return {"cue_start": nearest, "cue_end": nearest + len(cue)}
