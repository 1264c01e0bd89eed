"""Measure the reader alone: each question beside the one paragraph that it was written about, answerable or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eval.benchmarks.logistic import fit
from eval.metrics import answer_f1, calibration_error, mean
from rag.models.reader import LEAST_PROBABILITY, Passage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from eval.benchmarks.datasets import BenchmarkQuestion, CorpusDocument
    from rag.models.reader import Reader

BINS = 10
"""Of the calibration plot."""


@dataclass(frozen=True, slots=True)
class Read:
    """Hold what the reader made of one question."""

    answerable: bool
    answers: float
    probability: float
    span_f1: float
    """F1 of the likeliest span, were it given; 0 for a question without an answer."""

    @property
    def f1(self) -> float:
        """Give the F1 of what `Reader.read` says: the span, or that there is none."""
        said = self.probability >= LEAST_PROBABILITY
        return self.span_f1 if said else float(not self.answerable)


@dataclass(frozen=True, slots=True)
class ReadingFigures:
    """Hold the figures over all questions of a set."""

    questions: int
    f1: float
    always_refused: float
    """F1 of a reader that never answers."""
    span_f1: float
    """F1 of the likeliest span, over the answerable."""
    refused_answerable: float
    refused_unanswerable: float
    calibration_error: float


def read(
    reader: Reader,
    documents: Sequence[CorpusDocument],
    questions: Iterable[BenchmarkQuestion],
    on_progress: Callable[[], None],
) -> list[Read]:
    """Read every question that was written about one paragraph."""
    texts = {paragraph.id: paragraph.text for document in documents for paragraph in document.paragraphs}
    made = []
    for question in questions:
        if question.asked_of in texts:
            text = texts[question.asked_of]
            (reading,) = reader.readings(question.text, [Passage(text)])
            f1 = answer_f1(text[reading.start : reading.end], question.answers) if question.gold else 0.0
            made.append(Read(bool(question.gold), reading.answers, reading.probability, f1))
        on_progress()
    return made


def figures(read_: Sequence[Read]) -> ReadingFigures:
    """Draw the figures of a set."""
    answerable = [one for one in read_ if one.answerable]
    others = [one for one in read_ if not one.answerable]
    return ReadingFigures(
        len(read_),
        mean(one.f1 for one in read_) or 0.0,
        len(others) / max(1, len(read_)),
        mean(one.span_f1 for one in answerable) or 0.0,
        mean(one.probability < LEAST_PROBABILITY for one in answerable) or 0.0,
        mean(one.probability < LEAST_PROBABILITY for one in others) or 0.0,
        calibration_error([one.probability for one in read_], [one.answerable for one in read_], BINS),
    )


def fitted(read_: Sequence[Read]) -> list[float]:
    """Fit bias and the weight of the score of answering to whether the paragraph answers.

    With the margin beside it the fit is no better (its weight is -0.04).
    """
    rows = [[one.answers] for one in read_]
    return [float(weight) for weight in fit(rows, [one.answerable for one in read_])]


def reliability(read_: Sequence[Read]) -> list[tuple[float, float, int]]:
    """Give mean probability, share that answers, and count, for each bin of probability that is not empty."""
    bins: dict[int, list[Read]] = {}
    for one in read_:
        bins.setdefault(min(int(one.probability * BINS), BINS - 1), []).append(one)
    return [
        (sum(one.probability for one in held) / len(held), sum(one.answerable for one in held) / len(held), len(held))
        for _, held in sorted(bins.items())
    ]
