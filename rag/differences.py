"""Where documents differ: another document that speaks of the same thing and gives another date or number for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.kinds import counted_values
from rag.subject import unnamed
from rag.text.names import find_names
from rag.text.sentences import Span, split_sentences
from rag.text.values import find_values
from rag.text.words import stems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answer import Citation, Source
    from rag.question import Question

SAME_MATTER = 0.6
"""Share of the question's content words that a number of another document needs around it to be about the same."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Mark a sentence of a source."""

    source: Source
    span: Span

    @property
    def text(self) -> str:
        """Cut the sentence out of its paragraph."""
        return self.span.cut(self.source.paragraph.text)

    @property
    def place(self) -> tuple[str, int, int]:
        """Tell the sentence from any other: document, number of the paragraph, where it begins."""
        return (self.source.document.id, self.source.paragraph.number, self.span.start)


def other_values(question: Question, answer: Quote, source: Source) -> list[Quote]:
    """Find the sentences of a source that differ from the answer in the date (or number) that is asked for.

    They must speak of the same thing: for a date, share a name with the answer, and its month and a day; for a number,
    count the same and have, with title and heading, most of the question's content words. A date that says less or more
    than the other ("25", "25 to 27") differs.
    """
    differs = _number_differs if question.kind == "number" else _date_differs
    if question.kind not in ("when", "number"):
        return []
    quotes = [Quote(source, span) for span in split_sentences(source.paragraph.text)]
    return [quote for quote in quotes if differs(question, answer, quote)]


def written(question: Question, text: str) -> str:
    """Give the dates or numbers of a text that the question asks for, as they stand there."""
    asked = counted_values(question, text) if question.kind == "number" else _dates(question, text)
    return ", ".join(value.text for value in find_values(text) if value.normal - question.values in asked)


def differ(question: Question, one: str, other: str) -> bool:
    """Tell whether two short answers cannot both be meant: no date, number or name is in both.

    >>> from rag.question import parse
    >>> differ(parse("Who led it?"), "Maria Lopez", "Anna Berg"), differ(parse("Who led it?"), "Lopez", "Maria Lopez")
    (True, False)
    """
    here, there = _meant(question, one), _meant(question, other)
    return bool(here and there) and not here & there


def _meant(question: Question, text: str) -> set[object]:
    if question.kind in ("when", "number"):
        return {value.normal - question.values for value in find_values(text)}
    return {word for name in find_names(text) for word in name.words} if question.kind in ("who", "where") else set()


def statement(values: Sequence[tuple[str, Citation]]) -> str:
    """Say that documents give different values, each with its mark and its document's date."""
    said = "; ".join(
        f"“{text}” [{citation.number}] ({citation.document.title}, {citation.document.date or 'undated'})"
        for text, citation in values
    )
    return f"The documents differ: {said}."


def _number_differs(question: Question, answer: Quote, other: Quote) -> bool:
    here, there = counted_values(question, answer.text), counted_values(question, other.text)
    if not here or not there or here & there:
        return False
    source = other.source
    around = stems(f"{source.document.title} {source.paragraph.heading} {other.text}")
    if unnamed(question.names, around):
        return False
    return len(question.content & around) >= SAME_MATTER * len(question.content)


def _date_differs(question: Question, answer: Quote, other: Quote) -> bool:
    here, there = _dates(question, answer.text), _dates(question, other.text)
    if not here or not there or here & there or not _shared_name(answer.text, other.text):
        return False
    return any(_months(one) & _months(two) and _days(one) & _days(two) for one in here for two in there)


def _dates(question: Question, text: str) -> frozenset[frozenset[str]]:
    return frozenset(v.normal - question.values for v in find_values(text) if v.kind == "date") - {frozenset()}


def _months(parts: frozenset[str]) -> frozenset[str]:
    return frozenset(part for part in parts if part.startswith("month:"))


def _days(parts: frozenset[str]) -> frozenset[str]:
    return frozenset(part for part in parts if part.startswith("day:"))


def _shared_name(one: str, other: str) -> bool:
    names = [frozenset().union(*(name.words for name in find_names(text))) for text in (one, other)]
    return bool(names[0] & names[1])
