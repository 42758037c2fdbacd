import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kit import KitError, SpanError, unitizing_alpha
from kit.analysing import unitizing


def table(rows):
    return pd.DataFrame(rows, columns=["coder", "start", "end", "label"])


# Krippendorff (2004), p. 254: two coders, a text of 300, labels c and k.
BOOK = table(
    [
        (0, 75, 145, "c"),
        (0, 220, 250, "c"),
        (1, 70, 150, "c"),
        (1, 205, 225, "c"),
        (1, 250, 270, "c"),
        (0, 30, 90, "k"),
        (0, 150, 200, "k"),
        (1, 30, 90, "k"),
        (1, 150, 200, "k"),
    ]
)


def by_the_book(units, length, coders):
    """alpha_U from its definition: every span and gap of every coder against every other's."""
    observed = expected = 0
    for label in units.label.unique():
        sections = []  # for each coder: (start, length, is a span)
        for coder in coders:
            spans = sorted(
                zip(
                    *[
                        units[(units.label == label) & (units.coder == coder)][end]
                        for end in ("start", "end")
                    ],
                    strict=True,
                )
            )
            at, mine = 0, []
            for start, end in [*spans, (length, length)]:
                mine += [(at, start - at, False)] * (start > at) + [(start, end - start, True)] * (
                    end > start
                )
                at = end
            sections.append(mine)
        m = len(coders)
        n = sum(span for mine in sections for *_, span in mine)
        do = de = 0
        for i in range(m):
            for b, size, span in sections[i]:
                for j in range(m):
                    for b2, size2, span2 in sections[j]:
                        if i != j:
                            if span and span2 and -size < b - b2 < size2:
                                do += (b - b2) ** 2 + (b + size - b2 - size2) ** 2
                            elif span and not span2 and size2 - size >= b - b2 >= 0:
                                do += size**2
                            elif span2 and not span and size - size2 >= b2 - b >= 0:
                                do += size2**2
                        if span and not span2 and size2 >= size:
                            de += size**2 * (size2 - size + 1)
                if span:
                    de += (n - 1) / 3 * (2 * size**3 - 3 * size**2 + size)
        below = m * length * (m * length - 1) - sum(
            size * (size - 1) for mine in sections for _, size, span in mine if span
        )
        observed += do / (m * (m - 1) * length**2)
        expected += 2 / length * de / below if below else 0
    return 1 - observed / expected if expected else None


def test_the_published_values():
    assert unitizing_alpha(BOOK, 300) == pytest.approx(
        0.8591, abs=5e-4
    )  # the book rounds D_o and D_e to four places first
    assert unitizing_alpha(BOOK, 300, label="c") == pytest.approx(0.7286, abs=1e-4)
    assert unitizing_alpha(BOOK, 300, label="k") == 1
    worse_than_chance = table([(0, 1, 9, "A"), (1, 2, 3, "A"), (1, 4, 5, "A"), (1, 6, 7, "A")])
    assert unitizing_alpha(worse_than_chance, 10) == pytest.approx(-0.7003, abs=1e-4)
    assert unitizing_alpha(table([(0, 0, 1, "X")]), 20, coders=3) == pytest.approx(0, abs=1e-9)


spans = st.lists(
    st.tuples(
        st.sampled_from("abc"),
        st.integers(0, 28),
        st.integers(1, 12),
        st.sampled_from(["claim", "quotation"]),
    ),
    max_size=14,
).map(
    lambda rows: table(
        [(coder, start, min(30, start + size), label) for coder, start, size, label in rows]
    )
)


@given(spans)
def test_it_is_its_definition(units):
    value = unitizing_alpha(units, 30, coders=3)
    merged = unitizing.merge_overlaps(units.astype({"start": int, "end": int}))
    expected = by_the_book(merged, 30, ["a", "b", "c"])
    if expected is None:
        assert math.isnan(value) and value.note
    else:
        assert value == pytest.approx(expected, abs=1e-9)
    assert ("merged" in value.note) == (len(merged) < len(units))


