"""Weigh sentences as answers to yes/no questions, by whether they decide them; another judge has all others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.coverage import prepared, with_names
from rag.decides import THRESHOLD, decides
from rag.evidence import Evidence, offered_paragraphs
from rag.text.language import is_english

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answer import Source
    from rag.evidence import Judge
    from rag.question import Question


class ByDeciding:
    """Judge yes/no questions by their words, in front of another judge."""

    def __init__(self, other: Judge) -> None:
        """Leave every other question to `other`."""
        self._other = other

    def weigh(self, question: Question, sources: Sequence[Source]) -> list[Evidence]:
        """Give every sentence with how far it decides; ties in the order of the sources."""
        if not question.yes_or_no or not is_english(question.text):
            return self._other.weigh(question, sources)
        question, offered = with_names(question, sources), offered_paragraphs(sources)
        weighed = []
        for source in sources:
            for sentence in prepared(source).sentences:
                score = decides(question, source, sentence.text, offered)
                weighed.append(Evidence(source, sentence.span, sentence.text, score, score >= THRESHOLD, 1.0))
        return sorted(weighed, key=lambda one: (-one.probability, one.source.number, one.span.start))
