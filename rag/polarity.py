"""Does a passage say the same as a sentence, or deny it, or leave it open?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.alignment import best_places, opposed
from rag.text.synonyms import same_meaning

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.alignment import Match, Passage, Place
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
    (_CONDITION, frozenset("would could once when only except without subject conditional must should".split()), "conditional"),
    (_DOUBT, frozenset("said says according accusation allegation".split()), "alleged"),
)  # fmt: skip
"""Words that leave open whether something is so; what a sentence may say instead; and what it is then."""
_UNTIL = frozenset("before until till only".split())
"""With these "not" may be said of either side of a point in time, or of all others."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Hold how a passage disagrees."""

    denied: bool
    """Whether it says the opposite; else it only leaves open."""
    reason: str


def find_clash(sentence: Statement, matches: Sequence[Match], passage: Passage) -> Clash | None:
    """Find where a passage denies what a sentence says, or states only as possible what it states as a fact."""
    clashes = [_clash(sentence, clause, matches, passage) for clause in range(sentence.clauses)]
    found = [clash for clash in clashes if clash]
    return next((clash for clash in found if clash.denied), next(iter(found), None))


def _clash(sentence: Statement, clause: int, matches: Sequence[Match], passage: Passage) -> Clash | None:
    own = [match for match in matches if match.word.clause == clause]
    places = best_places(own, passage)
    if not places:
        return None
    words = [word for word in sentence.words if word.clause == clause]
    there = [word for place in places for word in passage.clause_words(place)]
    pairs = _pairs(words, there)
    if pairs and _denied(sentence, clause, passage, places, pairs):
        return Clash(True, f"the cited paragraph says “{pairs[0][1].text}”, not “{pairs[0][0].text}”")
    if _denied(sentence, clause, passage, places, pairs) and not any(word.folded in _UNTIL for word in (*words, *there)):
        said = "does not deny this" if sentence.turning(clause) else "denies this"
        return Clash(True, f"the cited paragraph {said}")
    return _left_open(sentence, passage, places)


def _pairs(words: Sequence[Word], there: Sequence[Word]) -> list[tuple[Word, Word]]:
    """Pair words of the sentence with those that deny them, each where nothing else says the same."""
    pairs = []
    for word in words:
        other = opposed(word, there) if word.content or word.folded in _COMPARED else None
        if other and not any(same_meaning(other.root, one.root) for one in words):
            pairs.append((word, other))
    return pairs


_COMPARED = frozenset("all some most few more before after above below under over no each both only once".split())


def _denied(
    sentence: Statement, clause: int, passage: Passage, places: Sequence[Place], pairs: Sequence[tuple[Word, Word]]
) -> bool:
    paired = {id(word) for pair in pairs for word in pair}
    turned = sum(id(sentence.words[place]) not in paired for place in sentence.turning(clause))
    roots = [word for word in sentence.words if word.clause == clause]
    for number, part in places:
        other = passage.sentences[number]
        for place in other.turning(part):
            behind = [word for word in other.words[place + 1 :] if word.clause == part and (word.content or word.name)]
            reaches = any(same_meaning(word.root, one.root) for word in behind for one in roots)
            paired_behind = any(id(word) in paired for word in behind)
            turned += id(other.words[place]) not in paired and (reaches or paired_behind)
    return (turned + len(pairs)) % 2 == 1


def _left_open(sentence: Statement, passage: Passage, places: Sequence[Place]) -> Clash | None:
    said = {word.folded for word in sentence.words}
    for opening, instead, what in _LEAVES_OPEN:
        if said & (opening | instead):
            continue
        for number, part in places:
            for word in passage.sentences[number].words:
                if word.folded in opening and not word.name and (word.clause == part or opening is _CONDITION):
                    return Clash(False, f"the cited paragraph says it only as {what} (“{word.text}”)")
    return None
