"""Fit the weights of rag/evidence.py and measure its threshold: does the sentence chosen carry the answer?

Every sentence that the pipeline weighs for a question is one example; it is right when it contains an accepted answer
(SQuAD's normalisation). Weights are fitted by logistic regression (Newton's method, L2 0.1) on the questions at even
places and measured on those at odd places, and the other way round; the weights printed are fitted on all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from eval.metrics import contains
from rag.citations import number_sources
from rag.evidence import Features, weigh
from rag.question import parts
from rag.retriever import Retriever

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from eval.benchmarks.datasets import BenchmarkQuestion
    from rag.library.library import Library

PENALTY = 0.1
STEPS = 30
THRESHOLDS = (0.05, 0.06, 0.08, 0.10, 0.12, 0.15, 0.20)
FEATURES = tuple(Features.__slots__)


@dataclass(frozen=True, slots=True)
class Examples:
    """Hold the sentences weighed for one question."""

    answerable: bool
    features: NDArray[np.float64]
    """(sentences, features)."""
    right: NDArray[np.bool_]
    fits: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Trade:
    """Hold what one threshold costs and brings, as shares."""

    threshold: float
    refused_answerable: float
    refused_unanswerable: float
    right_when_answered: float


def collect(
    library: Library, questions: Sequence[BenchmarkQuestion], on_progress: Callable[[], None]
) -> list[Examples]:
    """Run the pipeline up to the weighing; questions whose answers are not short spans are left out by the caller."""
    retriever = Retriever(library)
    examples = []
    for question in questions:
        sources = number_sources(retriever.retrieve(question.text))
        weighed = weigh(parts(question.text)[0], sources, library.embedder)
        rows = [[getattr(evidence.features, name) for name in FEATURES] for evidence in weighed]
        right = [any(contains(evidence.text, answer) for answer in question.answers) for evidence in weighed]
        fits = [evidence.fits for evidence in weighed]
        shape = np.array(rows, dtype=np.float64).reshape(len(rows), len(FEATURES))
        examples.append(Examples(bool(question.gold), shape, np.array(right, dtype=bool), np.array(fits, dtype=bool)))
        on_progress()
    return examples


def fit(examples: Sequence[Examples]) -> NDArray[np.float64]:
    """Fit bias and weights, in the order of FEATURES, by logistic regression."""
    rows = np.vstack([example.features for example in examples])
    design = np.hstack([np.ones((len(rows), 1)), rows])
    target = np.concatenate([example.right for example in examples]).astype(np.float64)
    penalty = np.diag([0.0] + [PENALTY] * len(FEATURES))
    weights = np.zeros(design.shape[1])
    for _ in range(STEPS):
        probability = 1 / (1 + np.exp(-design @ weights))
        gradient = design.T @ (probability - target) + penalty @ weights
        curvature = (design * (probability * (1 - probability))[:, None]).T @ design + penalty
        weights -= np.linalg.solve(curvature, gradient)
    return weights


def measure(examples: Sequence[Examples], weights: NDArray[np.float64]) -> list[tuple[bool, float, bool]]:
    """Give for each question whether it has an answer, the best probability, and whether that sentence is right."""
    measured = []
    for example in examples:
        scores = weights[0] + example.features @ weights[1:]
        probabilities = np.where(example.fits, 1 / (1 + np.exp(-scores)), 0.0)
        best = int(np.argmax(probabilities)) if len(probabilities) else -1
        found = best >= 0
        measured.append(
            (example.answerable, float(probabilities[best]) if found else 0.0, found and bool(example.right[best]))
        )
    return measured


def cross_measure(examples: Sequence[Examples]) -> list[tuple[bool, float, bool]]:
    """Measure each half of the questions with weights fitted on the other."""
    even, odd = examples[::2], examples[1::2]
    return measure(odd, fit(even)) + measure(even, fit(odd))


def trades(measured: Sequence[tuple[bool, float, bool]]) -> list[Trade]:
    """Show what each threshold refuses."""
    return [_trade(measured, threshold) for threshold in THRESHOLDS]


def _trade(measured: Sequence[tuple[bool, float, bool]], threshold: float) -> Trade:
    answerable = [(p, right) for known, p, right in measured if known]
    unanswerable = [p for known, p, _ in measured if not known]
    answered = [right for p, right in answerable if p >= threshold]
    return Trade(
        threshold,
        sum(p < threshold for p, _ in answerable) / max(1, len(answerable)),
        sum(p < threshold for p in unanswerable) / max(1, len(unanswerable)),
        sum(answered) / max(1, len(answered)),
    )
