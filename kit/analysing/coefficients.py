"""Do coders give the same things the same values? Agreement corrected for chance."""

import numpy as np
import pandas as pd

from kit.analysing.noted import Coefficient
from kit.errors import KitError

LEVELS = ("nominal", "ordinal", "interval", "ratio")
NO_VARIATION = "without variation chance explains everything"
NO_LIST = (str, bytes, dict, set, frozenset)  # read one by one, these would give letters or names
SHAPE = "give a list with a row for each thing judged, and in it a value from each coder"


def cohen_kappa(a, b):
    """Return Cohen's kappa: how far two coders agree beyond what their habits give by chance.

    a, b: the two coders' values for the same things in the same order (lists, arrays, Series),
    compared by place and as names; a thing that either left out (None, NaN) is not counted. Returns
    1 for perfect agreement, 0 for what chance gives, less if worse; NaN with a note if nothing was
    judged by both, or if both gave one and the same value throughout. Raises KitError if the
    lengths differ.

    kappa = (p_o - p_e) / (1 - p_e), with p_o the share of things they agree on and p_e the sum over
    values of the product of the two coders' shares of it. Source: Cohen (1960), Educational and
    Psychological Measurement 20(1), 37-46.

    >>> cohen_kappa(["fact", "fact", "opinion", "opinion"], ["fact", "opinion", "opinion", "opinion"])
    0.5
    """
    codes, names = read_codes({"a": a, "b": b})
    codes = codes[(codes >= 0).all(axis=1)]
    n = len(codes)
    if not n:
        return Coefficient.undefined("nothing was judged by both coders")
    agreed = int((codes[:, 0] == codes[:, 1]).sum())
    first, second = (np.bincount(column, minlength=len(names)) for column in codes.T)
    # n * n * p_e, in whole numbers: no rounding can hide that it is 1
    by_chance = int(first @ second)
    if by_chance == n * n:
        same = names[codes[0, 0]]
        return Coefficient.undefined(f"both coders always said {same}: {NO_VARIATION}")
    return Coefficient((n * agreed - by_chance) / (n * n - by_chance))


def krippendorff_alpha(units, level="nominal"):
    """Return Krippendorff's alpha: agreement of any number of coders, corrected for chance.

    units: one row for each thing judged, one column for each coder; a list of lists, an array or a
    DataFrame; None, NaN or <NA> is a missing value, and a row with fewer than two values says
    nothing about agreement and is not counted. level: nominal (names), ordinal (ranks, as numbers),
    interval (differences count), ratio (proportions count; no negatives). Returns 1 for perfect
    agreement, 0 for what chance gives, less if worse; NaN with a note if no row has two values or
    all values are the same. Raises KitError for a level that doesn't exist, rows of different
    lengths, or values that aren't numbers where the level needs them.

    alpha = 1 - D_o / D_e: the mean squared difference within units over the mean squared difference
    among all values. The difference is 0 or 1 (nominal), c - k (interval), the same between
    mid-ranks (ordinal), or (c - k) / (c + k) (ratio). Source: Krippendorff (2011), Computing
    Krippendorff's Alpha-Reliability, https://repository.upenn.edu/asc_papers/43.

    >>> krippendorff_alpha([[1, 1], [2, 2], [3, 3], [3, 4], [None, 4]], level="interval")
    0.8888888888888888
    >>> krippendorff_alpha([["fact", "fact"], ["fact", "fact"]])
    no value (every value is fact: without variation chance explains everything)
    """
    if level not in LEVELS:
        known = ", ".join(LEVELS)
        raise KitError(f"krippendorff_alpha: there is no level {level!r}; choose one of {known}")
    codes, names = read_codes(units)
    codes = codes[(codes >= 0).sum(axis=1) >= 2]
    place = np.nonzero(codes >= 0)
    code = codes[place]  # every value that counts, one after another,
    row = place[0]  # and which unit it is from
    n = len(code)
    if not n:
        return Coefficient.undefined("no unit was judged by two coders")
    if (code == code[0]).all():
        return Coefficient.undefined(f"every value is {names[code[0]]}: {NO_VARIATION}")
    if level in ("interval", "ratio") and np.isinf(read_numbers(names, level)).any():
        why = f"which level {level} can't calculate with"
        return Coefficient.undefined(f"a value is infinite, {why}")
    counts = np.bincount(code, minlength=len(names))
    size = np.bincount(row)
    if level == "nominal":
        within = size**2 - _sum_by_row(row, code, len(size), len(names))
        among = n**2 - (counts**2).sum()
    elif level == "ratio":
        within, among = _ratio_differences(row, code, counts, read_numbers(names, level))
    else:
        x = read_numbers(names, level)
        if level == "ordinal":  # the ranks between two values are the distance of their mid-ranks
            order = np.argsort(x)
            x[order] = np.cumsum(counts[order]) - counts[order] / 2
        # all pairs' squared differences are 2 n times the squared distances from the mean
        x = x[code]
        mean = np.bincount(row, x) / size
        within = 2 * size * np.bincount(row, (x - mean[row]) ** 2)
        among = 2 * n * ((x - x.mean()) ** 2).sum()
    observed = (n - 1) * float((within / (size - 1)).sum())
    alpha = 1 - observed / float(among) if among else np.nan
    if np.isnan(alpha):
        why = "too large, or too small, to calculate with"
        return Coefficient.undefined(f"the differences are {why}")
    return Coefficient(alpha)


