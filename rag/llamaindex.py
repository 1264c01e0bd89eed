"""Our embedder, retriever, reranker and query engine as LlamaIndex classes, for programs that compose.

Nothing of ours imports this module: LlamaIndex takes two seconds to import.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.base.response.schema import AsyncStreamingResponse, Response, StreamingResponse
from llama_index.core.bridge.pydantic import Field, model_validator
from llama_index.core.postprocessor.types import BaseNodePostprocessor
from llama_index.core.schema import NodeWithScore, QueryBundle

from rag.assistant import Assistant
from rag.models.embedder import BundledEmbedder, Embedder
from rag.models.foreign import LlamaIndexEmbedder
from rag.models.reader import Reader
from rag.noderanker import rank
from rag.nodes import hit_of, library_nodes, node_of, postprocess
from rag.responses import cited_nodes, describe, settled_text
from rag.retriever import Retriever

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Collection, Generator, Iterator, Sequence

    from llama_index.core.base.response.schema import RESPONSE_TYPE
    from llama_index.core.callbacks.base import CallbackManager
    from llama_index.core.llms import LLM
    from llama_index.core.prompts.mixin import PromptMixinType
    from typing_extensions import Self

    from rag.answer import Hit
    from rag.followup import FollowUp
    from rag.library.library import Library
    from rag.settings import Settings

__all__ = [
    "CitebackEmbedding",
    "CitebackQueryEngine",
    "CitebackReranker",
    "CitebackRetriever",
    "LlamaIndexEmbedder",
    "PostprocessedAssistant",
    "hit_of",
    "library_nodes",
    "node_of",
    "postprocess",
]

RETRIEVED = 10
"""Nodes that the retriever gives unless told otherwise."""
MOST_TOKENS = 6_000
"""Tokens that the reranker reads for one question: six chunks as long as LlamaIndex cuts them by default."""
MOST_HITS = 30
"""Hits handed to foreign postprocessors: about what an answer is made from."""


class CitebackEmbedding(BaseEmbedding):
    """Embed with the bundled model, or another of ours; a text beyond its limit of word pieces is cut off there.

    >>> len(CitebackEmbedding().get_text_embedding("a quay"))
    384
    """

    embedder: Embedder = Field(
        default_factory=BundledEmbedder,
        exclude=True,
        repr=False,
        description="What embeds; that of a library is loaded already.",
    )

    @classmethod
    def class_name(cls) -> str:
        """Name the class in what LlamaIndex writes down."""
        return "CitebackEmbedding"

    @model_validator(mode="after")
    def _named(self) -> Self:
        """Refuse to be read back as another model than was written down."""
        if self.model_name not in ("unknown", self.embedder.name):
            msg = f"the embedder is {self.embedder.name}, not {self.model_name}: pass that one as embedder"
            raise ValueError(msg)
        self.model_name = self.embedder.name
        return self

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = self.embedder.embed(texts).tolist()
        return vectors

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embeddings([query])[0]

    async def _aget_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return await asyncio.to_thread(self._get_text_embeddings, texts)

    async def _aget_text_embedding(self, text: str) -> list[float]:
        return await asyncio.to_thread(self._get_text_embedding, text)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return await asyncio.to_thread(self._get_query_embedding, query)


class CitebackRetriever(BaseRetriever):
    """Retrieve chunks of a library by meaning and by words, fused; each node is whole paragraphs."""

    def __init__(
        self,
        library: Library,
        similarity_top_k: int = RETRIEVED,
        documents: Collection[str] | None = None,
        callback_manager: CallbackManager | None = None,
    ) -> None:
        """Search this library, within these documents (ids) only if any are named."""
        super().__init__(callback_manager=callback_manager)
        self._retriever = Retriever(library)
        self._top_k = similarity_top_k
        self._documents = documents

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        meant = query_bundle.custom_embedding_strs or ()  # a query transform, such as HyDE, wrote them
        hits = self._retriever.retrieve(query_bundle.query_str, self._documents, meant, self._top_k)
        return [node_of(hit) for hit in hits]

    async def _aretrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return await asyncio.to_thread(self._retrieve, query_bundle)


class CitebackReranker(BaseNodePostprocessor):
    """Put nodes, ours or any other retriever's, in the order that the bundled reader believes in.

    Raises ModelError at the first question where the reader's weights are missing, ValueError without a question.
    """

    top_n: int | None = Field(default=None, ge=1, description="Nodes to give; None: all.")
    most_tokens: int = Field(default=MOST_TOKENS, ge=1, description="Tokens to read for one question.")
    reader: Reader = Field(default_factory=Reader, exclude=True, repr=False, description="What reads.")

    @classmethod
    def class_name(cls) -> str:
        """Name the class in what LlamaIndex writes down."""
        return "CitebackReranker"

    def _postprocess_nodes(
        self, nodes: list[NodeWithScore], query_bundle: QueryBundle | None = None
    ) -> list[NodeWithScore]:
        if query_bundle is None:
            msg = "the reranker needs the question: pass query_str or query_bundle"
            raise ValueError(msg)
        return rank(query_bundle.query_str, nodes, self.reader, self.most_tokens)[: self.top_n]


class CitebackQueryEngine(BaseQueryEngine):
    """Answer as an Assistant does: the text has checked [n] marks, the source nodes are the paragraphs cited.

    The response's metadata has `refused`, `short_answer`, `citations` (number, quote, offsets, link), `sentences` (each
    with its support and reason), `alternatives`, `query`, `degraded`, and, when refused, the `nearest` places.
    """

    def __init__(
        self,
        assistant: Assistant,
        documents: Collection[str] | None = None,
        streaming: bool = False,
        callback_manager: CallbackManager | None = None,
    ) -> None:
        """Ask this assistant, within these documents (ids) only if any are named.

        `streaming`: give the text sentence by sentence; source nodes and metadata are there once it has been read.
        """
        super().__init__(callback_manager=callback_manager)
        self._assistant = assistant
        self._documents = documents
        self._streaming = streaming

    def _get_prompt_modules(self) -> PromptMixinType:
        return {}

    def retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        """Give the nodes that an answer would be made from, best first."""
        return [node_of(hit) for hit in self._assistant.search(query_bundle.query_str, RETRIEVED, self._documents)]

    def _query(self, query_bundle: QueryBundle) -> RESPONSE_TYPE:
        if not self._streaming:
            return self._answered(query_bundle.query_str)
        nodes: list[NodeWithScore] = []
        metadata: dict[str, Any] = {}
        return StreamingResponse(self._told(query_bundle.query_str, nodes, metadata), nodes, metadata)

    async def _aquery(self, query_bundle: QueryBundle) -> RESPONSE_TYPE:
        if not self._streaming:
            return await asyncio.to_thread(self._answered, query_bundle.query_str)
        nodes: list[NodeWithScore] = []
        metadata: dict[str, Any] = {}
        told = self._told(query_bundle.query_str, nodes, metadata)
        return AsyncStreamingResponse(_in_threads(told), nodes, metadata)

    def _answered(self, question: str) -> Response:
        answer = self._assistant.ask(question, documents=self._documents)
        return Response(answer.text, cited_nodes(answer), describe(answer))

    def _told(self, question: str, nodes: list[NodeWithScore], metadata: dict[str, Any]) -> Generator[str, None, None]:
        answer = yield from settled_text(self._assistant.stream(question, documents=self._documents))
        nodes += cited_nodes(answer)
        metadata |= describe(answer)


async def _in_threads(texts: Iterator[str]) -> AsyncGenerator[str, None]:
    """Make each text in a thread, so that the loop stays free."""
    while (text := await asyncio.to_thread(next, texts, None)) is not None:
        yield text


class PostprocessedAssistant(Assistant):
    """Answer from the hits that LlamaIndex postprocessors choose and order, whatever asks: ask, stream, search."""

    def __init__(
        self,
        library: Library,
        postprocessors: Sequence[BaseNodePostprocessor],
        settings: Settings | None = None,
        reader: Reader | None = None,
        llm: LLM | None = None,
    ) -> None:
        """Answer as Assistant does; the postprocessors see the best 30 hits, and what they drop is not used.

        Raises:
            SettingsError: the settings name a language model that cannot be used.
        """
        super().__init__(library, settings, reader, llm)
        self._postprocessors = tuple(postprocessors)

    def _ranked(self, full: FollowUp, documents: Collection[str] | None) -> list[Hit]:
        return postprocess(super()._ranked(full, documents)[:MOST_HITS], self._postprocessors, full.reading)
