"""Take what was purged out of a kept turn: its quotes, and what was made of them; what a person typed stays."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from ui.kept.conversation import KeptCitation, purged_on
from ui.kept.records import Record

if TYPE_CHECKING:
    from rag.answer import Alternative, Answer, Citation, Hit, Sentence
    from rag.document import Document

NAMELESS = "a purged document"


class Purged(Protocol):
    """Tell what was, or is about to be, deleted for good; a purge of the library does."""

    @property
    def date(self) -> str:
        """Give the day, in ISO 8601 (YYYY-MM-DD)."""
        ...

    @property
    def versions(self) -> frozenset[tuple[str, str]]:
        """Give ids of documents with the versions of them that are purged."""
        ...

    def quoted_in(self, text: str) -> bool:
        """Tell whether a text quotes what is purged and stands nowhere in what stays."""
        ...


@dataclass(frozen=True, slots=True)
class PurgedVersions:
    """Tell what was purged by name alone, once its text can be compared no more."""

    date: str
    versions: frozenset[tuple[str, str]]

    def quoted_in(self, text: str) -> bool:
        """Know of no text."""
        return False


def redact(record: Record, purged: Purged) -> Record:
    """Put "purged on DATE" for whatever was taken from purged text; a turn that has nothing of it comes back as it is.

    Where a source of an answer is purged, so is what carries no other source: its short answer, what it says of a
    difference, the question as it was searched, and the sentences that nothing carries.
    """
    return _Redaction(purged).record(record)


class _Redaction:
    def __init__(self, purged: Purged) -> None:
        self._purged = purged
        self._standing = purged_on(purged.date)
        self._said = self._standing.note

    def record(self, record: Record) -> Record:
        answer, gone = record.answer, {document for document, _ in self._purged.versions}
        scope = record.scope
        if scope is not None:
            scope = tuple(replace(each, title=NAMELESS) if each.id in gone else each for each in scope)
        touched = any(self._is_purged(document) for document in _documents(answer))
        return Record(
            replace(
                answer,
                query=answer.question if touched or self._quotes(answer.query) else answer.query,
                sentences=tuple(self._sentence(sentence, touched) for sentence in answer.sentences),
                alternatives=tuple(self._alternative(other) for other in answer.alternatives),
                nearest=tuple(self._hit(hit) for hit in answer.nearest),
                short_answer=self._text(answer.short_answer, touched),
                difference=self._text(answer.difference, touched),
            ),
            scope,
            record.extent,
        )

    def _is_purged(self, document: Document) -> bool:
        return (document.id, document.version) in self._purged.versions

    def _quotes(self, text: str) -> bool:
        return self._purged.quoted_in(text)

    def _text(self, text: str | None, touched: bool) -> str | None:
        return self._said if text and (touched or self._quotes(text)) else text

    def _sentence(self, sentence: Sentence, touched: bool) -> Sentence:
        from_there = any(self._is_purged(citation.document) for citation in sentence.citations)
        goes = from_there or (touched and not sentence.citations) or self._quotes(sentence.text)
        citations = tuple(self._citation(citation) for citation in sentence.citations)
        if goes:
            return replace(sentence, text=self._said, reason="", citations=citations)
        return replace(sentence, citations=citations)

    def _alternative(self, other: Alternative) -> Alternative:
        goes = any(self._is_purged(citation.document) for citation in other.citations) or self._quotes(other.text)
        citations = tuple(self._citation(citation) for citation in other.citations)
        return replace(other, text=self._said if goes else other.text, citations=citations)

    def _citation(self, citation: Citation) -> Citation:
        gone = self._is_purged(citation.document)
        if not isinstance(citation, KeptCitation) or not (gone or self._quotes(citation.quote)):
            return citation
        place = replace(citation.paragraph, heading="")
        document = _nameless(citation.document) if gone else citation.document
        return replace(citation, document=document, paragraph=place, words=self._said, standing=self._standing)

    def _hit(self, hit: Hit) -> Hit:
        gone = self._is_purged(hit.document)
        paragraphs = tuple(
            replace(paragraph, text=self._said, heading="") if gone or self._quotes(paragraph.text) else paragraph
            for paragraph in hit.paragraphs
        )
        return replace(hit, document=_nameless(hit.document) if gone else hit.document, paragraphs=paragraphs)


def _documents(answer: Answer) -> list[Document]:
    """List the documents that an answer points at."""
    citations = [citation for sentence in answer.sentences for citation in sentence.citations]
    citations += [citation for other in answer.alternatives for citation in other.citations]
    return [citation.document for citation in citations] + [hit.document for hit in answer.nearest]


def _nameless(document: Document) -> Document:
    return replace(document, title=NAMELESS, path=NAMELESS, date=None, author="", url=None, gaps=())
