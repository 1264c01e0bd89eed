"""Assistant: one question from its words to a checked answer; ask() is stream() run to its end."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rag.answer import REFUSAL, Answer, Piece
from rag.bywords import ByWords
from rag.citations import number_sources
from rag.composing import Composer
from rag.errors import CitebackError, QuestionError
from rag.extractive import Extractive
from rag.followup import FollowUp
from rag.generative import Generative
from rag.grounding import Grounding
from rag.listing import BUDGET, openings
from rag.models.embedder import BundledEmbedder
from rag.models.llm import load_language_model, wrap
from rag.models.memory import RememberingEmbedder
from rag.models.reader import Reader
from rag.nearness import Nearness
from rag.question import MAX_CHARACTERS, parts
from rag.reading import ByReading
from rag.reranker import Reranker
from rag.retriever import Retriever
from rag.rewriting import StandAlone, stand_alone
from rag.settings import Settings
from rag.shortfall import MOST_PARTS, shortfall
from rag.wide import wide_kind
from rag.yesorno import ByDeciding

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Iterator, Sequence

    from llama_index.core.llms import LLM

    from rag.answer import Hit, Source, Turn
    from rag.composing import Composed
    from rag.library.library import Library
    from rag.models.usage import Usage
    from rag.question import Question

NEAREST = 3
"""Hits shown beside a refusal."""


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

    def __init__(
        self,
        library: Library,
        settings: Settings | None = None,
        reader: Reader | None = None,
        llm: LLM | None = None,
    ) -> None:
        """Answer from this library; settings default to the environment's, the reader to the bundled one.

        A reader whose weights are not there is done without: answers are then chosen by nearness, and say so.
        `llm`: any LlamaIndex language model, in the place of the one that the settings name.

        Raises:
            SettingsError: the settings name a language model that cannot be used.
        """
        self._library = library
        self._settings = settings or Settings.from_environment()
        embedder = RememberingEmbedder(library.embedder)
        self._retriever = Retriever(library, embedder)
        reader = reader or Reader()
        self._reranker = Reranker(reader) if reader.is_installed else None
        near = Nearness(embedder)
        unread = ByWords(near, knows_english_only=embedder.name == BundledEmbedder.name)
        extractive = Extractive(ByDeciding(ByReading(unread) if self._reranker else unread))
        grounding = Grounding()
        model = load_language_model(self._settings) if llm is None else wrap(llm, timeout=self._settings.llm_timeout)
        self._model = model
        self.writer = None if model is None else str(model)
        """The language model that writes and where it is, fit to show; None where answers are quotes."""
        self._composer = Composer(extractive, grounding, Generative(model, grounding) if model is not None else None)

    @property
    def usage(self) -> Usage | None:
        """Count what the language model read and wrote so far; None where answers are quotes."""
        return None if self._model is None else self._model.usage

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
        on = self._settings.follow_up
        alone = stand_alone(question, history, self._model) if on else StandAlone(FollowUp(question))
        answer = yield from self._flow(alone.full, documents)
        degraded = answer.degraded
        if alone.problem and alone.problem not in (degraded or ""):
            by_rules = f"{alone.problem}; the follow-up was made to stand alone by rules"
            degraded = f"{degraded}; {by_rules}" if degraded else by_rules
        return replace(answer, question=question, query=alone.full.query, degraded=degraded)

    def _flow(self, full: FollowUp, documents: Collection[str] | None) -> Generator[Piece, None, Answer]:
        question = full.question
        if wide_kind(question):
            return (yield from self._listed(question, self._retriever.retrieve(full.query, documents), documents))
        asked, hits = self._search_parts(full, documents)
        composed = yield from self._composer.compose(question, asked)
        return (yield from self._answer(question, composed, hits, documents))

    def _listed(
        self, question: str, hits: Sequence[Hit], documents: Collection[str] | None
    ) -> Generator[Piece, None, Answer]:
        """Answer a question that no single paragraph answers."""
        sources = number_sources([*openings(hits), *hits] if wide_kind(question) == "summary" else hits, BUDGET)
        composed = yield from self._composer.overview(question, sources, self._library.count_paragraphs(documents))
        return (yield from self._answer(question, composed, hits, documents))

    def _answer(
        self, question: str, composed: Composed, hits: Sequence[Hit], documents: Collection[str] | None
    ) -> Generator[Piece, None, Answer]:
        """Hand over what was composed; where nothing was, refuse and show what came nearest."""
        if composed:
            return Answer(
                question,
                question,
                composed.sentences,
                short_answer=composed.short_answer,
                alternatives=composed.alternatives,
                difference=composed.difference,
                degraded=self._shortfall(question, composed.texts, composed.unanswered, composed.shortfall),
                coverage=composed.coverage,
                shows_unsupported=self._settings.unsupported == "show",
                confidence=composed.confidence,
            )
        reason = REFUSAL if hits else self._nothing_to_search(documents)
        yield Piece(reason)
        nearest = tuple(hits[:NEAREST])
        texts = [paragraph.text for hit in nearest for paragraph in hit.paragraphs]
        degraded = self._shortfall(question, texts)
        return Answer(question, question, refused=True, reason=reason, nearest=nearest, degraded=degraded)

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

    def _nothing_to_search(self, documents: Collection[str] | None) -> str:
        if not self._library.count_documents():
            return "The library is empty: add documents first."
        return "None of the chosen documents is in the library." if documents is not None else REFUSAL

    def _shortfall(
        self, question: str, texts: Sequence[str], unanswered: Sequence[str] = (), *further: str | None
    ) -> str | None:
        return shortfall(question, texts, self._reranker is not None, unanswered, *further)


def _checked(question: str) -> str:
    if not question.strip():
        msg = "the question is empty: type what you want to know"
        raise QuestionError(msg)
    if len(question) > MAX_CHARACTERS:
        msg = f"the question has {len(question):,} characters, more than the limit of {MAX_CHARACTERS:,}: shorten it"
        raise QuestionError(msg)
    return question.strip().encode("utf-8", "replace").decode("utf-8")  # a lone surrogate is no character
