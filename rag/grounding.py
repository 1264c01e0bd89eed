"""Is a sentence carried by its passages? Its names, its numbers and dates, its negation, then its words.

A rule that fires says what is missing. Nothing here asks a model: the same sentence gets the same verdict every time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.answer import Support
from rag.text.names import find_names
from rag.text.values import find_values, value_parts, weekdays
from rag.text.words import fold, stem, stems, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answer import SupportLevel

SUPPORTED_SHARE = 0.8
"""Share of a sentence's content words that the passages must have for "supported"."""
PARTLY_SHARE = 0.5
"""The same for "partly"; below it the sentence is unsupported."""

_NEGATIONS = frozenset("no not never none nobody nothing neither nor cannot without".split())


def support(sentence: str, passages: Sequence[str], question: str = "") -> Support:
    """Judge whether the passages, taken together, carry the sentence; names and values of the question are free.

    >>> support("Forty boats left on 3 May.", ["On May 3, 40 boats left the harbour."]).level
    'supported'
    >>> support("Fifty boats left on 3 May.", ["On May 3, 40 boats left the harbour."]).reason
    '“Fifty” is not in the cited paragraph'
    """
    passage = "\n".join(passages)
    if _squeeze(sentence) and _squeeze(sentence) in _squeeze(passage):
        return Support("supported")
    missing = _missing_name(sentence, f"{passage}\n{question}") or _missing_value(sentence, f"{passage}\n{question}")
    if missing:
        return Support("unsupported", f"“{missing}” is not in the cited paragraph")
    if _negated(sentence) and not _negated(passage):
        return Support("unsupported", "the cited paragraph does not deny this")
    wanted = stems(sentence)
    lost = wanted - stems(passage)
    share = 1 - len(lost) / max(1, len(wanted))
    if wanted and share >= SUPPORTED_SHARE:
        return Support("supported")
    level: SupportLevel = "partly" if share >= PARTLY_SHARE and wanted else "unsupported"
    return Support(level, f"the cited paragraph has {share:.0%} of its words")


class Grounding:
    """The lead's placeholder until helper B's class is here."""

    def support(self, sentence: str, passages: Sequence[str], question: str = "") -> Support:
        """Judge."""
        return support(sentence, passages, question)


def _squeeze(text: str) -> str:
    return " ".join(fold(text).split())


def _missing_name(sentence: str, passage: str) -> str | None:
    carried = {stem(word) for word in tokens(passage)}
    for name in find_names(sentence):
        if any(stem(word) not in carried for word in tokens(name.text)):
            return name.text
    return None


def _missing_value(sentence: str, passage: str) -> str | None:
    carried = value_parts(passage)
    for value in find_values(sentence):
        if not value.normal <= carried:
            return value.text
    return next(iter(sorted(weekdays(sentence) - weekdays(passage))), None)


def _negated(text: str) -> bool:
    words = fold(text).replace("n't", " not").replace("n’t", " not")
    return not _NEGATIONS.isdisjoint(tokens(words))
