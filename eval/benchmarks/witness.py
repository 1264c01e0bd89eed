"""Find names, numbers, dates and units of a sentence that stand nowhere in the texts that it rests on.

A witness for what guards an answer: it shares no code with that, knows no meaning, and would rather raise a false alarm
than miss one. It sees nothing wrong in words that do stand there, however they are put together.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from eval.benchmarks.numerals import WORDS, digits, numerals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

StrayKind = Literal["name", "number", "date", "unit"]

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:\d+)?|%")
_SENTENCE_START = re.compile(r"^[\W_]*|[.!?:;]['\"”’)]*\s+[\W_]*|\n[\W_]*|[“\"‘(]")
_POSSESSIVE = re.compile(r"['’]s\b|(?<=s)['’](?=\s)")
_JOINT = re.compile(r"[\s,–—-]*")
_YEAR = re.compile(r"\d{4}")
_MONTHS = "january february march april may june july august september october november december".split()
_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_UNITS = {
    form: forms.split()[0]
    for forms in (
        "kilometre kilometres kilometer kilometers km",
        "metre metres meter meters",
        "centimetre centimetres centimeter centimeters cm",
        "mile miles",
        "foot feet",
        "inch inches",
        "litre litres liter liters",
        "gallon gallons",
        "tonne tonnes ton tons",
        "kilogram kilograms kg",
        "pound pounds",
        "watt watts",
        "volt volts",
        "celsius",
        "fahrenheit",
        "percent %",
        "crown crowns",
        "dollar dollars usd",
        "euro euros eur",
        "rupee rupees",
        "second seconds",
        "minute minutes",
        "hour hours",
        "day days daily",
        "week weeks weekly",
        "month months monthly",
        "year years yearly annual annually",
        "decade decades",
        "century centuries",
    )
    for form in forms.split()
    if form != "second"
}
_OPENERS = frozenset(
    """a an the this that these those it its he his she her they their we our you your my there here and or but so if
    when while where what which who whom whose why how as at by for from in of on to with without after before during
    since until because although though however therefore thus moreover furthermore additionally also then finally
    overall instead yes no not none neither either all each every any some many most more few several another other
    according based despite given unlike like such only even yet still later earlier meanwhile otherwise please let do
    does did is are was were be been being has have had can could may might must shall should will would""".split()
)
"""Words that open a sentence in capitals without being names."""
_NO_NAMES = WORDS | _WEEKDAYS | frozenset((*_MONTHS, *_UNITS, "i"))
_BETWEEN = frozenset("to and of the th st nd rd or".split())
"""Words that may stand between a month and its days."""


@dataclass(frozen=True, slots=True)
class Stray:
    """Hold what stands in none of the texts, as its kind and in one form."""

    kind: StrayKind
    text: str


def strays(sentence: str, texts: Iterable[str], ordinary: frozenset[str] = frozenset()) -> tuple[Stray, ...]:
    """Give what a sentence has that none of the texts has, each once; `ordinary`: words that are written small too.

    >>> strays("Daryl Zlochrai led 2 talks on October 25.", ["On 25 October two men met."])
    (Stray(kind='name', text='daryl'), Stray(kind='name', text='zlochrai'))
    """
    held = [_Content(text) for text in texts]
    said = _Content(sentence)
    words = frozenset[str]().union(*(one.words for one in held))
    found = [Stray("name", word) for word in said.names(ordinary) if word not in words]
    kinds: tuple[tuple[StrayKind, str], ...] = (("number", "numbers"), ("date", "dates"), ("unit", "units"))
    for kind, part in kinds:
        there = {value for one in held for value in getattr(one, part)}
        found += [Stray(kind, value) for value in getattr(said, part) if value not in there]
    return tuple(dict.fromkeys(found))


def small_words(texts: Iterable[str]) -> frozenset[str]:
    """Give the words that are written small somewhere in the texts: at the head of a sentence they are no names."""
    return frozenset(folded(word) for text in texts for word in _WORD.findall(text) if word.islower())


def folded(text: str) -> str:
    """Write a text without case and accents."""
    decomposed = unicodedata.normalize("NFKD", text.replace("ı", "i"))
    return "".join(character for character in decomposed if not unicodedata.combining(character)).casefold()


class _Content:
    """Hold a text's words, and what may not be invented among them."""

    def __init__(self, text: str) -> None:
        self._text = _POSSESSIVE.sub("", unicodedata.normalize("NFKC", text))
        self._tokens = [(match.group(), match.start()) for match in _WORD.finditer(self._text)]
        self._folded = [folded(token) for token, _ in self._tokens]
        self.words = frozenset(self._folded)
        self._numerals = tuple(numerals(self._folded))
        self.numbers = tuple(dict.fromkeys(numeral.value for numeral in self._numerals))
        self.dates = tuple(dict.fromkeys(self._dates()))
        self.units = tuple(dict.fromkeys(_UNITS[word] for word in self._folded if word in _UNITS))

    def names(self, ordinary: frozenset[str]) -> Iterator[str]:
        """Yield the words with a capital that it takes for names."""
        starts = {match.end() for match in _SENTENCE_START.finditer(self._text)}
        for (token, start), word in zip(self._tokens, self._folded, strict=True):
            if token[0].isdigit() and digits(word) is None:
                yield word
            if token.islower() or not token[0].isalpha() or word in _NO_NAMES:
                continue
            if start in starts and token[1:].islower() and (word in _OPENERS or word in ordinary):
                continue
            if start in starts and word in _OPENERS:
                continue
            yield word

    def _dates(self) -> Iterator[str]:
        """Yield months, weekdays, and each month with the days and years beside it."""
        values = {place: one.value for one in self._numerals for place in range(one.first, one.last + 1)}
        for place, word in enumerate(self._folded):
            if word in _WEEKDAYS:
                yield word
            if word not in _MONTHS or (word == "may" and self._tokens[place][0] != "May"):
                continue
            yield word
            for number in self._beside(place, values):
                yield f"{number} {word}"

    def _beside(self, place: int, values: Mapping[int, str]) -> Iterator[str]:
        """Yield the numbers around a month: "25 to 27 October 2025", "October 25 to 27, 2025"."""
        for step in (-1, 1):
            near = place + step
            while 0 <= near < len(self._folded) and self._is_joined(min(near, near - step)):
                if near in values:
                    yield values[near]
                    if _YEAR.fullmatch(values[near]):
                        break
                elif self._folded[near] not in _BETWEEN:
                    break
                near += step

    def _is_joined(self, place: int) -> bool:
        """Tell whether nothing but space, commas and dashes parts a word from the next."""
        (token, start), (_, following) = self._tokens[place : place + 2]
        return _JOINT.fullmatch(self._text[start + len(token) : following]) is not None
