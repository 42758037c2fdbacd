import itertools
import math
import pickle
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from examples import some
from hypothesis import given, settings
from hypothesis import strategies as st

from kit import KitError, bootstrap_interval, cohen_kappa, krippendorff_alpha
from kit.analysing import coefficients

# Published tables: a string for each coder, a character for each unit, "." for a missing value.
KRIPPENDORFF_2011_C = ["123321412...", "1233224125..", ".33323422513", "12332441251."]
HAYES_2007 = [
    "112.001122.01311211000201001111223222221",
    "1130000.21102311121000302102111122222221",
    "203000222100221123001.30.1012202.2232.21",
    ".13....0.10022...31.103021122..122...12.",
    "2..0001.2....3112..0.0..2.0..20.2.2222.1",
]
PUBLISHED = [
    (KRIPPENDORFF_2011_C, "nominal", 0.743),
    (KRIPPENDORFF_2011_C, "ordinal", 0.815),
    (KRIPPENDORFF_2011_C, "interval", 0.849),
    (KRIPPENDORFF_2011_C, "ratio", 0.797),
    (HAYES_2007, "ordinal", 0.7598),
    (
        ["1100000000", "0110010100"],
        "nominal",
        0.095,
    ),  # Krippendorff (2011), example A: chance nearly does it
    (["112243335441", "212223335444"], "nominal", 0.692),  # example B
    (["112412132", "122442232", "122442332"], "nominal", 0.642),  # Krippendorff (1980), p. 139
    ([".....34121133.3", "1.213343.......", "..21344.21133.4"], "interval", 0.811),
    (
        ["33333", "33333", "33..3", "33331", "3.333"],
        "nominal",
        0.0,
    ),  # one dissent in 22: not better than chance
    (["112", "11.", ".12"], "nominal", 1.0),  # a missing value is not a category
]


def by_unit(coders):
    return [
        [None if value == "." else int(value) for value in unit]
        for unit in zip(*coders, strict=True)
    ]


@pytest.mark.parametrize("coders, level, value", PUBLISHED)
def test_alpha_gives_the_published_values(coders, level, value):
    assert krippendorff_alpha(by_unit(coders), level) == pytest.approx(value, abs=5e-4)


@pytest.mark.parametrize("missing", [None, math.nan, pd.NA, np.nan])
def test_lists_arrays_and_tables_are_the_same_to_alpha(missing):
    rows = [
        [missing if value is None else value for value in row]
        for row in by_unit(KRIPPENDORFF_2011_C)
    ]
    array = np.array(rows, dtype=object)
    values = {
        float(krippendorff_alpha(units, "ordinal"))
        for units in (rows, array, pd.DataFrame(rows), map(tuple, rows))
    }
    assert len(values) == 1 and values.pop() == pytest.approx(0.815, abs=5e-4)


def test_kappa_gives_the_published_values():
    def pairs(table):
        return zip(
            *[
                (a, b)
                for a, row in enumerate(table)
                for b, count in enumerate(row)
                for _ in range(count)
            ],
            strict=True,
        )

    cohen_1960, artstein_poesio_2008 = (
        [[88, 14, 18], [10, 40, 10], [2, 6, 12]],
        [[20, 10], [20, 50]],
    )
    krippendorff_2004 = [
        [12, 18, 18],
        [0, 14, 18],
        [0, 0, 20],
    ]  # p. 246: coders whose habits differ are rewarded
    for table, value in [
        (cohen_1960, 0.492),
        (artstein_poesio_2008, 0.348),
        (krippendorff_2004, 0.258),
    ]:
        assert cohen_kappa(*map(list, pairs(table))) == pytest.approx(value, abs=5e-4)


tables = st.integers(2, 4).flatmap(
    lambda coders: st.lists(
        st.lists(st.one_of(st.none(), st.integers(1, 4)), min_size=coders, max_size=coders),
        max_size=12,
    )
)


def by_the_book(units, difference):
    """Alpha straight from its definition, in fractions: every pair of values in a unit against every pair of values."""
    units = [[v for v in unit if v is not None] for unit in units]
    units = [unit for unit in units if len(unit) > 1]
    values = [v for unit in units for v in unit]
    among = sum(difference(a, b) for a, b in itertools.permutations(values, 2))
    if not among:
        return None
    within = sum(
        Fraction(sum(difference(a, b) for a, b in itertools.permutations(unit, 2)), len(unit) - 1)
        for unit in units
    )
    return 1 - Fraction(len(values) - 1) * within / among


@given(tables, st.sampled_from(["nominal", "interval", "ratio"]))
def test_alpha_is_its_definition(units, level):
    difference = {
        "nominal": lambda a, b: int(a != b),
        "interval": lambda a, b: (a - b) ** 2,
        "ratio": lambda a, b: Fraction(a - b, a + b) ** 2,
    }[level]
    expected, value = by_the_book(units, difference), krippendorff_alpha(units, level)
    if expected is None:
        assert math.isnan(value) and value.note
    else:
        assert value == pytest.approx(float(expected), abs=1e-9)


