"""Fit the weights that judge evidence, and measure the threshold: is what is chosen the answer?

Everything that a judge weighs for a question is one example. By nearness that is a sentence, right when it contains an
accepted answer (SQuAD's normalisation); by reading it is the words that the reader found, right when they share more
than half of their words with one (F1). Weights are fitted by logistic regression on the questions at even places and
measured on those at odd places, and the other way round; the weights printed are fitted on all.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from eval.benchmarks.logistic import fit as fit_rows
from eval.metrics import answer_f1, contains
from rag import nearness, reading
from rag.citations import number_sources
from rag.coverage import with_names
from rag.evidence import fits, offered_paragraphs
from rag.question import parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from eval.benchmarks.datasets import BenchmarkQuestion
    from rag.answer import Source
    from rag.assistant import Assistant
    from rag.library.library import Library
    from rag.question import Question

THRESHOLDS = (0.04, 0.06, 0.08, 0.10, 0.12, 0.15, 0.20, 0.25, 0.30)
RIGHT_F1 = 0.5


@dataclass(frozen=True, slots=True)
class Weighed:
    """Hold one thing that a judge weighed."""

    features: tuple[float, ...]
    right: bool
    fits: bool
    short_f1: float
    """F1 of the words that the reader found; 0 where none read."""


@dataclass(frozen=True, slots=True)
class Examples:
    """Hold what was weighed for one question."""

    answerable: bool
    features: NDArray[np.float64]
    """(weighed, features)."""
    right: NDArray[np.bool_]
    fits: NDArray[np.bool_]
    short_f1: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Measured:
    """Hold what was chosen for one question."""

    answerable: bool
    probability: float
    right: bool
    short_f1: float


@dataclass(frozen=True, slots=True)
class Trade:
    """Hold what one threshold costs and brings, as shares."""

    threshold: float
    refused_answerable: float
    refused_unanswerable: float
    right_when_answered: float
    short_f1: float
    """Of the short answers to the answerable questions; a refusal counts 0."""


def feature_names(judge: str) -> tuple[str, ...]:
    """Name what a judge, "nearness" or "reading", measures."""
    held = nearness.NearFeatures if judge == "nearness" else reading.ReadFeatures
    return tuple(field.name for field in fields(held))


def collect(
    judge: str,
    assistant: Assistant,
    library: Library,
    questions: Sequence[BenchmarkQuestion],
    on_progress: Callable[[], None],
) -> list[Examples]:
    """Run the pipeline up to the weighing; questions whose answers are not short spans are left out by the caller."""
    examples = []
    for asked in questions:
        sources = number_sources(assistant.search(asked.text, k=1000))
        question = with_names(parts(asked.text)[0], sources)
        by = (
            _by_nearness(library, question, sources, asked)
            if judge == "nearness"
            else _by_reading(question, sources, asked)
        )
        found = list(by)
        shape = np.array([one.features for one in found], dtype=np.float64).reshape(
            len(found), len(feature_names(judge))
        )
        examples.append(
            Examples(
                bool(asked.gold),
                shape,
                np.array([one.right for one in found], dtype=bool),
                np.array([one.fits for one in found], dtype=bool),
                np.array([one.short_f1 for one in found], dtype=np.float64),
            )
        )
        on_progress()
    return examples


def _by_nearness(
    library: Library, question: Question, sources: Sequence[Source], asked: BenchmarkQuestion
) -> Iterator[Weighed]:
    offered = offered_paragraphs(sources)
    for candidate, features in nearness.Nearness(library.embedder).measure(question, sources):
        text = candidate.sentence.text
        good = fits(question, candidate.source, text, candidate.paragraph, features.kind, offered)
        yield Weighed(astuple(features), any(contains(text, answer) for answer in asked.answers), good, 0.0)


def _by_reading(question: Question, sources: Sequence[Source], asked: BenchmarkQuestion) -> Iterator[Weighed]:
    offered = offered_paragraphs(sources)
    for candidate, features in reading.measure(question, sources):
        good = reading.is_fit(question, candidate, offered)
        f1 = answer_f1(candidate.words, asked.answers) if asked.answers else 0.0
        yield Weighed(astuple(features), f1 > RIGHT_F1, good, f1)


def fit(examples: Sequence[Examples]) -> NDArray[np.float64]:
    """Fit bias and weights, in the order of feature_names, by logistic regression."""
    return fit_rows(
        np.vstack([example.features for example in examples]), np.concatenate([example.right for example in examples])
    )


def measure(examples: Sequence[Examples], weights: NDArray[np.float64]) -> list[Measured]:
    """Choose the most probable for each question, none where nothing fits."""
    measured = []
    for example in examples:
        scores = weights[0] + example.features @ weights[1:]
        probabilities = np.where(example.fits, 1 / (1 + np.exp(-scores)), 0.0)
        best = int(np.argmax(probabilities)) if len(probabilities) else -1
        if best < 0:
            measured.append(Measured(example.answerable, 0.0, False, 0.0))
            continue
        chosen = (float(probabilities[best]), bool(example.right[best]), float(example.short_f1[best]))
        measured.append(Measured(example.answerable, *chosen))
    return measured


def cross_measure(examples: Sequence[Examples]) -> list[Measured]:
    """Measure each half of the questions with weights fitted on the other; a single question with its own."""
    if len(examples) < 2:
        return measure(examples, fit(examples))
    even, odd = examples[::2], examples[1::2]
    return measure(odd, fit(even)) + measure(even, fit(odd))


def trades(measured: Sequence[Measured]) -> list[Trade]:
    """Show what each threshold refuses."""
    return [_trade(measured, threshold) for threshold in THRESHOLDS]


def _trade(measured: Sequence[Measured], threshold: float) -> Trade:
    answerable = [one for one in measured if one.answerable]
    unanswerable = [one for one in measured if not one.answerable]
    answered = [one for one in answerable if one.probability >= threshold]
    return Trade(
        threshold,
        1 - len(answered) / max(1, len(answerable)),
        sum(one.probability < threshold for one in unanswerable) / max(1, len(unanswerable)),
        sum(one.right for one in answered) / max(1, len(answered)),
        sum(one.short_f1 for one in answered) / max(1, len(answerable)),
    )
