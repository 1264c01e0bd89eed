"""Figures of the reader alone, from what it read."""

from __future__ import annotations

import numpy as np
import pytest

from eval.benchmarks.logistic import fit
from eval.benchmarks.plots import draw_calibration
from eval.benchmarks.reading import Read, figures, fitted, reliability

READ = [
    Read(True, 2.0, 0.9, 1.0),
    Read(True, 1.0, 0.8, 0.5),
    Read(True, -1.0, 0.2, 1.0),
    Read(False, -2.0, 0.1, 0.0),
    Read(False, 0.5, 0.7, 0.0),
]


def test_what_is_not_said_counts_as_a_refusal() -> None:
    found = figures(READ)
    assert found.questions == 5
    assert found.f1 == pytest.approx((1.0 + 0.5 + 0.0 + 1.0 + 0.0) / 5)
    assert found.always_refused == pytest.approx(2 / 5)
    assert found.span_f1 == pytest.approx(2.5 / 3)
    assert found.refused_answerable == pytest.approx(1 / 3)
    assert found.refused_unanswerable == pytest.approx(1 / 2)


def test_bins_hold_each_question_once() -> None:
    bins = reliability(READ)
    assert sum(count for _, _, count in bins) == len(READ)
    assert bins[0] == (pytest.approx(0.1), 0.0, 1)
    assert draw_calibration(bins).count("<circle") == len(bins)


def test_the_fit_puts_what_answers_above_what_does_not() -> None:
    bias, answers = fitted(READ)
    assert answers > 0
    assert bias + answers * READ[0].answers > bias + answers * READ[3].answers


def test_logistic_regression_finds_the_odds_of_a_coin() -> None:
    (bias,) = fit(np.empty((4, 0)), [True, True, True, False])
    assert bias == pytest.approx(np.log(3))
