from __future__ import annotations

import doctest
import itertools
import random
import subprocess
import sys

import pytest
from scipy.stats import binomtest

from eval import bootstrap
from eval.bootstrap import Interval, interval, paired_difference, permutation_test, sign_test


def test_the_worked_examples_of_the_docstrings_hold() -> None:
    outcome = doctest.testmod(bootstrap)
    assert outcome.attempted >= 6
    assert outcome.failed == 0


def test_the_interval_of_normal_values_is_the_one_that_the_textbook_gives() -> None:
    chance = random.Random(1)
    values = [chance.gauss(0.5, 0.1) for _ in range(400)]
    around = interval(values)
    assert around is not None
    mean = sum(values) / len(values)
    assert around.low == pytest.approx(mean - 1.96 * 0.1 / 20, abs=0.002)
    assert around.high == pytest.approx(mean + 1.96 * 0.1 / 20, abs=0.002)


def test_about_95_of_100_intervals_hold_the_true_share() -> None:
    chance = random.Random(2)
    samples = [[float(chance.random() < 0.7) for _ in range(60)] for _ in range(200)]
    held = [one for one in map(interval, samples) if one is not None and one.low <= 0.7 <= one.high]
    assert 180 <= len(held) <= 198


def test_an_interval_is_the_same_in_every_process() -> None:
    code = "from eval.bootstrap import interval; print(interval([0.1, 0.5, 0.9, 0.3, 0.2]))"
    said = {subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout}
    assert said == {f"{interval([0.1, 0.5, 0.9, 0.3, 0.2])}\n"}


def test_nothing_has_no_interval() -> None:
    assert interval([]) is None
    assert paired_difference([], []) is None


@pytest.mark.parametrize("count", [1, 3, 30, 300])
def test_all_right_is_no_certainty_and_the_less_so_the_fewer_there_were(count: int) -> None:
    right, wrong = interval([1.0] * count), interval([0.0] * count)
    expected = count / (count + 3.8415)
    assert right == Interval(pytest.approx(expected, abs=1e-4), 1.0)
    assert wrong == Interval(0.0, pytest.approx(1 - expected, abs=1e-4))


def test_weights_are_drawn_along() -> None:
    heavy = interval([1.0, 0.0, 1.0, 0.0], [100.0, 1.0, 100.0, 1.0])
    assert heavy is not None
    assert heavy.high > 0.99
    even = interval([1.0, 0.0, 1.0, 0.0], [7.0] * 4)
    assert even == interval([1.0, 0.0, 1.0, 0.0])


def test_a_median_has_an_interval_of_values_that_were_measured() -> None:
    values = [float(place) for place in range(1, 102)]
    around = interval(values, statistic="median")
    assert around is not None
    assert around.low < 51 < around.high
    assert {around.low, around.high} <= set(values)


@pytest.mark.parametrize(("better", "worse"), [(0, 0), (1, 0), (3, 9), (20, 20), (40, 11), (900, 1000)])
def test_the_sign_test_is_the_exact_binomial_one(better: int, worse: int) -> None:
    expected = binomtest(better, better + worse).pvalue if better + worse else 1.0
    assert sign_test(better, worse) == pytest.approx(expected)


def test_the_permutation_test_comes_near_all_flips_of_all_signs() -> None:
    changes = [0.3, -0.1, 0.2, 0.25, 0.05, -0.15, 0.4, 0.1]
    flips = [sum(signs) for signs in itertools.product(*((one, -one) for one in changes))]
    exact = sum(abs(one) >= abs(sum(changes)) - 1e-9 for one in flips) / len(flips)
    assert permutation_test(changes) == pytest.approx(exact, abs=0.01)


def test_the_permutation_test_sees_no_difference_where_there_is_none() -> None:
    chance = random.Random(3)
    sure = [permutation_test([chance.gauss(0, 1) for _ in range(30)]) < 0.05 for _ in range(100)]
    assert sum(sure) <= 12


def test_two_equal_runs_do_not_differ() -> None:
    same = paired_difference([0.2, 1.0, 0.0], [0.2, 1.0, 0.0])
    assert same is not None
    assert (same.mean, same.low, same.high, same.p, same.is_sure) == (0.0, 0.0, 0.0, 1.0, False)


def test_shares_of_facts_are_tested_exactly_and_other_values_by_flipping() -> None:
    shares = paired_difference([0.0] * 5 + [1.0] * 5, [1.0] * 5 + [1.0] * 5)
    assert shares is not None
    assert (shares.mean, shares.p, shares.count) == (0.5, sign_test(5, 0), 10)
    ranks = paired_difference([0.5, 0.25, 0.2, 0.1, 0.3, 0.2], [1.0, 0.5, 0.5, 0.3, 0.6, 0.4])
    assert ranks is not None
    assert ranks.p == pytest.approx(2 / 64, abs=0.01)
    assert 0 < ranks.low < ranks.mean < ranks.high


def test_runs_over_different_facts_are_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        paired_difference([1.0], [1.0, 0.0])
