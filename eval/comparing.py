"""Two runs question by question: what got better, what got worse, and whether chance alone could have done it.

Questions are the same when their words, their history and their documents are. Those whose expectation was edited are
named and left out of every test: a figure that changed because the facts did says nothing about the answers. Where only
the proof is named otherwise, as after its sentence was rewritten, the answers are compared and the citations are not.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from eval.bootstrap import paired_difference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eval.bootstrap import Difference
    from eval.record import Asked, Better, Figure, Record

Turned = Literal["better", "worse", "mixed", "same"]

JUDGING = (
    "answer_match",
    "refusal_accuracy",
    "citation_recall",
    "citation_precision",
    "quote_verbatim",
)
"""The metrics by which one question is better or worse: what a reader of the answer would see, and no times."""
RESTS_ON_PROOF = frozenset(
    {
        "citation_precision",
        "citation_recall",
        "recall_at_1",
        "recall_at_5",
        "recall_at_10",
        "reciprocal_rank",
        "ndcg_at_10",
    }
)
"""The metrics that ask which paragraphs prove a fact: not compared where others do now."""
LEVEL = 0.05
"""A difference that chance alone would make less often than this is called one."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Hold one question in both runs."""

    old: Asked
    new: Asked
    turned: Turned


@dataclass(frozen=True, slots=True)
class Change:
    """Hold one metric over the questions that both runs graded."""

    name: str
    title: str
    better: Better
    unit: str
    old: float
    new: float
    difference: Difference
    improved: int
    """Questions at which it is better now."""
    worsened: int

    @property
    def moved(self) -> bool:
        """Tell whether any question has another value now."""
        return bool(self.improved or self.worsened)

    @property
    def verdict(self) -> str:
        """Say what the difference allows to say, and no more."""
        if not self.moved:
            return "the same at every question"
        if self.difference.p >= LEVEL:
            return f"no difference that {_questions(self.difference.count)} could show"
        gained = (self.difference.mean > 0) == (self.better == "more")
        way = "better" if gained else "worse"
        return f"{way}; how busy the machine was counts too" if self.unit == "seconds" else f"{way}, and not by chance"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Hold what two runs say of each other; `old` and `new` are their records."""

    old: Record
    new: Record
    pairs: tuple[Pair, ...]
    changes: tuple[Change, ...]
    added: tuple[Asked, ...]
    removed: tuple[Asked, ...]
    edited: tuple[Asked, ...]
    proven_otherwise: tuple[Asked, ...] = ()
    """Those among the pairs whose proof is named otherwise now."""

    def turned(self, way: Turned) -> tuple[Pair, ...]:
        """Give the questions that turned so."""
        return tuple(pair for pair in self.pairs if pair.turned == way)

    @property
    def moved(self) -> tuple[Change, ...]:
        """Give the metrics that any question has another value of now."""
        return tuple(change for change in self.changes if change.moved)

    @property
    def setups(self) -> tuple[str, ...]:
        """Say what else is not as it was, so that nobody credits the wrong cause."""
        old, new = self.old.setup, self.new.setup
        pairs = (
            ("release", old.citeback, new.citeback),
            ("language model", old.model or "none", new.model or "none"),
            ("documents", str(old.documents), str(new.documents)),
            ("paragraphs", str(old.paragraphs), str(new.paragraphs)),
        )
        return tuple(f"{name}: {before} then, {now} now" for name, before, now in pairs if before != now)


def compare(old: Record, new: Record) -> Comparison:
    """Hold two runs against each other."""
    before, now = _by_key(old), _by_key(new)
    both = [(before[key], asked) for key, asked in now.items() if key in before]
    same = [(one, other) for one, other in both if one.digest == other.digest]
    moved = [(one, other) for one, other in both if one.digest != other.digest and one.expected == other.expected]
    known = {figure.name for figure in old.overall.figures}
    changes = (
        _change(figure, same if figure.name in RESTS_ON_PROOF else same + moved)
        for figure in new.overall.figures
        if figure.name in known
    )
    return Comparison(
        old=old,
        new=new,
        pairs=(
            *(Pair(one, other, _turned(one, other)) for one, other in same),
            *(Pair(one, other, _answers_turned(one, other)) for one, other in moved),
        ),
        changes=tuple(change for change in changes if change is not None),
        added=tuple(asked for key, asked in now.items() if key not in before),
        removed=tuple(asked for key, asked in before.items() if key not in now),
        edited=tuple(other for one, other in both if one.digest != other.digest and one.expected != other.expected),
        proven_otherwise=tuple(other for _, other in moved),
    )


_Key = tuple[str, tuple[tuple[str, str], ...], tuple[str, ...], int]


def _by_key(record: Record) -> dict[_Key, Asked]:
    """Name each question by what was asked; the same one again by its turn."""
    seen: Counter[tuple[object, ...]] = Counter()
    found: dict[_Key, Asked] = {}
    for asked in record.questions:
        history = tuple((turn.question, turn.answer) for turn in asked.history)
        documents = tuple(sorted(asked.documents))
        seen[asked.question, history, documents] += 1
        found[asked.question, history, documents, seen[asked.question, history, documents]] = asked
    return found


def _turned(old: Asked, new: Asked) -> Turned:
    """Tell which way a question went: from wrong to right first, then by its metrics."""
    if bool(old.failures) != bool(new.failures):
        return "worse" if new.failures else "better"
    return _way(old, new, JUDGING)


def _answers_turned(old: Asked, new: Asked) -> Turned:
    """Tell which way a question went whose proof is another now: by what does not rest on it."""
    return _way(old, new, [name for name in JUDGING if name not in RESTS_ON_PROOF])


def _way(old: Asked, new: Asked, metrics: Sequence[str]) -> Turned:
    steps = {_step(old.value(name), new.value(name)) for name in metrics} - {0}
    if not steps:
        return "same"
    return "mixed" if len(steps) > 1 else "better" if 1 in steps else "worse"


def _step(old: float | None, new: float | None) -> int:
    if old is None or new is None:
        return 0
    return (new > old) - (new < old)


def _change(figure: Figure, pairs: list[tuple[Asked, Asked]]) -> Change | None:
    """Test one metric over the questions that both runs graded; None where there are none."""
    values = [(old.value(figure.name), new.value(figure.name)) for old, new in pairs]
    graded = [(old, new) for old, new in values if old is not None and new is not None]
    before, now = [old for old, _ in graded], [new for _, new in graded]
    difference = paired_difference(before, now)
    if difference is None:
        return None
    more = sum(new > old for old, new in graded)
    less = sum(new < old for old, new in graded)
    improved, worsened = (more, less) if figure.better == "more" else (less, more)
    return Change(
        figure.name,
        figure.title,
        figure.better,
        figure.unit,
        sum(before) / len(before),
        sum(now) / len(now),
        difference,
        improved,
        worsened,
    )


def _questions(count: int) -> str:
    return f"this {count} question" if count == 1 else f"these {count} questions"
