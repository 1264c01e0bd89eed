"""Is a sentence carried by its passages? Rules say what is missing, denied or of another; then its words are weighed.

A rule that is sure says what is wrong and has the last word. Where words are other words, or something is left open, an
entailment model decides, if it is installed. The same sentence gets the same verdict every time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rag.alignment import match_words, read_passages
from rag.answer import Support
from rag.binding import find_swap
from rag.carried import missing_name, missing_value, scattered_name, strange_opener, value_matches
from rag.doers import find_other_doer
from rag.instructions import silenced
from rag.models.entailment import Entailment
from rag.polarity import find_clash
from rag.roles import exchanged
from rag.text.light import LIGHT, LIGHT_WEIGHT
from rag.text.nouns import DETERMINERS, PREPOSITIONS
from rag.text.sentences import split_sentences
from rag.text.statement import read_statement
from rag.text.words import fold

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from rag.alignment import Match, Passage
    from rag.answer import SupportLevel
    from rag.text.statement import Statement, Word

MOST_LOST = 0.99
"""Weight of the words that a supported sentence may have and its passages not: less than one that says something."""
ASKED_WEIGHT = 0.5
"""Weight of a word that only the question has: an answer repeats what it was asked about, not all it claims."""
PARTLY_SHARE = 0.4
"""Share of the weight of a sentence's words that the passages must have for "partly"; below it is unsupported."""
MANY_LOST = 3
"""From so many lost words on, names and values do not help."""
LONGEST = 2_000
"""Characters of a sentence that are looked at."""

LIFTS_WORDING, LIFTS_OPEN = 0.4, 1.0
"""Log odds of entailment from which on a sentence is supported though it has other words than its passages, or though
they seem to leave open what it says."""
LIFTS_SCATTERED = -0.5
"""The same for a sentence whose words the passages have in different places."""
SOFTENS = -1.0
"""The same from which on a sentence in other words altogether is partly supported."""
DROPS = -1.5
"""Log odds at or below which a sentence without dates and numbers is not, though its passages have its words. Both
tuned, as the weights above, on tests/rag/pairs_grounding.yaml and pairs_grounding_more.yaml (2026-11-22)."""

_SUPPORTED = Support("supported")
_LOOSE = frozenset(
    """a an one half twice second third quarter quarters thirds pair couple both zero every everyone everybody each all
    anyone anybody nobody none two-thirds""".split()
)
_CENTURY = re.compile(r"(?:teenth|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twentieth)$")
_SEASONS = frozenset("spring summer autumn winter".split())


def support(sentence: str, passages: Sequence[str], question: str = "") -> Support:
    """Judge whether the passages, taken together, carry the sentence; names and values of the question are free.

    >>> support("Forty boats left on 3 May.", ["On May 3, 40 boats left the harbour."]).level
    'supported'
    >>> support("Fifty boats left on 3 May.", ["On May 3, 40 boats left the harbour."]).reason
    '“Fifty” is not in the cited paragraph'
    """
    return _default().support(sentence, passages, question)


@dataclass(frozen=True, slots=True)
class _Judged:
    """Hold what the rules make of a sentence."""

    support: Support
    lifted_from: float | None = None
    """Log odds of entailment from which on it is supported all the same; None: from none."""
    dropped_at: float | None = None
    """Log odds at which it is not supported after all."""
    softened_from: float | None = None
    """Log odds from which on it is partly supported, where it has other words altogether."""

    @property
    def is_open(self) -> bool:
        """Tell whether entailment may change it."""
        return (self.lifted_from, self.dropped_at, self.softened_from) != (None, None, None)


class Grounding:
    """Judge sentences against passages. Safe from many threads."""

    def __init__(self, entailment: Entailment | None = None) -> None:
        """Judge with this model beside the rules; None: the bundled one. Without it, by rules alone."""
        entailment = entailment or Entailment()
        self._entailment = entailment if entailment.is_installed else None

    def support(self, sentence: str, passages: Sequence[str], question: str = "") -> Support:
        """Judge whether the passages, taken together, carry the sentence; names and values of the question are free."""
        told = [silenced(passage) for passage in dict.fromkeys(passages)]
        sentence = sentence[:LONGEST]
        if _stands_whole(sentence, told):
            return _SUPPORTED
        judged = _judge(sentence, told, question)
        if self._entailment is None or not judged.is_open:
            return judged.support
        together = told if len(told) == 1 else [*told, "\n".join(told)]
        log_odds = max(self._entailment.log_odds(sentence, together), default=0.0)
        if judged.lifted_from is not None and log_odds >= judged.lifted_from:
            return _SUPPORTED
        if judged.softened_from is not None and log_odds >= judged.softened_from:
            return Support("partly", judged.support.reason)
        if judged.dropped_at is not None and log_odds <= judged.dropped_at:
            return Support("partly", "the cited paragraph has its words, but seems to say something else")
        return judged.support


def _judge(sentence: str, told: Sequence[str], question: str) -> _Judged:
    """Judge by the rules."""
    statement, passage = read_statement(sentence), read_passages(told)
    missing = _missing(statement, passage, "\n".join(told), question)
    if missing and missing.level == "unsupported":
        return _Judged(missing)
    matches = match_words([word for word in statement.words if word.content], passage)
    anchored = len(statement.names) + len(statement.quantities) + len(statement.dates)
    weighed = _weigh(matches, question, anchored)
    contrary = _contrary(statement, passage, question)
    if contrary and contrary.support.level == "unsupported":
        near = weighed.level == "supported"
        return contrary if near else _Judged(Support("partly", contrary.support.reason))
    if weighed.level == "unsupported":
        return _Judged(weighed, softened_from=SOFTENS)
    if missing or contrary:
        return contrary or _Judged(missing or weighed)
    if weighed.level == "supported" and _is_scattered(statement, matches):
        return _Judged(Support("partly", "the cited paragraph has its words in different places only"), LIFTS_SCATTERED)
    if weighed.level == "partly":
        added = any(match.how == "none" and _is_noun(statement, match.word) for match in matches)
        return _Judged(weighed, lifted_from=None if added else LIFTS_WORDING)
    return _Judged(weighed, dropped_at=None if statement.quantities or statement.dates else DROPS)


