"""A LlamaIndex embedding without weights or network: texts that share words lie close."""

from __future__ import annotations

from hash_embedder import HashEmbedder
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import Field


class WordEmbedding(BaseEmbedding):
    """Give vectors three long, as embeddings that do not normalise theirs."""

    model_name: str = "words"
    dimensions: int = 96
    asked: list[int] = Field(default_factory=list)
    """Texts of each batch that it was asked for."""

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        self.asked.append(len(texts))
        vectors: list[list[float]] = (3 * HashEmbedder(dimensions=self.dimensions).embed(texts)).tolist()
        return vectors

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)


class BrokenEmbedding(WordEmbedding):
    """Fail after the first text, as a service does whose quota is spent."""

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        if self.asked:
            msg = "429: the quota is spent"
            raise RuntimeError(msg)
        return super()._get_text_embeddings(texts)


class ShrinkingEmbedding(WordEmbedding):
    """Answer later calls with shorter vectors, as a server does whose model was exchanged."""

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        vectors = super()._get_text_embeddings(texts)
        return [vector[:-1] for vector in vectors] if len(self.asked) > 1 else vectors
