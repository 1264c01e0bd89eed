"""Logistic regression, small enough to need no library: Newton's method with an L2 penalty on all but the bias."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

PENALTY = 0.1
STEPS = 30


def fit(rows: ArrayLike, happened: ArrayLike) -> NDArray[np.float64]:
    """Fit bias and weights: `rows` (examples, features), `happened` (examples) of booleans.

    >>> bias, weight = fit([[0.0], [1.0], [2.0], [3.0]], [False, True, False, True])
    >>> bool(weight > 0)
    True
    """
    features = np.asarray(rows, dtype=np.float64)
    design = np.hstack([np.ones((len(features), 1)), features])
    target = np.asarray(happened, dtype=np.float64)
    penalty = np.diag([0.0] + [PENALTY] * features.shape[1])
    weights = np.zeros(design.shape[1])
    for _ in range(STEPS):
        chances = 1 / (1 + np.exp(-design @ weights))
        gradient = design.T @ (chances - target) + penalty @ weights
        curvature = (design * (chances * (1 - chances))[:, None]).T @ design + penalty
        weights -= np.linalg.solve(curvature, gradient)
    return weights
