"""What a check of a library's stores found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Cure = Literal["repair", "person", "none"]
"""Who can mend it: `Library.repair`, a person as the words say, or nobody needs to."""


UNREADABLE = "cannot be read"
"""What a store holds that nobody can ask."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Say what is wrong, in one line."""

    text: str
    cure: Cure


@dataclass(frozen=True, slots=True)
class StoreHealth:
    """Say what one store holds and what is wrong with it."""

    name: str
    """"catalog", "vectors", "words" or "files"."""
    holds: str
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class HealthReport:
    """Hold the health of every store."""

    stores: tuple[StoreHealth, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """List all that is wrong, and what is only good to know."""
        return tuple(problem for store in self.stores for problem in store.problems)

    @property
    def healthy(self) -> bool:
        """Tell whether nothing needs to be mended."""
        return all(problem.cure == "none" for problem in self.problems)

    @property
    def repairable(self) -> bool:
        """Tell whether `Library.repair` can mend something."""
        return any(problem.cure == "repair" for problem in self.problems)


def listed(things: list[str], most: int = 3) -> str:
    """Name the first few of many things in one line."""
    shown = ", ".join(things[:most])
    return f"{shown} and {len(things) - most} more" if len(things) > most else shown


def counted(number: int, one: str, many: str = "") -> str:
    """Count things in words: "1 chunk", "2 chunks"."""
    return f"{number} {one if number == 1 else many or one + 's'}"