@given(st.integers(2, 5), st.integers(2, 15), st.integers(0, 2**32 - 1))
@settings(max_examples=some(60))
def test_nltk_agrees_on_random_tables(coders, units, seed):
    from nltk.metrics.agreement import AnnotationTask  # only where it judges: it takes a second
    from nltk.metrics.distance import interval_distance

    table = np.random.default_rng(seed).integers(1, 4, (units, coders))
    if len(np.unique(table)) == 1:
        return  # NLTK calls no variation perfect agreement
    triples = [
        (f"coder {c}", f"unit {u}", int(table[u, c])) for u in range(units) for c in range(coders)
    ]
    assert krippendorff_alpha(table) == pytest.approx(AnnotationTask(triples).alpha(), abs=1e-9)
    assert krippendorff_alpha(table, "interval") == pytest.approx(
        AnnotationTask(triples, interval_distance).alpha(), abs=1e-9
    )
    a, b = table[:, 0], table[:, 1]
    if not math.isnan(cohen_kappa(a, b)):
        assert cohen_kappa(a, b) == pytest.approx(
            AnnotationTask(triples).kappa_pairwise("coder 0", "coder 1"), abs=1e-9
        )


@given(tables, st.sampled_from(coefficients.LEVELS), st.randoms(use_true_random=False))
def test_order_of_coders_and_units_changes_nothing(units, level, random):
    coders = list(range(len(units[0]))) if units else []
    random.shuffle(coders)
    shuffled = [[unit[c] for c in coders] for unit in units]
    random.shuffle(shuffled)
    assert krippendorff_alpha(shuffled, level) == pytest.approx(
        krippendorff_alpha(units, level), abs=1e-9, nan_ok=True
    )


@given(tables)
def test_renaming_changes_nothing(units):
    names = {None: None, 1: "fact", 2: "opinion", 3: "<b>", 4: "预测"}
    renamed = [[names[v] for v in unit] for unit in units]
    assert krippendorff_alpha(renamed) == pytest.approx(
        krippendorff_alpha(units), abs=1e-9, nan_ok=True
    )


varied = st.lists(st.integers(1, 9), min_size=2, max_size=20).filter(
    lambda values: len(set(values)) > 1
)


@given(varied, st.sampled_from(coefficients.LEVELS))
def test_identical_coders_agree_perfectly(values, level):
    assert krippendorff_alpha([[v, v, v] for v in values], level) == 1
    assert cohen_kappa(values, values) == 1


def test_random_values_agree_no_more_than_chance():
    table = np.random.default_rng(1).integers(1, 6, (4000, 5))
    for level in coefficients.LEVELS:
        assert abs(krippendorff_alpha(table, level)) < 0.02
    assert abs(cohen_kappa(table[:, 0], table[:, 1])) < 0.03


def test_large_numbers_keep_their_small_differences():
    small = np.random.default_rng(2).integers(0, 5, (50, 3))
    assert krippendorff_alpha(small + 1e9, "interval") == pytest.approx(
        krippendorff_alpha(small, "interval"), abs=1e-6
    )


@pytest.mark.parametrize(
    "value, reason",
    [
        (krippendorff_alpha([["a", "a"], ["a", None]]), "every value is a"),
        (krippendorff_alpha([]), "no unit was judged by two"),
        (krippendorff_alpha([[1, None], [None, 2]]), "no unit was judged by two"),
        (krippendorff_alpha([[0, 0], [0, 0]], "ratio"), "every value is 0"),
        (cohen_kappa([], []), "nothing was judged by both"),
        (cohen_kappa([None, "a"], ["a", None]), "nothing was judged by both"),
        (cohen_kappa(["a", "a"], ["a", "a"]), "both coders always said a"),
        (bootstrap_interval(krippendorff_alpha, [["a", "a"]] * 5)[0], "too few resamples"),
    ],
)
def test_undefined_is_nan_with_the_reason(value, reason):
    assert math.isnan(value) and reason in value.note and reason in repr(value)


def test_two_coders_with_one_habit_each_are_defined():
    assert cohen_kappa(["a", "a"], ["b", "b"]) == 0  # chance is 0 and so is agreement


@pytest.mark.parametrize(
    "call, words",
    [
        (lambda: cohen_kappa([1], [1, 2]), "coder b: 2 values where coder a has 1"),
        (lambda: krippendorff_alpha([[1, 2]], "ranked"), "nominal, ordinal, interval, ratio"),
        (lambda: krippendorff_alpha([[1, 2], [1]]), "row 1"),
        (lambda: krippendorff_alpha([["high", "low"]], "ordinal"), "'high'"),
        (lambda: krippendorff_alpha([[-1, 2]], "ratio"), "negative"),
    ],
)
def test_mistakes_are_said_in_one_line(call, words):
    with pytest.raises(KitError) as caught:
        call()
    assert words in str(caught.value) and "\n" not in str(caught.value)


def test_the_interval_is_the_same_for_the_same_seed_and_holds_the_value():
    units = by_unit(HAYES_2007)
    low, high = bootstrap_interval(krippendorff_alpha, units, level="ordinal", resamples=300)
    assert (low, high) == bootstrap_interval(
        krippendorff_alpha, units, level="ordinal", resamples=300
    )
    assert low < 0.7598 < high
    assert (low, high) != bootstrap_interval(
        krippendorff_alpha, units, level="ordinal", resamples=300, seed=1
    )
    narrow = bootstrap_interval(
        krippendorff_alpha, units, level="ordinal", resamples=300, confidence=0.5
    )
    assert low < narrow[0] < narrow[1] < high


def test_a_note_survives_copying():
    value = krippendorff_alpha([])
    assert pickle.loads(pickle.dumps(value)).note == value.note
