"""Does a passage leave open what a sentence states, or claim less than it? "may", "if", "alleged"; "all", "only"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.text.light import LIGHT, SWEEPING
from rag.text.statement import root
from rag.text.synonyms import same_meaning
from rag.text.words import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.alignment import Passage, Place
    from rag.text.statement import Statement, Word

_POSSIBLE = frozenset("may might could possibly perhaps likely probably potential potentially possible".split())
_INTENDED = frozenset(
    """propose proposed proposes promise promised promises hope hoped hopes expect expected expects intend intended
    intends aim aims plan plans planned want wants wanted consider considers considering considered ask asked asks
    request requested seek seeks seeking pledge pledged vow vowed threatened warn warned wish wishes agree agreed
    proposal""".split()
)
_CONDITION = frozenset("if unless provided".split())
_DOUBT = frozenset(
    """alleged allegedly reportedly suspected suspicion claim claimed claims claiming accused accuses rumours rumoured
    rumors believed suspects""".split()
)
_LEAVES_OPEN = (
    (_POSSIBLE, frozenset("can would allowed permitted allow risk able expected chance limited".split()), "possible"),
    (_INTENDED, frozenset("will would should may might could shall set due".split()), "intended"),
    (_CONDITION, frozenset("would could once when only except without subject must should".split()), "conditional"),
    (_DOUBT, frozenset("said says according accusation allegation".split()), "alleged"),
)  # fmt: skip
"""Words that leave open whether something is so; what a sentence may say instead; and what it is then."""
_THAT = frozenset("that to he she it they".split())
_NOT_BUT = re.compile(r", (?:and |but )?not (?:(?:by|from|in|on|for|to|the|a|an|of|with) )*(\w+)")


@dataclass(frozen=True, slots=True)
class Clash:
    """Hold how a passage disagrees."""

    denied: bool
    """Whether it says the opposite; else it only leaves open."""
    reason: str


def find_opening(sentence: Statement, words: Sequence[Word], passage: Passage, places: Sequence[Place]) -> Clash | None:
    """Find what leaves open or narrows what some words of a sentence say, in the clauses that carry them."""
    return _left_open(sentence, passage, places) or _sweeping(words, passage) or _excluded(sentence, words, passage)


def _left_open(sentence: Statement, passage: Passage, places: Sequence[Place]) -> Clash | None:
    said = {word.folded for word in sentence.words}
    to_be = any(
        one.folded in ("was", "were", "is", "are") and other.folded == "to"
        for one, other in zip(sentence.words, sentence.words[1:], strict=False)
    )
    for opening, instead, what in _LEAVES_OPEN:
        if said & (opening | instead) or (to_be and opening is _INTENDED):
            continue
        for number, part in places:
            statement = passage.sentences[number]
            for place, word in enumerate(statement.words):
                if (
                    word.folded in opening
                    and not word.name
                    and not word.value
                    and _reaches(opening, sentence, statement, place, part, places)
                ):
                    return Clash(False, f"the cited paragraph says it only as {what} (“{word.text}”)")
    return None


def _reaches(
    opening: frozenset[str], sentence: Statement, statement: Statement, at: int, part: int, places: Sequence[Place]
) -> bool:
    """Tell whether what a word leaves open is what the sentence says."""
    word = statement.words[at]
    if opening is _CONDITION:
        stated = any(place[1] == word.clause for place in places[1:])
        return not stated or places[0][1] == word.clause
    follows = statement.words[at + 1].folded if at + 1 < len(statement.words) else ""
    if word.folded in ("claim", "claims") and follows not in _THAT:
        return False
    behind = next((one for one in statement.words[at + 1 :] if one.content and one.clause == word.clause), None)
    return word.clause == part and behind is not None and any(one.root == behind.root or (
        one.content and same_meaning(one.root, behind.root)) for one in sentence.words)  # fmt: skip


def _sweeping(words: Sequence[Word], passage: Passage) -> Clash | None:
    """Find an "all" or "only" that no sentence of the passage has that speaks of the same."""
    own = {word.root for word in words if word.content and word.root not in LIGHT}
    there = [
        word for one in passage.sentences if not own or own & {word.root for word in one.words} for word in one.words
    ]
    roots = {word.root for word in there}
    for word in words:
        if word.folded in SWEEPING and not any(same_meaning(word.root, root) for root in roots):
            denies = any(one.folded in ("not", "no", "never", "unless", "any", "each", "whole") for one in there)
            if not denies:
                return Clash(False, f"the cited paragraph does not say “{word.text}”")
    return None


def _excluded(sentence: Statement, words: Sequence[Word], passage: Passage) -> Clash | None:
    """Find what the passage leaves out ("the office, not the departments") and the sentence does not."""
    own = {match[1].lower() for match in _NOT_BUT.finditer(sentence.text)}
    left_out = {match[1].lower() for one in passage.sentences for match in _NOT_BUT.finditer(one.text)}
    roots = {root(fold(word)) for word in left_out - own}
    named = next((word for word in words if word.content and word.root in roots), None)
    return Clash(False, f"the cited paragraph says this not of “{named.text}”") if named else None
