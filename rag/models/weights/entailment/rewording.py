"""Changes to a sentence that keep what it says: other words, other forms of a date, something left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.models.weights.entailment.statements import sentence
from rag.models.weights.entailment.words import DAY_MONTH, DIGITS, MONTH_DAY, NUMBERS, ORDINALS, SYNONYMS

if TYPE_CHECKING:
    import random
    from collections.abc import Callable


LEADING = re.compile(
    r"^(?:In|On|At|After|During|Before|Since|By|From|Under|With|Despite|As|For|Following|Throughout|Within|Until)"
    r" [^,]{3,60}, (?=\w)"
)
CONNECTIVE = re.compile(
    r"^(?:However|Therefore|Moreover|Furthermore|Also|Thus|Meanwhile|Additionally|Consequently|Nevertheless|Overall|"
    r"And|But|So|Indeed|Instead|Then|Finally|Similarly|Today|Now),? (?=\w)"
)
NEXT_CLAUSE = re.compile(
    r",? (?:and|but|while|although|because|whereas|so) "
    r"(?=(?:he|she|it|they|we|I|the|a|his|her|this|there|its|their)\b).*$"
)
LEAST_WORDS = 4
SYNONYM: dict[str, list[str]] = {}
for _pair in SYNONYMS:
    _left, _right = (one.replace("_", " ") for one in _pair.split("/"))
    SYNONYM.setdefault(_left, []).append(_right)
    SYNONYM.setdefault(_right, []).append(_left)
_SYNONYM = re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, SYNONYM), key=len, reverse=True)) + r")\b")


def replaced(text: str, match: re.Match[str], other: str) -> str:
    """Put other words where a match stands; a capital stays one."""
    if match.group()[:1].isupper() and match.start() == 0:
        other = other[:1].upper() + other[1:]
    return text[: match.start()] + other + text[match.end() :]


def reworded(text: str, rng: random.Random, most: int = 2) -> str:
    """Put synonyms, number words and other forms of a date; the meaning stays."""
    for _ in range(rng.randint(1, most)):
        way = rng.choice((synonym, synonym, synonym, number_wording, date_wording, fronted))
        text = way(text, rng) or text
    return text


def synonym(text: str, rng: random.Random) -> str | None:
    """Put a synonym for one word."""
    found = list(_SYNONYM.finditer(text))
    if not found:
        return None
    match = rng.choice(found)
    return replaced(text, match, rng.choice(SYNONYM[match.group()]))


def number_wording(text: str, rng: random.Random) -> str | None:
    """Say 4 for four, 3rd for third, 1,000 for 1000, or the reverse."""
    forms = NUMBERS | DIGITS | ORDINALS | {short: long for long, short in ORDINALS.items()}
    found = [match for match in re.finditer(r"(?<![\w.,])[\w]+(?![\w]|[.,]\d)", text) if match.group() in forms]
    if found:
        match = rng.choice(found)
        return replaced(text, match, forms[match.group()])
    thousands = re.search(r"\b\d{1,3}(?:,\d{3})+\b", text)
    return replaced(text, thousands, thousands.group().replace(",", "")) if thousands else None


def date_wording(text: str, rng: random.Random) -> str | None:
    """Turn "25 October 1990" into "October 25, 1990" or the like."""
    match = DAY_MONTH.search(text)
    if match:
        day, month, year = match.groups()
    else:
        match = MONTH_DAY.search(text)
        if not match:
            return None
        month, day, *years = match.groups()
        year = years[0] or years[1]
    forms = [f"{day} {month}", f"{month} {day}", f"the {day}th of {month}", f"{month[:3]}. {day}", f"{day} {month[:3]}"]
    form = rng.choice([one for one in forms if one not in match.group()] or forms)
    if year:
        form += f", {year}" if form.startswith(month[:3]) else f" {year}"
    return replaced(text, match, form)


def fronted(text: str, _rng: random.Random) -> str | None:
    """Move a year from the end to the beginning, or the reverse."""
    match = re.fullmatch(r"(.+) ((?:in|during|since|by) \d{4})\.", text)
    if match:
        return sentence(f"{match[2]}, {match[1]}")
    match = re.fullmatch(r"((?:In|During|Since|By|On) [^,]{4,30}), (.+)\.", text)
    return sentence(f"{match[2]} {match[1].lower() if match[1][3:4].isdigit() else match[1]}") if match else None


def shortened(text: str, rng: random.Random) -> str:
    """Leave something out: brackets, what stands before or after the main clause, what a comma sets apart."""
    ways: list[Callable[[str], str]] = [
        lambda one: re.sub(r"\s*[(\[][^()\[\]]*[)\]]", "", one),
        lambda one: re.sub(r", (?:which|who|where|whose)\b[^,.;]*(?:,(?= )|(?=[.;]))", "", one, count=1),
        lambda one: LEADING.sub("", one),
        lambda one: CONNECTIVE.sub("", one),
        lambda one: NEXT_CLAUSE.sub("", one),
        lambda one: re.sub(r", \w+ing\b[^,]*\.$", "", one),
        lambda one: re.sub(r"; .*$", "", one),
        lambda one: re.sub(
            r"^([A-Z][\w ]+), (?:a|an|the) [^,]{3,60}, (?=\w+ed\b|is|was|has|had|were|are)", r"\1 ", one
        ),
        lambda one: re.sub(
            r" (?:very|also|quickly|only recently|recently|then|just|really|actually)\b", "", one, count=1
        ),
    ]
    rng.shuffle(ways)
    for way in ways[: rng.choice((4, 6, 9))]:
        made = sentence(way(text))
        if len(made.split()) >= LEAST_WORDS:
            text = made
    return text