def _is_scattered(statement: Statement, matches: Sequence[Match]) -> bool:
    """Tell whether no sentence has all words of a clause, though together they have them."""
    for clause in range(statement.clauses):
        heavy = [m for m in matches if m.word.clause == clause and m.places and m.word.root not in LIGHT]
        sentences = [frozenset(number for number, _ in match.places) for match in heavy]
        if sentences and not frozenset.intersection(*sentences):
            return True
    return False


def _is_noun(statement: Statement, word: Word) -> bool:
    """Tell whether a word that says something stands where nouns do: another thing is another claim."""
    before = next((other.folded for other in reversed(statement.words) if other.start < word.start), "")
    return word.root not in LIGHT and before in PREPOSITIONS | DETERMINERS | {"and", "or", "of"}


def _missing(statement: Statement, passage: Passage, text: str, question: str) -> Support | None:
    """Say which name, quantity or date of the sentence neither the passages nor the question has."""
    text = f"{text}\n{question}"
    asked = read_passages([question]).sentences if question else ()
    missing = (
        missing_name(statement, text)
        or strange_opener(statement, text)
        or missing_value(statement, (*passage.sentences, *asked))
    )
    if missing:
        level: SupportLevel = "partly" if _is_loose(missing) else "unsupported"
        return Support(level, f"“{missing}” is not in the cited paragraph")
    scattered = scattered_name(statement, text)
    return Support("partly", f"“{scattered}” is not in the cited paragraph as one name") if scattered else None


def _is_loose(value: str) -> bool:
    """Tell whether an amount is one that other words may say: "half" for halved, "an hour", "seventeenth" for 1688."""
    words = value.lower().replace("-", " ").split()
    return not _LOOSE.isdisjoint((words[0], words[-1])) or words[-1] in _SEASONS or bool(_CENTURY.search(words[-1]))


def _contrary(statement: Statement, passage: Passage, question: str) -> _Judged | None:
    """Say what the passages deny, leave open, or say of another."""
    words = [word for word in statement.words if word.content or word.name]
    matches = [*match_words(words, passage), *value_matches(statement, passage.sentences)]
    clash = find_clash(statement, matches, passage)
    if clash and clash.denied:
        return _Judged(Support("unsupported", clash.reason))
    swap = find_swap(statement, passage, matches, question)
    other = exchanged(statement, passage) or (swap.text if swap else None)
    if other:
        level: SupportLevel = "partly" if swap and not swap.sure and swap.text == other else "unsupported"
        return _Judged(Support(level, f"the cited paragraph does not say this of “{other}”"))
    doer = find_other_doer(statement, passage, matches)
    if doer:
        return _Judged(Support("partly", f"the cited paragraph does not say this of “{doer}”"))
    return _Judged(Support("partly", clash.reason), LIFTS_OPEN) if clash else None


def _weigh(matches: Sequence[Match], question: str, anchored: int) -> Support:
    """Judge by the words that the passages do not have; those of the question count half, its names not at all.

    `anchored`: names and values of the sentence, which the passages have: it may say little besides.
    """
    asked = read_statement(question).words if question else ()
    free = frozenset(word.root for word in asked if word.name or word.value)
    said = frozenset(word.root for word in asked)
    weighed = [(match, _weight(match.word.root, said)) for match in matches]
    lost = [(match.word, weight) for match, weight in weighed if match.how == "none" and match.word.root not in free]
    weight, whole = sum(weight for _, weight in lost), sum(weight for _, weight in weighed)
    if weight <= MOST_LOST and (anchored or weight < whole):
        return _SUPPORTED
    words = ", ".join(f"“{word.text}”" for word, weight in lost if weight >= ASKED_WEIGHT) or "its words"
    near = 1 - weight / whole >= PARTLY_SHARE if whole else False
    level: SupportLevel = "partly" if near or (anchored > 1 and len(lost) < MANY_LOST) else "unsupported"
    return Support(level, f"the cited paragraph does not have {words}")


def _weight(root: str, asked: AbstractSet[str]) -> float:
    if root in LIGHT:
        return LIGHT_WEIGHT
    return ASKED_WEIGHT if root in asked else 1.0


def _stands_whole(sentence: str, passages: Sequence[str]) -> bool:
    """Tell whether a text is one or more whole sentences of a passage."""
    wanted = _bare(sentence)
    return bool(wanted) and any(wanted in _bare(passage) and _at_borders(wanted, passage) for passage in passages)


def _at_borders(wanted: str, passage: str) -> bool:
    spans = split_sentences(passage)
    return any(
        _bare(passage[first.start : last.end]) == wanted
        for place, first in enumerate(spans)
        if wanted.startswith(_bare(first.cut(passage))[: len(wanted)])
        for last in spans[place:]
    )


def _bare(text: str) -> str:
    return " ".join(fold(text).split()).strip(" .!?…\"'“”‘’*•-–—")


@lru_cache(maxsize=1)
def _default() -> Grounding:
    return Grounding()
