"""How long 1,000 annotations take onto an edited text of 100,000 words: python -m tests.benchmarks.anchoring (not part of the test run).

The text is invented: words drawn as often as words are (Zipf), so that short quotations have many look-alikes. Every edit rate
gives the share of words changed, put in or taken out, one each third. The floor is reading the file without looking anything up; the
peer is rapidfuzz's search for the same quotations through the whole text (20 of them, times 50). Seconds are the processor's.
"""

import random
import time
from collections import Counter

from rapidfuzz.fuzz import partial_ratio_alignment

import kit
from kit.annotating import w3c
from kit.annotating.placing import place


def made(words=100_000, seed=1):
    chance = random.Random(seed)
    letters = "etaoinshrdlucmfwypvbgkjqxz"
    vocabulary = [
        "".join(chance.choices(letters, range(26, 0, -1), k=chance.randint(2, 10)))
        for _ in range(12_000)
    ]
    weights = [1 / (n + 3) for n in range(len(vocabulary))]
    return [
        w + chance.choices(["", ",", "."], [14, 1, 1])[0]
        for w in chance.choices(vocabulary, weights, k=words)
    ]


def edited(words, rate, chance):
    """The words with edits, and for each old one the number of its new place (None: changed or gone)."""
    new, places = [], []
    for word in words:
        kind = chance.choice(["change", "insert", "delete"]) if chance.random() < rate else None
        if kind in ("change", "insert"):
            new.append(chance.choice(words))
        places.append(len(new) if kind in (None, "insert") else None)
        if places[-1] is not None:
            new.append(word)
    return new, places


def starts(words):
    at, found = 0, []
    for word in words:
        found.append(at)
        at += len(word) + 1
    return found


def main():
    words, chance = made(), random.Random(2)
    old, at = kit.Article(" ".join(words)), starts(words)
    marks, spans = kit.Annotations(old), {}
    for _ in range(1000):
        size, first = chance.choice([1, 1, 2, 3, 6, 15, 30]), chance.randrange(len(words) - 30)
        end = at[first + size - 1] + len(words[first + size - 1])
        spans[marks.add(at[first], end, "x", note=str(first)).id] = (first, first + size - 1)
    text = w3c.dumps(marks, old)
    for rate in (0, 0.01, 0.03, 0.1):
        new, moved = edited(words, rate, chance)
        article, now = kit.Article(" ".join(new)), starts(new)
        started = time.process_time()
        _, read = w3c.loads(text)
        floor, placed = time.process_time() - started, place(read, article)
        took = time.process_time() - started
        started = time.process_time()
        for mark in read[:20]:
            partial_ratio_alignment(mark.text, article.text)
        peer, outcome = 50 * (time.process_time() - started), Counter()
        for mark in placed:
            a, b = (moved[n] for n in spans[mark.id])
            whole = None not in (a, b) and (now[a], now[b] + len(new[b])) == (mark.start, mark.end)
            outcome[
                mark.status,
                "in its place" if whole else "edited itself" if None in (a, b) else "not there",
            ] += 1
        print(
            f"{rate:.0%} of words edited: {took:.2f} s, {took / floor:.0f} times the reading alone; rapidfuzz alone {peer / took:.0f} times as long"
        )
        for (status, where), count in sorted(outcome.items()):
            print(f"    {status:10} {where:14} {count}")


if __name__ == "__main__":
    main()
