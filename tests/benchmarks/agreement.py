"""How long agreement takes, as ratios: python -m tests.benchmarks.agreement (not part of the test run)."""

import time

import numpy as np
import pandas as pd
from nltk.metrics.agreement import AnnotationTask

import kit


def seconds(call):
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def alpha():
    random = np.random.default_rng(1)
    kit.krippendorff_alpha([[1, 2], [2, 2]])  # imports
    small = random.integers(1, 6, (500, 10))
    triples = [(c, u, int(small[u, c])) for u in range(500) for c in range(10)]
    peer = seconds(lambda: AnnotationTask(triples).alpha())
    for level in ("nominal", "ordinal", "interval", "ratio"):
        ours = min(seconds(lambda: kit.krippendorff_alpha(small, level)) for _ in range(3))
        print(f"alpha {level}, 10 coders x 500 units: {ours:.4f} s; NLTK's nominal takes {peer / ours:.0f} times as long")
    large = random.integers(1, 6, (5000, 300))
    names = np.array(list("abcdef"), dtype=object)[large]
    for level in ("nominal", "ordinal", "interval", "ratio"):
        print(f"alpha {level}, 300 coders x 5,000 units: {seconds(lambda: kit.krippendorff_alpha(large, level)):.2f} s")
    print(f"alpha of names, 300 coders x 5,000 units: {seconds(lambda: kit.krippendorff_alpha(names)):.2f} s")


def unitizing(coders=300, marks=100, length=3348):
    random = np.random.default_rng(2)
    start = random.integers(0, length - 60, coders * marks)
    units = pd.DataFrame({"coder": np.repeat(np.arange(coders), marks), "start": start, "end": start + random.integers(1, 60, len(start))})
    units["label"] = random.choice(["claim", "quotation", "person", "place"], len(start))
    print(f"alpha_U, {coders} coders x {marks} marks: {seconds(lambda: kit.unitizing_alpha(units, length)):.2f} s")


if __name__ == "__main__":
    alpha()
    unitizing()
