"""Take the words of purged versions out of a kept turn; what a person typed stays."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ui.kept.conversation import KeptCitation, purged_on
from ui.kept.records import Record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rag.answer import Alternative, Answer, Citation, Hit, Sentence
    from rag.document import Document

NAMELESS = "a purged document"


@dataclass(frozen=True, slots=True)
class PurgedVersion:
    """Name a version whose text was deleted for good."""

    document: str
    version: str
    date: str
    """ISO 8601 (YYYY-MM-DD)."""

    @property
    def said(self) -> str:
        """Write what stands where its words stood."""
        return purged_on(self.date).note


def redact(record: Record, purged: Mapping[tuple[str, str], PurgedVersion]) -> Record:
    """Put "purged on DATE" for whatever was taken from these versions: quotes, sentences, values and titles."""
    return _Redaction(purged).record(record)


class _Redaction:
    def __init__(self, purged: Mapping[tuple[str, str], PurgedVersion]) -> None:
        self._purged = purged

    def record(self, record: Record) -> Record:
        answer, scope = record.answer, record.scope
        said = self._first_said(answer)
        if said is None:
            return record
        gone = {document for document, _ in self._purged}
        if scope is not None:
            scope = tuple(replace(each, title=NAMELESS) if each.id in gone else each for each in scope)
        return Record(
            replace(
                answer,
                query=answer.question,  # it may have taken a name from an answer
                sentences=tuple(self._sentence(sentence) for sentence in answer.sentences),
                alternatives=tuple(self._alternative(other) for other in answer.alternatives),
                nearest=tuple(self._hit(hit) for hit in answer.nearest),
                short_answer=said if answer.short_answer else None,
                difference=said if answer.difference else None,
            ),
            scope,
        )

    def _first_said(self, answer: Answer) -> str | None:
        sources = [c.document for sentence in answer.sentences for c in sentence.citations]
        sources += [c.document for other in answer.alternatives for c in other.citations]
        sources += [hit.document for hit in answer.nearest]
        return next((said for said in map(self._said, sources) if said), None)

    def _said(self, document: Document) -> str:
        found = self._purged.get((document.id, document.version))
        return found.said if found else ""

    def _sentence(self, sentence: Sentence) -> Sentence:
        said = next((said for c in sentence.citations if (said := self._said(c.document))), "")
        if sentence.citations and not said:
            return sentence
        said = said or f"withheld with what was {next(iter(self._purged.values())).said}"  # it may repeat the words
        return replace(sentence, text=said, reason="", citations=self._citations(sentence.citations))

    def _alternative(self, other: Alternative) -> Alternative:
        said = next((said for c in other.citations if (said := self._said(c.document))), "")
        return replace(other, text=said, citations=self._citations(other.citations)) if said else other

    def _citations(self, citations: tuple[Citation, ...]) -> tuple[Citation, ...]:
        return tuple(self._citation(citation) for citation in citations)

    def _citation(self, citation: Citation) -> Citation:
        found = self._purged.get((citation.document.id, citation.document.version))
        if found is None or not isinstance(citation, KeptCitation):
            return citation
        return replace(
            citation,
            document=_nameless(citation.document),
            paragraph=replace(citation.paragraph, heading=""),
            words=found.said,
            standing=purged_on(found.date),
        )

    def _hit(self, hit: Hit) -> Hit:
        said = self._said(hit.document)
        if not said:
            return hit
        paragraphs = tuple(replace(paragraph, text=said, heading="") for paragraph in hit.paragraphs)
        return replace(hit, document=_nameless(hit.document), paragraphs=paragraphs)


def _nameless(document: Document) -> Document:
    return replace(document, title=NAMELESS, path=NAMELESS, date=None, author="", url=None, gaps=())
