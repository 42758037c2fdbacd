"""Who is named beside whom: for every two names, how many sentences hold both."""

from itertools import combinations

import pandas as pd

from kit.analysing.noted import Note
from kit.reading.text import pluralise
from kit.showing.drawings import blank, two_lines
from kit.showing.figures import PALETTE, described, figure_style

MOST_NAMES = 12  # a larger matrix can neither be read nor listened to
MOST_PAIRS = 20


def cooccurrence(article, spans, by="canonical"):
    """Count for every two names the sentences with both; on the diagonal, with each one.

    article: Article. spans: Annotations or DataFrame with start, end, text (names that are marked).
    by: the column that has one name for each actor; where it is missing the words themselves are
    taken. Returns a square DataFrame, the most often named first. Only names count, so that "he"
    is nobody.

    >>> import kit
    >>> marks = kit.Annotations(kit.Article("Ann met Bo. Ann left."))
    >>> for start, end in [(0, 3), (8, 10), (12, 15)]: _ = marks.add(start, end, "person")
    >>> cooccurrence(marks.article, marks)
         Ann  Bo
    Ann    2   1
    Bo     1   1
    """
    table = getattr(spans, "table", spans)
    table = table[table.start.notna()]
    names = table.text if by not in table else table[by].where(table[by].notna(), table.text)
    places = article.sentences.end.searchsorted(table.start.astype("int64"), side="right")
    present = pd.crosstab(names.astype(str).to_numpy(), places).clip(upper=1)
    order = present.sum(axis=1).sort_values(ascending=False, kind="stable").index
    there = present.loc[order].to_numpy(dtype=int)
    return pd.DataFrame(there @ there.T, index=list(order), columns=list(order))


def draw_cooccurrence(matrix, least=2):
    """Draw who is named beside whom, as a triangle of counts named at rows and columns.

    matrix: from `cooccurrence`. least: leave out names that stand in fewer sentences; of more than
    twelve names the most frequent are drawn. Returns a described figure, or a note where there is nothing to draw.

    >>> draw_cooccurrence(pd.DataFrame([[2, 1], [1, 2]], index=["Ann", "Bo"], columns=["Ann", "Bo"]))
    2 of 2 names, those in at least 2 sentences. Sentences with each: Ann 2, Bo 2. Together: Ann and Bo 1. Never together: none.
    """
    own = pd.Series(matrix.to_numpy().diagonal(), index=matrix.index)
    names = [name for name in matrix.index if own[name] >= least][:MOST_NAMES]
    if not names:
        return Note(f"No name is in {pluralise(least, 'sentence')}: there is nothing to draw.")
    counts = matrix.loc[names, names].to_numpy()
    most = max((counts[i, j] for i, j in combinations(range(len(names)), 2)), default=0)
    with figure_style():
        fig, axes = blank(height=0.9 + 0.46 * max(1, len(names)))
        for row, name in enumerate(names):
            for column in range(row + 1):
                value, same = counts[row, column], row == column
                shade = 0 if same or not value else 0.15 + 0.85 * value / most
                axes.add_patch(_square(column, row, same, shade))
                if value:
                    ink = "white" if shade > 0.75 else "#222222"
                    form = {"color": ink, "weight": "bold" if same else "normal"}
                    axes.text(column, row, str(value), ha="center", va="center", **form)
            beside = two_lines(name).replace("\n", " ")
            axes.text(row + 0.62, row, beside, ha="left", va="center", fontsize=10)
        axes.set_yticks(range(len(names)), [two_lines(name) for name in names])
        axes.set(xlim=(-0.6, max(6, len(names)) + 5), ylim=(len(names) - 0.4, -0.6), xticks=[])
        axes.spines[:].set_visible(False)
        axes.tick_params(length=0)
        axes.set_aspect("equal" if len(names) > 5 else "auto")
        fig.set_layout_engine("constrained")  # knows of squares
    caption = (
        "In how many sentences two names are together; framed: in how many the name is at all."
        f" Names in at least {pluralise(least, 'sentence')}: {len(names)} of {len(matrix)}."
    )
    return described(fig, caption, _in_words(names, counts, len(matrix), least))


def _square(column, row, same, shade):
    from matplotlib.patches import Rectangle

    edge, width = ("#222222", 1.4) if same else ("#BBBBBB", 0.6)
    form = {"facecolor": (PALETTE["blue"], shade), "edgecolor": edge, "linewidth": width}
    return Rectangle((column - 0.46, row - 0.44), 0.92, 0.88, **form)


def _in_words(names, counts, whole, least):
    pairs = []
    for i, j in combinations(range(len(names)), 2):
        pairs.append((f"{names[i]} and {names[j]}", counts[i, j]))
    most_first = sorted(pairs, key=lambda pair: -pair[1])
    together = [f"{pair} {count}" for pair, count in most_first if count]
    apart = [pair for pair, count in pairs if not count]
    own = ", ".join(f"{name} {counts[row, row]}" for row, name in enumerate(names))
    return (
        f"{len(names)} of {pluralise(whole, 'name')}, those in at least {pluralise(least, 'sentence')}. "
        f"Sentences with each: {own or 'none'}. Together: {_some(together)}. Never together: {_some(apart)}."
    )


def _some(items):
    more = [f"and {len(items) - MOST_PAIRS} more"] if len(items) > MOST_PAIRS else []
    return "; ".join([*items[:MOST_PAIRS], *more]) or "none"
