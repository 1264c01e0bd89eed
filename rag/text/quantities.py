"""Quantities of a text: how much of what, in one unit a dimension, and whether that is a bound or about so much."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rag.text.forms import STOPWORDS
from rag.text.numerals import (
    CARDINAL,
    DIGITS,
    FRACTION,
    FRACTIONS,
    ORDINALS,
    SCALES,
    SHORT_SCALES,
    SMALL,
    WORDS,
    number_of,
)
from rag.text.sentences import Span
from rag.text.units import CURRENCIES, UNITS
from rag.text.words import fold, stem

Bound = Literal["exact", "about", "nearly", "just over", "over", "at least", "under", "at most"]

_FIXED: dict[str, tuple[str, float]] = {
    "twice": ("times", 2), "thrice": ("times", 3), "both": ("", 2), "pair": ("", 2), "couple": ("", 2),
    "twins": ("", 2), "noon": ("clock", 720), "midnight": ("clock", 0), "quarterly": ("time", 31_557_600 / 4),
}  # fmt: skip

_UNIT = "|".join(re.escape(unit) for unit in sorted(UNITS, key=len, reverse=True) if unit not in ("point", "l"))
_NATION = r"(?:Swiss|US|U\.S\.|American|Australian|Canadian|British|Norwegian|Danish|Swedish)\s+"
_MONEY = r"US\$|[$€£¥₹₽]|\b(?:EUR|USD|GBP|CHF|NOK|DKK|SEK|JPY|INR|CNY|RMB|RUB|Rs\.?)(?=\s?\d)"
_AFTER_SHARE = r"(?:of|in|by|from|since|more|less|as|to|at|on|before|after|lower|higher|and|or|than|are|is|were)\b"
"""What may follow "a third" where it is a share: "a third member" is another."""
_QUANTITY = re.compile(
    rf"""(?P<clock>\b(?:[01]?\d|2[0-3])[:.][0-5]\d(?:\s*[ap]\.?m\b\.?)?(?![\d%]|[.,]\d)|\b1?\d\s*(?:[ap]\.?m\b\.?|o['’]clock\b))
      | \b(?<!first\s)(?<!second\s)(?P<share>(?:an?|one|two|three|four|five|six|seven|nine)[\s-]+(?:{FRACTION})|half)\b
        (?!-(?:time|way|hour|point|year|day|brother|sister))(?!(?<=d|h)\s+(?!{_AFTER_SHARE})[a-z])
        (?:\s+(?:of\s+)?an?\s+(?P<whole>{"|".join(SCALES)}|{_UNIT}|point)\b(?:\s+(?P<of>(?:{_NATION})?(?:{_UNIT}))\b)?)?
      | \b(?P<ordinal>\d+(?:st|nd|rd|th)|Q[1-4]|{"|".join(ORDINALS[2:])})\b(?!\s+(?:party|parties)\b)
      | (?:(?P<money>{_MONEY})\s?)?(?<![\w.])(?P<number>{DIGITS}|\b(?:an?\s+)?{CARDINAL}\b|\ban?(?=\s+(?:{_UNIT})\b))
        (?P<extra>\s+and\s+an?\s+(?:half|quarter)\b)?
        (?:(?:[\s-]*(?P<scale>{"|".join(SCALES)})s?|(?P<short>bn|mn|mln|tn|[kmb]))\b)?
        (?:(?:\s+(?:paid|consecutive|business|working|calendar|full|unused|unbroken))*
        [\s-]*(?P<unit>percentage\s+points?|basis\s+points?|per\s?cent|(?:{_NATION})?(?:{_UNIT}))(?![\w]))?
        (?P<more>\s+and\s+an?\s+(?:half|quarter)\b)?
      | \b(?P<fixed>{"|".join(_FIXED)})\b""",
    re.IGNORECASE | re.VERBOSE,
)
_BOUNDS: tuple[tuple[Bound, str], ...] = (
    ("just over", r"(?:just|slightly|a little) (?:over|more than|above)"),
    ("nearly", r"(?:just|slightly|a little) (?:under|less than|below|short of)|nearly|almost|close to|approaching"),
    ("at least", r"at least|no (?:fewer|less) than|not (?:fewer|less) than|a? ?minimum(?: of)?"),
    ("at most", r"at most|no (?:more|longer|later|greater|higher) than|not (?:more|longer|later) than|up to|within|"
     r"(?:a |the )?maximum(?: of| is)?|limited to|capped at|not exceed(?:ing)?"),
    ("under", r"(?:fewer|less|lower|shorter|younger|smaller) than|under|below|short of|(?:a )?shade under"),
    ("over", r"(?:more|greater|higher|longer|larger|older) than|(?:well )?over|above|exceed(?:s|ed|ing)?|in excess of|"
     r"upwards of|past|beyond|top(?:s|ped)"),
    ("about", r"as (?:many|much) as|about|around|roughly|approximately|approx\.?|some|circa|an? estimated|nearer|"
     r"in the region of|~|≈"),
)  # fmt: skip
_BEFORE = re.compile(
    "|".join(f"(?P<b{place}>\\b(?:{words}))" for place, (_, words) in enumerate(_BOUNDS))
    .join(("(?:", r")\s+(?:(?:the|a total of|all of)\s+)?(?:[$€£]\s?)?$")), re.IGNORECASE
)  # fmt: skip
_NEVER = re.compile(r"\b(?:not|never|n['’]t)\b(?:\s+\w+){0,3}\s+more than\s+$", re.IGNORECASE)
_AFTER = re.compile(
    r"\s+(?:or (?P<more>more|longer|older|above)|or (?P<less>less|fewer|younger)|or so(?P<so>))\b", re.I
)
_ODDS = re.compile(
    rf"\b({DIGITS}|{'|'.join(SMALL)})\s+(?:in|out of)\s+(?:every\s+)?({DIGITS}|{'|'.join(WORDS)})\b"
    rf"(?!\s*(?:{'|'.join(SCALES)}))",
    re.IGNORECASE,
)
_LOOK_BACK, _LOOK_AHEAD = 40, 60
_NOUNS_READ = 4
_NOUN = re.compile(r"[^\W\d_][\w’'-]*|[.,;:()!?]")
_ENDS_NOUN = frozenset("of in on at to for from by and or but with who which that is are was were has have had".split())


@dataclass(frozen=True, slots=True)
class Quantity:
    """Hold how much of what."""

    text: str
    span: Span
    readings: frozenset[tuple[str, float]]
    """What it may be: a dimension ("" where things are counted) and the number of its base unit."""
    bound: Bound = "exact"
    opens: int = 0
    """Where the words of its bound begin: "more than"."""
    nouns: frozenset[str] = frozenset()
    """Stems of what is counted, as far as the words behind it tell."""

    @property
    def dimension(self) -> str:
        """Give its likeliest dimension."""
        return min(self.readings)[0] if self.readings else ""

    @property
    def amount(self) -> float:
        """Give how many of that dimension's base unit it is."""
        return min(self.readings)[1] if self.readings else 0.0


@lru_cache(maxsize=4_096)
def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Find the quantities of a text that are no calendar dates, in order; "two hours and 51 minutes" are one."""
    found: list[Quantity] = []
    for match in _QUANTITY.finditer(text):
        readings = _readings(match)
        if readings:
            start, end = match.span()
            if text[end : end + 4] in ("-old", " old"):  # an age may be written as a bare number
                readings |= {("", number_of(match["number"]))} if match["number"] else set()
            bound, opens = _bound(text, start, end)
            found.append(Quantity(match.group(), Span(start, end), readings, bound, opens, _nouns(text, end)))
    found += [_odds(text, match) for match in _ODDS.finditer(text)]
    return tuple(_joined(found, text))


def _odds(text: str, match: re.Match[str]) -> Quantity:
    """Read "1 in 1,000" as a share."""
    start, end = match.span()
    share = 100 * number_of(match[1]) / max(1.0, number_of(match[2]))
    bound, opens = _bound(text, start, end)
    return Quantity(match.group(), Span(start, end), frozenset({("%", share)}), bound, opens, _nouns(text, end))


def _readings(match: re.Match[str]) -> frozenset[tuple[str, float]]:
    if match["clock"]:
        return _clock(match["clock"])
    if match["fixed"]:
        return frozenset({_FIXED[match["fixed"].lower()]})
    if match["ordinal"]:
        digits = re.search(r"\d+", match["ordinal"])
        return frozenset({("ordinal", float(digits[0]) if digits else ORDINALS.index(match["ordinal"].lower()))})
    if match["share"]:
        return _share(match["share"].lower(), fold(match["whole"] or ""), _unit(match["of"]))
    return _measured(match)


def _measured(match: re.Match[str]) -> frozenset[tuple[str, float]]:
    amount = number_of(match["number"])
    if match["extra"] or match["more"]:
        amount += 0.5 if "half" in (match["extra"] or match["more"]) else 0.25
    if match["scale"]:
        amount *= SCALES[match["scale"].lower()]
    unit, short = _unit(match["unit"]), (match["short"] or "").lower()
    if match["money"]:
        money = next(
            (one for one in UNITS.get(fold(match["money"]).rstrip("."), ()) if one[0] in CURRENCIES), ("", 1.0)
        )
        return frozenset({(money[0], amount * SHORT_SCALES.get(short, 1))})
    if unit.startswith(("percentage", "basis", "point")):
        return frozenset({("points", amount / (100 if unit.startswith("basis") else 1))})
    kinds = UNITS.get("%" if unit.startswith("per") else unit, (("", 1.0),))
    found = {(dimension, amount * factor * SHORT_SCALES.get(short, 1)) for dimension, factor in kinds}
    return frozenset(found | {("length", amount)} if short == "m" and not unit else found)


def _unit(words: str | None) -> str:
    """Give a unit without the nation before it: "Swiss francs"."""
    return fold(re.sub(_NATION, "", words or "", flags=re.IGNORECASE))


def _share(words: str, whole: str, unit: str) -> frozenset[tuple[str, float]]:
    parts = re.split(r"[\s-]+", words)
    count = 1.0 if len(parts) == 1 or parts[0] in ("a", "an") else WORDS[parts[0]]
    share = count / FRACTIONS[parts[-1]]
    if whole in SCALES:
        kinds = UNITS.get(unit, (("", 1.0),))
        return frozenset({(dimension, share * SCALES[whole] * factor) for dimension, factor in kinds})
    if whole == "point":
        return frozenset({("points", share)})
    if whole:
        return frozenset({(dimension, share * factor) for dimension, factor in UNITS[whole]})
    return frozenset({("%", 100 * share)})


def _clock(words: str) -> frozenset[tuple[str, float]]:
    numbers = [int(digits) for digits in re.findall(r"\d+", words)]
    minutes = 60 * numbers[0] + (numbers[1] if len(numbers) > 1 else 0)
    half = re.search(r"([ap])\.?m", words.lower())
    if half:
        minutes = minutes % 720 + (720 if half[1] == "p" else 0)
    found = {("clock", float(minutes))}
    if not half and "." in words:
        found.add(("", float(words)))
    return frozenset(found)


def _bound(text: str, start: int, end: int) -> tuple[Bound, int]:
    """Give the bound of the quantity at start:end and where its words begin."""
    first = max(0, start - _LOOK_BACK)
    before = text[first:start]
    match = _BEFORE.search(before)
    never = _NEVER.search(before)
    if never:
        return "at most", first + never.start()
    if match and match.lastgroup:
        return _BOUNDS[int(match.lastgroup[1:])][0], first + match.start()
    behind = _AFTER.match(text, end)
    if behind is None:
        return "exact", start
    return ("at least" if behind["more"] else "at most" if behind["less"] else "about"), start


def _nouns(text: str, end: int) -> frozenset[str]:
    found: list[str] = []
    for match in _NOUN.finditer(text[end : end + _LOOK_AHEAD]):
        word = fold(match.group())
        if not word[:1].isalpha() or word in _ENDS_NOUN or len(found) == _NOUNS_READ:
            break
        if word not in STOPWORDS:
            found.append(stem(word))
    return frozenset(found)


def _joined(found: list[Quantity], text: str) -> list[Quantity]:
    """Join "two hours and 51 minutes", whose second part is less than one of the first's unit."""
    joined: list[Quantity] = []
    for one in found:
        before = joined[-1] if joined else None
        between = text[before.span.end : one.span.start].strip() if before else ""
        if (
            before
            and between in ("and", "")
            and before.dimension == one.dimension == "time"
            and one.amount < before.amount
        ):
            total = before.amount + one.amount
            span = Span(before.span.start, one.span.end)
            joined[-1] = Quantity(
                span.cut(text), span, frozenset({("time", total)}), before.bound, before.opens, one.nouns
            )
        else:
            joined.append(one)
    return joined
