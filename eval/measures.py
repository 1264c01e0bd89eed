"""Every metric by name, and what a group of results comes to in it, with how far that may be off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from eval.bootstrap import interval
from eval.metrics import answer_f1, exact_match, mean, median, weighted_mean
from eval.ranking import ndcg_at, recall_at, reciprocal_rank

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from eval.bootstrap import Statistic
    from eval.graded import Result

Unit = Literal["share", "seconds", "tokens", "money"]


@dataclass(frozen=True, slots=True)
class Metric:
    """Say what is measured of one result, and how results come together."""

    name: str
    title: str
    """A few words for the head of a column."""
    meaning: str
    """One sentence for a person who has not met it."""
    better: Literal["more", "less"]
    unit: Unit
    """Shares are from 0 to 1."""
    of: Callable[[Result], float | None]
    """The value of one result; None: not graded."""
    weight: Callable[[Result], float] | None = None
    """How much a result counts; None: each the same."""
    statistic: Statistic = "mean"


@dataclass(frozen=True, slots=True)
class Measure:
    """Hold what a group of results comes to in one metric; None where nothing was graded."""

    metric: Metric
    value: float | None
    low: float | None
    """`low` and `high`: the 95 % bootstrap interval over the facts, the same in every run."""
    high: float | None
    count: int
    """Results that were graded."""


def _share(value: bool | None) -> float | None:
    return None if value is None else float(value)


def _exact(result: Result) -> float | None:
    return exact_match(result.said, result.fact.answers) if _is_compared(result) else None


def _f1(result: Result) -> float | None:
    return answer_f1(result.said, result.fact.answers) if _is_compared(result) else None


def _is_compared(result: Result) -> bool:
    return bool(result.fact.answers) or result.fact.unanswerable


def _verbatim(result: Result) -> float | None:
    return mean(result.verbatim)


def _supported(result: Result) -> float | None:
    return mean(sentence.support == "supported" for sentence in result.answer.sentences)


def _refused(result: Result) -> float | None:
    return float(result.answer.refused) if result.fact.expects_answer else None


def _answered(result: Result) -> float | None:
    return float(not result.answer.refused) if result.fact.unanswerable else None


def _found(k: int) -> Callable[[Result], float | None]:
    return lambda result: recall_at(result.retrieved, result.wanted, k)


def _tokens(result: Result) -> float | None:
    return None if result.usage is None else float(result.usage.tokens)


def _recall(k: int) -> Metric:
    meaning = f"Of the paragraphs that prove a fact, the share among the first {k} that a search finds."
    return Metric(f"recall_at_{k}", f"recall@{k}", meaning, "more", "share", _found(k))


METRICS = (
    Metric(
        "answer_match",
        "answer match",
        "Says an accepted answer, of the questions that have one; a refusal is a miss.",
        "more",
        "share",
        lambda result: _share(result.matched),
    ),
    Metric(
        "exact_match",
        "exact match",
        "The answer is an accepted one and nothing else, but for case, punctuation and articles (SQuAD 2.0); of the "
        "unanswerable: it refused.",
        "more",
        "share",
        _exact,
    ),
    Metric(
        "f1",
        "F1",
        "How far the words of the answer are those of the nearest accepted one (SQuAD 2.0); of the unanswerable: it "
        "refused.",
        "more",
        "share",
        _f1,
    ),
    Metric(
        "citation_precision",
        "citation precision",
        "Of what an answer cites, the share that the facts list as proof.",
        "more",
        "share",
        lambda result: result.precision,
    ),
    Metric(
        "citation_recall",
        "citation recall",
        "Of the proof that an answer must cite, the share that it cites; a refusal cites none.",
        "more",
        "share",
        lambda result: result.recall,
    ),
    Metric(
        "quote_verbatim",
        "quote verbatim",
        "Quotes that stand word for word in the library, where the citation points.",
        "more",
        "share",
        _verbatim,
        weight=lambda result: float(len(result.verbatim)),
    ),
    Metric(
        "supported_sentences",
        "supported sentences",
        "Sentences that their sources carry wholly, of all that were written, those left out too.",
        "more",
        "share",
        _supported,
        weight=lambda result: float(len(result.answer.sentences)),
    ),
    Metric(
        "refusal_accuracy",
        "refusal accuracy",
        "Answered where the documents say it, refused where they do not.",
        "more",
        "share",
        lambda result: _share(result.refusal_right),
    ),
    Metric(
        "refused_answerable",
        "wrongly refused",
        "Refused although the documents say it.",
        "less",
        "share",
        _refused,
    ),
    Metric(
        "answered_unanswerable",
        "wrongly answered",
        "Answered although the documents do not say it.",
        "less",
        "share",
        _answered,
    ),
    _recall(1),
    _recall(5),
    _recall(10),
    Metric(
        "reciprocal_rank",
        "MRR",
        "One over the place of the first proving paragraph that a search finds; 0 where it is not among the first ten.",
        "more",
        "share",
        lambda result: reciprocal_rank(result.retrieved, result.wanted),
    ),
    Metric(
        "ndcg_at_10",
        "nDCG@10",
        "How near the first ten that a search finds are to the best order: all proving paragraphs at the top.",
        "more",
        "share",
        lambda result: ndcg_at(result.retrieved, result.wanted),
    ),
    Metric(
        "seconds",
        "time to answer",
        "From question to whole answer, the middle one of all.",
        "less",
        "seconds",
        lambda result: result.seconds,
        statistic="median",
    ),
    Metric(
        "tokens",
        "tokens",
        "What the language model read and wrote for a question, on the average.",
        "less",
        "tokens",
        _tokens,
    ),
    Metric(
        "cost",
        "cost",
        "What a question costs on the average at the prices that you gave, in their currency.",
        "less",
        "money",
        lambda result: result.cost,
    ),
)
"""In the order of the table."""
BY_NAME = {metric.name: metric for metric in METRICS}


def measure(metric: Metric, results: Sequence[Result]) -> Measure:
    """Draw one metric of a group of results."""
    graded = [(value, result) for result in results if (value := metric.of(result)) is not None]
    values = [value for value, _ in graded]
    weights = [metric.weight(result) for _, result in graded] if metric.weight else None
    around = interval(values, weights, metric.statistic)
    average = median if metric.statistic == "median" else mean
    return Measure(
        metric,
        weighted_mean(values, weights) if weights else average(values),
        around.low if around else None,
        around.high if around else None,
        len(values),
    )


def measures(results: Sequence[Result]) -> tuple[Measure, ...]:
    """Draw every metric of a group of results."""
    return tuple(measure(metric, results) for metric in METRICS)
