"""Where documents differ: another document that speaks of the same thing and gives another date or number for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.text.names import find_names
from rag.text.sentences import Span, split_sentences
from rag.text.values import find_values
from rag.text.words import stems

if TYPE_CHECKING:
    from rag.answer import Source
    from rag.question import Question


@dataclass(frozen=True, slots=True)
class Quote:
    """Mark a sentence of a source."""

    source: Source
    span: Span

    @property
    def text(self) -> str:
        """Cut the sentence out of its paragraph."""
        return self.span.cut(self.source.paragraph.text)


def other_values(question: Question, answer: Quote, source: Source) -> list[Quote]:
    """Find the sentences of a source that differ from the answer in the date (or number) that is asked for.

    They must speak of the same thing: share a name with the answer, and for a date also its month; for a number, all of
    the question's content words. A date that says less or more than the other ("25", "25 to 27") differs.
    """
    wanted = _values(question, answer.text)
    if question.kind not in ("when", "where", "number") or not wanted:
        return []
    return [
        Quote(source, span)
        for span in split_sentences(source.paragraph.text)
        if _differs(question, answer.text, wanted, span.cut(source.paragraph.text))
    ]


def _differs(question: Question, answer: str, wanted: frozenset[frozenset[str]], text: str) -> bool:
    values = _values(question, text)
    if not values or values & wanted or not _shared_name(answer, text):
        return False
    if question.kind == "number":
        return question.content <= stems(text)
    return any(_months(one) & _months(other) and _days(one) & _days(other) for one in values for other in wanted)


def _values(question: Question, text: str) -> frozenset[frozenset[str]]:
    kind = "number" if question.kind == "number" else "date"
    return frozenset(v.normal - question.values for v in find_values(text) if v.kind == kind) - {frozenset()}


def _months(parts: frozenset[str]) -> frozenset[str]:
    return frozenset(part for part in parts if part.startswith("month:"))


def _days(parts: frozenset[str]) -> frozenset[str]:
    return frozenset(part for part in parts if part.startswith("day:"))


def _shared_name(one: str, other: str) -> bool:
    names = [frozenset().union(*(name.words for name in find_names(text))) for text in (one, other)]
    return bool(names[0] & names[1])
