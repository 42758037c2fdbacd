"""How far a difference between groups of articles can be chance: arrangements, resamples,
corrections.

A group's articles are what was sampled, so articles are shuffled and drawn, never their words.
"""

from itertools import chain, combinations
from math import comb, floor, sqrt
from statistics import NormalDist

import numpy as np

MOST_EXACT = 1_000_000  # arrangements that are all tried; 8 of 24 articles have 735,471
MOST_NUMBERS = 30_000_000  # articles x arrangements that are held in memory
DRAWN = 20_000  # of more than that, so many are drawn
AT_ONCE = 4_000_000  # measures x arrangements that are looked at together


def permutation_test(values, is_in, confidence=0.95, seed=0):
    """Return (p, low, high, ways): what dealing out the articles anew says of two groups' means.

    values: what was counted, articles x measures. is_in: which articles are in the first group.
    confidence: of the interval; None leaves it out, which is quicker. seed: for a draw.

    p, two-sided: every arrangement counts if there are at most a million (R. A. Fisher, The Design
    of Experiments, 1935; M. D. Ernst, Statistical Science 19, 2004); else (b + 1) / (m + 1) of m
    drawn (B. Phipson, G. K. Smyth, Statistical Applications in Genetics and Molecular Biology 9,
    2010). low, high: the differences that this test doesn't rule out: those that, taken from each
    article of the first group, leave a p above 1 - confidence (E. J. G. Pitman, Supplement to the
    Journal of the Royal Statistical Society 4, 1937). So 0 lies in between if and only if p is
    above it; infinite where so few articles rule out nothing. ways: how many arrangements were
    tried, None if they were drawn.

    >>> values = np.array([[5.0], [6], [7], [9], [0], [1], [2], [3]])
    >>> p, low, high, ways = permutation_test(values, np.arange(8) < 4)
    >>> round(float(p[0]), 3), float(low[0]), float(high[0]), ways
    (0.029, 2.0, 9.0, 70)
    """
    size, inside = len(is_in), int(is_in.sum())
    ways = comb(size, inside)
    is_exact = ways <= MOST_EXACT and ways * size <= MOST_NUMBERS
    every = [_all_deals(size, inside, ways)] if is_exact else None

    def deal():  # in parts: many articles, dealt often, don't fit into memory
        return every or _some_deals(size, inside, seed)

    same = np.concatenate([part @ is_in for part in deal()])  # of the first group, in heap one
    # the groups as they are, and the two exchanged, differ as much whatever is taken off
    other = (same != inside) & ((same != 0) | (2 * inside != size))
    always = (~other).sum() + (not is_exact)
    same = same[other]
    scale, rest = 1 / inside + 1 / (size - inside), size - inside
    total = len(same) + always
    parts, step = [], max(1, AT_ONCE // max(1, len(same)))
    for first in range(0, values.shape[1], step):
        block = (values[:, first : first + step] - values[:, first : first + step].mean(axis=0)).T
        found = block[:, is_in].mean(axis=1) - block[:, ~is_in].mean(axis=1)
        # measures x arrangements; the mean of all is 0
        apart = np.concatenate([(block * scale) @ part.T for part in deal()], axis=1)[:, other]
        # equal but for the last digit is equal
        limit = (np.abs(found) - 1e-9 * np.maximum(1, np.abs(found)))[:, None]
        far = np.count_nonzero(apart >= limit, axis=1) + np.count_nonzero(apart <= -limit, axis=1)
        far[limit[:, 0] <= 0] = len(same)  # both ways, and each once
        low = high = np.full(len(block), np.nan)
        if confidence is not None:
            # |found - d| <= |apart - moved d| for every d between these two
            moved = same * scale - inside / rest
            ends = (found[:, None] - apart) / (1 - moved), (found[:, None] + apart) / (1 + moved)
            place = floor((1 - confidence) * total + 1e-9) - always
            low, high = _limits(*ends, place)
        parts.append(((far + always) / total, low, high))
    return *(np.concatenate(part) for part in zip(*parts, strict=True)), ways if is_exact else None


def _limits(one, other, place):
    """Return where an interval ends: at each end `place` of the arrangements no longer reach 0."""
    if not 0 <= place < one.shape[1]:
        return np.full(len(one), -np.inf), np.full(len(one), np.inf)
    low = np.partition(np.minimum(one, other), place, axis=1)[:, place]
    high = -np.partition(-np.maximum(one, other), place, axis=1)[:, place]
    return low.round(12), high.round(12)


def _all_deals(size, inside, ways):
    """Return every choice of `inside` from `size` articles, as rows of zeros and ones."""
    places = np.fromiter(chain.from_iterable(combinations(range(size), inside)), dtype=np.int32)
    chosen = np.zeros((ways, size))
    np.put_along_axis(chosen, places.reshape(ways, inside), 1, axis=1)
    return chosen


def _some_deals(size, inside, seed):
    random, rows = np.random.default_rng(seed), max(1, AT_ONCE // size)
    first = (np.arange(size) < inside).astype(float)
    for done in range(0, DRAWN, rows):
        yield random.permuted(np.tile(first, (min(rows, DRAWN - done), 1)), axis=1)


def resample(values, resamples, random):
    """Return means (resamples x measures) of as many draws of articles, with replacement."""
    size = len(values)
    drawn = random.multinomial(size, np.full(size, 1 / size), size=resamples)
    return drawn @ values / size


def bootstrap_ends(draws, size, confidence):
    """Return the two ends of an interval: percentiles, set wider for few articles.

    The plain percentile interval is too short by sqrt((n - 1) / n) and by the normal curve in
    place of Student's t; these percentiles make up for both (T. Hesterberg, The American
    Statistician 69, 2015, section 3.2).
    """
    tail = (1 - confidence) / 2
    if size < 2:
        return tuple(np.full(draws.shape[1], np.nan) for _ in range(2))
    t = student_quantile(1 - tail, size - 1)
    tail = NormalDist().cdf(-sqrt(size / (size - 1)) * t)
    return tuple(np.nanquantile(draws, [tail, 1 - tail], axis=0))


def student_quantile(level, freedom):
    """Return a quantile of Student's t: exact for 1 and 2 degrees of freedom, else a series.

    Source: M. Abramowitz, I. A. Stegun, Handbook of Mathematical Functions, 1964, 26.7.5.
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


def correct(p):
    """Return p-values corrected for how many there are; NaN stays and is not counted.

    The chance of even one false finding stays at the level (S. Holm, Scandinavian Journal of
    Statistics 6, 1979).

    >>> correct(np.array([0.01, 0.04, 0.03])).round(3).tolist()
    [0.03, 0.06, 0.06]
    """
    p = np.array(p, dtype=float)
    count = int((~np.isnan(p)).sum())
    order = np.argsort(p, kind="stable")[:count]  # NaN is sorted behind all others
    rank = np.arange(1, count + 1)
    p[order] = np.maximum.accumulate((count - rank + 1) * p[order])
    return np.minimum(p, 1)