def bootstrap_interval(measure, *data, resamples=1000, confidence=0.95, seed=2017, **options):
    """Return (low, high): where a coefficient would mostly fall with other units.

    measure: krippendorff_alpha or cohen_kappa; data: what it is given, one row (or value) for each
    thing judged; options: its keywords. The things are drawn again with replacement `resamples`
    times, and the middle `confidence` share of the results is kept. The same seed gives the same
    interval. Resamples in which the measure is undefined say nothing and are left out; if that is
    more than half of them both ends are NaN with a note. Source: Efron and Tibshirani (1993), An
    Introduction to the Bootstrap, chapter 13; for agreement, Zapf and others (2016), BMC Medical
    Research Methodology 16:93.

    >>> low, high = bootstrap_interval(cohen_kappa, ["a", "b"] * 20, ["a", "b"] * 15 + ["b", "a"] * 5)
    >>> low < 0.5 < high
    True
    """
    tables = []
    for values in data:
        is_list = np.ndim(values) == 1
        tables.append(pd.Series(values, dtype=object).to_numpy() if is_list else read_table(values))
    random = np.random.default_rng(seed)
    size = len(tables[0])
    values = []
    for _ in range(resamples):
        drawn = random.integers(0, size, size)
        values.append(measure(*(table[drawn] for table in tables), **options))
    values = np.array(values, dtype=float)
    values = values[~np.isnan(values)]
    if len(values) <= resamples / 2:
        return (Coefficient.undefined("too few resamples had any variation"),) * 2
    tail = (1 - confidence) / 2
    return tuple(Coefficient(end) for end in np.quantile(values, [tail, 1 - tail]))


def read_table(units):
    """Return units as a table of objects or numbers, a row for each thing judged.

    units: rows; or a dict of coder to values. Raises KitError for another shape.
    """
    if isinstance(units, pd.DataFrame):
        return units.to_numpy(dtype=object)
    if isinstance(units, np.ndarray) and units.ndim == 2:
        return units
    try:
        rows = {f"row {number}": row for number, row in enumerate(units)}
    except TypeError:
        raise KitError(f"units must be rows, not {units!r:.40}; {SHAPE}") from None
    if isinstance(units, dict):
        rows = {f"coder {name}": values for name, values in units.items()}
    table = []
    for name, row in rows.items():
        if isinstance(row, NO_LIST) or np.ndim(row) != 1:
            wanted = "must be a list with a value for each thing judged, or each coder"
            raise KitError(f"units, {name}: {wanted}, not {row!r:.40}")
        if table and len(row) != len(table[0]):
            first = f"{next(iter(rows))} has {len(table[0])}"
            raise KitError(
                f"units, {name}: {len(row)} values where {first}; give one for each thing judged"
            )
        table.append(list(row))
    result = np.empty((len(table), len(table[0]) if table else 0), dtype=object)
    result[:] = table
    return result.T if isinstance(units, dict) else result


def read_codes(units):
    """Return the table of each value's place among the values (-1: missing), and the values."""
    table = read_table(units)
    codes, names = pd.factorize(table.ravel())
    return codes.reshape(table.shape), names


def read_numbers(names, level):
    """Return the different values as numbers, for levels that calculate with them."""
    try:
        numbers = np.array([float(name) for name in names])
    except (TypeError, ValueError):
        odd = next(name for name in names if isinstance(name, str) or not np.isscalar(name))
        why = f"the value {odd!r} isn't a number; level {level!r} needs numbers"
        raise KitError(f"krippendorff_alpha: {why}") from None
    if level == "ratio" and (numbers[np.isfinite(numbers)] < 0).any():
        fix = "a ratio scale starts at 0: use level 'interval'"
        raise KitError(f"krippendorff_alpha: {numbers.min():g} is negative; {fix}")
    return numbers


def _sum_by_row(row, code, rows, names):
    """For each unit, the sum over values of the squared number of coders who gave it."""
    cell, count = np.unique(row * names + code, return_counts=True)
    return np.bincount(cell // names, count.astype(float) ** 2, minlength=rows)


def _ratio_differences(row, code, counts, x):
    """Sum ((c - k) / (c + k)) squared over pairs, for each unit and for all values together."""
    total = x[:, None] + x
    squares = np.divide(x[:, None] - x, total, out=np.zeros_like(total), where=total > 0) ** 2
    table = np.zeros((row[-1] + 1, len(x)))
    np.add.at(table, (row, code), 1)
    return ((table @ squares) * table).sum(axis=1), counts @ squares @ counts
