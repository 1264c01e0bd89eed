"""What a run over facts yields: a result for each fact, figures for each group, and whether the thresholds are met."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eval.metrics import mean, median, percentile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eval.facts import Fact, Threshold
    from rag.answer import Answer, Citation

FOLLOW_UPS = "follow-ups"
"""The group of the facts with a history: a line of their own where no tag gives them one. They count as any other."""


@dataclass(frozen=True, slots=True)
class Result:
    """Hold one fact with its answer and grades; None: not graded, because the fact does not say or nothing is there."""

    fact: Fact
    answer: Answer
    seconds: float
    citations: tuple[Citation, ...]
    """The answer's and those of the other values shown beside it."""
    verbatim: tuple[bool, ...]
    """For each citation, whether the library still has its quote at its place."""
    matched: bool | None
    """None where a refusal is expected."""
    precision: float | None
    """None without listed paragraphs or citations to judge: a refusal cites nothing."""
    recall: float | None
    failures: tuple[str, ...]
    """Why it is not right, in plain words; empty when it is."""

    @property
    def refusal_right(self) -> bool | None:
        """Tell whether it refused if and only if it should; None where the fact takes either."""
        if not (self.fact.unanswerable or self.fact.expects_answer):
            return None
        return self.answer.refused == self.fact.unanswerable


@dataclass(frozen=True, slots=True)
class Figures:
    """Hold the figures of one group of results; shares are from 0 to 1, None where nothing was graded."""

    group: str
    facts: int
    answer_match: float | None
    """Of the answerable: an accepted answer is given. A refusal misses."""
    citation_precision: float | None
    """Of the answered with listed paragraphs: the mean share of citations to them."""
    citation_recall: float | None
    """Of the answerable with listed paragraphs: the mean share of what must be cited. A refusal has 0."""
    refusal_accuracy: float | None
    """Of all that do not take either: refused if and only if unanswerable."""
    refused_answerable: float | None
    """Of the answerable: refused all the same."""
    answered_unanswerable: float | None
    """Of the unanswerable: answered all the same."""
    quote_verbatim: float | None
    """Of all citations: the quote stands in the live paragraph, at its offsets."""
    median_seconds: float | None
    p95_seconds: float | None


def figures(group: str, results: Sequence[Result]) -> Figures:
    """Draw the figures of one group."""
    seconds = [result.seconds for result in results]
    return Figures(
        group=group,
        facts=len(results),
        answer_match=mean(result.matched for result in results),
        citation_precision=mean(result.precision for result in results),
        citation_recall=mean(result.recall for result in results),
        refusal_accuracy=mean(result.refusal_right for result in results),
        refused_answerable=mean(result.answer.refused for result in results if result.fact.expects_answer),
        answered_unanswerable=mean(not result.answer.refused for result in results if result.fact.unanswerable),
        quote_verbatim=mean(right for result in results for right in result.verbatim),
        median_seconds=median(seconds),
        p95_seconds=percentile(seconds, 95),
    )


@dataclass(frozen=True, slots=True)
class Outcome:
    """Hold a threshold with the figure that it was asked of."""

    threshold: Threshold
    value: float | None

    @property
    def met(self) -> bool:
        """Tell whether the figure is at least the minimum; a figure of nothing proves nothing."""
        return self.value is not None and self.value >= self.threshold.minimum - 1e-9


@dataclass(frozen=True, slots=True)
class EvalReport:
    """Hold everything that a run found, in the facts' order."""

    results: tuple[Result, ...]
    thresholds: tuple[Threshold, ...]

    @property
    def follow_ups(self) -> tuple[Result, ...]:
        """Give the results of the facts with a history."""
        return tuple(result for result in self.results if result.fact.history)

    @property
    def overall(self) -> Figures:
        """Draw the figures over all results."""
        return figures("all", self.results)

    @property
    def groups(self) -> tuple[Figures, ...]:
        """Draw the figures over all, by tag in the order of first use, and over follow-ups where no tag is theirs."""
        tags = dict.fromkeys(tag for result in self.results for tag in result.fact.tags)
        tagged = {tag: tuple(result for result in self.results if tag in result.fact.tags) for tag in tags}
        if self.follow_ups and self.follow_ups not in tagged.values():
            tagged[FOLLOW_UPS] = self.follow_ups
        return (self.overall, *(figures(group, results) for group, results in tagged.items()))

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """Compare each threshold with its figure."""
        overall = self.overall
        return tuple(Outcome(threshold, getattr(overall, threshold.metric)) for threshold in self.thresholds)

    @property
    def passed(self) -> bool:
        """Tell whether every threshold is met."""
        return all(outcome.met for outcome in self.outcomes)
