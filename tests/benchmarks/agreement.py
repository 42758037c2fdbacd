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
        print(
            f"alpha {level}, 10 coders x 500 units: {ours:.4f} s; NLTK's nominal takes {peer / ours:.0f} times as long"
        )
    large = random.integers(1, 6, (5000, 300))
    names = np.array(list("abcdef"), dtype=object)[large]
    for level in ("nominal", "ordinal", "interval", "ratio"):
        print(
            f"alpha {level}, 300 coders x 5,000 units: {seconds(lambda: kit.krippendorff_alpha(large, level)):.2f} s"
        )
    print(
        f"alpha of names, 300 coders x 5,000 units: {seconds(lambda: kit.krippendorff_alpha(names)):.2f} s"
    )


def a_class(coders, marks, article, places=None):
    """Made marks: each coder takes `marks` of the given number of places, a third of them with other ends; None: anywhere."""
    random = np.random.default_rng(3)
    words = article.words
    size = random.integers(1, 9, places or 1)
    first = random.integers(0, len(words) - 12, places or 1)
    tables = []
    for _ in range(coders):
        if places:
            chosen = random.choice(places, marks, replace=False)
            longer = (random.random(marks) < 1 / 3) * random.integers(1, 3, marks)
            a, n, label = first[chosen], size[chosen] + longer, chosen % 5
        else:
            a, n, label = (
                random.integers(0, len(words) - 12, marks),
                random.integers(1, 9, marks),
                random.integers(0, 5, marks),
            )
        start, end = words.start.to_numpy()[a], words.end.to_numpy()[a + n - 1]
        text = [article.text[i:j] for i, j in zip(start, end, strict=True)]
        tables.append(
            pd.DataFrame(
                {"start": start, "end": end, "text": text, "label": np.array(list("abcde"))[label]}
            )
        )
    return tables


def agreeing():
    article = kit.read_article("data/assad-2017/article.txt")
    for places in (None, 130):
        coders = a_class(300, 100, article, places)
        kind = f"at {places} places" if places else "anywhere"
        both = (
            seconds(lambda: kit.agreement(coders, length=len(article.text))),
            seconds(lambda: kit.disagreements(coders)),
        )
        print(
            f"300 coders x 100 marks {kind}: agreement {both[0]:.2f} s, disagreements {both[1]:.2f} s"
        )
        some = coders[:12]
        pairs = [(a, b) for i, a in enumerate(some) for b in some[:i]]
        one_by_one = seconds(
            lambda: [kit.compare(a, b, match) for a, b in pairs for match in ("exact", "overlap")]
        )
        together = seconds(lambda: kit.agreement(some, length=len(article.text)))
        print(f"  12 of them: comparing each two takes {one_by_one / together:.0f} times as long")


def unitizing(coders=300, marks=100, length=3348):
    random = np.random.default_rng(2)
    start = random.integers(0, length - 60, coders * marks)
    units = pd.DataFrame({"coder": np.repeat(np.arange(coders), marks), "start": start})
    units["end"] = start + random.integers(1, 60, len(start))
    units["label"] = random.choice(["claim", "quotation", "person", "place"], len(start))
    print(
        f"alpha_U, {coders} coders x {marks} marks: {seconds(lambda: kit.unitizing_alpha(units, length)):.2f} s"
    )


if __name__ == "__main__":
    alpha()
    unitizing()
    agreeing()
