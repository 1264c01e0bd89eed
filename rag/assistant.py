"""Assistant: one question from its words to a checked answer; ask() is stream() run to its end."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rag.answer import BULLET, REFUSAL, Alternative, Answer, Piece, Sentence
from rag.citations import Numbering, number_sources
from rag.differences import statement
from rag.errors import CitebackError, QuestionError
from rag.extractive import Extractive
from rag.followup import FollowUp, follow
from rag.fullnames import in_full
from rag.grounding import support
from rag.listing import BUDGET, Listing, openings
from rag.models.memory import RememberingEmbedder
from rag.models.reader import Reader
from rag.nearness import Nearness
from rag.question import MAX_CHARACTERS, parts
from rag.reading import ByReading
from rag.reranker import Reranker
from rag.retriever import Retriever
from rag.settings import Settings
from rag.text.language import is_english
from rag.wide import wide_kind
from rag.yesorno import ByDeciding

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Iterator, Sequence

    from rag.answer import Citation, Hit, Source, Turn
    from rag.extractive import Findings
    from rag.library.library import Library
    from rag.question import Question

NEAREST = 3
"""Hits shown beside a refusal."""
MOST_PARTS = 4
"""Things that one question may ask at once; the rest is said to be left out."""


class AnswerStream:
    """Iterate over the pieces of an answer as it is made; `answer` holds the whole at the end."""

    def __init__(self, pieces: Generator[Piece, None, Answer]) -> None:
        """Wrap a running flow."""
        self._pieces = pieces
        self._answer: Answer | None = None

    def __iter__(self) -> Iterator[Piece]:
        """Run the flow; each piece once."""
        self._answer = yield from self._pieces

    @property
    def answer(self) -> Answer:
        """Give the whole answer.

        Raises:
            CitebackError: the stream has not been read to its end.
        """
        if self._answer is None:
            msg = "the answer is not complete: read the stream to its end first"
            raise CitebackError(msg)
        return self._answer


class Assistant:
    """Answer questions from one library."""

    def __init__(self, library: Library, settings: Settings | None = None, reader: Reader | None = None) -> None:
        """Answer from this library; settings default to the environment's, the reader to the bundled one.

        A reader whose weights are not there is done without: answers are then chosen by nearness, and say so.
        """
        self._library = library
        self._settings = settings or Settings.from_environment()
        embedder = RememberingEmbedder(library.embedder)
        self._retriever = Retriever(library, embedder)
        reader = reader or Reader()
        self._reranker = Reranker(reader) if reader.is_installed else None
        near = Nearness(embedder)
        self._extractive = Extractive(ByDeciding(ByReading(near) if self._reranker else near))
        self._listing = Listing()

    def search(self, query: str, k: int = 10, documents: Collection[str] | None = None) -> list[Hit]:
        """Give the best `k` hits, those that ask() would use first; `documents` (ids) scopes.

        Raises:
            QuestionError: the query is empty or too long.
        """
        return self._ranked(FollowUp(_checked(query)), documents)[:k]

    def ask(self, question: str, history: Sequence[Turn] = (), documents: Collection[str] | None = None) -> Answer:
        """Answer with checked citations, or refuse and show what came nearest.

        Raises:
            QuestionError: the question is empty or too long.
        """
        stream = self.stream(question, history, documents)
        for _ in stream:
            pass
        return stream.answer

    def stream(
        self, question: str, history: Sequence[Turn] = (), documents: Collection[str] | None = None
    ) -> AnswerStream:
        """Answer as ask() does, piece by piece.

        Raises:
            QuestionError: the question is empty or too long.
        """
        return AnswerStream(self._standing_alone(_checked(question), history, documents))

    def _standing_alone(
        self, question: str, history: Sequence[Turn], documents: Collection[str] | None
    ) -> Generator[Piece, None, Answer]:
        full = follow(question, history) if self._settings.follow_up else FollowUp(question)
        return replace((yield from self._flow(full, documents)), question=question, query=full.query)

    def _flow(self, full: FollowUp, documents: Collection[str] | None) -> Generator[Piece, None, Answer]:
        question = full.question
        if wide_kind(question):
            return (yield from self._listed(question, self._retriever.retrieve(full.query, documents), documents))
        asked, hits = self._search_parts(full, documents)
        found = self._extractive.find(asked)
        numbering = Numbering([source for _, sources in asked for source in sources])
        sentences: list[Sentence] = []
        for marked in self._extractive.synthesize(found):
            sentence = _settle(*numbering.resolve(marked), question)
            if sentence.support != "unsupported":
                yield Piece(f" {sentence.marked}" if sentences else sentence.marked, sentence)
                sentences.append(sentence)
        if sentences:
            values = _cited(found, sentences)
            difference = statement(values) if len(values) > 1 else None
            if difference:
                yield Piece(f" {difference}")
            return Answer(
                question,
                question,
                tuple(sentences),
                short_answer=found.short_answer,
                alternatives=tuple(Alternative(text, (citation,)) for text, citation in values[1:]),
                difference=difference,
                degraded=self._degraded(question, found.unanswered, self._unread(question, _quoted(sentences))),
            )
        return (yield from self._refused(question, hits, documents))

    def _search_parts(
        self, full: FollowUp, documents: Collection[str] | None
    ) -> tuple[list[tuple[Question, tuple[Source, ...]]], list[Hit]]:
        """Search for each thing that is asked by itself; also give all hits, the best of every part first."""
        asked: list[tuple[Question, tuple[Source, ...]]] = []
        found: dict[tuple[str, frozenset[int]], Hit] = {}
        for part in parts(full.question)[:MOST_PARTS]:
            hits = self._ranked(FollowUp(part.text, full.context), documents)
            asked.append((part, number_sources(hits, after=sum(len(sources) for _, sources in asked))))
            for hit in hits:
                found.setdefault((hit.document.id, frozenset(p.number for p in hit.paragraphs)), hit)
        best_first = sorted(found.values(), key=lambda hit: -hit.score) if len(asked) > 1 else [*found.values()]
        return asked, best_first

    def _ranked(self, full: FollowUp, documents: Collection[str] | None) -> list[Hit]:
        hits = self._retriever.retrieve(full.query, documents)
        return self._reranker.rerank(full.reading, hits) if self._reranker else hits

    def _listed(
        self, question: str, hits: Sequence[Hit], documents: Collection[str] | None
    ) -> Generator[Piece, None, Answer]:
        """List the places found for a question that no single paragraph answers."""
        sources = number_sources([*openings(hits), *hits] if wide_kind(question) == "summary" else hits, BUDGET)
        numbering = Numbering(sources)
        coverage = self._listing.coverage(question, sources, self._library.count_paragraphs(documents))
        sentences: list[Sentence] = []
        for marked in self._listing.synthesize(question, sources):
            sentence = _settle(*numbering.resolve(marked), question)
            if sentence.support != "unsupported":
                yield Piece(f"{'' if sentences else coverage}{BULLET}{sentence.marked}", sentence)
                sentences.append(sentence)
        if sentences:
            return Answer(question, question, tuple(sentences), degraded=self._degraded(question), coverage=coverage)
        return (yield from self._refused(question, hits, documents))

    def _refused(
        self, question: str, hits: Sequence[Hit], documents: Collection[str] | None
    ) -> Generator[Piece, None, Answer]:
        reason = REFUSAL if hits else self._nothing_to_search(documents)
        yield Piece(reason)
        nearest = tuple(hits[:NEAREST])
        unread = self._unread(question, [paragraph.text for hit in nearest for paragraph in hit.paragraphs])
        degraded = self._degraded(question, unread=unread)
        return Answer(question, question, refused=True, reason=reason, nearest=nearest, degraded=degraded)

    def _unread(self, question: str, texts: Sequence[str]) -> bool:
        """Tell whether the reader could not judge, for the language of the question or of a paragraph."""
        return self._reranker is not None and not all(is_english(text) for text in (question, *texts))

    def _nothing_to_search(self, documents: Collection[str] | None) -> str:
        if not self._library.documents():
            return "The library is empty: add documents first."
        return "None of the chosen documents is in the library." if documents is not None else REFUSAL

    def _degraded(self, question: str, unanswered: Sequence[str] = (), unread: bool = False) -> str | None:
        said = [f"the documents do not say: “{part}”" for part in unanswered]
        asked = len(parts(question))
        if asked > MOST_PARTS:
            said.append(f"this asks {asked} things at once, and only the first {MOST_PARTS} were looked up")
        if unread:
            said.append("the reader knows English only, so this was judged by nearness")
        if self._reranker is None:
            said.append(
                "the reader's weights are not installed, so quotes were chosen by nearness: install citeback again"
            )
        if self._settings.llm is not None:
            said.append(f"CITEBACK_LLM is {self._settings.llm}, but this release answers with quotes only")
        return "; ".join(said) or None


def _cited(found: Findings, sentences: Sequence[Sentence]) -> list[tuple[str, Citation]]:
    """Give the values in which documents differ, each with the citation of its sentence."""
    cited = {
        (citation.document.id, citation.paragraph.number, citation.start): citation
        for sentence in sentences
        for citation in sentence.citations
    }
    values = {(value.text, value.quote.place): None for part in found.parts for value in part.values}
    return [(text, cited[place]) for text, place in values if place in cited]


def _quoted(sentences: Sequence[Sentence]) -> list[str]:
    return [citation.paragraph.text for sentence in sentences for citation in sentence.citations]


def _settle(text: str, citations: tuple[Citation, ...], question: str) -> Sentence:
    """Judge a sentence against the paragraphs that it cites, short names there said in full as in the sentence."""
    passages = []
    for citation in citations:
        paragraph = citation.paragraph
        passages += [paragraph.text, in_full(citation.quote, citation.start, citation.document, paragraph)]
    verdict = support(text, passages, question)
    return Sentence(text, verdict.level, verdict.reason, citations)


def _checked(question: str) -> str:
    if not question.strip():
        msg = "the question is empty: type what you want to know"
        raise QuestionError(msg)
    if len(question) > MAX_CHARACTERS:
        msg = f"the question has {len(question):,} characters, more than the limit of {MAX_CHARACTERS:,}: shorten it"
        raise QuestionError(msg)
    return question.strip().encode("utf-8", "replace").decode("utf-8")  # a lone surrogate is no character
