"""Put an answer together: a language model's prose, the quotes that it lacks, and what documents differ in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.answer import BULLET, Alternative, Piece, Sentence
from rag.citations import Numbering
from rag.complement import cited_values, complement, to_read
from rag.differences import statement
from rag.fullnames import in_full
from rag.generative import Written
from rag.listing import Listing
from rag.wide import wide_kind

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Sequence

    from rag.answer import Source
    from rag.attribution import Grounds
    from rag.extractive import Extractive, Findings
    from rag.generative import Generative
    from rag.question import Question


@dataclass(frozen=True, slots=True)
class Composed:
    """Hold what answers a question; false where nothing does."""

    sentences: tuple[Sentence, ...] = ()
    short_answer: str | None = None
    alternatives: tuple[Alternative, ...] = ()
    difference: str | None = None
    coverage: str | None = None
    unanswered: tuple[str, ...] = ()
    """The things asked that no source answers, where others are answered."""
    shortfall: str | None = None
    """Why a language model's prose is missing or not whole."""
    confidence: float | None = None
    """The probability that the quotes answer; None where none were chosen."""

    def __bool__(self) -> bool:
        """Tell whether any sentence is carried."""
        return any(sentence.is_carried for sentence in self.sentences)

    @property
    def texts(self) -> list[str]:
        """Give the paragraphs that are cited."""
        return [citation.paragraph.text for sentence in self.sentences for citation in sentence.citations]


class Composer:
    """Compose answers from numbered sources."""

    def __init__(self, extractive: Extractive, grounds: Grounds, generative: Generative | None) -> None:
        """Choose quotes with one, hold every sentence to its source with the next, write with the last."""
        self._extractive = extractive
        self._grounds = grounds
        self._generative = generative
        self._listing = Listing()

    def compose(
        self, question: str, asked: Sequence[tuple[Question, Sequence[Source]]]
    ) -> Generator[Piece, None, Composed]:
        """Answer each thing asked from the sources found for it; where no quote answers, no model is called."""
        found = self._extractive.find(asked)
        if not found:
            return Composed()
        numbering = Numbering([source for _, sources in asked for source in sources])
        written = yield from self._write(question, to_read(found, asked), numbering)
        quotes = self._extractive.synthesize(complement(found, written.sentences))
        sentences = list(written.sentences)
        for sentence in self._quoted(question, quotes, numbering):
            yield Piece(f" {sentence.marked}" if sentences else sentence.marked, sentence)
            sentences.append(sentence)
        composed = _whole(found, sentences, written)
        if composed.difference:
            yield Piece(f" {composed.difference}")
        return composed

    def overview(self, question: str, sources: Sequence[Source], paragraphs: int) -> Generator[Piece, None, Composed]:
        """List the places, or sum them up, where no paragraph answers alone; `paragraphs`: of how many."""
        numbering = Numbering(sources)
        written = Written()
        if self._generative is not None and wide_kind(question) == "summary":
            read = self._generative.offered(question, sources)
            coverage = self._listing.coverage(question, read, paragraphs)
            yield Piece(f"{coverage}\n")
            written = yield from self._write(question, read, numbering)
            if written.kept:
                return Composed(written.sentences, coverage=coverage, shortfall=written.shortfall)
        coverage = self._listing.coverage(question, sources, paragraphs)
        sentences = list(written.sentences)
        for sentence in self._quoted(question, self._listing.synthesize(question, sources), numbering):
            yield Piece(f"{'' if sentences else coverage}{BULLET}{sentence.marked}", sentence)
            sentences.append(sentence)
        return Composed(tuple(sentences), coverage=coverage, shortfall=written.shortfall)

    def _write(self, question: str, sources: Sequence[Source], numbering: Numbering) -> Generator[Piece, None, Written]:
        if self._generative is None:
            return Written()
        return (yield from self._generative.synthesize(question, sources, numbering))

    def _quoted(self, question: str, quotes: Iterable[str], numbering: Numbering) -> Generator[Sentence, None, None]:
        """Judge quotes against the paragraphs that they cite, short names there said in full as in the quote."""
        for marked in quotes:
            text, citations = numbering.resolve(marked)
            passages = []
            for citation in citations:
                paragraph = citation.paragraph
                passages += [paragraph.text, in_full(citation.quote, citation.start, citation.document, paragraph)]
            verdict = self._grounds.support(text, passages, question)
            sentence = Sentence(text, verdict.level, verdict.reason, citations)
            if sentence.is_carried:
                yield sentence


def _whole(found: Findings, sentences: Sequence[Sentence], written: Written) -> Composed:
    values = cited_values(found, sentences)
    return Composed(
        tuple(sentences),
        short_answer=found.short_answer,
        alternatives=tuple(Alternative(text, (citation,)) for text, citation in values[1:]),
        difference=statement(values) if len(values) > 1 else None,
        unanswered=tuple(found.unanswered),
        shortfall=written.shortfall,
        confidence=found.confidence,
    )
