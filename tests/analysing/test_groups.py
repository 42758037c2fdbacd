"""Comparisons of groups of articles: against formulas, other people's tables, and simulation."""

from math import comb

import numpy as np
import pandas as pd
import pytest
from examples import some
from hypothesis import given, settings
from hypothesis import strategies as st

import kit
from kit.analysing.chance import correct, permutation_test, student_quantile
from kit.errors import KitError


def hypergeometric_p(a, b, n, m):
    """Two-sided, by difference of shares: a of n against b of m, every table with these margins."""
    total, all_ways, extreme = a + b, 0, 0
    for x in range(max(0, total - m), min(n, total) + 1):
        ways = comb(n, x) * comb(m, total - x)
        all_ways += ways
        far = abs(x / n - (total - x) / m) >= abs(a / n - b / m) - 1e-12
        extreme += ways * far
    return extreme / all_ways


@given(st.integers(2, 7), st.integers(2, 7), st.data())
@settings(max_examples=some(60), deadline=None)
def test_for_yes_and_no_the_permutation_test_is_fishers_by_the_formula(n, m, data):
    a, b = data.draw(st.integers(0, n)), data.draw(st.integers(0, m))
    values = np.array([1.0] * a + [0.0] * (n - a) + [1.0] * b + [0.0] * (m - b))[:, None]
    p, *_, ways = permutation_test(values, np.arange(n + m) < n)
    assert ways == comb(n + m, n) and p[0] == pytest.approx(hypergeometric_p(a, b, n, m))


def test_many_arrangements_are_drawn_and_near_the_exact_answer():
    values = np.arange(30.0)[:, None] % 7
    is_in = np.arange(30) < 15
    p, low, high, ways = permutation_test(values, is_in)
    assert ways is None and p == permutation_test(values, is_in)[0] and 0 < p[0] <= 1
    assert (low[0] <= 0 <= high[0]) == (p[0] > 0.05)
    shifted, low, high, _ = permutation_test(values + 20 * is_in[:, None], is_in)
    assert shifted[0] == pytest.approx(1 / 20_001) and 0 < low[0] < 20 < high[0]


COUNTS = st.lists(st.integers(0, 6), min_size=4, max_size=5)


@given(COUNTS, COUNTS, st.integers(-6, 6), st.sampled_from([0.8, 0.9, 0.95]))
@settings(max_examples=some(150), deadline=None)
def test_the_interval_holds_what_the_same_test_does_not_rule_out(one, other, taken, confidence):
    """Any difference, taken off the first group, has a p above the level if it lies inside."""
    values, is_in = np.array([*one, *other], dtype=float), np.arange(len(one + other)) < len(one)
    _, low, high, _ = permutation_test(values[:, None], is_in, confidence)
    p = permutation_test((values - taken * is_in)[:, None], is_in)[0][0]
    assert (low[0] - 1e-9 <= taken <= high[0] + 1e-9) == (p > 1 - confidence + 1e-9)


def test_one_quotation_in_one_of_sixteen_articles_shows_nothing_however_long_they_are():
    table = pd.DataFrame({"paper": ["A"] * 8 + ["B"] * 8, "mob": [0] * 15 + [1]})
    table["total"] = [5, 9, 4, 7, 8, 6, 5, 8, 3, 4, 5, 3, 4, 6, 3, 2]
    row = kit.compare_groups(table, "paper", "mob", per="total").iloc[0]
    assert row.p == 1 and row.low <= 0 <= row.high


def test_an_article_with_nothing_to_count_per_is_left_out_and_said():
    table = pd.DataFrame(
        {"paper": list("AAABBB"), "n": [1, 2, 0, 1, 1, 1], "all": [2, 4, 0, 4, 4, 4]}
    )
    found = kit.compare_groups(table, "paper", "n", per="all")
    assert found.estimate[0] == 0.5 and "1 article." in found.notes[-1]


def test_where_all_articles_are_alike_there_is_no_interval_and_the_notes_say_what_may_be():
    table = pd.DataFrame({"paper": ["A"] * 8 + ["B"] * 8, "n": [0] * 8 + [3] * 8})
    found = kit.estimate_groups(table, "paper", "n")
    assert found[["low", "high"]].isna().all(axis=None)
    assert "Even if 31 % of its articles had it" in found.notes[0] and (1 - 0.31) ** 8 > 0.05
    assert "the same in all 8 articles" in found.notes[1]


