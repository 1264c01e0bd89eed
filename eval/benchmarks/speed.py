"""Measure how long an answer takes once everything is loaded."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eval.metrics import mean, median, percentile

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from eval.benchmarks.datasets import BenchmarkQuestion
    from eval.runner import Answerer

WARM_UP = 3
"""Questions asked beforehand, whose time does not count."""


@dataclass(frozen=True, slots=True)
class Speed:
    """Hold times in seconds, and how often it refused, where it should and where not; None where nothing was asked."""

    median_seconds: float | None
    p95_seconds: float | None
    refused_answerable: float | None
    refused_unanswerable: float | None


def measure(assistant: Answerer, questions: Sequence[BenchmarkQuestion], on_progress: Callable[[], None]) -> Speed:
    """Ask every question once."""
    for question in questions[:WARM_UP]:
        assistant.ask(question.text)
    seconds: list[float] = []
    refused: list[bool] = []
    for question in questions:
        start = time.perf_counter()
        refused.append(assistant.ask(question.text).refused)
        seconds.append(time.perf_counter() - start)
        on_progress()
    asked = list(zip(questions, refused, strict=True))
    return Speed(
        median(seconds),
        percentile(seconds, 95),
        mean(was for question, was in asked if question.gold),
        mean(was for question, was in asked if not question.gold),
    )
