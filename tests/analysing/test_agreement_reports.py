"""What people reported of agreement elsewhere. Each kind has its report's number and inputs of our own."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kit

SPANS = pd.DataFrame({"start": [0, 9, 20], "end": [5, 12, 25], "label": [1, 2, 1]})


@pytest.mark.parametrize("kind", [int, float, "Int64", "float32", object])
@pytest.mark.parametrize("other", [float, "Float64", object])
def test_one_and_one_point_nought_are_one_label(kind, other):  # csvcubed 362
    coders = [SPANS.astype({"label": kind}), SPANS.astype({"label": other})]
    table = kit.agreement(coders, length=30).set_index("label")
    assert table.f1_exact.tolist() == [1, 1, 1] and list(table.index) == ["1", "2", "all"]
    assert kit.compare(*coders).f1.tolist() == [1, 1, 1]


def test_a_gap_makes_no_other_label():
    gap = pd.DataFrame({"start": [0, 9, 30], "end": [5, 12, 35], "label": [1, 2, None]})
    table = kit.agreement([SPANS.head(2), gap.head(2)], length=40).set_index("label")
    assert table.f1_exact["all"] == 1


@pytest.mark.parametrize(
    "units",
    [
        {"ann": "ab", "ben": "ab"},
        {"ann": 1, "ben": 2},
        {"ann": ["a", "b"], "ben": ["a"]},
        ["ab", "ab", "cd"],
        "abab",
        [1, 2, 3],
        [["a", "b"], "ab"],
        [["a", "b"], {"a", "b"}],
        [[["a"], ["b"]]],
        np.zeros((2, 2, 2)),
        pd.Series(["a", "b"]),
        7,
        None,
    ],
)
def test_a_table_in_the_wrong_shape_is_refused(units):  # fast-krippendorff 26
    with pytest.raises(kit.KitError, match=r"each thing judged|must be"):
        kit.krippendorff_alpha(units)


def test_a_dict_has_a_column_for_each_coder():  # fast-krippendorff 26
    assert kit.krippendorff_alpha({"ann": ["a", "b"], "ben": ["a", "b"]}) == 1
    assert kit.krippendorff_alpha({"ann": ["a", "b"], "ben": ("a", "b")}) == 1


@pytest.mark.parametrize("values", ["abab", {"a": 1}, [["a"], ["b"]], 5, None])
def test_a_coder_in_the_wrong_shape_is_refused(values):
    for pair in ((values, ["a", "b"]), (["a", "b"], values)):
        with pytest.raises(kit.KitError, match="a value for each thing judged"):
            kit.cohen_kappa(*pair)


@pytest.mark.parametrize("coders", [SPANS, "ann", kit.Annotations(kit.Article("One."))])
def test_one_table_is_no_list_of_coders(coders):
    with pytest.raises(kit.KitError, match="one for each coder"):
        kit.agreement(coders)


@pytest.mark.parametrize("units", [[("ann", 0, 5, "x")], {"coder": ["ann"]}, None])
def test_units_that_are_no_table_are_refused(units):
    with pytest.raises(kit.KitError, match="give a DataFrame"):
        kit.unitizing_alpha(units, 20)


@pytest.mark.parametrize("length", [math.inf, math.nan, 2.5, "20", None, True])
def test_a_length_that_is_none_is_refused(length):
    units = SPANS.assign(coder="ann")
    with pytest.raises(kit.KitError, match="length must be a whole number"):
        kit.unitizing_alpha(units, length)


@pytest.mark.parametrize("level", ["interval", "ratio"])
@pytest.mark.parametrize("value", [math.inf, -math.inf, np.inf])
def test_infinity_is_undefined_and_says_why(level, value):  # fast-krippendorff 9
    alpha = kit.krippendorff_alpha([[1, value], [2, 2]], level)
    assert math.isnan(alpha) and "infinite" in alpha.note


NUMBERS = st.one_of(st.none(), st.floats(allow_nan=True), st.integers(-5, 5))


@given(
    st.lists(st.lists(NUMBERS, min_size=2, max_size=3), min_size=1, max_size=6),
    st.sampled_from(["nominal", "ordinal", "interval", "ratio"]),
)
def test_no_nan_comes_without_a_reason(rows, level):
    try:
        alpha = kit.krippendorff_alpha([row[:2] for row in rows], level)
    except kit.KitError:
        return
    assert alpha.note or not math.isnan(alpha)
