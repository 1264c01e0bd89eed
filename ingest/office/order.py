"""Shapes on a slide -> the order in which a reader reads them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

Item = TypeVar("Item")
OVERLAP = 0.15
"""Share of the smaller one's height or width by which neighbours may overlap and still be apart."""
MOST_ORDERED = 400
"""Shapes; more are a drawing, and keep the order in which they lie."""


@dataclass(frozen=True, slots=True)
class Placed(Generic[Item]):
    """Hold something and the rectangle that it takes."""

    item: Item
    left: float
    top: float
    right: float
    bottom: float


def reading_order(placed: Sequence[Placed[Item]]) -> list[Item]:
    """Order from top to bottom where rows can be told apart, else column by column from the left.

    Shapes that cannot be parted keep their order.
    """
    if len(placed) > MOST_ORDERED:
        return [one.item for one in placed]
    return [one.item for one in _ordered(list(placed))]


def _ordered(placed: list[Placed[Item]]) -> list[Placed[Item]]:
    if len(placed) < 2:
        return placed
    for across in (True, False):
        groups = _apart(placed, across)
        if len(groups) > 1:
            return [one for group in groups for one in _ordered(group)]
    return placed


def _apart(placed: list[Placed[Item]], across: bool) -> list[list[Placed[Item]]]:
    """Part by gaps that run through the whole slide, from side to side or from top to bottom."""
    groups: list[list[Placed[Item]]] = []
    end = 0.0
    for one in sorted(placed, key=lambda one: one.top if across else one.left):
        start, stop = (one.top, one.bottom) if across else (one.left, one.right)
        size = stop - start
        if groups and start < end - OVERLAP * min(size, _least(groups[-1], across)):
            groups[-1].append(one)
        else:
            groups.append([one])
        end = max(end, stop) if len(groups[-1]) > 1 else stop
    return [sorted(group, key=placed.index) for group in groups]


def _least(group: list[Placed[Item]], across: bool) -> float:
    return min((one.bottom - one.top) if across else (one.right - one.left) for one in group)
