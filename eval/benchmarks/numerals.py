"""Read numbers in digits and in words, for the witness; shares no code with what the answer is made by."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_CARDINALS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_ORDINALS = (
    "- first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth"
).split()
_OTHER = {"single": 1, "once": 1, "both": 2, "twice": 2, "double": 2}
_SMALL = {word: number for words in (_CARDINALS, _ORDINALS) for number, word in enumerate(words)} | _OTHER
_TENS = {
    word: 10 * number for number, word in enumerate("- - twenty thirty forty fifty sixty seventy eighty ninety".split())
}
_SCALES = {"dozen": 12, "thousand": 1_000, "million": 10**6, "billion": 10**9, "trillion": 10**12}

WORDS = frozenset(("hundred", *_SMALL, *_TENS, *_SCALES))
"""Of which numbers are made."""


class Numeral(NamedTuple):
    """Hold a number in one form with the places of its first and last word."""

    value: str
    first: int
    last: int


def numerals(words: Sequence[str]) -> Iterator[Numeral]:
    """Yield the numbers among words in small letters: 1,350 as 1350, two hundred and six as 206, 1.2 million whole.

    >>> [numeral.value for numeral in numerals("the 25 men of forty eight".split())]
    ['25', '48']
    """
    return _Words(words).numerals()


def digits(word: str) -> float | None:
    """Read 1,350 as 1350 and 1.7 as 1.7; something like 1.2.3 is no number."""
    bare = re.sub(r",(?=\d{3}(?!\d))", "", word)
    return float(bare) if re.fullmatch(r"\d+(?:\.\d+)?", bare) else None


class _Words:
    """Read one number after the other; each reader gives the value, or None, and the place behind it."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words

    def numerals(self) -> Iterator[Numeral]:
        place = 0
        while place < len(self._words):
            value, after = self._number(place)
            if value is not None:
                yield Numeral(f"{value:.15g}", place, after - 1)
            place = max(after, place + 1)

    def _number(self, place: int) -> tuple[float | None, int]:
        value, place = self._below_thousand(place)
        total = 0.0
        while value is not None and self._at(place) in _SCALES:
            total += value * _SCALES[self._at(place)]
            value, after = self._rest(place + 1, self._below_thousand)
            if value is None:
                return total, place + 1
            place = after
        return (None if value is None else total + value), place

    def _below_thousand(self, place: int) -> tuple[float | None, int]:
        value, place = self._below_hundred(place)
        if value is None and (self._at(place) == "hundred" or self._at(place) in _SCALES):
            value = 1  # "a hundred", "a thousand"
        if value is not None and self._at(place) == "hundred":
            rest, after = self._rest(place + 1, self._below_hundred)
            return (100 * value, place + 1) if rest is None else (100 * value + rest, after)
        return value, place

    def _rest(self, place: int, read: Callable[[int], tuple[float | None, int]]) -> tuple[float | None, int]:
        """Read what a number in words goes on with; digits begin a number of their own."""
        place += self._at(place) == "and"
        return (None, place) if self._at(place)[:1].isdigit() or self._at(place) in _SCALES else read(place)

    def _below_hundred(self, place: int) -> tuple[float | None, int]:
        word = self._at(place)
        if word[:1].isdigit():
            return digits(word), place + 1
        if word in _SMALL:
            return _SMALL[word], place + 1
        if word not in _TENS:
            return None, place
        ones = _SMALL.get(self._at(place + 1), 0)
        return (_TENS[word] + ones, place + 2) if 0 < ones < 10 else (_TENS[word], place + 1)

    def _at(self, place: int) -> str:
        return self._words[place] if place < len(self._words) else ""
