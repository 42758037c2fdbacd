"""Groups of articles compared: what each paper does, how sure that is, and what chance can do."""

from itertools import combinations

import numpy as np
import pandas as pd

from kit.analysing.chance import CORRECTIONS, bootstrap_ends, correct, permutation_p, resample
from kit.analysing.noted import noted
from kit.errors import KitError

REST = "the rest"
RESAMPLES = 4000
SOURCES = {"holm": "Holm (1979)", "benjamini-hochberg": "Benjamini and Hochberg (1995)", "none": ""}


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
        A column to count per: the estimate is then sum by sum ("direct" per "total": a share).
    confidence, seed : float, int
        Of the bootstrap, which draws articles (B. Efron, The Annals of Statistics 7, 1979), with
        percentiles made right for few (T. Hesterberg, The American Statistician 69, 2015).

    Returns
    -------
    DataFrame
        measure group articles estimate low high.

    Examples
    --------
    >>> table = pd.DataFrame({"paper": ["A", "A", "B", "B"], "rain": [0, 2, 1, 1]})
    >>> estimate_groups(table, "paper", "rain")[["group", "articles", "estimate"]].values.tolist()
    [['A', 2, 1.0], ['B', 2, 1.0]]
    """
    measures, values, weights, groups = _prepare("estimate_groups", table, by, measure, per)
    random, parts = np.random.default_rng(seed), []
    for group in dict.fromkeys(groups):
        own = groups == group
        draws = resample(values[own], weights[own], RESAMPLES, random)
        low, high = bootstrap_ends(draws, own.sum(), confidence)
        part = {"measure": measures, "group": group, "articles": own.sum()}
        part |= {"estimate": _ratio(values[own], weights[own]), "low": low, "high": high}
        parts.append(pd.DataFrame(part))
    result = pd.concat(parts, ignore_index=True)
    return noted(result, _flat_notes(result))


def compare_groups(
    table, by, measure, per=None, group=None, correction="holm", confidence=0.95, seed=0
):
    """Compare groups of articles: differences with intervals, and p-values corrected for many.

    Parameters
    ----------
    table, by, measure, per, confidence, seed
        As in estimate_groups.
    group : str, optional
        This group against all others together; None compares each pair of groups.
    correction : str
        "holm", "benjamini-hochberg" or "none", over all rows of the table that is returned.

    Returns
    -------
    DataFrame
        measure group other estimate estimate_other difference low high p corrected. p is how often
        articles dealt out at random to the two groups differ at least so much (a permutation
        test); its notes name methods and sources, and what no interval could be made of.

    Raises
    ------
    KitError
        For a column there isn't, one without numbers, or fewer than two groups.

    References
    ----------
    See permutation_p, bootstrap_ends and correct in kit/analysing/chance.py.

    Examples
    --------
    >>> table = pd.DataFrame({"paper": list("AAABBB"), "rain": [3, 4, 5, 0, 1, 2]})
    >>> compare_groups(table, "paper", "rain")[["group", "other", "difference", "p"]].values.tolist()
    [['A', 'B', 3.0, 0.1]]
    """
    if correction not in CORRECTIONS:
        raise KitError(f"compare_groups: correction must be one of {', '.join(CORRECTIONS)}")
    measures, values, weights, groups = _prepare("compare_groups", table, by, measure, per)
    names = list(dict.fromkeys(groups))
    if group is not None and group not in names:
        raise KitError(f"compare_groups: no group {group!r}; there are {', '.join(names)}")
    if len(names) < 2:
        raise KitError(f"compare_groups: {by} has one value only; two groups are needed")
    pairs = list(combinations(names, 2)) if group is None else [(group, REST)]
    random = np.random.default_rng(seed)
    parts = []
    exact = True
    for one, other in pairs:
        in_one = groups == one
        in_other = ~in_one if other == REST and group is not None else groups == other
        part = {"measure": measures, "group": one, "other": other}
        part["estimate"] = _ratio(values[in_one], weights[in_one])
        part["estimate_other"] = _ratio(values[in_other], weights[in_other])
        part["difference"] = part["estimate"] - part["estimate_other"]
        draws = resample(values[in_one], weights[in_one], RESAMPLES, random)
        draws -= resample(values[in_other], weights[in_other], RESAMPLES, random)
        fewest = min(in_one.sum(), in_other.sum())
        part["low"], part["high"] = bootstrap_ends(draws, fewest, confidence)
        both = in_one | in_other
        part["p"], all_tried = permutation_p(values[both], weights[both], in_one[both], seed)
        exact = exact and all_tried
        parts.append(pd.DataFrame(part))
    result = pd.concat(parts, ignore_index=True)
    result["corrected"] = correct(result.p, correction)
    return noted(result, [_method(exact, correction, len(result)), *_flat_notes(result)])


def _method(exact, correction, count):
    tried = "every arrangement of the articles" if exact else "20,000 arrangements drawn"
    source = "Fisher (1935)" if exact else "Phipson and Smyth (2010)"
    line = f"p: {tried}, {source}"
    if SOURCES[correction] and count > 1:
        line += f"; corrected for {count} comparisons, {SOURCES[correction]}"
    return f"{line}. low, high: articles drawn again, Hesterberg (2015)."


def _flat_notes(result):
    flat = result[result.low == result.high]
    if not len(flat):
        return []
    return ["low equals high where a group's articles are all alike: no interval can be made then."]


def _ratio(values, weights):
    with np.errstate(invalid="ignore", divide="ignore"):
        return values.sum(axis=0) / weights.sum()


def _prepare(name, table, by, measure, per):
    """Return (measures, values, weights, groups) as a list and arrays; KitError for a bad column."""
    measures = [measure] if isinstance(measure, str) else list(measure)
    for column in [by, *measures, *([per] if per else [])]:
        if column not in table:
            near = ", ".join(map(str, table.columns[:12]))
            raise KitError(f"{name}: there is no column {column!r}; it has {near}")
    table = table[table[by].notna()]
    for column in [*measures, *([per] if per else [])]:
        if not pd.api.types.is_numeric_dtype(table[column]):
            raise KitError(f"{name}: {column!r} has no numbers; choose a column that counts")
    values = table[measures].to_numpy(dtype=float)
    if np.isnan(values).any():
        fix = "fill them or leave those articles out, and say so"
        raise KitError(f"{name}: values are missing in {', '.join(measures)}; {fix}")
    weights = table[per].to_numpy(dtype=float) if per else np.ones(len(table))
    return measures, values, weights, table[by].astype("str").to_numpy()
