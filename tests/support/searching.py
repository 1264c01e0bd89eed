"""An assistant without models: it answers as a script says, and finds paragraphs that share words with a query."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.answer import Answer, Citation, Hit, Sentence

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from rag.answer import Turn
    from rag.document import Document, Paragraph


def answer_from(document: Document, number: int, short: str) -> Answer:
    """Answer with the first sentence of a paragraph."""
    paragraph = document.paragraphs[number - 1]
    end = paragraph.text.index(".") + 1
    citation = Citation(1, document, paragraph, 0, end)
    return Answer("", "", (Sentence(citation.quote, "supported", citations=(citation,)),), short_answer=short)


class WordAssistant:
    """Implement both ports: asking and searching."""

    def __init__(self, documents: Sequence[Document], answers: Mapping[str, Answer]) -> None:
        self._documents = documents
        self._answers = answers

    def ask(self, question: str, history: Sequence[Turn] = (), documents: Collection[str] | None = None) -> Answer:
        return self._answers.get(question, Answer(question, question, refused=True, reason="The documents do not say."))

    def search(self, query: str, k: int = 10, documents: Collection[str] | None = None) -> list[Hit]:
        wanted = set(query.casefold().split())
        every = [(document, paragraph) for document in self._documents for paragraph in document.paragraphs]
        best = sorted(every, key=lambda each: -_shared(each[1], wanted))
        return [Hit(document, (paragraph,), 1.0) for document, paragraph in best[:k] if _shared(paragraph, wanted)]


def _shared(paragraph: Paragraph, wanted: set[str]) -> int:
    return len(wanted.intersection(paragraph.text.casefold().split()))
