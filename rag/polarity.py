"""Does a passage say the same as a sentence, or deny it, or leave it open?

What turns a clause round is counted on both sides: "not", "failed to", a word that denies another ("rose", "fell"). An
odd count is a denial.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rag.alignment import best_places
from rag.openness import Clash, find_opening
from rag.text.antonyms import NEGATIONS, deny
from rag.text.light import LIGHT
from rag.text.statement import is_doing
from rag.text.synonyms import same_meaning
from rag.text.words import stem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.alignment import Match, Passage, Place
    from rag.text.statement import Statement, Word

_COMPARED = frozenset(
    "all some most few more before after above below under over no each both only once against".split()
)
"""Stop words that can deny each other."""
_SINCE, _UNTIL = frozenset("until till after once when from".split()), frozenset("before until till".split())
_OTHERWISE = frozenset("other else unless except without".split())
_OF_VERBS = frozenset("not never".split())
"""These deny the verb that follows them, others what the clause says of something."""
_ORDER = frozenset("before after".split())
_CONVERSE = frozenset(
    stem(word)
    for word in "win lose beat defeat buy sell lend borrow more less larger smaller bigger higher lower".split()
)
"""Words that say the same of two the other way round: who beats and who loses is for rag.roles to tell."""


def find_clash(sentence: Statement, matches: Sequence[Match], passage: Passage) -> Clash | None:
    """Find where a passage denies what a sentence says, or states only as possible what it states as a fact."""
    clashes = [_clash(sentence, clause, matches, passage) for clause in range(sentence.clauses)]
    found = [clash for clash in clashes if clash]
    return next((clash for clash in found if clash.denied), next(iter(found), None))


def _clash(sentence: Statement, clause: int, matches: Sequence[Match], passage: Passage) -> Clash | None:
    own = [match for match in matches if match.word.clause == clause]
    clashes = [
        _clash_at(sentence, clause, places, passage)
        for places in best_places(_on_focus(sentence, clause, own, passage))
    ]
    if not clashes or None in clashes:
        return None
    return next((clash for clash in clashes if clash and not clash.denied), clashes[0])


def _on_focus(sentence: Statement, clause: int, own: list[Match], passage: Passage) -> list[Match]:
    """Keep to the clauses that are turned round and have a word that the sentence denies, where there are any."""
    turning = [place for place in sentence.turning(clause) if sentence.words[place].folded in NEGATIONS]
    denied = [m for m in own if turning and m.word.start > sentence.words[turning[0]].start and not _is_silent(m.word)]
    places = frozenset(place for match in denied for place in match.exact if not match.word.value)
    if turning and sentence.words[turning[0]].folded in _OF_VERBS and denied:
        denied = denied[:1]
        places = denied[0].exact
    counts = {place: sum(place in match.exact for match in denied) for place in places}
    most = max(counts.values(), default=0)
    focus = frozenset(
        place for place in places if counts[place] == most and passage.sentences[place[0]].turning(place[1])
    )
    if not focus:
        return own
    return [replace(match, places=match.places & focus, exact=match.exact & focus) for match in own]


def _clash_at(sentence: Statement, clause: int, places: Sequence[Place], passage: Passage) -> Clash | None:
    words = [word for word in sentence.words if word.clause == clause]
    there = [word for place in places for word in passage.clause_words(place)]
    number, part = places[0]
    further = part + 1 if passage.sentences[number].continues(part + 1) and len(places) == 1 else part
    first = passage.clause_words(places[0]) + (passage.clause_words((number, further)) if further > part else [])
    pairs = _pairs(words, first)
    if _denied(sentence, clause, passage, places, pairs):
        if pairs:
            return Clash(True, f"the cited paragraph says “{pairs[0][1].text}”, not “{pairs[0][0].text}”")
        if not _other_side([word for word in sentence.words], there):
            said = "does not deny this" if sentence.turning(clause) else "denies this"
            return Clash(True, f"the cited paragraph {said}")
    return find_opening(sentence, words, passage, places)


def _pairs(words: Sequence[Word], there: Sequence[Word]) -> list[tuple[Word, Word]]:
    """Pair words of the sentence with those that deny them, each where nothing else says the same."""
    mine = [word for word in words if not word.value]
    yours = [word for word in there if not word.value]
    reversed_ = _in_other_order(words, there)
    pairs = []
    for place, word in enumerate(mine):
        if not (word.content or word.folded in _COMPARED) or _stands(word, yours, mine):
            continue
        for at, other in enumerate(yours):
            converse = reversed_ and word.root in _CONVERSE and other.root in _CONVERSE
            denies = not other.name and deny(word.root, other.root) and not _stands(other, mine, yours)
            ends = word.folded in _ORDER and not _same_point(words, there, word, other)
            if denies and not converse and not ends and _of_the_same(mine[place + 1 :], yours[at + 1 :]):
                pairs.append((word, other))
                break
    return pairs


def _in_other_order(words: Sequence[Word], there: Sequence[Word]) -> bool:
    """Tell whether two names stand the other way round: then converse words say the same."""
    mine = list(dict.fromkeys(word.root for word in words if word.name))
    yours = list(dict.fromkeys(word.root for word in there if word.name and word.root in mine))
    shared = [root for root in mine if root in yours]
    return len(shared) > 1 and shared != yours


def _stands(word: Word, others: Sequence[Word], own: Sequence[Word]) -> bool:
    """Tell whether others have a word, or one that says the same and is not there for another of its own."""
    roots = {one.root for one in own}
    return any(one.root == word.root or (one.root not in roots and same_meaning(word.root, one.root)) for one in others)


def _of_the_same(behind: Sequence[Word], others: Sequence[Word]) -> bool:
    """Tell "lower profit" and "higher profit" from "higher costs": what follows at once must agree."""
    one, other = next(iter(behind), None), next(iter(others), None)
    if one is None or other is None or not (one.content and other.content):
        return True
    return same_meaning(one.root, other.root) or any(same_meaning(one.root, word.root) for word in others[:4])


def _same_point(words: Sequence[Word], there: Sequence[Word], word: Word, other: Word) -> bool:
    """Tell whether "before" and "after" are said of one point in time: what follows them must agree."""
    mine = next((one for one in words if one.start > word.start and (one.content or one.value)), None)
    yours = next((one for one in there if one.start > other.start and (one.content or one.value)), None)
    return (
        mine is None
        or yours is None
        or (mine.value == yours.value and (mine.value or same_meaning(mine.root, yours.root)))
    )


def _denied(
    sentence: Statement, clause: int, passage: Passage, places: Sequence[Place], pairs: Sequence[tuple[Word, Word]]
) -> bool:
    paired = {id(word) for pair in pairs for word in pair}
    turned = sum(id(sentence.words[place]) not in paired for place in sentence.turning(clause))
    own = [word for word in sentence.words if word.clause == clause and not _is_silent(word)]
    denies = bool(turned)
    for number, part in places:
        other = passage.sentences[number]
        for place in other.turning(part):
            behind = [word for word in other.words[place + 1 :] if word.clause == part and not _is_silent(word)]
            reaches = any(id(w) in paired or any(same_meaning(w.root, one.root) for one in own) for w in behind)
            itself = any(same_meaning(other.words[place].root, one.root) for one in own)
            may = denies and any(is_doing(word) for word in other.words[place + 1 : place + 4])
            turned += id(other.words[place]) not in paired and (reaches or itself or may)
    return (turned + len(pairs)) % 2 == 1


def _is_silent(word: Word) -> bool:
    return not (word.name or word.value or (word.content and word.root not in LIGHT))


def _other_side(words: Sequence[Word], there: Sequence[Word]) -> bool:
    """Tell "not before spring" from "not": it may be said of the other side of that point, or of all others."""
    mine, yours = {word.folded for word in words}, {word.folded for word in there}
    if ("only" in mine) != ("only" in yours) and ("only" in mine or mine & _OTHERWISE):
        return True
    if "than" in mine and any(word.folded.endswith("est") for word in there):
        return True  # "no finalist was younger": the youngest
    return bool((mine & _UNTIL and yours & _SINCE - mine) or (yours & _UNTIL and mine & _SINCE - yours))
