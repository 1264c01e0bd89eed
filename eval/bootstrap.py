"""How far a figure may be off, and whether two runs differ; seeded, so that every run says the same.

numpy is imported inside: the command line starts without it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

Statistic = Literal["mean", "median"]

RESAMPLES = 1_000
SEED = 20_020_218
LEVEL = 0.95
FLIPS = 9_999
"""Of the permutation test; the least p it can give is one in ten thousand."""
AT_ONCE = 4_000_000
"""Drawn values that are held at a time."""
_Z = 1.959963984540054
"""The normal quantile of LEVEL, two-sided."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Hold where a figure lies in 95 of 100 resamples."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Difference:
    """Hold how much more a second run has than a first, over the same facts."""

    mean: float
    low: float
    high: float
    """`low` and `high`: 95 % bootstrap interval of the mean difference."""
    p: float
    """How often chance alone, both runs being as good, makes a difference at least so large; two-sided."""
    count: int
    """Facts that both runs graded."""

    @property
    def is_sure(self) -> bool:
        """Tell whether it is more than chance at the 5 % level."""
        return self.p < 1 - LEVEL


def paired_difference(old: Sequence[float], new: Sequence[float]) -> Difference | None:
    """Compare two runs fact by fact; the values of one fact stand at the same place. None of no fact.

    Values that are 0 or 1 are tested exactly (McNemar), others by flipping the sign of each fact's difference at
    random (Fisher's permutation test), as Smucker, Allan and Carterette (2007) advise for retrieval.

    >>> better = paired_difference([0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0], [1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0])
    >>> round(better.mean, 3), better.p, better.is_sure
    (0.857, 0.03125, True)
    """
    changes = [after - before for before, after in zip(old, new, strict=True)]
    if not changes:
        return None
    around = _resampled(tuple(changes), None, "mean")
    is_exact = {*old, *new} <= {0.0, 1.0}
    p = sign_test(changes.count(1.0), changes.count(-1.0)) if is_exact else permutation_test(changes)
    return Difference(math.fsum(changes) / len(changes), around.low, around.high, p, len(changes))


def sign_test(better: int, worse: int) -> float:
    """Give the p of the exact two-sided sign test; on paired yes and no it is McNemar's exact test.

    >>> sign_test(6, 0), sign_test(1, 1), sign_test(0, 0)
    (0.03125, 1.0, 1.0)
    """
    count = better + worse
    tail = sum(math.comb(count, wins) for wins in range(min(better, worse) + 1))
    return min(1.0, 2 * tail / (1 << count))


def permutation_test(changes: Sequence[float]) -> float:
    """Give the p of the two-sided paired permutation test, seeded; the observed order counts as one of the flips.

    >>> permutation_test([0.0, 0.0]), permutation_test([0.3, 0.2, 0.4, 0.1, 0.5, 0.3, 0.2, 0.6]) < 0.02
    (1.0, True)
    """
    changed = [change for change in changes if change]
    if not changed:
        return 1.0
    import numpy as np

    sizes = np.abs(np.asarray(changed, dtype=np.float64))
    seen = abs(math.fsum(changed)) * (1 - 1e-12)
    random = np.random.default_rng(SEED)
    at_once = max(1, AT_ONCE // len(changed))
    reached = 0
    for start in range(0, FLIPS, at_once):
        signs = random.integers(0, 2, size=(min(at_once, FLIPS - start), len(changed))) * 2 - 1
        reached += int(np.count_nonzero(np.abs((signs * sizes).sum(axis=1)) >= seen))
    return (reached + 1) / (FLIPS + 1)


def interval(
    values: Sequence[float], weights: Sequence[float] | None = None, statistic: Statistic = "mean"
) -> Interval | None:
    """Give the 95 % percentile bootstrap interval of a mean or median (Efron, 1979); None of nothing.

    Where all values are 1, or all 0, resampling shows no spread at all, however few they are: Wilson's interval (1927)
    is given then. `weights` are drawn along: a mean over facts of what each has several of, by how many it has.

    >>> interval([1.0, 0.0, 1.0, 1.0, 0.0, 1.0, 1.0, 0.0])
    Interval(low=0.25, high=0.875)
    >>> interval([1.0, 1.0, 1.0]).low < 0.5
    True
    """
    if not values:
        return None
    if statistic == "mean" and len({*values}) == 1 and values[0] in (0.0, 1.0):
        return _wilson(values[0], len(values))
    return _resampled(tuple(values), None if weights is None else tuple(weights), statistic)


@lru_cache(maxsize=256)
def _resampled(values: tuple[float, ...], weights: tuple[float, ...] | None, statistic: Statistic) -> Interval:
    """Draw it once: a report wants the same figures for the terminal, the page and the file."""
    import numpy as np

    measured = np.asarray(values, dtype=np.float64)
    heavy = None if weights is None else np.asarray(weights, dtype=np.float64)
    drawn = np.concatenate([_drawn(measured, heavy, rows, statistic) for rows in _rows(len(values))])
    low, high = np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Interval(float(low), float(high))


def _drawn(
    values: NDArray[np.float64], weights: NDArray[np.float64] | None, rows: NDArray[np.int64], statistic: Statistic
) -> NDArray[np.float64]:
    import numpy as np

    if statistic == "median":
        medians: NDArray[np.float64] = np.median(values[rows], axis=1)
        return medians
    if weights is None:
        means: NDArray[np.float64] = values[rows].mean(axis=1)
        return means
    weighed: NDArray[np.float64] = (values * weights)[rows].sum(axis=1) / weights[rows].sum(axis=1)
    return weighed


def _rows(count: int) -> Iterator[NDArray[np.int64]]:
    """Yield which facts each resample draws, some resamples at a time; the same ones in every run."""
    import numpy as np

    random = np.random.default_rng(SEED)
    at_once = max(1, AT_ONCE // count)
    for start in range(0, RESAMPLES, at_once):
        yield random.integers(0, count, size=(min(at_once, RESAMPLES - start), count))


def _wilson(share: float, count: int) -> Interval:
    far = _Z**2 / (count + _Z**2)
    return Interval(1 - far, 1.0) if share else Interval(0.0, far)
