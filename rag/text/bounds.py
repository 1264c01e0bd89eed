"""Does one quantity carry another? The same amount does; a rounded or bounded one is carried by what it rounds."""

from __future__ import annotations

from math import isclose
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.text.quantities import Bound, Quantity

FARTHEST = 1.5
"""What "more than" may be exceeded by: more than 40 is fair for 43 and 59, not for 90."""
NEAREST_BELOW = 0.8
"""What "nearly" needs at least: nearly 60 minutes for 50, nearly 50 for 40."""
ABOUT = 0.1
"""How far "about" may be off."""
ROUNDED = 0.005
"""How far a bare share or converted unit may be off: two-thirds are 67 percent."""
CLOSE_ABOVE = 1.1
LONG = 31_000_000
"""Seconds from which on 52 weeks are a year."""
LOOSENED = 1.15
"""How far a bound may be from the passage's own: "more than 15" for at least 17, not "within 3 weeks" for within 2."""

_RANGES: dict[Bound, tuple[float, float]] = {
    "about": (1 - ABOUT, 1 + ABOUT),
    "over": (1.0, FARTHEST),
    "at least": (1.0, FARTHEST),
    "just over": (1.0, CLOSE_ABOVE),
    "nearly": (NEAREST_BELOW, 1.0),
    "under": (1 / FARTHEST, 1.0),
    "at most": (1 / FARTHEST, 1.0),
}
"""What an amount may be as a share of one that is bounded so."""
HOURS, HALF_DAY = 12, 720
"""Hours of a dial, and its minutes."""
_ALIKE = ({"times", ""}, {"points", ""}, {"degrees", "celsius"}, {"degrees", "fahrenheit"})
_UPPER: frozenset[Bound] = frozenset({"over", "at least", "just over"})
_LOWER: frozenset[Bound] = frozenset({"under", "at most", "nearly"})


def carries(has: Quantity, wanted: Quantity) -> bool:
    """Tell whether a text that has one quantity carries the other, as far as number, unit and bound go."""
    if has.dimension == "times" and wanted.dimension == "" and not wanted.nouns:
        return False  # "twice" are two goals, not the 2 of "3-2"
    during = (
        wanted.dimension == "time" and wanted.bound == "over" and has.bound == "exact"
    )  # "over five years" lasts them, or longer
    bounds: tuple[Bound, ...] = ("over", "exact") if during else (wanted.bound,)
    rough = wanted.dimension == "time" and wanted.amount > LONG
    return any(
        _carries(mine, has.bound, yours, one, rough) for mine, yours in _comparable(has, wanted) for one in bounds
    )


def same_dimension(has: Quantity, wanted: Quantity) -> bool:
    """Tell whether both may measure the same."""
    return next(_comparable(has, wanted), None) is not None


def _comparable(has: Quantity, wanted: Quantity) -> Iterator[tuple[float, float]]:
    for dimension, mine in has.readings:
        for other, yours in wanted.readings:
            if dimension == other or {dimension, other} in _ALIKE:
                yield mine, yours
            elif dimension == "" and other == "clock" and 1 <= mine <= HOURS:  # "from three to six"
                yield 60 * mine % HALF_DAY, yours % HALF_DAY


def _carries(has: float, had: Bound, wanted: float, bound: Bound, rough: bool) -> bool:
    if isclose(has, wanted, rel_tol=1e-6):
        return _agree(had, bound)
    if bound in ("exact", "about") and (has % 1 != 0 or rough) and isclose(has, wanted, rel_tol=ROUNDED):
        return True
    if (had in _UPPER and bound in _LOWER) or (had in _LOWER and bound in _UPPER) or wanted <= 0:
        return False
    ratio = has / wanted
    if bound in _UPPER | _LOWER and had in _UPPER | _LOWER:  # a bound that is loosened is another bound
        return 1 / LOOSENED <= ratio <= LOOSENED and (ratio > 1) == (bound in _UPPER)
    least, most = _RANGES.get(bound, (1.0, 1.0))
    return bound != "exact" and least <= ratio <= most and (bound == "about" or ratio != 1)


def _agree(had: Bound, bound: Bound) -> bool:
    """Tell whether the bounds of one amount allow each other; to leave one out is allowed."""
    if had == bound or bound in ("exact", "about") or had == "about":
        return bound in ("exact", "about") or had == bound
    sides: tuple[frozenset[Bound], ...] = (_UPPER - {"just over"}, _LOWER - {"nearly"})
    strict = had == "exact" and bound in ("at least", "at most")
    return strict or any(had in side and bound in side for side in sides)
