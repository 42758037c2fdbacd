"""Groups of articles compared: what each paper does, how sure that is, and what chance can do."""

from itertools import combinations

import numpy as np
import pandas as pd

from kit.analysing.chance import bootstrap_ends, correct, permutation_test, resample
from kit.analysing.noted import show_table
from kit.errors import KitError
from kit.reading.text import pluralise

REST = "the rest"
RESAMPLES = 4000


def estimate_groups(table, by, measure, per=None, confidence=0.95, seed=0):
    """Estimate a measure for each group of articles, with an interval.

    Parameters
    ----------
    table : DataFrame
        A row for each article, such as `survey(...).counts(...)` gives.
    by : str
        The column that says which group an article belongs to.
    measure : str or list of str
        Columns of numbers. The estimate is their mean over a group's articles.
    per : str, optional
        A column to count per: each article's share ("direct" per "total"), so that a long article
        weighs no more than a short one (J. Lijffijt and others, Digital Scholarship in the
        Humanities 31, 2016). One that has nothing to count per is left out.
    confidence, seed : float, int
        Of the bootstrap, which draws articles (B. Efron, The Annals of Statistics 7, 1979).

    Returns
    -------
    DataFrame
        measure group articles estimate low high; no interval where a group's articles are all
        alike, and where they all have none the notes say how many of its articles may have some.

    Examples
    --------
    >>> table = pd.DataFrame({"paper": ["A", "A", "B", "B"], "rain": [0, 2, 0, 0]})
    >>> found = estimate_groups(table, "paper", "rain")
    >>> found[["group", "articles", "estimate"]].values.tolist()
    [['A', 2, 1.0], ['B', 2, 0.0]]
    >>> found.notes
    ['B: rain in 0 of 2 articles, so no interval. Even if 78 % of its articles had it, 1 time in 20 none of 2 would.']
    """
    measures, values, groups, notes = _prepare("estimate_groups", table, by, measure, per)
    random = np.random.default_rng(seed)
    parts = []
    for group in dict.fromkeys(groups):
        own = values[groups == group]
        low, high = bootstrap_ends(resample(own, RESAMPLES, random), len(own), confidence)
        is_alike = own.min(axis=0) == own.max(axis=0)
        low[is_alike] = high[is_alike] = np.nan
        part = {"measure": measures, "group": group, "articles": len(own)}
        parts.append(pd.DataFrame(part | {"estimate": own.mean(axis=0), "low": low, "high": high}))
        for number in np.flatnonzero(is_alike):
            notes.append(describe_alike(group, measures[number], own[0, number], len(own)))
    return show_table(pd.concat(parts, ignore_index=True), "Groups of articles", notes)


def describe_alike(group, name, value, count):
    """Return why there is no interval, and for nothing at all what can be said in its place.

    If a share s of a paper's articles had it, none of n would have it with (1 - s)^n: the bound is
    the s for which this is 0.05 (C. J. Clopper, E. S. Pearson, Biometrika 26, 1934).
    """
    if value:
        return f"{group}: {name} is the same in all {count} articles, so no interval."
    none = f"{group}: {name} in 0 of {count} articles, so no interval."
    share = 100 * (1 - 0.05 ** (1 / count))
    some = f"Even if {share:.0f} % of its articles had it"
    return f"{none} {some}, 1 time in 20 none of {count} would."


def compare_groups(table, by, measure, per=None, group=None, confidence=0.95, seed=0):
    """Compare groups of articles: differences with intervals, and p-values corrected for many.

    Parameters
    ----------
    table, by, measure, per
        As in estimate_groups.
    group : str, optional
        This group against all others together; None compares each pair of groups.
    confidence, seed : float or None, int
        Of the interval; None leaves it out, which is quicker.

    Returns
    -------
    DataFrame
        measure group other estimate estimate_other difference low high p corrected. p is how often
        articles dealt out at random to the two groups differ at least so much (a permutation
        test), low and high are the ends of the differences that this test doesn't rule out,
        corrected is p made right for all rows of the table (Holm, 1979).

    Raises
    ------
    KitError
        For a column there isn't, one without numbers, or fewer than two groups.

    References
    ----------
    See permutation_test and correct in kit/analysing/chance.py.

    Examples
    --------
    >>> table = pd.DataFrame({"paper": list("AAABBB"), "rain": [3, 4, 5, 0, 1, 2]})
    >>> compare_groups(table, "paper", "rain")[["group", "other", "difference", "p"]].values.tolist()
    [['A', 'B', 3.0, 0.1]]
    """
    measures, values, groups, notes = _prepare("compare_groups", table, by, measure, per)
    names = list(dict.fromkeys(groups))
    if group is not None and group not in names:
        raise KitError(f"compare_groups: no group {group!r}; there are {', '.join(names)}")
    if len(names) < 2:
        raise KitError(f"compare_groups: {by} has one value only; two groups are needed")
    pairs = list(combinations(names, 2)) if group is None else [(group, REST)]
    parts = []
    dealt = set()
    for one, other in pairs:
        in_one = groups == one
        both = in_one | (groups == other) if group is None else np.full(len(groups), True)
        part = {"measure": measures, "group": one, "other": other}
        part["estimate"] = values[in_one].mean(axis=0)
        part["estimate_other"] = values[both & ~in_one].mean(axis=0)
        part["difference"] = part["estimate"] - part["estimate_other"]
        p, low, high, ways = permutation_test(values[both], in_one[both], confidence, seed)
        parts.append(pd.DataFrame(part | {"low": low, "high": high, "p": p}))
        dealt.add(ways)
    result = pd.concat(parts, ignore_index=True)
    result["corrected"] = correct(result.p)
    notes = [*_method(dealt, len(result)), *notes]
    result = show_table(result, "Groups of articles, compared", notes)
    return result if confidence else result.drop(columns=["low", "high"])


def _method(dealt, count):
    """Yield how p, corrected and the interval were found."""
    if None in dealt:
        yield "p: 20,000 ways to deal out the articles, drawn at random (Phipson and Smyth, 2010)."
    else:
        ways = " or ".join(f"{number:,}" for number in sorted(dealt))
        yield f"p: all {ways} ways to deal out the articles (Fisher, 1935)."
    if count > 1:
        yield f"corrected: for {count} comparisons (Holm, 1979)."
    yield "low, high: the differences that p doesn't rule out (Pitman, 1937)."


def _prepare(name, table, by, measure, per):
    """Return (measures, values, groups, notes), two of them arrays; KitError for a bad column."""
    measures = [measure] if isinstance(measure, str) else list(measure)
    numbers = [*measures, per] if per else measures
    for column in [by, *numbers]:
        if column not in table:
            near = ", ".join(map(str, table.columns[:12]))
            raise KitError(f"{name}: there is no column {column!r}; it has {near}")
    for column in numbers:
        if not pd.api.types.is_numeric_dtype(table[column]):
            raise KitError(f"{name}: {column!r} has no numbers; choose a column that counts")
    table = table[table[by].notna()]
    if table[measures].isna().any(axis=None):
        fix = "fill them or leave those articles out, and say so"
        raise KitError(f"{name}: values are missing in {', '.join(measures)}; {fix}")
    notes = []
    if per:
        left = int((~(table[per] > 0)).sum())
        table = table[table[per] > 0]
        if left:
            left = pluralise(left, "article")
            notes.append(f"Left out, with nothing to count per: {left}.")
    values = table[measures].to_numpy(dtype=float)
    if per:
        values = values / table[[per]].to_numpy(dtype=float)
    return measures, values, table[by].astype("str").to_numpy(), notes
