"""Is a sentence carried by its passages? Rules say what is missing, denied or of another; then its words are weighed.

A rule that fires says what is wrong. The same sentence gets the same verdict every time.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rag.alignment import match_words, read_passages
from rag.answer import Support
from rag.binding import find_swap
from rag.carried import missing_name, missing_value, scattered_name, strange_opener, value_matches
from rag.doers import find_other_doer
from rag.instructions import instructing
from rag.polarity import find_clash
from rag.roles import exchanged
from rag.text.light import LIGHT, LIGHT_WEIGHT
from rag.text.sentences import split_sentences
from rag.text.statement import read_statement
from rag.text.words import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.alignment import Match, Passage
    from rag.answer import SupportLevel
    from rag.text.statement import Statement

MOST_LOST = 0.99
"""Weight of the words that a supported sentence may have and its passages not: less than one that says something."""
PARTLY_SHARE = 0.4
"""Share of the weight of a sentence's words that the passages must have for "partly"; below it is unsupported."""
MANY_LOST = 3
"""From so many lost words on, names and values do not help."""
LONGEST = 2_000
"""Characters of a sentence that are looked at."""

_SUPPORTED = Support("supported")


def support(sentence: str, passages: Sequence[str], question: str = "") -> Support:
    """Judge whether the passages, taken together, carry the sentence; names and values of the question are free.

    >>> support("Forty boats left on 3 May.", ["On May 3, 40 boats left the harbour."]).level
    'supported'
    >>> support("Fifty boats left on 3 May.", ["On May 3, 40 boats left the harbour."]).reason
    '“Fifty” is not in the cited paragraph'
    """
    return _default().support(sentence, passages, question)


class Grounding:
    """Judge sentences against passages. Safe from many threads."""

    def support(self, sentence: str, passages: Sequence[str], question: str = "") -> Support:
        """Judge whether the passages, taken together, carry the sentence; names and values of the question are free."""
        told = [_without_orders(passage) for passage in dict.fromkeys(passages)]
        if _stands_whole(sentence, told):
            return _SUPPORTED
        statement = read_statement(sentence[:LONGEST])
        passage = read_passages(told)
        wrong = _missing(statement, passage, "\n".join(told), question)
        if wrong is None or wrong.level == "partly":
            contrary = _contrary(statement, passage, question)
            wrong = contrary if contrary and (wrong is None or contrary.level == "unsupported") else wrong
        if wrong and wrong.level == "unsupported":
            return wrong
        matches = match_words([word for word in statement.words if word.content], passage)
        anchored = len(statement.names) + len(statement.quantities) + len(statement.dates)
        return _worse(wrong, _weigh(matches, question, anchored))


def _worse(wrong: Support | None, weighed: Support) -> Support:
    return wrong if wrong and weighed.level != "unsupported" else weighed


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
        return Support("unsupported", f"“{missing}” is not in the cited paragraph")
    scattered = scattered_name(statement, text)
    return Support("partly", f"“{scattered}” is not in the cited paragraph as one name") if scattered else None


def _contrary(statement: Statement, passage: Passage, question: str) -> Support | None:
    """Say what the passages deny, leave open, or say of another."""
    words = [word for word in statement.words if word.content or word.name]
    matches = [*match_words(words, passage), *value_matches(statement, passage.sentences)]
    clash = find_clash(statement, matches, passage)
    if clash and clash.denied:
        return Support("unsupported", clash.reason)
    swap = find_swap(statement, passage, matches, question)
    other = exchanged(statement, passage) or (swap.text if swap else None)
    if other:
        level: SupportLevel = "partly" if swap and not swap.sure and swap.text == other else "unsupported"
        return Support(level, f"the cited paragraph does not say this of “{other}”")
    doer = find_other_doer(statement, passage, matches)
    if doer:
        return Support("partly", f"the cited paragraph does not say this of “{doer}”")
    return Support("partly", clash.reason) if clash else None


def _weigh(matches: Sequence[Match], question: str, anchored: int) -> Support:
    """Judge by the words that the passages do not have; those of the question are free.

    `anchored`: names and values of the sentence, which the passages have: it may say little besides.
    """
    free = frozenset(word.root for word in read_statement(question).words) if question else frozenset[str]()
    weighed = [(match, LIGHT_WEIGHT if match.word.root in LIGHT else 1.0) for match in matches]
    lost = [(match.word, weight) for match, weight in weighed if match.how == "none" and match.word.root not in free]
    weight, whole = sum(weight for _, weight in lost), sum(weight for _, weight in weighed)
    if weight <= MOST_LOST and (anchored or weight < whole):
        return _SUPPORTED
    words = ", ".join(f"“{word.text}”" for word, weight in lost if weight == 1.0) or "its words"
    near = 1 - weight / whole >= PARTLY_SHARE if whole else False
    level: SupportLevel = "partly" if near or (anchored > 1 and len(lost) < MANY_LOST) else "unsupported"
    return Support(level, f"the cited paragraph does not have {words}")


def _without_orders(passage: str) -> str:
    """Leave out what a passage orders a model to say: it is no evidence."""
    for span in reversed(instructing(passage)):
        passage = passage[: span.start] + passage[span.end :]
    return passage


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
