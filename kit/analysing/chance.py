"""How far a difference between groups of articles can be chance.

A group's articles are what was sampled, so articles are shuffled and drawn, never their words.
"""

from itertools import pairwise
from math import comb, sqrt
from statistics import NormalDist

import numpy as np

MOST_EXACT = 1_000_000  # arrangements that are all tried; 8 of 24 articles have 735,471
DRAWN = 20_000  # of more than that, so many are drawn
AT_ONCE = 500_000  # numbers drawn at a time
CORRECTIONS = "holm", "benjamini-hochberg", "none"


def permutation_p(values, weights, is_in, seed=0):
    """Return (p, exact): how often articles dealt out at random differ as much as the groups do.

    Parameters
    ----------
    values : array, articles x measures
        What was counted in each article.
    weights : array, articles
        What it is counted per: 1 each for a mean.
    is_in : array of bool, articles
        True for the first group, False for the other.
    seed : int
        For the draw, where there are too many arrangements to try all.

    Returns
    -------
    p : array, measures
        Two-sided. Every arrangement counts if there are at most a million (then exact is True:
        R. A. Fisher, The Design of Experiments, 1935; M. D. Ernst, Statistical Science 19, 2004);
        else (b + 1) / (m + 1) of m drawn (B. Phipson, G. K. Smyth, Statistical Applications in
        Genetics and Molecular Biology 9, 2010).
    exact : bool

    Examples
    --------
    >>> is_in = np.array([True, True, True, False, False, False])
    >>> permutation_p(np.array([[3.0], [4], [5], [0], [1], [2]]), np.ones(6), is_in)
    (array([0.1]), True)
    """
    size, inside = len(is_in), int(is_in.sum())
    exact = comb(size, inside) <= MOST_EXACT
    total = weights.sum()
    with np.errstate(invalid="ignore", divide="ignore"):
        centred = values - np.outer(weights / total, values.sum(axis=0))
    columns = np.vstack([centred.T, weights])
    observed = np.abs(_difference(columns @ is_in[:, None], total))
    limit = observed - 1e-9 * np.maximum(1, observed)  # equal but for the last digit is equal
    # the others' difference is the same with the other sign
    few = min(inside, size - inside)
    dealt = _all_sums(columns, few) if exact else _some_sums(columns, inside, seed)
    reached, tried = np.zeros(values.shape[1]), 0
    for sums in dealt:
        # where a difference is undefined, the arrangement counts against finding one
        apart = _difference(sums, total)
        reached += sums.shape[1] - (np.abs(apart, out=apart) < limit).sum(axis=1)
        tried += sums.shape[1]
    p = reached / tried if exact else (reached + 1) / (tried + 1)
    return np.where(np.isfinite(observed[:, 0]), p, np.nan), exact


def _all_sums(columns, inside):
    """Yield the sums of every choice of `inside` columns: any choice is one from the left half
    and one from the right, so that few sums are made and each pair of them is added once.
    """
    left, right = (_choices(half, inside) for half in np.array_split(columns, 2, axis=1))
    for number, first in enumerate(left):
        for one in first.T if right[inside - number].size else ():
            yield right[inside - number] + one[:, None]


def _choices(columns, most):
    """Return, for 0 to `most`, the sums of every choice of so many columns, a column each."""
    sums = [np.zeros((len(columns), int(count == 0))) for count in range(most + 1)]
    for one in columns.T:
        sums[1:] = [np.hstack([same, less + one[:, None]]) for less, same in pairwise(sums)]
    return sums


def _some_sums(columns, inside, seed):
    random, size = np.random.default_rng(seed), columns.shape[1]
    deal, rows = (np.arange(size) < inside).astype(float), max(1, AT_ONCE // max(columns.shape))
    for first in range(0, DRAWN, rows):
        many = np.tile(deal, (min(rows, DRAWN - first), 1))
        yield columns @ random.permuted(many, axis=1).T


def _difference(sums, total):
    """The estimate of those chosen less that of the others, from the sums of centred values and,
    in the last row, of weights: s / w - (t - s) / r is (s - t w / (w + r)) (1 / w + 1 / r).
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        return sums[:-1] * (1 / sums[-1] + 1 / (total - sums[-1]))


def resample(values, weights, resamples, random):
    """Return estimates (resamples x measures) of as many draws of articles, with replacement."""
    size = len(values)
    drawn = random.multinomial(size, np.full(size, 1 / size), size=resamples).astype(float)
    with np.errstate(invalid="ignore", divide="ignore"):
        return (drawn @ values) / (drawn @ weights)[:, None]


def bootstrap_ends(draws, size, confidence):
    """Return the two ends of an interval: percentiles, set wider for few articles.

    The plain percentile interval is too short by sqrt((n - 1) / n) and by the normal curve in
    place of Student's t; these percentiles make up for both (T. Hesterberg, The American
    Statistician 69, 2015, section 3.2).

    >>> draws = np.linspace(0, 1, 1001)[:, None]
    >>> [float(end[0].round(3)) for end in bootstrap_ends(draws, 8, 0.95)]
    [0.006, 0.994]
    """
    tail = (1 - confidence) / 2
    if size < 2:
        return tuple(np.full(draws.shape[1], np.nan) for _ in range(2))
    t = student_quantile(1 - tail, size - 1)
    tail = NormalDist().cdf(-sqrt(size / (size - 1)) * t)
    low, high = np.nanquantile(draws, [tail, 1 - tail], axis=0)
    return low, high


def student_quantile(level, freedom):
    """Return a quantile of Student's t: exact for 1 and 2 degrees of freedom, else a series.

    Source: M. Abramowitz, I. A. Stegun, Handbook of Mathematical Functions, 1964, 26.7.5.

    >>> round(student_quantile(0.975, 7), 2)
    2.36
    """
    if freedom == 1:
        return float(np.tan(np.pi * (level - 0.5)))
    if freedom == 2:
        return (2 * level - 1) / sqrt(2 * level * (1 - level))
    z = NormalDist().inv_cdf(level)
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / freedom**power for power, term in enumerate(terms, 1))


def correct(p, method="holm"):
    """Return p-values corrected for how many there are; NaN stays and is not counted.

    Parameters
    ----------
    p : array
        As they were found, one by one.
    method : str
        "holm": the chance of even one false finding stays at the level (S. Holm, Scandinavian
        Journal of Statistics 6, 1979). "benjamini-hochberg": the share of false ones among the
        findings does (Y. Benjamini, Y. Hochberg, Journal of the Royal Statistical Society B 57,
        1995). "none".

    Examples
    --------
    >>> correct(np.array([0.01, 0.04, 0.03])).round(3).tolist()
    [0.03, 0.06, 0.06]
    >>> correct(np.array([0.01, 0.04, 0.03]), "benjamini-hochberg").round(3).tolist()
    [0.03, 0.04, 0.04]
    """
    p = np.asarray(p, dtype=float)
    known = np.flatnonzero(~np.isnan(p))
    order = known[np.argsort(p[known], kind="stable")]
    count, rank = len(order), np.arange(1, len(order) + 1)
    result = np.full(len(p), np.nan)
    if method == "none":
        result[order] = p[order]
    elif method == "holm":
        result[order] = np.maximum.accumulate((count - rank + 1) * p[order])
    else:
        scaled = p[order] * count / rank
        result[order] = np.minimum.accumulate(scaled[::-1])[::-1]
    return np.minimum(result, 1)
