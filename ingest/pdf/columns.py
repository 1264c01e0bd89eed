"""Lines and tables -> the order in which they are read: columns, and what runs across them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ingest.pdf.lines import Line

MOST_ORDERED = 1_500
"""Things on a page; beyond that (a drawing full of labels) they are read from top to bottom."""
LARGE = 1.3
"""Share of the size of a page's lines, at the median."""
LOW = 45.0
ALIGNED = 3.0
TOUCH = 1.0
"""Points that neighbours may overlap."""


class Placed(Protocol):
    """Stand anywhere on a page."""

    @property
    def left(self) -> float: ...  # noqa: D102
    @property
    def top(self) -> float: ...  # noqa: D102
    @property
    def right(self) -> float: ...  # noqa: D102
    @property
    def bottom(self) -> float: ...  # noqa: D102


Thing = TypeVar("Thing", bound=Placed)


@dataclass(slots=True)
class Stack:
    """Hold lines that stand one below the other with nothing beside them that would part them."""

    lines: list[Line]
    across: tuple[float, float] | None = None
    """Left and right edge of all columns, where it is a heading of them all."""

    @property
    def left(self) -> float:
        """Give its left edge."""
        return self.across[0] if self.across else min(line.left for line in self.lines)

    @property
    def right(self) -> float:
        """Give its right edge."""
        return self.across[1] if self.across else max(line.right for line in self.lines)

    @property
    def top(self) -> float:
        """Give its upper edge."""
        return min(line.top for line in self.lines)

    @property
    def bottom(self) -> float:
        """Give its lower edge."""
        return max(line.bottom for line in self.lines)


@dataclass(slots=True)
class _Reach:
    """Hold how far a line reaches as a reader sees it: a short last line takes the width of its paragraph."""

    left: float
    top: float
    right: float
    bottom: float
    line: Line | None = None
    is_alone: bool = False


def stacks(lines: Sequence[Line], walls: Sequence[Placed] = ()) -> list[Stack]:
    """Pile up lines that have only each other as neighbours, above and below.

    A line with two neighbours below it runs across columns and starts none of them. `walls` (tables) part piles too.
    """
    if len(lines) + len(walls) > MOST_ORDERED:
        return [Stack([line]) for line in lines]
    things = _reaches(lines, walls)
    below = [_next_below(index, things) for index in range(len(things))]
    above: list[list[int]] = [[] for _ in things]
    for index, others in enumerate(below):
        for other in others:
            above[other].append(index)
    piles: dict[int, Stack] = {}
    for index, thing in enumerate(things):
        if thing.line is None:
            continue
        over = above[index]
        if len(over) == 1 and len(below[over[0]]) == 1 and over[0] in piles:
            piles[index] = piles[over[0]]
            piles[index].lines.append(thing.line)
        else:
            piles[index] = Stack([thing.line], (thing.left, thing.right) if thing.is_alone else None)
    return list({id(pile): pile for pile in piles.values()}.values())


def _reaches(lines: Sequence[Line], walls: Sequence[Placed]) -> list[_Reach]:
    """Widen each line to the line above it, where nothing stands beside it."""
    things = [_Reach(line.left, line.top, line.right, line.bottom, line) for line in lines]
    things += [_Reach(wall.left, wall.top, wall.right, wall.bottom) for wall in walls]
    things.sort(key=lambda one: (one.top + one.bottom, one.left))
    for thing in _alone(things):
        thing.left, thing.right = min(one.left for one in things), max(one.right for one in things)
        thing.is_alone = True
    for index, thing in enumerate(things):
        over = next((one for one in reversed(things[max(0, index - 12) : index]) if _is_over(one, thing)), None)
        if over is None:
            continue
        left, right = min(thing.left, over.left), max(thing.right, over.right)
        beside = things[max(0, index - 12) : index] + things[index + 1 : index + 13]
        if not any(one.left < right and left < one.right and _same_height(one, thing) for one in beside):
            thing.left, thing.right = left, right
    return things


