"""The points of a record's plots; None or nothing where it holds too little to draw."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from eval.metrics import median, percentile

if TYPE_CHECKING:
    from eval.record import Asked, Figure, Group, Record

DEPTHS = range(1, 11)
FEWEST = 2
"""Questions below which a curve says nothing."""
CERTAIN = 2.0
"""More than any confidence."""


def by_tag(record: Record) -> tuple[tuple[Group, Figure], ...]:
    """Give all questions, then each tag, the worst first, with the share of right answers.

    Where no answer is expected it is the share of right refusals.
    """
    pairs = ((group, _quality(group)) for group in record.groups)
    graded = [(group, figure) for group, figure in pairs if figure is not None]
    return (*graded[:1], *sorted(graded[1:], key=lambda pair: pair[1].value or 0.0))


def _quality(group: Group) -> Figure | None:
    figures = (group.figure(name) for name in ("answer_match", "refusal_accuracy"))
    return next((figure for figure in figures if figure is not None and figure.value is not None), None)


def depth(record: Record) -> tuple[float, ...]:
    """Give for each depth the share of questions whose proof, one paragraph of it, is among so many found."""
    ranks = [asked.best_rank for asked in record.questions if asked.wanted]
    if len(ranks) < FEWEST:
        return ()
    return tuple(sum(rank is not None and rank <= k for rank in ranks) / len(ranks) for k in DEPTHS)


def tradeoff(record: Record) -> tuple[tuple[float, float], ...]:
    """Give (share wrongly refused, share wrongly answered) for every bar that confidence could be held to.

    From a bar that all pass to one that none does. What was refused without a confidence passes none; what was
    answered without one passes all.
    """
    answerable = sorted(_confidence(asked) for asked in record.questions if asked.answerable is True)
    others = sorted(_confidence(asked) for asked in record.questions if asked.answerable is False)
    if len(answerable) < FEWEST or len(others) < FEWEST or not any(asked.confidence for asked in record.questions):
        return ()
    bars = [0.0, *sorted({confidence for confidence in (*answerable, *others) if 0 < confidence <= 1}), CERTAIN]
    points = [
        (bisect_left(answerable, bar) / len(answerable), 1 - bisect_left(others, bar) / len(others)) for bar in bars
    ]
    return tuple(dict.fromkeys(points))


def _confidence(asked: Asked) -> float:
    if asked.confidence is None:
        return -1.0 if asked.refused else CERTAIN
    return asked.confidence


def standing(record: Record) -> tuple[float, float] | None:
    """Give the share wrongly refused and the share wrongly answered of this run."""
    refused, answered = (record.overall.figure(name) for name in ("refused_answerable", "answered_unanswerable"))
    if refused is None or answered is None or refused.value is None or answered.value is None:
        return None
    return refused.value, answered.value


def latency(record: Record) -> tuple[tuple[float, ...], float, float] | None:
    """Give the times of all answers, their median and what 95 % do not exceed."""
    seconds = tuple(asked.seconds for asked in record.questions)
    middle, p95 = median(seconds), percentile(seconds, 95)
    return None if middle is None or p95 is None else (seconds, middle, p95)
