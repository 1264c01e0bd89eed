"""Who did it to whom: do a sentence and its passage give two names the same roles?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.carried import normal_name
from rag.text.antonyms import deny
from rag.text.statement import has_verb
from rag.text.synonyms import same_meaning

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.alignment import Passage
    from rag.text.names import Name
    from rag.text.statement import Statement, Word

_BE = frozenset("is are was were be been being am get got".split())
_DIRECTED = frozenset("over against than from to by under into".split())
_REACH = 5


def exchanged(sentence: Statement, passage: Passage) -> str | None:
    """Give the name that the sentence puts in another's role: "A beat B" where the passage has B beat A."""
    for first, second, verb, turned in _relations(sentence):
        agreeing = opposing = False
        for other in passage.sentences:
            for one, two, said, round_ in _relations(other):
                same = same_meaning(verb.root, said.root)
                denies = not same and deny(verb.root, said.root)
                if not (same or denies):
                    continue
                straight = _is(first, one) and _is(second, two)
                crossed = _is(first, two) and _is(second, one)
                if straight or crossed:
                    flips = crossed ^ turned ^ round_ ^ denies
                    agreeing, opposing = agreeing or not flips, opposing or flips
        if opposing and not agreeing:
            return first.text
    return _misdirected(sentence, passage)


def _is(one: Name, other: Name) -> bool:
    return not set(normal_name(one.text)).isdisjoint(normal_name(other.text))


def _relations(statement: Statement) -> Iterator[tuple[Name, Name, Word, bool]]:
    """Give two names with the verb or comparative between them, and whether it is passive."""
    for number, first in enumerate(statement.names):
        for second in statement.names[number + 1 :]:
            between = [w for w in statement.words if first.span.end <= w.start < second.span.start]
            if any(w.folded in (";", ":") for w in between) or len(between) > 14:
                continue
            for place, word in enumerate(between):
                compared = word.folded.endswith("er") and any(w.folded == "than" for w in between[place:])
                if word.content and (has_verb(word) or compared):
                    passive = any(w.folded in _BE for w in between[max(0, place - 3) : place]) and any(
                        w.folded == "by" for w in between[place : place + 4]
                    )
                    yield first, second, word, passive


def _misdirected(sentence: Statement, passage: Passage) -> str | None:
    """Give the word that the sentence has behind another preposition than the passage: from A to B, B over A."""
    own = _directions(sentence.words)
    for other in passage.sentences:
        there = _directions(other.words)
        for preposition, opposite in (("from", "to"), ("to", "from"), ("from", "into")):
            moved = (own.get(preposition, set()) & there.get(opposite, set())) - there.get(preposition, set())
            moved -= own.get(opposite, set())
            if moved and (own.get(opposite, set()) & there.get(preposition, set()) or not there.get(preposition)):
                return next(iter(sorted(moved)))
    named = {root for name in sentence.names for root in normal_name(name.text)}
    for preposition in ("over", "against"):
        mine = own.get(preposition, set()) & named
        for other in passage.sentences:
            yours = _directions(other.words).get(preposition, set()) & named
            if mine and yours and not mine & yours:
                return next(iter(sorted(mine)))
    return None


def _directions(words: Sequence[Word]) -> dict[str, set[str]]:
    """Map prepositions of direction to the roots of what follows them."""
    found: dict[str, set[str]] = {}
    for place, word in enumerate(words):
        if word.folded not in _DIRECTED:
            continue
        for other in words[place + 1 : place + _REACH]:
            if other.folded in _DIRECTED or not (other.folded[0].isalnum() or other.folded in "$€£"):
                break
            if other.content or other.name or (other.value and other.folded[0].isalnum()):
                found.setdefault(word.folded, set()).add(other.root)
                if not other.name and not other.value:
                    break
    return found
