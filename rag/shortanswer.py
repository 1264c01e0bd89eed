"""The very words that answer, said as fully as the document says them: "Asif" becomes "Khawaja Asif"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.fullnames import in_full
from rag.text.names import find_names
from rag.text.sentences import Span
from rag.text.values import find_values

if TYPE_CHECKING:
    from rag.evidence import Evidence
    from rag.question import Question

_PART_OF_A_DATE = re.compile(r"\b(?:year|month|decade|century|weekday|time)\b", re.IGNORECASE)
_AROUND = " \t\n.,;:!?\"'“”‘’()[]"


def short_answer(question: Question, evidence: Evidence) -> str | None:
    """Give the words of the evidence in full; None where no reader judged it.

    A date or a name that the words cut short is completed from the sentence; a person named short is said in full as
    the document names them.
    """
    if evidence.words is None:
        return None
    text = evidence.source.paragraph.text
    words = _whole(question, evidence.words, text)
    said = _without_place(words.cut(text)) if question.kind == "when" else words.cut(text)
    full = in_full(said, words.start, evidence.source.document, evidence.source.paragraph)
    return full.strip(_AROUND) or None


def _without_place(said: str) -> str:
    """Leave out what follows the last date: "25 October in Istanbul" asks for no place."""
    ends = [value.span.end for value in find_values(said) if value.kind == "date"]
    return said[: max(ends)] if ends else said


def _whole(question: Question, words: Span, text: str) -> Span:
    """Widen the words to the whole date or name of which they are a part."""
    wholes = [name.span for name in find_names(text)] if question.kind in ("who", "where") else []
    if question.kind == "when" and not _PART_OF_A_DATE.search(question.text):
        wholes += [value.span for value in find_values(text) if value.kind == "date"]
    around = [one for one in wholes if one.start <= words.start < one.end or one.start < words.end <= one.end]
    return Span(min([words.start, *(s.start for s in around)]), max([words.end, *(s.end for s in around)]))
