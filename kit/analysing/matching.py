"""Which spans of one reader are the same as which of another's? One rule for 2 or 300.

Two spans are exactly the same if they have the same ends once spaces and marks at their edges are
put aside. They overlap enough if they share at least half of the words that they cover together
(intersection over union of words >= 0.5). Overlapping spans are paired one to one: the best overlap
first, and of equals the pair that comes first in the text.
"""

import numpy as np
import pandas as pd


def pair_up(spans, match="overlap"):
    """Yield two arrays of row numbers a coder: its spans, and later coders' paired with them.

    spans: the table of a Gathered. match: exact | overlap. Only spans with one label are paired,
    and each has at most one partner of each other coder.
    """
    if match == "exact":
        # a number for each pair of ends, as if it were a word: spans share all or nothing
        ends = spans[["inner_start", "inner_end"]].to_numpy()
        low = np.unique(ends, axis=0, return_inverse=True)[1].ravel()
        high = low + 1
    else:
        low = spans["first"].to_numpy()
        high = spans["last"].to_numpy()
    # labels are laid end to end, so that they never meet
    apart = pd.factorize(spans.label)[0] * (high.max(initial=0) + 1)
    shifted = np.stack([low + apart, high + apart], axis=1)
    places, place = np.unique(shifted, axis=0, return_inverse=True)
    place = place.ravel()
    coder = spans.coder.to_numpy()
    coders = int(coder.max(initial=-1)) + 1
    near, near_at, rank = _neighbours(places)
    # rows by place, then coder: a place's rows of later coders come together
    order = np.lexsort((coder, place))
    key = place[order] * coders + coder[order]
    for number in range(coders):
        mine = np.flatnonzero(coder == number)
        a, at = _spread(mine, near_at[place[mine]], near_at[place[mine] + 1])
        begin = np.searchsorted(key, near[at] * coders + number + 1)
        end = np.searchsorted(key, (near[at] + 1) * coders)
        edge, at_b = _spread(np.arange(len(at)), begin, end)
        best = np.argsort(rank[at[edge]], kind="stable")
        yield _one_to_one(a[edge][best], order[at_b][best], coder, coders)


def _one_to_one(a, b, coder, coders):
    """Of candidate pairs, the best first, keep those whose ends are both free. Pairs that are best
    for both ends can all be taken at once; then everything that touches them goes, and the next
    best come up.
    """
    base = a.min(initial=len(coder))
    slot = (a - base) * coders + coder[b]  # a has one place to fill for each other coder
    first_slot = np.empty(slot.max(initial=-1) + 1, int)
    first_b = np.empty(len(coder), int)
    pairs = [(a[:0], b[:0])]
    while len(a):
        rank = np.arange(len(a))
        # written from the worst on: the last one, which stays, is the best
        first_slot[slot[::-1]] = rank[::-1]
        first_b[b[::-1]] = rank[::-1]
        take = (first_slot[slot] == rank) & (first_b[b] == rank)
        pairs.append((a[take], b[take]))
        first_slot[slot[take]] = -1
        first_b[b[take]] = -1
        free = (first_slot[slot] >= 0) & (first_b[b] >= 0)
        a = a[free]
        b = b[free]
        slot = slot[free]
    firsts, seconds = zip(*pairs, strict=True)
    return np.concatenate(firsts), np.concatenate(seconds)


def _neighbours(places):
    """Return which places overlap each one enough: numbers, where each begins, ranks."""
    first, last = places.T
    number = np.arange(len(places))
    # beyond the middle too little is left to share
    p, q = _spread(number, number, np.searchsorted(first, (first + last) / 2, "right"))
    share = overlap(first[p], last[p], first[q], last[q])
    share[p == q] = 1  # places without a word, too
    p = p[share >= 0.5]
    q = q[share >= 0.5]
    share = share[share >= 0.5]
    rank = np.empty(len(p), int)
    rank[np.lexsort((q, p, -share))] = np.arange(len(p))
    other = p != q  # each pair the other way round, too
    one = np.concatenate([p, q[other]])
    two = np.concatenate([q, p[other]])
    rank = np.concatenate([rank, rank[other]])
    order = np.argsort(one, kind="stable")
    return two[order], np.searchsorted(one[order], np.arange(len(places) + 1)), rank[order]


def overlap(first, last, other_first, other_last):
    """Return which share of the words that two spans cover together is in both, 0 if none is."""
    shared = np.minimum(last, other_last) - np.maximum(first, other_first)
    together = np.maximum(last, other_last) - np.minimum(first, other_first)
    return np.maximum(shared, 0) / np.maximum(together, 1)


def _spread(values, begin, end):
    """Each value once for every number from its begin up to its end, beside those numbers."""
    size = np.maximum(end - begin, 0)
    offset = np.arange(size.sum()) - np.repeat(np.cumsum(size) - size, size)
    return np.repeat(values, size), np.repeat(begin, size) + offset
