"""Do coders agree where each cuts the units out of the text? Krippendorff's alpha_U."""

import numbers
from collections import defaultdict

import numpy as np
import pandas as pd

from kit.analysing.gathering import check_spans
from kit.analysing.noted import Coefficient
from kit.errors import KitError


def unitizing_alpha(units, length, label=None, coders=None):
    """Return Krippendorff's alpha_U: agreement on where spans begin and end, and on labels.

    units: DataFrame with coder, start, end, label, a row for each span; positions count from 0,
    half-open, in a text of `length` (code points). label: for this label alone; without it, all
    labels together. coders: how many marked, needed when some marked nothing and so have no row.
    Spans of one coder with one label that overlap are merged, and the result's note says how many;
    spans that only touch stay two. Returns 1 when all coders cut the same spans, about 0 when they
    do it by chance; NaN with a note if there is nothing marked (with that label), only one coder,
    or so much that nothing is left to chance. Raises SpanError for a span that isn't in the text,
    KitError for a missing column or fewer `coders` than there are.

    alpha_U = 1 - D_o / D_e, each summed over labels. D_o compares every span with what every other
    coder has in that place: with a span that overlaps it, the squares of the two ends' distances;
    with a gap that holds it, the square of its length. D_e is the same for the coders' spans and
    gaps thrown on the text by chance. Source: Krippendorff (2004), Content Analysis, 2nd ed.,
    section 11.6; before that Sociological Methodology 25 (1995), 47-76.

    >>> import pandas as pd
    >>> rows = [("ann", 0, 10, "claim"), ("ben", 0, 10, "claim"), ("ann", 40, 60, "claim"), ("ben", 45, 60, "claim")]
    >>> round(unitizing_alpha(pd.DataFrame(rows, columns=["coder", "start", "end", "label"]), 100), 3)
    0.948
    """
    if isinstance(length, bool) or not isinstance(length, numbers.Real) or length % 1 != 0:
        raise KitError(f"unitizing_alpha: length must be a whole number, not {length!r}")
    return unitizing_alphas(units, length, coders)[label]


def unitizing_alphas(units, length, coders=None):
    """Return a dict of label -> unitizing_alpha; None is all labels together."""
    units = _check(units, length)
    number = max(units.coder.nunique(), coders or 0)
    if coders and coders < number:
        fix = f"the table has {number}; count everybody"
        raise KitError(f"unitizing_alpha: coders={coders}, but {fix}")
    alphas = defaultdict(lambda: Coefficient.undefined("nothing is marked"))
    merged = merge_overlaps(units)
    sums = np.zeros(3)
    for label, spans in merged.groupby("label", sort=False):
        gone = (units.label == label).sum() - len(spans)
        parts = np.array([0.0, 0.0, gone])
        if number > 1:
            parts[:2] = _observed(spans, length, number), _expected(spans, length, number)
        alphas[label] = _alpha(*parts, number)
        sums += parts
    if len(merged):
        alphas[None] = _alpha(*sums, number)
    return alphas


def _alpha(observed, expected, gone, number):
    """1 - D_o / D_e, or why not."""
    if number < 2:
        fix = "name those who marked nothing in coders"
        return Coefficient.undefined(f"only one coder: agreement takes two ({fix})")
    if expected == 0:
        why = "no two cuts of the text could differ"
        return Coefficient.undefined(f"the coders' spans leave nothing to chance: {why}")
    note = f"overlapping spans of one coder in one label merged: {gone:.0f}" if gone else ""
    return Coefficient(1 - observed / expected, note)


def merge_overlaps(units):
    """Return the sorted units, each coder's overlapping spans of one label merged."""
    by = ["coder", "label"]
    units = units.sort_values([*by, "start", "end"], kind="stable")
    reach = units.groupby(by, sort=False).end.cummax()
    # half-open: a span that starts where the last ended is another
    opens = ~units.duplicated(by) | (units.start >= reach.shift(fill_value=0))
    table = units.assign(end=units.groupby(opens.cumsum().to_numpy()).end.transform("max"))
    return table.loc[opens, [*by, "start", "end"]].reset_index(drop=True)


def _check(units, length):
    """Return the units that have a place; KitError or SpanError for what is wrong with them."""
    needed = ["coder", "start", "end", "label"]
    wanted = f"give a DataFrame with the columns {', '.join(needed)}, a row for each span"
    if not isinstance(units, pd.DataFrame):
        raise KitError(f"unitizing_alpha: units is a {type(units).__name__}; {wanted}")
    missing = [name for name in needed if name not in units.columns]
    if missing:
        problem = f"the table has no column {', '.join(missing)}"
        raise KitError(f"unitizing_alpha: {problem}; {wanted}")
    units = units[needed].dropna(subset=["start", "end"]).astype({"start": int, "end": int})
    check_spans(units, length)
    return units.fillna({"label": "(none)"})


def _observed(spans, length, number):
    """D_o for one label. Every sum is over ordered pairs of different coders.

    The spans that overlap [start, end) are those that start before its end, less those that end by
    its start; so sums over them are differences of running sums, and no pair is ever looked at. A
    coder's own spans don't overlap, so each meets only itself there, at distance 0.
    """
    start, end = spans.start.to_numpy(), spans.end.to_numpy()

    def over_overlapping(weight):
        by_start, by_end = np.argsort(start), np.argsort(end)
        begun = np.searchsorted(start[by_start], end, "left")
        over = np.searchsorted(end[by_end], start, "right")
        sums_by_start = np.concatenate([[0], np.cumsum(weight[by_start])])
        sums_by_end = np.concatenate([[0], np.cumsum(weight[by_end])])
        return sums_by_start[begun] - sums_by_end[over]

    count = over_overlapping(np.ones_like(start))
    near = 0
    for at in (start, end):
        near += count * at**2 - 2 * at * over_overlapping(at) + over_overlapping(at**2)
    # for each span, how many coders left all of it unmarked: their gap holds it
    unmarked = np.full(len(spans), number)
    for own in spans.groupby("coder", sort=False).indices.values():
        begun = np.searchsorted(start[own], end, "left")
        unmarked -= begun > np.searchsorted(end[own], start, "right")
    in_gaps = 2 * unmarked * (end - start) ** 2  # twice: span against gap, gap against span
    together = float(near.sum(dtype=float) + in_gaps.sum(dtype=float))
    return together / (number * (number - 1) * length**2)


def _expected(spans, length, number):
    """D_e for one label."""
    size = (spans.end - spans.start).to_numpy().astype(float)
    gaps = np.sort(_gaps(spans, length, number)).astype(float)
    tail = np.concatenate([np.cumsum(gaps[::-1])[::-1], [0]])
    # the gaps from here on are long enough to hold the span
    at = np.searchsorted(gaps, size, "left")
    room = tail[at] - (len(gaps) - at) * (size - 1)  # in how many places
    meet = (len(spans) - 1) / 3 * (2 * size**3 - 3 * size**2 + size) + size**2 * room
    positions = number * float(length)
    below = positions * (positions - 1) - (size * (size - 1)).sum()
    return 2 / length * meet.sum() / below if below else 0.0


def _gaps(spans, length, number):
    """The lengths of all stretches that a coder left unmarked."""
    same = (spans.coder == spans.coder.shift()).to_numpy()  # spans are sorted by coder and start
    last = np.where(same, spans.end.shift(fill_value=0), 0)
    ends = spans.groupby("coder", sort=False).end.max()
    gaps = np.concatenate([spans.start - last, length - ends, np.full(number - len(ends), length)])
    return gaps[gaps > 0]
