"""Does a passage have the names, quantities and dates of a sentence? What it lacks is given as the sentence has it."""

from __future__ import annotations

import re
from math import isclose
from typing import TYPE_CHECKING

from rag.alignment import Match
from rag.text.bounds import carries
from rag.text.dates import carries_date
from rag.text.synonyms import same_family, same_meaning
from rag.text.units import UNITS
from rag.text.words import fold, stem, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.text.dates import Date
    from rag.text.names import Name
    from rag.text.quantities import Quantity
    from rag.text.statement import Statement

_SAME_NAMES = tuple(
    (re.compile(pattern), short)
    for pattern, short in (
        (r"\bunited states(?: of america)?\b|\bu\.s\.(?:a\.)?|\busa\b|\bamericans?\b|\bamerica\b", "us"),
        (r"\bunited kingdom\b|\bgreat britain\b|\bu\.k\.|\bbritain\b|\bbritish\b|\bbritons?\b", "uk"),
        (r"\beuropean union\b|\be\.u\.", "eu"),
        (r"\bunited nations\b|\bu\.n\.", "un"),
        (r"\bthe netherlands\b|\bdutch\b", "netherlands"),
        (r"\bfrench\b", "france"),
        (r"\bgerman\b|\bgermans\b", "germany"),
        (r"\bspanish\b|\bspaniards?\b", "spain"),
        (r"\bgreek\b|\bgreeks\b", "greece"),
        (r"\bswiss\b", "switzerland"),
        (r"\bdanish\b|\bdanes?\b", "denmark"),
        (r"\bswedish\b|\bswedes?\b", "sweden"),
        (r"\bnorwegians?\b", "norway"),
        (r"\bpolish\b|\bpoles\b", "poland"),
        (r"\bturkish\b|\bturkiye\b|\bturks\b", "turkey"),
        (r"\birish\b", "ireland"),
        (r"\bwelsh\b", "wales"),
        (r"\bscottish\b|\bscots\b", "scotland"),
        (r"\bchinese\b", "china"),
        (r"\bkyiv\b", "kiev"),
    )
)
"""Names that people write in more than one way, and what their people are called."""
_NUMERALS = {
    "ii": "2",
    "iii": "3",
    "iv": "4",
    "vi": "6",
    "vii": "7",
    "viii": "8",
    "two": "2",
    "three": "3",
    "four": "4",
}
_CAPITALS = re.compile(r"[A-Z][\w’']*(?:(?:[\s-]+(?:of|and|the|for|on|in|i|de|et|al)\b)*[\s-]+[A-Z][\w’']*)+")
_SMALL = frozenset("of and the for on in i de et al".split())
_SHORTEST_ACRONYM = 2
RATES = frozenset(factor for kinds in UNITS.values() for _, factor in kinds)
"""One of any unit: "a year" says how often."""
NEAR = 4
"""Words that a name's words may stand apart in a passage."""


def normal_name(text: str) -> list[str]:
    """Give the words of a name, one form each: "U.S." and "United States" are one."""
    folded = fold(text)
    for pattern, short in _SAME_NAMES:
        folded = pattern.sub(short, folded)
    return [_NUMERALS.get(word, stem(word)) for word in tokens(folded)]


def missing_name(sentence: Statement, text: str) -> str | None:
    """Give the first name of the sentence that the text does not have.

    A single word at the head of the sentence is let pass here: any word has a capital there.
    """
    return next((name for name in _strange(sentence, text) if not is_scattered(name, text)), None)


def scattered_name(sentence: Statement, text: str) -> str | None:
    """Give the first name of the sentence whose words the text has, but not together."""
    return next(iter(_strange(sentence, text)), None)


def _strange(sentence: Statement, text: str) -> Iterator[str]:
    has = normal_name(text)
    for name in sentence.names:
        if not opens(sentence, name) and not carries_name(name.text, has, text):
            yield name.text


def is_scattered(name: str, text: str) -> bool:
    """Tell whether a text has every word of a name, though not together."""
    has = frozenset(normal_name(text))
    return all(word in has for word in normal_name(name))


def opens(sentence: Statement, name: Name) -> bool:
    """Tell whether a name is one word that opens the sentence: it may be no name."""
    return name.span.start <= sentence.words[0].start + 1 and " " not in name.text and not name.text.isupper()


def strange_opener(sentence: Statement, text: str) -> str | None:
    """Give the word that opens the sentence if it can only be a name, and one that the text does not have."""
    for name in sentence.names[:1]:
        if not opens(sentence, name) or carries_name(name.text, normal_name(text), text):
            continue
        word = normal_name(name.text)[-1]
        if not any(same_family(word, other) for other in normal_name(text)):
            return name.text
    return None


def carries_name(name: str, has: Sequence[str], text: str) -> bool:
    """Tell whether a name stands in a text whose words are `has`: whole, or as what it is short for."""
    wanted = normal_name(name)
    if not wanted:
        return True
    if len(wanted) == 1 and _is_word(wanted[0], has):
        return True
    if len(wanted) > 1 and any(all(_is_word(word, window) for word in wanted) for window in _windows(wanted, has)):
        return True
    return _abbreviates(name, text)


def _windows(wanted: Sequence[str], has: Sequence[str]) -> Iterator[Sequence[str]]:
    """Cut the words around each place of the name's last word."""
    for place, word in enumerate(has):
        if word == wanted[-1] or (word[0] == wanted[-1][0] and len(wanted[-1]) > NEAR):
            yield has[max(0, place - len(wanted) - NEAR) : place + len(wanted) + NEAR]


