"""Who did it to whom: do a sentence and its passage give two names, or two nouns, the same roles?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.carried import normal_name
from rag.text.antonyms import deny
from rag.text.names import HONORIFICS
from rag.text.statement import is_doing
from rag.text.synonyms import same_meaning

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.alignment import Passage
    from rag.text.names import HONORIFICS, Name
from rag.text.statement import Statement, Word

_BE = frozenset("is are was were be been being am get got".split())
_DIRECTED = frozenset("over against than from to by under into".split())
_REACH = 5
FARTHEST = 20
"""Words that may stand between two names of one relation."""


@dataclass(frozen=True, slots=True)
class _Relation:
    """Hold two names with the verb or comparative between them."""

    first: Name
    second: Name
    verb: Word
    passive: bool


@dataclass(frozen=True, slots=True)
class _Act:
    """Hold a verb with the roots of what stands before and behind it in its clause."""

    verb: Word
    passive: bool
    before: frozenset[str]
    behind: frozenset[str]


def exchanged(sentence: Statement, passage: Passage) -> str | None:
    """Give the word that the sentence puts in another's role: "A beat B" where the passage has B beat A."""
    for relation in _relations(sentence):
        flips = {flip for other in passage.sentences for flip in _flips(relation, other)}
        if flips == {True}:
            return relation.first.text
    return _turned(sentence, passage) or _misdirected(sentence, passage)


def _flips(relation: _Relation, other: Statement) -> Iterator[bool]:
    """Tell, for each relation of another statement that is the same or its reverse, whether the roles are exchanged."""
    for one in _relations(other):
        same = same_meaning(relation.verb.root, one.verb.root)
        denies = not same and deny(relation.verb.root, one.verb.root)
        straight = _is(relation.first, one.first) and _is(relation.second, one.second)
        crossed = _is(relation.first, one.second) and _is(relation.second, one.first)
        if (same or denies) and straight != crossed:
            yield crossed ^ relation.passive ^ one.passive ^ denies


def _is(one: Name, other: Name) -> bool:
    return not set(normal_name(one.text)).isdisjoint(normal_name(other.text))


def _relations(statement: Statement) -> Iterator[_Relation]:
    for number, first in enumerate(statement.names):
        for second in statement.names[number + 1 :]:
            between = [word for word in statement.words if first.span.end <= word.start < second.span.start]
            if len(between) > FARTHEST or any(word.folded in (";", ":") for word in between):
                continue
            for place, word in enumerate(between):
                compared = word.folded.endswith("er") and any(other.folded == "than" for other in between[place:])
                if word.content and (is_doing(word) or compared):
                    yield _Relation(first, second, word, _is_passive(between, place))


def _is_passive(words: Sequence[Word], place: int) -> bool:
    behind = words[place + 1 : place + 5]
    at_once = bool(behind) and behind[0].folded == "by"
    return at_once or (_is_suffered(words, place) and any(word.folded == "by" for word in behind))


def _is_suffered(words: Sequence[Word], place: int) -> bool:
    """Tell whether a form of "be" stands before a verb: "was beaten"."""
    return any(word.folded in _BE for word in words[max(0, place - 3) : place])


def _turned(sentence: Statement, passage: Passage) -> str | None:
    """Give the noun that does in the sentence what it suffers in the passage."""
    theirs = [act for other in passage.sentences for act in _acts(other)]
    for act in _acts(sentence):
        same = [other for other in theirs if same_meaning(act.verb.root, other.verb.root)]
        crossed: set[str] = set()
        for other in same:
            mine = (act.before, act.behind) if act.passive == other.passive else (act.behind, act.before)
            there = _only(mine[0], other.behind, mine[1], other.before)
            if not there or mine[0] & other.before or mine[1] & other.behind:
                crossed.clear()
                break
            crossed |= there
        if crossed:
            return min(crossed)
    return None


def _only(one: frozenset[str], behind: frozenset[str], other: frozenset[str], before: frozenset[str]) -> frozenset[str]:
    """Give what changed sides, where something did so either way."""
    return one & behind if one & behind and other & before else frozenset()


def _acts(statement: Statement) -> Iterator[_Act]:
    for place, word in enumerate(statement.words):
        passive = _is_passive(statement.words, place)
        if not (word.content and is_doing(word)) or (_is_suffered(statement.words, place) and not passive):
            continue
        clause = [one for one in statement.words if one.clause == word.clause and one is not word]
        before = frozenset(one.root for one in clause if one.start < word.start and (one.content or one.name))
        behind = frozenset(one.root for one in clause if one.start > word.start and (one.content or one.name))
        yield _Act(word, passive, before - behind, behind - before)


def _misdirected(sentence: Statement, passage: Passage) -> str | None:
    """Give the word that the sentence has behind another preposition than the passage: from A to B, B over A."""
    own = _directions(sentence.words)
    for other in passage.sentences:
        there = _directions(other.words)
        for preposition, opposite in (("from", "to"), ("to", "from"), ("from", "into")):
            moved = (own.get(preposition, set()) & there.get(opposite, set())) - there.get(preposition, set())
            moved -= own.get(opposite, set())
            if moved and (own.get(opposite, set()) & there.get(preposition, set()) or not there.get(preposition)):
                return min(moved)
    named = {root for name in sentence.names for root in normal_name(name.text)}
    for preposition in ("over", "against"):
        mine = own.get(preposition, set()) & named
        for other in passage.sentences:
            yours = _directions(other.words).get(preposition, set()) & named
            if mine and yours and not mine & yours:
                return min(mine)
    return _other_agent(sentence, passage)


def _other_agent(sentence: Statement, passage: Passage) -> str | None:
    """Give who did it "by" the sentence, where the passage has another behind the same verb."""
    theirs = [agent for other in passage.sentences for agent in _agents(other.words)]
    theirs += [
        (act.verb.root, set(act.before)) for other in passage.sentences for act in _acts(other) if not act.passive
    ]
    for verb, agent in _agents(sentence.words):
        same = [who for other, who in theirs if same_meaning(verb, other)]
        if same and not any(same_meaning(one, other) for who in same for one in agent for other in who):
            return min(agent)
    return None


def _agents(words: Sequence[Word]) -> Iterator[tuple[str, set[str]]]:
    """Give each verb before "by" with the roots of what follows that."""
    for place, word in enumerate(words):
        verb = next((one for one in reversed(words[max(0, place - _REACH) : place]) if is_doing(one)), None)
        if word.folded == "by" and verb is not None and verb.content:
            behind = words[place : place + 1 + _REACH]
            agent = _directions(behind).get("by", set())
            if agent and not any(word.value for word in behind):
                yield verb.root, agent


def _directions(words: Sequence[Word]) -> dict[str, set[str]]:
    """Map prepositions of direction to the roots of what follows them."""
    found: dict[str, set[str]] = {}
    for place, word in enumerate(words):
        if word.folded not in _DIRECTED:
            continue
        for other in words[place + 1 : place + _REACH]:
            if other.folded in _DIRECTED or not (other.folded[:1].isalnum() or other.folded in "$€£"):
                break
            if other.content or other.name or (other.value and other.folded[:1].isalnum()):
                found.setdefault(word.folded, set()).add(other.root)
                if not other.name and not other.value and other.folded not in HONORIFICS:
                    break
    return found
