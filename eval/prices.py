"""What a language model's tokens cost: at the user's prices, for nobody else's stay right."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.errors import SettingsError

if TYPE_CHECKING:
    from rag.models.usage import Usage

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Prices:
    """Hold what a million tokens cost, in the user's currency."""

    read: float
    """Of prompts."""
    written: float
    """Of answers."""

    def of(self, usage: Usage) -> float:
        """Give what this use costs.

        >>> from rag.models.usage import Usage
        >>> Prices(0.5, 1.5).of(Usage(calls=1, read=2_000, written=100))
        0.00115
        """
        return (usage.read * self.read + usage.written * self.written) / MILLION


def parse_prices(text: str) -> Prices:
    """Read "0.15,0.60": what a million tokens of prompts cost, and of answers.

    Raises:
        SettingsError: it is not two numbers from 0 up.

    >>> parse_prices("0.15, 0.60")
    Prices(read=0.15, written=0.6)
    """
    try:
        prices = [float(part) for part in text.split(",")]
    except ValueError:
        prices = []
    if len(prices) != 2 or not all(math.isfinite(price) and price >= 0 for price in prices):
        message = f"prices {text!r}: expected two numbers, IN,OUT, of a million tokens each, as 0.15,0.60"
        raise SettingsError(message)
    return Prices(*prices)
