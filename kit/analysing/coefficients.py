"""Do coders give the same things the same values? Agreement corrected for chance."""

import numpy as np
import pandas as pd

from kit.analysing.coefficient import Coefficient
from kit.analysing.units import check_values, read_codes, read_numbers, read_table
from kit.errors import KitError

LEVELS = ("nominal", "ordinal", "interval", "ratio")
NO_VARIATION = "without variation chance explains everything"


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
    check_values("the first coder", a)
    check_values("the second coder", b)
    if len(a) != len(b):
        counts = f"the first coder has {len(a)} values, the second {len(b)}"
        raise KitError(f"cohen_kappa: {counts}; give one each for every thing")
    codes, names = read_codes(list(zip(a, b, strict=True)))
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
    is_list = [np.ndim(values) == 1 for values in data]
    tables = [
        pd.Series(values, dtype=object).to_numpy() if one else read_table(values)
        for one, values in zip(is_list, data, strict=True)
    ]
    random = np.random.default_rng(seed)
    values = []
    for _ in range(resamples):
        drawn = random.integers(0, len(tables[0]), len(tables[0]))
        values.append(measure(*(table[drawn] for table in tables), **options))
    values = np.array([value for value in values if value == value], dtype=float)
    if len(values) <= resamples / 2:
        return (Coefficient.undefined("too few resamples had any variation"),) * 2
    tail = (1 - confidence) / 2
    return tuple(Coefficient(end) for end in np.quantile(values, [tail, 1 - tail]))


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
