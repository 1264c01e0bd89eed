"""What a run over facts yields: a result for each fact, figures for each group, and whether the thresholds are met."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eval.calibration import Calibration, calibrate
from eval.graded import Result
from eval.measures import BY_NAME, Measure, measure, measures
from eval.metrics import percentile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eval.facts import Threshold

__all__ = ["EvalReport", "Figures", "Outcome", "Result", "figures"]

FOLLOW_UPS = "follow-ups"
"""The group of the facts with a history: a line of their own where no tag gives them one. They count as any other."""


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
    measures: tuple[Measure, ...] = ()
    """Every metric, in the order of the table, with its interval."""


def figures(group: str, results: Sequence[Result]) -> Figures:
    """Draw the figures of one group."""
    drawn = measures(results)
    value = {measure.metric.name: measure.value for measure in drawn}
    return Figures(
        group=group,
        facts=len(results),
        answer_match=value["answer_match"],
        citation_precision=value["citation_precision"],
        citation_recall=value["citation_recall"],
        refusal_accuracy=value["refusal_accuracy"],
        refused_answerable=value["refused_answerable"],
        answered_unanswerable=value["answered_unanswerable"],
        quote_verbatim=value["quote_verbatim"],
        median_seconds=value["seconds"],
        p95_seconds=percentile([result.seconds for result in results], 95),
        measures=drawn,
    )


@dataclass(frozen=True, slots=True)
class Outcome:
    """Hold a threshold with the figure that it was asked of."""

    threshold: Threshold
    value: float | None

    @property
    def met(self) -> bool:
        """Tell whether the figure is on the good side of its bound; a figure of nothing proves nothing."""
        if self.value is None:
            return False
        above = self.value - self.threshold.minimum
        return (-above if self.is_upper else above) >= -1e-9

    @property
    def is_upper(self) -> bool:
        """Tell whether the bound is the most that is wanted, as for the errors of refusing."""
        return BY_NAME[self.threshold.metric].better == "less"

    @property
    def wanted(self) -> str:
        """Write what is wanted: "at least 0.9"."""
        return f"at {'most' if self.is_upper else 'least'} {self.threshold.minimum:g}"


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
    def calibration(self) -> Calibration:
        """Compare how sure the answers were with how often they were right."""
        return calibrate(self.results)

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """Compare each threshold with its figure."""
        return tuple(
            Outcome(threshold, measure(BY_NAME[threshold.metric], self.results).value) for threshold in self.thresholds
        )

    @property
    def passed(self) -> bool:
        """Tell whether every threshold is met."""
        return all(outcome.met for outcome in self.outcomes)
