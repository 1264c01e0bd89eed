"""Measure the judge of sentences on pairs whose verdict is known: what it lets pass, what it strikes, and how fast."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eval.metrics import mean, median, percentile

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from eval.pairs import Pair
    from rag.answer import Support

    Judging = Callable[[str, Sequence[str], str], Support]

WARM_UP = 3
"""Sentences judged beforehand, whose time does not count."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Hold a pair with its verdict, and the seconds that it took."""

    pair: Pair
    support: Support
    seconds: float

    @property
    def wrong(self) -> bool:
        """Tell whether a carried sentence is not supported, or another one is."""
        return self.pair.carried != (self.support.level == "supported")


@dataclass(frozen=True, slots=True)
class OfKind:
    """Count the verdicts on one kind of sentence."""

    kind: str
    carried: bool
    supported: int
    partly: int
    unsupported: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Hold shares over all kinds, and times; None where nothing was judged."""

    false_caught: float | None
    """Of the sentences that are not carried: anything but supported."""
    true_unsupported: float | None
    true_supported: float | None
    median_seconds: float | None
    p95_seconds: float | None


LEAST_FALSE_CAUGHT = 0.95
MOST_TRUE_UNSUPPORTED = 0.10
LEAST_TRUE_SUPPORTED = 0.80


def judge(pairs: Sequence[Pair], judging: Judging, on_progress: Callable[[], None]) -> list[Judged]:
    """Judge every sentence once, in order."""
    for pair in pairs[:WARM_UP]:
        judging(pair.sentence, pair.paragraphs, pair.question)
    judged = []
    for pair in pairs:
        start = time.perf_counter()
        support = judging(pair.sentence, pair.paragraphs, pair.question)
        judged.append(Judged(pair, support, time.perf_counter() - start))
        on_progress()
    return judged


def by_kind(judged: Sequence[Judged]) -> list[OfKind]:
    """Count the verdicts of each kind: carried ones first, then in order of appearance."""
    kinds = dict.fromkeys((one.pair.carried, one.pair.kind) for one in judged)
    counted = []
    for carried, kind in sorted(kinds, key=lambda key: not key[0]):
        levels = [one.support.level for one in judged if (one.pair.carried, one.pair.kind) == (carried, kind)]
        counted.append(
            OfKind(kind, carried, *(levels.count(level) for level in ("supported", "partly", "unsupported")))
        )
    return counted


def figures(judged: Sequence[Judged]) -> Figures:
    """Draw the shares and the times."""
    carried = [one.support.level for one in judged if one.pair.carried]
    seconds = [one.seconds for one in judged]
    return Figures(
        mean(one.support.level != "supported" for one in judged if not one.pair.carried),
        mean(level == "unsupported" for level in carried),
        mean(level == "supported" for level in carried),
        median(seconds),
        percentile(seconds, 95),
    )
