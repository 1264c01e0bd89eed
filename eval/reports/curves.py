"""The points of a record's plots; None or nothing where it holds too little to draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.metrics import median, percentile

if TYPE_CHECKING:
    from eval.reports.record import Figure, Group, Record

DEPTHS = range(1, 11)
FEWEST = 2
"""Questions below which a curve says nothing."""


def by_tag(record: Record) -> tuple[tuple[Group, Figure], ...]:
    """Give all questions and each tag with the share of right answers; of refusals where no answer is expected."""
    pairs = ((group, _quality(group)) for group in record.groups)
    return tuple((group, figure) for group, figure in pairs if figure is not None)


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

    From a bar that all pass to one that none does. An answer that was refused keeps its confidence: what a laxer bar
    would let through.
    """
    held = [(asked.confidence, asked.answerable) for asked in record.questions if asked.confidence is not None]
    answerable = sorted(confidence for confidence, wanted in held if wanted)
    others = sorted(confidence for confidence, wanted in held if not wanted)
    if len(answerable) < FEWEST or len(others) < FEWEST:
        return ()
    bars = sorted({0.0, *(confidence for confidence, _ in held)})
    points = [
        (sum(each < bar for each in answerable) / len(answerable), sum(each >= bar for each in others) / len(others))
        for bar in bars
    ]
    return (*dict.fromkeys(points), (1.0, 0.0))


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
