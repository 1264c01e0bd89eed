"""Do a sentence's names, quantities and dates belong to the same words as in the passage? Else they were swapped.

What stands around a value in the sentence is compared with what stands around it in the passage, and with what stands
around the other values there: if another fits much better, it is the one that belongs there. A name is looked for in
the clause that has what the sentence says of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.alignment import best_places
from rag.carried import carries_name, counts, is_free, normal_name, opens
from rag.text.bounds import carries, same_dimension
from rag.text.dates import carries_date
from rag.text.light import LIGHT
from rag.text.names import HONORIFICS
from rag.text.sentences import Span
from rag.text.synonyms import same_meaning

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.alignment import Match, Passage, Place
    from rag.text.dates import Date
    from rag.text.names import Name
    from rag.text.quantities import Quantity
    from rag.text.statement import Statement, Word

REACH = 9
"""Words on either side of a name or value that tell what it belongs to."""
ACROSS = 4
"""What the border of a clause counts in words."""
OTHER_SIDE = 0.6
"""What a word counts that stands before the one value and behind the other."""
SYNONYM = 0.8
"""What a synonym counts."""
LIKELY, SURE = 1.35, 1.65
"""How many times better another name or value must fit to be likely, or surely, the one that belongs there."""
LEAST = 0.2
"""How well it must fit at least. All tuned on tests/rag/pairs_grounding.yaml (2026-11-22)."""

MANY = 2
"""Words that a clause must have for it to be surely the one that is meant."""

_PLACES = frozenset("in at near from on of across for".split())
_AGENTS = frozenset("by over against to with than under".split())
_SILENT = frozenset("people person number total other thing".split())
_JOINS = frozenset("to and from - – : between".split())


@dataclass(frozen=True, slots=True)
class Swap:
    """Hold a name or value that the passage has in another place."""

    text: str
    sure: bool


@dataclass(frozen=True, slots=True)
class _Near:
    word: Word
    distance: int
    behind: bool


@dataclass(slots=True)
class _Contest:
    """Hold how well the best place of a name or value fits, and the best of another."""

    mine: float = 0.0
    rival: float = 0.0

    def swap(self, text: str) -> Swap | None:
        if self.rival <= max(LEAST, LIKELY * self.mine):
            return None
        return Swap(text, self.rival > SURE * self.mine)


def find_swap(sentence: Statement, passage: Passage, matches: Sequence[Match], question: str = "") -> Swap | None:
    """Find a name or value in whose place the passage has another; names of the question are not looked at."""
    swaps = list(_swaps(sentence, passage, question, matches))
    return next((swap for swap in swaps if swap.sure), next(iter(swaps), None))


def _swaps(sentence: Statement, passage: Passage, question: str, matches: Sequence[Match]) -> Iterator[Swap]:
    asked = normal_name(question)
    for quantity in sentence.quantities:
        if counts(sentence, quantity) and (swap := _value_swap(quantity, sentence, passage)):
            yield swap
    for date in sentence.dates:
        if swap := _date_swap(date, sentence, passage):
            yield swap
    for name in sentence.names:
        free = opens(sentence, name) and len(passage.sentences) and not _stands_inside(name, passage)
        if not free and not (question and carries_name(name.text, asked, question)):
            swap = _name_swap(name, sentence, passage, matches)
            if swap:
                yield swap


def _stands_inside(name: Name, passage: Passage) -> bool:
    """Tell whether the passage has a word with a capital where none is needed."""
    return any(
        name.text in other.text.split() and not opens(statement, other)
        for statement in passage.sentences
        for other in statement.names
    )


def _value_swap(quantity: Quantity, sentence: Statement, passage: Passage) -> Swap | None:
    own = _around(sentence, quantity.span)
    rest = [one for one in sentence.quantities if one is not quantity]
    contest = _Contest()
    for statement in passage.sentences:
        mine = [other for other in statement.quantities if carries(other, quantity)]
        for other in statement.quantities:
            score = _fit(own, _around(statement, other.span), sides=True)
            if other in mine or any(_joined(statement, one.span, other.span) for one in mine):
                contest.mine = max(contest.mine, score)
            elif (
                same_dimension(other, quantity) and not is_free(other) and not any(carries(other, one) for one in rest)
            ):
                contest.rival = max(contest.rival, score)
    return contest.swap(quantity.text)


def _joined(statement: Statement, one: Span, other: Span) -> bool:
    """Tell whether two values stand together: "from 18 to 16", "3-1", "900 of its 14,000 jobs"."""
    first, second = sorted((one, other), key=lambda span: span.start)
    between = statement.text[first.end : second.start].lower().split()
    if between and between[0] == "of":
        return len(between) <= 3
    return len(between) <= 1 and all(word in _JOINS for word in between)


def _date_swap(date: Date, sentence: Statement, passage: Passage) -> Swap | None:
    own, kinds = _around(sentence, date.span), _kinds(date)
    dates = tuple(one for statement in passage.sentences for one in statement.dates)
    carrying = {id(one) for one in carries_date(date, dates)}
    rest = tuple(one for one in sentence.dates if one is not date)
    elsewhere = {id(other) for one in rest for other in carries_date(one, dates)}
    contest = _Contest()
    for statement in passage.sentences:
        for other in statement.dates:
            score = _fit(own, _around(statement, other.span), sides=False)
            if id(other) in carrying:
                contest.mine = max(contest.mine, score)
            elif kinds & _kinds(other) and id(other) not in elsewhere:
                contest.rival = max(contest.rival, score)
    return contest.swap(date.text) if carrying else None


def _kinds(date: Date) -> set[str]:
    return {"year" if part.isdigit() else part.split(":")[0] for reading in date.readings for part in reading}


def _name_swap(name: Name, sentence: Statement, passage: Passage, matches: Sequence[Match]) -> Swap | None:
    """Find another name where the clause that carries what is said of this one does not have it."""
    clause = sentence.clause_at(name.span.start)
    own = [
        match
        for match in matches
        if match.word.clause == clause and not name.span.start <= match.word.start < name.span.end
    ]
    role, wanted = _role(sentence, name.span), frozenset(normal_name(name.text))
    others = [frozenset(normal_name(other.text)) for other in sentence.names]
    swaps = []
    for places in best_places(own):
        if any(_in_scope(wanted, role, place, passage) for place in places):
            return None
        statement = passage.sentences[places[0][0]]
        rivals = [
            other
            for other in statement.names
            if _first(statement, places[0][1]) <= statement.clause_at(other.span.start) <= places[0][1]
            and role == _role(statement, other.span)
            and not _one_of(frozenset(normal_name(other.text)), others)
        ]
        here = sum(places[0] in match.exact and match.word.root not in LIGHT for match in own)
        swaps.append(Swap(name.text, here >= MANY) if rivals else None)
    return swaps[0] if swaps and None not in swaps else None


def _one_of(words: frozenset[str], names: Sequence[frozenset[str]]) -> bool:
    return any(words <= one or one <= words for one in names)


def _first(statement: Statement, clause: int) -> int:
    """Give the clause whose subject a clause goes on with; itself where it has one of its own."""
    while clause and statement.continues(clause):
        clause -= 1
    return clause


def _in_scope(wanted: frozenset[str], role: str, place: Place, passage: Passage) -> bool:
    """Tell whether a clause has a name, goes on from one that has it, or has a pronoun that may stand for it."""
    statement, clause = passage.sentences[place[0]], place[1]
    first = _first(statement, clause)
    for other in statement.names:
        if first <= statement.clause_at(other.span.start) <= clause and _one_of(
            wanted, [frozenset(normal_name(other.text))]
        ):
            return True
    return role != "place" and statement.refers_back(clause)


def _role(statement: Statement, span: Span) -> str:
    """Tell a place and what is compared with from who does: by the preposition before a name, titles left out."""
    for word in reversed([word for word in statement.words if word.start < span.start][-4:]):
        if word.folded in _PLACES | _AGENTS:
            return "place" if word.folded in _PLACES else "than" if word.folded == "than" else ""
        if not (word.folded in ("the", "a", "its") or word.text[0].isupper() or word.folded in HONORIFICS):
            break
    return ""


def _around(statement: Statement, span: Span) -> list[_Near]:
    """Give the words that stand around a part of a statement, with how far off."""
    inside = [place for place, word in enumerate(statement.words) if span.start <= word.start < span.end]
    if not inside:
        return []
    return [*_walk(statement, inside[0], -1), *_walk(statement, inside[-1], 1)]


def _walk(statement: Statement, start: int, step: int) -> Iterator[_Near]:
    distance, clause, place = 0, statement.words[start].clause, start + step
    while 0 <= place < len(statement.words) and distance < REACH:
        word = statement.words[place]
        if word.clause != clause:
            clause, distance = word.clause, distance + (0 if statement.continues(max(clause, word.clause)) else ACROSS)
        silent = word.root in _SILENT or word.root in LIGHT
        distance += (word.content and not silent) or word.name or word.value
        if (word.content or word.name) and word.root not in _SILENT:
            yield _Near(word, distance, step > 0)
        place += step


def _fit(own: list[_Near], others: list[_Near], sides: bool) -> float:
    """Tell how well the words around two places agree."""
    return sum(max((_like(one, other, sides) for other in others), default=0.0) / (1 + one.distance) for one in own)


def _like(one: _Near, other: _Near, sides: bool) -> float:
    if one.word.root == other.word.root:
        kind = 1.0
    elif one.word.content and other.word.content and same_meaning(one.word.root, other.word.root):
        kind = SYNONYM
    else:
        return 0.0
    side = OTHER_SIDE if sides and one.behind != other.behind else 1.0
    return kind * side / (1 + other.distance)