def test_a_comparison_reads_as_people_write_and_its_notes_go_with_their_columns():
    table = pd.DataFrame({"paper": ["A"] * 8 + ["B"] * 8, "n": [0] * 8 + [3] * 8})
    found = kit.compare_groups(table, "paper", "n")
    page = found._repr_html_()
    assert "&lt; 0.001" in page and "low, high" in page and ">0</th>" not in page
    assert found.p.iloc[0] == pytest.approx(2 / 12_870)
    few = found[["group", "p"]].rename(columns={"group": "paper"})
    assert "12,870 ways" in str(few) and "low, high" not in str(few)
    plain = kit.compare_groups(table, "paper", "n", confidence=None)
    assert "low" not in plain and "low, high" not in str(plain) and plain.p.equals(found.p)


def test_corrections_are_those_of_another_program():
    # R 4.3: p.adjust(c(0.01, 0.02, 0.03, 0.04, 0.05), "holm")
    expected = [0.05, 0.08, 0.09, 0.09, 0.09]
    assert correct(np.array([0.01, 0.02, 0.03, 0.04, 0.05])).tolist() == pytest.approx(expected)


@given(st.lists(st.floats(0, 1) | st.just(float("nan")), min_size=1, max_size=30))
def test_corrections_only_raise_p_keep_the_order_and_leave_out_what_is_missing(values):
    p = np.array(values)
    known = ~np.isnan(p)
    fixed = correct(p)
    assert (np.isnan(fixed) == ~known).all()
    assert (fixed[known] >= p[known] - 1e-12).all() and (fixed[known] <= 1).all()
    order = np.argsort(p[known], kind="stable")
    assert (np.diff(fixed[known][order]) >= -1e-12).all()


@pytest.mark.parametrize(
    ("freedom", "table"),  # printed tables of Student's t, 0.975
    [(1, 12.706), (2, 4.303), (3, 3.182), (4, 2.776), (7, 2.365), (15, 2.131), (60, 2.000)],
)
def test_students_t_is_as_printed_tables_have_it(freedom, table):
    assert student_quantile(0.975, freedom) == pytest.approx(table, abs=0.025)


def test_an_interval_of_eight_articles_holds_the_truth_nearly_as_often_as_it_says():
    """300 papers of eight articles from a skewed count: the plain percentile holds about 0.87."""
    random, hits = np.random.default_rng(3), 0
    for seed in range(300):
        table = pd.DataFrame({"paper": "A", "n": random.poisson(4, 8)})
        row = kit.estimate_groups(table, "paper", "n", seed=seed).iloc[0]
        hits += row.low <= 4 <= row.high
    assert 0.91 <= hits / 300 <= 0.99


def test_where_nothing_differs_few_comparisons_find_something():
    """200 surveys of two papers that are one: p below 0.05 in about one of twenty, not more."""
    random, low = np.random.default_rng(4), 0
    for _ in range(200):
        values = random.poisson(3, (12, 1)).astype(float)
        low += permutation_test(values, np.arange(12) < 6)[0][0] < 0.05
    assert low <= 18  # of 200; binomial, 0.99 of the time


def test_articles_are_what_is_drawn_not_quotations():
    """One article with fifty quotations is one article: the interval is as wide as with one."""
    few = pd.DataFrame({"paper": list("AAAABBBB"), "angry": [0, 0, 0, 5, 0, 0, 0, 0], "all": 5})
    many = few.assign(angry=few.angry * 10, all=few["all"] * 10)
    one, two = (kit.compare_groups(t, "paper", "angry", per="all") for t in (few, many))
    columns = ["difference", "low", "high", "p"]
    assert one[columns].equals(two[columns]) and one.low[0] <= 0 <= one.high[0] and one.p[0] == 1


def test_the_whole_family_is_corrected_and_the_notes_say_how():
    table = pd.DataFrame(
        {"paper": list("AAAABBBB"), "x": [4, 5, 6, 7, 0, 1, 2, 3], "y": [1, 2] * 4}
    )
    both = kit.compare_groups(table, "paper", ["x", "y"])
    assert both.p[0] == pytest.approx(2 / 70) and both.corrected[0] == pytest.approx(4 / 70)
    assert "70 ways" in both.notes[0] and "2 comparisons (Holm, 1979)" in both.notes[1]
    rest = kit.compare_groups(table, "paper", "x", group="B")
    assert rest.other.tolist() == ["the rest"] and rest.difference[0] == -4


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"measure": "z"}, "there is no column 'z'"),
        ({"measure": "paper"}, "'paper' has no numbers"),
        ({"group": "C"}, "no group 'C'; there are A, B"),
    ],
)
def test_a_wrong_word_is_one_line(change, message):
    table = pd.DataFrame({"paper": list("AB"), "x": [1, 2]})
    with pytest.raises(KitError, match=message) as error:
        kit.compare_groups(**({"table": table, "by": "paper", "measure": "x"} | change))
    assert "\n" not in str(error.value)