@given(spans, st.randoms(use_true_random=False))
def test_order_and_names_change_nothing(units, random):
    assume(len(units))
    coders, labels = (
        dict(zip("abc", random.sample(["ann", "ben", "<b>"], 3), strict=True)),
        {"claim": "quotation", "quotation": "Ω"},
    )
    order = list(range(len(units)))
    random.shuffle(order)
    other = units.iloc[order].assign(
        coder=lambda t: t.coder.map(coders), label=lambda t: t.label.map(labels)
    )
    assert unitizing_alpha(other, 30, coders=3) == pytest.approx(
        unitizing_alpha(units, 30, coders=3), abs=1e-9, nan_ok=True
    )


@given(spans)
def test_identical_coders_agree_perfectly(units):
    assume(len(units))
    one = units.assign(coder="a")
    value = unitizing_alpha(pd.concat([one, one.assign(coder="b"), one.assign(coder="c")]), 30)
    assert value == 1 or (math.isnan(value) and value.note)


@given(spans)
def test_merged_spans_cover_the_same_places_and_never_overlap(units):
    assume(len(units))
    merged = unitizing.merge_overlaps(units)
    for key, mine in units.groupby(["coder", "label"]):
        rows = merged[(merged.coder == key[0]) & (merged.label == key[1])].sort_values("start")
        covered = sorted(
            i for start, end in zip(mine.start, mine.end, strict=True) for i in range(start, end)
        )
        assert [
            i for start, end in zip(rows.start, rows.end, strict=True) for i in range(start, end)
        ] == sorted(set(covered))


def test_spans_that_touch_stay_two():
    assert (
        len(
            unitizing.merge_overlaps(table([("a", 0, 5, "x"), ("a", 5, 9, "x"), ("a", 8, 12, "x")]))
        )
        == 2
    )


def test_a_coder_who_never_used_a_label_left_all_of_it_unmarked():
    units = pd.concat([BOOK, table([(2, 10, 20, "c")])])
    assert (
        unitizing_alpha(units, 300, label="k")
        == unitizing_alpha(BOOK[BOOK.label == "k"], 300, coders=3)
        < 0.6
    )


def test_random_marks_agree_no_more_than_chance():
    random = np.random.default_rng(3)
    rows = []
    for coder in range(30):
        cuts = np.sort(random.choice(20000, 120, replace=False))
        rows += [(coder, start, end, "x") for start, end in zip(cuts[::2], cuts[1::2], strict=True)]
    assert abs(unitizing_alpha(table(rows), 20000)) < 0.05


@pytest.mark.parametrize(
    "units, options, reason",
    [
        (table([]), {}, "nothing is marked"),
        (BOOK, {"label": "claim"}, "nothing is marked"),
        (BOOK[BOOK.coder == 0], {}, "only one coder"),
        (
            table([(c, i, i + 1, "x") for c in "ab" for i in range(300)]),
            {},
            "leave nothing to chance",
        ),
    ],
)
def test_undefined_is_nan_with_the_reason(units, options, reason):
    value = unitizing_alpha(units, 300, **options)
    assert math.isnan(value) and reason in value.note


@pytest.mark.parametrize(
    "units, options, error, words",
    [
        (table([("ann", 5, 5, "x")]), {}, SpanError, "ann has a span from 5 to 5"),
        (table([("ann", 5, 301, "x")]), {}, SpanError, "the text (of 300)"),
        (table([("ann", -1, 3, "x")]), {}, SpanError, "from -1 to 3"),
        (BOOK.drop(columns="coder"), {}, KitError, "no column coder"),
        (BOOK, {"coders": 1}, KitError, "the table has 2"),
    ],
)
def test_mistakes_are_said_in_one_line(units, options, error, words):
    with pytest.raises(error) as caught:
        unitizing_alpha(units, 300, **options)
    assert words in str(caught.value) and "\n" not in str(caught.value)


def test_missing_labels_are_a_label_and_missing_places_are_left_out():
    odd = table(
        [
            ("a", 0, 9, None),
            ("b", 0, 9, None),
            ("a", 50, 60, "x"),
            ("b", 50, 60, "x"),
            ("b", None, None, "x"),
        ]
    )
    assert unitizing_alpha(odd, 300) == 1
