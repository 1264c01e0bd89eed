"""Points in time that a text names: dates, years, decades, months, weekdays and seasons, each as its parts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rag.text.sentences import Span
from rag.text.values import find_values

_MONTHS = "january february march april may june july august september october november december".split()
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_SEASONS = {"spring": "spring", "summer": "summer", "autumn": "autumn", "winter": "winter"}
_SLASHED = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.]((?:19|20)\d\d)\b")
_DECADE = re.compile(r"\b((?:1\d|20)\d)0['’]?s\b")
_CENTURY = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)[\s-]century\b", re.IGNORECASE)
_DAYS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth "
    "twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first"
).split()
_SPELLED = re.compile(
    rf"\b({'|'.join(sorted(_DAYS, key=len, reverse=True))})\s+of\s+({'|'.join(_MONTHS)})\b", re.IGNORECASE
)
_WORD = re.compile(r"[A-Za-z]+")
_MODAL = re.compile(r"\s*(?:not\b|be\b|also\b|have\b|only\b|take\b|[a-z]+\s)")


@dataclass(frozen=True, slots=True)
class Date:
    """Hold a point in time."""

    text: str
    span: Span
    readings: tuple[frozenset[str], ...]
    """What it may be, each as parts: {"month:10", "day:25", "2025"}, {"weekday:1"}, {"decade:199"}, {"century:19"}."""


@lru_cache(maxsize=4_096)
def find_dates(text: str) -> tuple[Date, ...]:
    """Find the points in time of a text, in order."""
    found: list[Date] = []
    for match in _SLASHED.finditer(text):
        first, second, year = int(match[1]), int(match[2]), match[3]
        pairs = {(first, second), (second, first)}
        readings = tuple(
            frozenset({year, f"month:{month}", f"day:{day}"})
            for day, month in sorted(pairs)
            if month <= 12 and day <= 31
        )
        found.append(Date(match.group(), Span(*match.span()), readings))
    for pattern, kind in ((_DECADE, "decade"), (_CENTURY, "century")):
        found += [Date(m.group(), Span(*m.span()), (frozenset({f"{kind}:{m[1]}"}),)) for m in pattern.finditer(text)]
    for match in _SPELLED.finditer(text):
        day, month = 1 + _DAYS.index(match[1].lower()), 1 + _MONTHS.index(match[2].lower())
        found.append(Date(match.group(), Span(*match.span()), (frozenset({f"day:{day}", f"month:{month}"}),)))
    taken = [date.span for date in found]
    found += [Date(v.text, v.span, (v.normal,)) for v in find_values(text) if v.kind == "date" and _free(v.span, taken)]
    taken = [date.span for date in found]
    found += [date for date in _words(text) if _free(date.span, taken)]
    return tuple(sorted(found, key=lambda date: date.span.start))


def carries_date(date: Date, others: tuple[Date, ...]) -> list[Date]:
    """Give those of the other dates that carry this one; a year may stand apart from its day and month."""
    years = {part for other in others for reading in other.readings for part in reading if part.isdigit()}
    return [
        other for other in others if any(_within(one, two, years) for one in date.readings for two in other.readings)
    ]


def _within(wanted: frozenset[str], has: frozenset[str], years: set[str]) -> bool:
    has = has | {f"decade:{part[:3]}" for part in has if part.isdigit()}
    has |= {f"century:{int(part[:2]) + 1}" for part in has if part.isdigit()}
    if not any(part.isdigit() for part in has) and any(part.startswith("month:") for part in has):
        has |= years
    return wanted <= has


def _free(span: Span, taken: list[Span]) -> bool:
    return not any(one.start < span.end and span.start < one.end for one in taken)


def _words(text: str) -> list[Date]:
    found: list[Date] = []
    for match in _WORD.finditer(text):
        word = match.group().lower()
        part = None
        if word in _MONTHS and match.group()[0].isupper() and not _is_verb(text, match):
            part = f"month:{1 + _MONTHS.index(word)}"
        elif word.removesuffix("s") in _WEEKDAYS:
            part = f"weekday:{_WEEKDAYS.index(word.removesuffix('s'))}"
        elif word in _SEASONS:
            part = f"season:{word}"
        if part:
            found.append(Date(match.group(), Span(*match.span()), (frozenset({part}),)))
    return found


def _is_verb(text: str, match: re.Match[str]) -> bool:
    """Tell "May I" and "March on" from the months."""
    if match.group() not in ("May", "March"):
        return False
    before = text[: match.start()].rstrip()
    return (
        not before
        or before[-1] in ".!?"
        or (
            match.group() == "May"
            and not re.search(
                r"(?:in|of|since|until|by|from|to|to|last|next|early|late|mid|and|or|through|before|after|for|during|this|the)[\s-]*$",
                before,
                re.I,
            )
        )
    )
