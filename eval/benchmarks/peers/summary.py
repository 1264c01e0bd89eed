"""Results as figures: one column a system and way, one row a set; and what was to be reached."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean, median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from eval.benchmarks.peers.kept import Result, WayResult
    from eval.benchmarks.peers.roster import System

OURS = "read"
"""The way of Citeback that answers use."""
BEFORE_READING = "fused"
"""The same before the reader, which is what retrieval is in the others."""
STOCK = "llamaindex"
LEAST_SPEEDUP = 3.5
"""Ingest, against stock LlamaIndex."""
MOST_TIME_SHARE = 1 / 3
"""Retrieval, against stock LlamaIndex."""
LATE = 0.95


@dataclass(frozen=True, slots=True)
class Column:
    """Hold one system's way to search, with its results by set."""

    system: str
    way: str
    title: str
    results: tuple[tuple[Result, WayResult], ...]
    """One a set, in the order of the sets."""


@dataclass(frozen=True, slots=True)
class Measure:
    """Hold one figure that is drawn from a set's result."""

    name: str
    of: Callable[[Result, WayResult], float]
    more_is_better: bool = True
    digits: int = 3

    def best(self, values: Sequence[float]) -> float:
        """Give the best of some values, as they are written."""
        return (max if self.more_is_better else min)(round(value, self.digits) for value in values)


def late(seconds: Sequence[float]) -> float:
    """Give the time that one in twenty questions takes longer than.

    >>> late([0.1] * 90 + [0.3] * 10)
    0.3
    """
    return sorted(seconds)[min(len(seconds) - 1, int(LATE * len(seconds)))]


RECALL = Measure("recall@5", lambda _, way: fmean(one.recall for one in way.grades))
RECIPROCAL_RANK = Measure("MRR@10", lambda _, way: fmean(one.reciprocal_rank for one in way.grades))
QUALITY = (
    RECALL,
    RECIPROCAL_RANK,
    Measure("nDCG@10", lambda _, way: fmean(one.ndcg for one in way.grades)),
)
BY_PASSAGE = (
    Measure("recall@5", lambda _, way: fmean(one.passage_recall for one in way.grades)),
    Measure("MRR@10", lambda _, way: fmean(one.passage_reciprocal_rank for one in way.grades)),
    Measure("words of five", lambda _, way: fmean(one.words for one in way.grades), more_is_better=False, digits=0),
)
WORDS_PER_SECOND = Measure("ingest, words/s", lambda result, _: result.words_per_second, digits=0)
MEDIAN = Measure("retrieval, median ms", lambda _, way: 1000 * median(way.seconds), more_is_better=False, digits=1)
LATEST = Measure("retrieval, p95 ms", lambda _, way: 1000 * late(way.seconds), more_is_better=False, digits=1)


def columns(systems: Sequence[System], results: Sequence[Result]) -> list[Column]:
    """Set out results by system and way; a system counts with the sets that it was measured on."""
    found = []
    for system in systems:
        own = [result for result in results if result.system == system.name]
        for place, first in enumerate(own[0].ways if own else ()):
            title = system.title if place == 0 else f"{system.title}, {first.way}"
            found.append(Column(system.name, first.way, title, tuple((one, one.ways[place]) for one in own)))
    return found


def set_names(table: Sequence[Column]) -> list[str]:
    """Name the sets in the order in which they were measured."""
    return list(dict.fromkeys(result.set for column in table for result, _ in column.results))


def value(measure: Measure, column: Column, set_name: str) -> float | None:
    """Give one figure; None where there is no such result."""
    return next((measure.of(result, way) for result, way in column.results if result.set == set_name), None)


@dataclass(frozen=True, slots=True)
class Goal:
    """Hold something that was to be reached."""

    what: str
    wanted: str
    found: str
    reached: bool


def goals(table: Sequence[Column]) -> list[Goal]:
    """Say what was to be reached, and whether it is; what cannot be said for want of results is left out."""
    ours = next((column for column in table if column.way == OURS), None)
    fused = next((column for column in table if column.way == BEFORE_READING), None)
    stock = next((column for column in table if column.system == STOCK), None)
    found = [_beaten(measure, ours, table) for measure in (RECALL, RECIPROCAL_RANK)] if ours else []
    if fused is not None and stock is not None:
        found += [_speedup(fused, stock), _time_share(fused, stock)]
    return found


def losses(table: Sequence[Column]) -> list[str]:
    """Say where another is better than what feeds Citeback's answers, or as good: a line a set and figure."""
    ours = next((column for column in table if column.way == OURS), None)
    if ours is None:
        return []
    found = []
    for measure in (*QUALITY, WORDS_PER_SECOND, MEDIAN):
        for name in set_names(table):
            own = value(measure, ours, name)
            others = [(one.title, value(measure, one, name)) for one in table if one.system != ours.system]
            known = [(title, number) for title, number in others if number is not None]
            if own is not None and (told := _ahead(measure, own, known)):
                found.append(f"{name}, {measure.name} {written(measure, own)}: {told}")
    return found


def _ahead(measure: Measure, own: float, others: Sequence[tuple[str, float]]) -> str:
    """Name who is not worse, with what they reached."""
    not_worse = [
        (title, number) for title, number in others if measure.best([own, number]) == round(number, measure.digits)
    ]
    return "; ".join(f"{title} {written(measure, number)}" for title, number in not_worse)


def written(measure: Measure, number: float | None) -> str:
    """Write a figure with the digits of its measure.

    >>> written(RECALL, 0.98765), written(WORDS_PER_SECOND, 12345.6), written(RECALL, None)
    ('0.988', '12,346', '-')
    """
    return "-" if number is None else f"{number:,.{measure.digits}f}"


def _beaten(measure: Measure, ours: Column, table: Sequence[Column]) -> Goal:
    pairs = [
        (value(measure, ours, name), value(measure, other, name))
        for other in table
        if other.system != ours.system
        for name in set_names(table)
    ]
    known = [(own, theirs) for own, theirs in pairs if own is not None and theirs is not None]
    better = sum(own > theirs for own, theirs in known)
    what = f"{measure.name} by paragraph above each peer's on every set"
    same = sum(own == theirs for own, theirs in known)
    found = f"{better} above, {same} the same, {len(known) - better - same} below"
    return Goal(what, f"{len(known)} above", found, better == len(known))


def _speedup(ours: Column, stock: Column) -> Goal:
    rates = [_rate(column) for column in (ours, stock)]
    found = rates[0] / rates[1]
    what = "ingest against stock LlamaIndex, all sets together"
    return Goal(what, f"at least {LEAST_SPEEDUP:g} times", f"{found:.1f} times", found >= LEAST_SPEEDUP)


def _rate(column: Column) -> float:
    """Give the words a second over all sets."""
    return sum(one.words for one, _ in column.results) / sum(one.ingest_seconds for one, _ in column.results)


def _time_share(ours: Column, stock: Column) -> Goal:
    times = [median(second for _, way in column.results for second in way.seconds) for column in (ours, stock)]
    found = times[0] / times[1]
    return Goal(
        "median retrieval, before the reader, against stock LlamaIndex",
        f"at most {MOST_TIME_SHARE:.2f} of its time",
        f"{found:.2f} ({1000 * times[0]:.1f} ms against {1000 * times[1]:.1f} ms)",
        found <= MOST_TIME_SHARE,
    )
