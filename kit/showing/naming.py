"""Names: what the same person, group or thing is called, and by whom."""

import pandas as pd

from kit.analysing.noted import Note, show_table
from kit.errors import KitError
from kit.showing.matrix import draw_matrix

NOTHING = "No such names yet: mark some in the layer naming, and say of each whom it is about and who uses it."


def names_given(marks):
    """Return who calls whom what: one row for each target, word and user, in the order of the text.

    marks: Annotations, or a DataFrame with start, text, target, used_by; if it has labels, those
    with "name" count. Capitals and a leading "the" don't make another word. Columns: target, text
    (as it stands first), used_by, count. Raises KitError if a column is missing.

    >>> names_given(pd.DataFrame({"start": [0, 9], "text": ["The mob", "mob"], "target": "crowd", "used_by": "article"}))
    Who is called what, and by whom
    target    text used by count
     crowd The mob article     2
    """
    table = getattr(marks, "table", marks)
    for name in ("start", "text"):
        if name not in table:
            fix = "give marks of the layer naming, such as lesson.marks()"
            raise KitError(f"names_given: there is no column {name!r}; {fix}")
    # nothing filled in yet is no mistake
    table = table.reindex(columns=list(dict.fromkeys([*table.columns, "target", "used_by"])))
    if "label" in table:
        table = table[table.label == "name"]
    table = table[table.target.notna() & (table.target != "")].sort_values("start")
    plain = table.text.str.casefold().str.removeprefix("the ").rename("plain")
    # one way to write the same word
    first = table.groupby(["target", plain], sort=False).text.transform("first")
    used_by = table.used_by.astype("object").where(table.used_by.notna(), "(not said)")
    table = table.assign(text=first, used_by=used_by)
    sizes = table.groupby(["target", "text", "used_by"], sort=False).size()
    found = sizes.rename("count").reset_index().astype({"count": "int64"})
    return show_table(found, "Who is called what, and by whom", [] if len(found) else [NOTHING])


def draw_names(marks, targets=None):
    """Draw who calls whom what: a row a word, a column a user, with counts.

    marks: as in names_given. targets: a list of those to draw; None: the eight with most words.
    Returns a described figure, or a note where there is nothing to draw yet.
    """
    found = names_given(marks)
    if targets is None:
        sizes = found.target.value_counts(sort=False)
        most = set(sizes[sizes > 1].sort_values(ascending=False, kind="stable").index[:8])
        targets = [name for name in sizes.index if name in most]
    found = found[found.target.isin(list(targets))]
    if found.empty:
        return Note(NOTHING)
    parts = []
    wanted = [name for name in targets if name in set(found.target)]
    for target in wanted:
        own = found[found.target == target]
        part = own.pivot_table(index="text", columns="used_by", values="count", sort=False)
        parts += [pd.DataFrame(index=[f"{target}:"]), part]
    counts = pd.concat(parts).reindex(columns=list(dict.fromkeys(found.used_by)))
    caption = "What the same people, groups and things are called, and by whom."
    return draw_matrix(counts, caption, heads=[f"{target}:" for target in wanted])