def _is_word(word: str, has: Sequence[str]) -> bool:
    if len(word) == 1 and word.isalpha():
        return any(other.startswith(word) for other in has)
    return word in has or any(_same_spelling(word, other) for other in has)


def _same_spelling(one: str, other: str) -> bool:
    """Tell "Pakistani" from "Pakistan", "Europe" from "European": a short ending more."""
    short, long = sorted((one, other), key=len)
    return len(short) > 4 and long.startswith(short) and len(long) - len(short) <= 3


def _abbreviates(name: str, text: str) -> bool:
    letters = name.replace(".", "").strip()
    if not (letters.isupper() and letters.isalpha() and len(letters) >= _SHORTEST_ACRONYM):
        return False
    return any(letters in form for forms in map(_initials, _CAPITALS.findall(text)) for form in forms)


def _initials(phrase: str) -> tuple[str, ...]:
    words = re.split(r"[\s-]+", phrase)
    long = "".join(word[0] for word in words).upper()
    return long, "".join(word[0] for word in words if word.lower() not in _SMALL).upper()


def missing_value(sentence: Statement, others: Sequence[Statement]) -> str | None:
    """Give the first quantity or date of the sentence that none of the others carries."""
    roots = {word.root for other in others for word in other.words}
    for quantity in sentence.quantities:
        if is_free(quantity) and (not quantity.dimension or _has_unit(quantity, roots)):
            continue
        if not places_of_quantity(quantity, others):
            return quantity.text
    for date in sentence.dates:
        if not places_of_date(date, others):
            return date.text
    return None


def _has_unit(quantity: Quantity, roots: set[str]) -> bool:
    """Tell whether the unit of "a year" stands among roots: as a word of its kind."""
    unit = stem(fold(quantity.text.split()[-1]))
    return any(same_meaning(unit, root) for root in roots)


def is_free(quantity: Quantity) -> bool:
    """Tell whether a quantity says no more than "a" does: one."""
    if quantity.text.lower() == "both":
        return True
    plain = quantity.readings <= {("", 1.0)} or quantity.text.lower().startswith(("a ", "an ")) or quantity.text == "a"
    return plain and quantity.amount in (1.0, *RATES) and quantity.bound in ("exact", "about")


def places_of_quantity(quantity: Quantity, others: Sequence[Statement]) -> list[tuple[int, int]]:
    """Give the clauses, by sentence and clause, that carry a quantity."""
    everything = [(number, other, one) for number, other in enumerate(others) for one in other.quantities]
    carrying = [place for place in everything if carries(place[2], quantity)]
    same = [place for place in carrying if not place[2].readings.isdisjoint(quantity.readings)]
    if not same and any(not one.readings.isdisjoint(quantity.readings) for _, _, one in everything):
        return []  # it has the amount, but bounds it the other way
    found = [(number, other.clause_at(one.span.start)) for number, other, one in carrying]
    found = found or [(number, 0) for number, other in enumerate(others) if _says_shortly(quantity, other)]
    if quantity.dimension == "ordinal":
        found += _places_of_part(f"day:{quantity.amount:.10g}", others)
    if quantity.dimension == "":  # "2024" may be a number as well as a year
        found += _places_of_part(f"{quantity.amount:.10g}", others)
    return found


def _says_shortly(quantity: Quantity, other: Statement) -> bool:
    """Tell whether a sentence leaves the unit out: "five years on the one and two on the other" has two years."""
    own = frozenset(UNITS.get(fold(quantity.text.split()[-1]), ()))
    units = {
        factor
        for one in other.quantities
        for dimension, factor in UNITS.get(fold(one.text.split()[-1]), ())
        if (dimension, factor) in own
    }
    bare = [one.amount for one in other.quantities if one.dimension == ""]
    return any(isclose(amount * unit, quantity.amount, rel_tol=1e-6) for amount in bare for unit in units)


def _places_of_part(part: str, others: Sequence[Statement]) -> list[tuple[int, int]]:
    return [
        (number, other.clause_at(date.span.start))
        for number, other in enumerate(others)
        for date in other.dates
        if any(part in reading for reading in date.readings)
    ]


def value_matches(sentence: Statement, others: Sequence[Statement]) -> list[Match]:
    """Give where the quantities and dates of a sentence stand, each as a match of its first word."""
    found = [(one.span.start, places_of_quantity(one, others)) for one in sentence.quantities if counts(sentence, one)]
    found += [(one.span.start, places_of_date(one, others)) for one in sentence.dates]
    words = {word.start: word for word in sentence.words}
    return [Match(words[at], "same", frozenset(places), frozenset(places)) for at, places in found if at in words]


def counts(sentence: Statement, quantity: Quantity) -> bool:
    """Tell whether a quantity says how much: more than "a", and no part of a name ("Tarn 6")."""
    numbered = any(name.span.end in (quantity.span.start - 1, quantity.span.start) for name in sentence.names)
    return not is_free(quantity) and not (numbered and quantity.dimension == "")


def places_of_date(date: Date, others: Sequence[Statement]) -> list[tuple[int, int]]:
    """Give the clauses, by sentence and clause, that carry a date."""
    everything = tuple(one for other in others for one in other.dates)
    carrying = {id(one) for one in carries_date(date, everything)}
    return [
        (number, other.clause_at(one.span.start))
        for number, other in enumerate(others)
        for one in other.dates
        if id(one) in carrying
    ]
