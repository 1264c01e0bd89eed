"""Measure whole answers once everything is loaded: their time, their refusals, what they cite and say."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eval.metrics import answer_f1, mean, median, percentile

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from eval.benchmarks.datasets import BenchmarkQuestion
    from eval.runner import Answerer
    from rag.answer import Answer

WARM_UP = 3
"""Questions asked beforehand, whose time does not count."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold times in seconds, and shares of the questions; None where nothing was asked."""

    median_seconds: float | None
    p95_seconds: float | None
    refused_answerable: float | None
    refused_unanswerable: float | None
    cites_gold: float | None
    """Of the answered answerable questions: a citation is on a right paragraph."""
    short_f1: float | None
    """Of the answerable questions with accepted answers; a refusal counts 0."""


def measure(
    assistant: Answerer,
    questions: Sequence[BenchmarkQuestion],
    ids: Mapping[tuple[str, int], str],
    on_progress: Callable[[], None],
) -> Asked:
    """Ask every question once; `ids` names paragraphs by path and number as the questions do."""
    for question in questions[:WARM_UP]:
        assistant.ask(question.text)
    seconds: list[float] = []
    answers: list[Answer] = []
    for question in questions:
        start = time.perf_counter()
        answers.append(assistant.ask(question.text))
        seconds.append(time.perf_counter() - start)
        on_progress()
    asked = list(zip(questions, answers, strict=True))
    answerable = [(question, answer) for question, answer in asked if question.gold]
    return Asked(
        median(seconds),
        percentile(seconds, 95),
        mean(answer.refused for _, answer in answerable),
        mean(answer.refused for question, answer in asked if not question.gold),
        mean(_cites_gold(question, answer, ids) for question, answer in answerable if not answer.refused),
        mean(answer_f1(answer.short_answer or "", question.answers) for question, answer in answerable),
    )


def _cites_gold(question: BenchmarkQuestion, answer: Answer, ids: Mapping[tuple[str, int], str]) -> bool:
    cited = {ids[citation.document.path, citation.paragraph.number] for citation in answer.citations}
    return not cited.isdisjoint(question.gold)
