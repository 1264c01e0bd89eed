"""Do a sentence's names, quantities and dates belong to the same words as in the passage? Else they were swapped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.carried import carries_name, normal_name, places_of_date, places_of_quantity
from rag.text.bounds import carries, same_dimension
from rag.text.dates import carries_date
from rag.text.synonyms import same_meaning

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.alignment import Passage
    from rag.text.dates import Date
    from rag.text.names import Name
    from rag.text.quantities import Quantity
    from rag.text.sentences import Span
    from rag.text.statement import Statement, Word

REACH = 9
"""Words on either side of a name or value that tell what it belongs to."""
ACROSS = 4
"""What the border of a clause counts in words."""
OTHER_SIDE = 0.6
"""What a word counts that stands before the one value and behind the other."""
CLEARLY = 1.35
"""How much better another name or value of the passage must fit to be the one that belongs there."""
LEAST = 0.12
"""How well it must fit at least."""
PLACES = frozenset("in at near from on of across for".split())


@dataclass(frozen=True, slots=True)
class Near:
    """Hold a word beside a name or value."""

    word: Word
    distance: int
    behind: bool


def swapped(sentence: Statement, passage: Passage, free: str = "") -> str | None:
    """Give the name or value of the sentence in whose place the passage has another; `free` names are not looked at."""
    for quantity in sentence.quantities:
        if _value_swapped(quantity, sentence, passage):
            return quantity.text
    for date in sentence.dates:
        if _date_swapped(date, sentence, passage):
            return date.text
    free_words = normal_name(free)
    for name in sentence.names:
        if not (free and carries_name(name.text, free_words, free)) and _name_swapped(name, sentence, passage):
            return name.text
    return None


def around(statement: Statement, span: Span) -> list[Near]:
    """Give the words that stand around a part of a statement, with how far off."""
    inside = [i for i, word in enumerate(statement.words) if span.start <= word.start < span.end]
    if not inside:
        return []
    found: list[Near] = []
    for step, start in ((-1, inside[0]), (1, inside[-1])):
        distance, clause, place = 0, statement.words[start].clause, start + step
        while 0 <= place < len(statement.words) and distance < REACH:
            word = statement.words[place]
            if word.clause != clause:
                clause, distance = word.clause, distance + ACROSS
            if word.content or word.name or word.value:
                distance += 1
            if word.content or word.name:
                found.append(Near(word, distance, step > 0))
            place += step
    return found


def fit(own: Sequence[Near], others: Sequence[Near], sides: bool) -> float:
    """Tell how well the words around two places agree."""
    total = 0.0
    for one in own:
        best = 0.0
        for other in others:
            if one.word.root == other.word.root:
                kind = 1.0
            elif one.word.content and other.word.content and same_meaning(one.word.root, other.word.root):
                kind = 0.8
            else:
                continue
            side = OTHER_SIDE if sides and one.behind != other.behind else 1.0
            best = max(best, kind * side / (1 + other.distance))
        total += best / (1 + one.distance)
    return total


def _value_swapped(quantity: Quantity, sentence: Statement, passage: Passage) -> bool:
    own = around(sentence, quantity.span)
    mine = rival = 0.0
    for statement in passage.sentences:
        for other in statement.quantities:
            score = fit(own, around(statement, other.span), sides=True)
            if carries(other, quantity):
                mine = max(mine, score)
            elif same_dimension(other, quantity):
                rival = max(rival, score)
    return bool(places_of_quantity(quantity, passage.sentences)) and rival > max(LEAST, CLEARLY * mine)


def _date_swapped(date: Date, sentence: Statement, passage: Passage) -> bool:
    kinds = _kinds(date)
    own = around(sentence, date.span)
    mine = rival = 0.0
    dates = tuple(one for statement in passage.sentences for one in statement.dates)
    carrying = {id(one) for one in carries_date(date, dates)}
    for statement in passage.sentences:
        for other in statement.dates:
            score = fit(own, around(statement, other.span), sides=False)
            if id(other) in carrying:
                mine = max(mine, score)
            elif kinds & _kinds(other):
                rival = max(rival, score)
    return bool(places_of_date(date, passage.sentences)) and rival > max(LEAST, CLEARLY * mine)


def _kinds(date: Date) -> set[str]:
    return {"year" if part.isdigit() else part.split(":")[0] for reading in date.readings for part in reading}


def _name_swapped(name: Name, sentence: Statement, passage: Passage) -> bool:
    own = [near for near in around(sentence, name.span)]
    wanted = frozenset(normal_name(name.text))
    role = _preposition(sentence, name.span)
    mine = rival = 0.0
    seen = False
    others = [frozenset(normal_name(other.text)) for other in sentence.names]
    for statement in passage.sentences:
        for other in statement.names:
            score = fit(own, around(statement, other.span), sides=False)
            words = frozenset(normal_name(other.text))
            if words & wanted:
                seen = True
                mine = max(mine, score)
            elif not any(words & one for one in others) and _same_role(role, _preposition(statement, other.span)):
                rival = max(rival, score)
        if seen:
            for word in statement.words:
                if word.folded in _PRONOUNS:
                    mine = max(mine, fit(own, around_word(statement, word), sides=False))
    return seen and rival > max(LEAST, CLEARLY * mine)


_PRONOUNS = frozenset("he she it they him them his her its their who".split())


def around_word(statement: Statement, word: Word) -> list[Near]:
    from rag.text.sentences import Span

    return around(statement, Span(word.start, word.start + len(word.text)))


def _preposition(statement: Statement, span: Span) -> str:
    """Give the preposition before a name, the words of its title left out."""
    before = [word for word in statement.words if word.start < span.start][-4:]
    for word in reversed(before):
        if word.folded in PLACES | {"by", "over", "against", "to", "with", "than", "under"}:
            return word.folded
        if word.folded in ("the", "a", "its") or word.text[0].isupper() or word.folded in ("minister", "chief", "executive", "founder", "governor", "judge", "president", "engineer"):
            continue
        break
    return ""


def _same_role(one: str, other: str) -> bool:
    return (one in PLACES) == (other in PLACES)