def _alone(things: Sequence[_Reach]) -> list[_Reach]:
    """Find the larger lines beside which nothing stands: such a heading is one of all columns."""
    sizes = sorted(one.line.size for one in things if one.line is not None)
    large = [one for one in things if one.line is not None and one.line.size > LARGE * sizes[len(sizes) // 2]]
    return [one for one in large if not any(_same_height(one, other) for other in things if other is not one)]


def _is_over(one: _Reach, thing: _Reach) -> bool:
    """Tell the line right above another, in the same size."""
    if one.line is None or thing.line is None or not _overlap(one, thing):
        return False
    step = thing.line.baseline - one.line.baseline
    return 0 < step < 1.9 * thing.line.size and abs(one.line.size - thing.line.size) < 0.1 * thing.line.size


def _same_height(one: Placed, other: Placed) -> bool:
    return one.top < _middle(other) < one.bottom or other.top < _middle(one) < other.bottom


def _next_below(index: int, things: Sequence[Placed]) -> list[int]:
    """Find what stands directly below a thing: nothing between the two overlaps both."""
    here = things[index]
    between: list[Placed] = []
    direct: list[int] = []
    for other in range(index + 1, len(things)):
        thing = things[other]
        if _overlap(here, thing) and _middle(thing) > _middle(here):
            if not any(_overlap(one, thing) for one in between):
                direct.append(other)
            between.append(thing)
            if any(one.left <= here.left + TOUCH and one.right >= here.right - TOUCH for one in between):
                break
    return direct


def _overlap(one: Placed, other: Placed) -> bool:
    return one.left < other.right - TOUCH and other.left < one.right - TOUCH


def in_order(things: Sequence[Thing], right_to_left: bool) -> list[Thing]:
    """Sort as a page is read: what stands above comes first, then the column where reading starts.

    After Thomas Breuel, "High performance document layout analysis" (2003): two rules give a partial order, and a
    topological sort the whole.
    """
    here = sorted(things, key=lambda one: (one.top, -one.right if right_to_left else one.left))
    if len(here) > MOST_ORDERED:
        return here
    loose = {id(one) for one in here if _is_loose(one, here)}
    waiting = list(range(len(here)))
    before = {
        index: {
            other
            for other in waiting
            if other != index and _comes_before(here[other], here[index], here, right_to_left, loose)
        }
        for index in waiting
    }
    ordered: list[Thing] = []
    while waiting:
        left = set(waiting)
        ready = next((index for index in waiting if not before[index] & left), waiting[0])
        ordered.append(here[ready])
        waiting.remove(ready)
    return ordered


def _is_loose(thing: Placed, things: Sequence[Placed]) -> bool:
    """Tell a thing that belongs to no column: it is low, and nothing taller begins or ends where it does."""
    height = thing.bottom - thing.top
    return height < LOW and not any(
        one.bottom - one.top > 2 * height
        and (abs(one.left - thing.left) < 2 * ALIGNED or abs(one.right - thing.right) < ALIGNED)
        for one in things
    )


def _comes_before(
    one: Placed, other: Placed, things: Sequence[Placed], right_to_left: bool, loose: Collection[int]
) -> bool:
    if _overlap(one, other):
        return _middle(one) < _middle(other)
    apart = one.bottom <= other.top or other.bottom <= one.top
    if apart and (id(one) in loose or id(other) in loose):
        return one.top < other.top
    is_first = one.left > other.left if right_to_left else one.left < other.left
    if not is_first:
        return False
    low, high = sorted((_middle(one), _middle(other)))
    return not any(low < _middle(thing) < high and _spans(thing, one, other) for thing in things)


def _spans(thing: Placed, one: Placed, other: Placed) -> bool:
    return _overlap(thing, one) and _overlap(thing, other)


def _middle(thing: Placed) -> float:
    return (thing.top + thing.bottom) / 2
