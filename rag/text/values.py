"""Dates and numbers in a text, brought to one form each, so that "25 October" meets "October 25" and "four" meets 4."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rag.text.sentences import Span

ValueKind = Literal["date", "number"]

_MONTHS = ("january february march april may june july august september october november december").split()
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_ORDINALS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth"
).split()
_PLAIN = {
    **{word: value for value, word in enumerate(_UNITS)},
    **{word: value for value, word in enumerate(_ORDINALS)},
    **{word: 10 * value for value, word in enumerate(_TENS, 2)},
}

_MONTH = "|".join([*_MONTHS, *(month[:3] + r"\.?" for month in _MONTHS), r"sept\.?"])
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_RANGE = rf"{_DAY}(?:\s*(?:-|–|—|to|and|until|through)\s*{_DAY})?"
_YEAR = r"(?:1\d|20)\d\d"
_DATES = re.compile(
    rf"""\b(?:
      (?P<iso>{_YEAR}-\d\d-\d\d)
    | (?P<month_first>{_MONTH})\s+(?P<days_after>{_RANGE})(?:,?\s+(?P<year_after>{_YEAR}))?
    | (?P<days_before>{_RANGE})(?:\s+of)?\s+(?P<month_last>{_MONTH})(?:,?\s+(?P<year_last>{_YEAR}))?
    | (?P<month_alone>{_MONTH}),?\s+(?P<month_year>{_YEAR})
    | (?P<year>{_YEAR})(?:s)?
    )(?![\w-])""",
    re.IGNORECASE | re.VERBOSE,
)
_WORD_NUMBER = "|".join([*_PLAIN, *_SCALES])
_NUMBERS = re.compile(
    rf"""(?<![\w.,])(?P<digits>\d{{1,3}}(?:[,\u00a0\u202f]\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)
        (?P<scale>\s*(?:{"|".join(_SCALES)}))?(?:st|nd|rd|th|%|\b)
      | \b(?P<words>(?:{_WORD_NUMBER})(?:(?:\s+and\s+|[\s-]+)(?:{_WORD_NUMBER}))*)\b""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Value:
    """Hold a date or a number that a text names."""

    kind: ValueKind
    normal: frozenset[str]
    """Its parts in one form: {"month:10", "day:25"}, {"2025"}, {"4"}; every part must be found to carry it."""
    span: Span
    text: str


@lru_cache(maxsize=8_192)
def find_values(text: str) -> tuple[Value, ...]:
    """Find the dates and numbers of a text, in order; a number inside a date is not given again."""
    found: list[Value] = []
    for match in _DATES.finditer(text):
        parts = _date_parts(match)
        if parts:
            found.append(Value("date", frozenset(parts), Span(*match.span()), match.group()))
    taken = [value.span for value in found]
    for match in _NUMBERS.finditer(text):
        start, end = match.span()
        if any(span.start < end and start < span.end for span in taken):
            continue
        number = _number(match)
        if number is not None:
            found.append(Value("number", frozenset({number}), Span(start, end), match.group()))
    return tuple(sorted(found, key=lambda value: value.span.start))


def value_parts(text: str) -> frozenset[str]:
    """Give every part of every date and number in a text, for asking whether it carries a value."""
    return frozenset(part for value in find_values(text) for part in value.normal)


def weekdays(text: str) -> frozenset[str]:
    """Give the days of the week that a text names."""
    return frozenset(word for word in re.findall(r"[a-z]+", text.lower()) if word in _WEEKDAYS)


def _date_parts(match: re.Match[str]) -> set[str]:
    groups = match.groupdict()
    if groups["iso"]:
        year, month, day = groups["iso"].split("-")
        return {year, f"month:{int(month)}", f"day:{int(day)}"}
    parts: set[str] = set()
    month = groups["month_first"] or groups["month_last"] or groups["month_alone"]
    if month in ("may", "march"):
        return set()  # "you may 3 times": the month has a capital
    if month:
        parts.add(f"month:{1 + [name[:3] for name in _MONTHS].index(month[:3].lower())}")
    for day in re.findall(r"\d+", groups["days_after"] or groups["days_before"] or ""):
        parts.add(f"day:{int(day)}")
    year = groups["year"] or groups["year_after"] or groups["year_last"] or groups["month_year"]
    if year:
        parts.add(year)  # as a number is written: "2025" may be either
    return parts


def _number(match: re.Match[str]) -> str | None:
    if match["words"]:
        value: float = _spelled(re.findall(r"[a-z]+", match["words"].lower()))
    else:
        value = float(re.sub(r"[,\u00a0\u202f]", "", match["digits"]))
        value *= _SCALES.get((match["scale"] or "").strip().lower(), 1)
    return f"{value:.10g}" if value < 1e15 else None  # longer digit runs are identifiers, compared as words


def _spelled(words: list[str]) -> int:
    total = current = 0
    for word in words:
        if word in _PLAIN:
            current += _PLAIN[word]
        elif word == "hundred":
            current = max(current, 1) * 100
        elif word in _SCALES:
            total += max(current, 1) * _SCALES[word]
            current = 0
    return total + current
