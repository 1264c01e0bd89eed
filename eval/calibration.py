"""Whether an answer is right as often as the assistant is sure of it.

Drawn over the facts that were answered with a probability: right is an accepted answer, and nothing is right where the
documents do not say. A refusal claims nothing and is left out. The expected calibration error is that of Naeini, Cooper
and Hauskrecht (2015), over bins of equal width, as everybody reports it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eval.metrics import calibration_error

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eval.graded import Result

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Hold the answers whose probability is from `low` to `high`, the upper bound excluded but for 1."""

    low: float
    high: float
    confidence: float
    """Their mean probability."""
    right: float
    """The share of them that is right."""
    count: int


@dataclass(frozen=True, slots=True)
class Calibration:
    """Hold the bins that are not empty, lowest first, and the expected calibration error; None of no answer."""

    bins: tuple[Bin, ...]
    error: float | None
    count: int


def calibrate(results: Sequence[Result]) -> Calibration:
    """Compare the probabilities of the answers with how often they are right."""
    claims = [(result.confidence, right) for result in results if (right := _right(result)) is not None]
    known = [(confidence, right) for confidence, right in claims if confidence is not None]
    held: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in known:
        held.setdefault(min(int(confidence * BINS), BINS - 1), []).append((confidence, right))
    bins = tuple(_bin(place, held[place]) for place in sorted(held))
    chances, happened = [chance for chance, _ in known], [right for _, right in known]
    return Calibration(bins, calibration_error(chances, happened, BINS) if known else None, len(known))


def _right(result: Result) -> bool | None:
    """Tell whether an answer is right; None for a refusal, and where no accepted answer is known."""
    if result.answer.refused:
        return None
    if result.fact.unanswerable:
        return False
    return result.matched if result.fact.answers or result.fact.all_of else None


def _bin(place: int, held: Sequence[tuple[float, bool]]) -> Bin:
    confidence = sum(chance for chance, _ in held) / len(held)
    return Bin(place / BINS, (place + 1) / BINS, confidence, sum(right for _, right in held) / len(held), len(held))
