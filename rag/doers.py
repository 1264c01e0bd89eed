"""Who does it: has a verb of the sentence the subject that the passage gives it?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.alignment import best_places
from rag.text.light import LIGHT
from rag.text.names import HONORIFICS
from rag.text.nouns import PREPOSITIONS
from rag.text.statement import has_verb, is_doing
from rag.text.synonyms import same_meaning

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.alignment import Match, Passage, Place
    from rag.text.statement import Statement, Word

_BE = frozenset("is are was were be been being am".split())
_RELATIVE = frozenset("who which".split())
_UNKNOWN = frozenset("he she it they we you i this that these those there what one ones both some all many no".split())
_FINITE, _THAT = frozenset("is are was were".split()), frozenset("that who which and but , :".split())
_AUXILIARIES = 5
"""Words from the first finite verb on in which the one that says what is done follows: "has been promised"."""
_AGENT_WITHIN = 5


@dataclass(frozen=True, slots=True)
class _Doing:
    """Hold a verb of a clause, who does it, and whether that is told."""

    verb: Word
    doer: frozenset[str]
    """Roots of the subject, or of what stands behind "by"; empty where it is not told, or by a pronoun."""
    suffered: frozenset[str]
    """Roots of the subject of a passive."""


def find_other_doer(sentence: Statement, passage: Passage, matches: Sequence[Match]) -> str | None:
    """Give the subject of the sentence where the passage has another for what it does."""
    for clause in range(sentence.clauses):
        own = list(_doings(sentence, clause))
        if not own:
            continue
        options = best_places([match for match in matches if match.word.clause == clause])
        verdicts = [verdict for places in options for verdict in _verdicts(own, places[0], passage)]
        if False in verdicts and True not in verdicts:
            return next(word.text for word in sentence.words if word.root in own[0].doer | own[0].suffered)
    return None


def _verdicts(own: Sequence[_Doing], place: Place, passage: Passage) -> list[bool | None]:
    theirs = _doings(passage.sentences[place[0]], place[1])
    return [_agree(mine, yours) for yours in theirs for mine in own if _same_verb(mine.verb, yours.verb)]


def _same_verb(one: Word, other: Word) -> bool:
    if one.folded in _BE or other.folded in _BE:
        return one.folded in _BE and other.folded in _BE
    return same_meaning(one.root, other.root)


def _agree(mine: _Doing, yours: _Doing) -> bool | None:
    """Tell whether two verbs have the same subject; None where one of them does not tell."""
    for one, other in ((mine.doer, yours.doer), (mine.suffered, yours.suffered)):
        if one and other:
            return any(same_meaning(a, b) for a in one for b in other)
    return None


def _doings(statement: Statement, clause: int) -> Iterator[_Doing]:
    """Give the first verb of a clause that says what is done; a "to" or "-ing" has a subject of its own."""
    words = [word for word in statement.words if word.clause == clause]
    first = next((place for place, word in enumerate(words) if has_verb(word)), None)
    if first is None:
        return
    subject = _subject(statement, clause)
    place = next((at for at in range(first, min(first + _AUXILIARIES, len(words))) if _does(words, at)), first)
    verb, behind = words[place], words[place + 1 :]
    reduced = next((word.folded for word in behind if word.folded in _FINITE | _THAT), "") in _FINITE
    if verb.root in LIGHT or reduced:
        return
    if verb.folded in _BE:
        yield _Doing(verb, subject, frozenset())
    elif place > first and any(word.folded in _BE for word in words[first:place]) and not verb.folded.endswith("ing"):
        yield _Doing(verb, _agent(behind), subject)
    else:
        yield _Doing(verb, _agent(behind) if behind and behind[0].folded == "by" else subject, frozenset())


def _does(words: Sequence[Word], place: int) -> bool:
    return words[place].content and is_doing(words[place]) and (not place or words[place - 1].folded != "to")


def _subject(statement: Statement, clause: int) -> frozenset[str]:
    """Give the roots of what stands before the first verb; of the clause before where this one goes on from it."""
    words = [word for word in statement.words if word.clause == clause]
    first = next((place for place, word in enumerate(words) if has_verb(word)), len(words))
    before = words[:first]
    at = next((place for place, word in enumerate(before) if word.folded in _RELATIVE), None)
    relative = at is not None and not _heads(before[:at])
    before = before[:at] if at and not relative else before
    if any(word.folded in _UNKNOWN for word in before):
        return frozenset()
    subject = _heads(before)
    if subject and not relative:
        return subject
    if not clause or first == len(words):
        return frozenset()
    if relative:
        return _antecedent(statement, clause)
    resumed = any(word.folded in _RELATIVE for word in statement.words if word.clause == clause - 1)
    return _subject(statement, clause - 1) if resumed or statement.continues(clause) else frozenset()


def _antecedent(statement: Statement, clause: int) -> frozenset[str]:
    """Give the roots of what a "who" at the head of a clause stands for: the last words before it."""
    before = [word for word in statement.words if word.clause == clause - 1 and (word.content or word.name)]
    return frozenset(word.root for word in before[-2:])


def _heads(words: Sequence[Word]) -> frozenset[str]:
    """Give the roots of a subject; what stands behind a preposition only tells which."""
    found: list[str] = []
    inside = False
    for word in words:
        if word.folded in PREPOSITIONS or word.folded in ("of", "according"):
            inside = True
        elif word.folded in (",", "the") and not found:
            inside = False
        elif (word.content or word.name) and not inside and word.folded not in HONORIFICS:
            found.append(word.root)
    if not found:
        return frozenset(next(([word.root] for word in reversed(words) if word.name or word.content), []))
    return frozenset(found)


def _agent(words: Sequence[Word]) -> frozenset[str]:
    """Give the roots of what stands behind "by"."""
    at = next((place for place, word in enumerate(words[:_AGENT_WITHIN]) if word.folded == "by"), None)
    if at is None:
        return frozenset()
    found: list[str] = []
    for word in words[at + 1 : at + 1 + _AGENT_WITHIN]:
        if word.value or (found and not (word.content or word.name)):
            break
        if word.content or word.name:
            found.append(word.root)
    return frozenset(found)
