"""A LlamaIndex embedding at work in our library."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rag.errors import ModelError
from rag.tokens import count_tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from llama_index.core.base.embeddings.base import BaseEmbedding
    from numpy.typing import NDArray

PROBE = "How long is a vector of this model?"


class LlamaIndexEmbedder:
    """Embed with any LlamaIndex embedding; what it raises passes through unchanged."""

    def __init__(self, embedding: BaseEmbedding, max_tokens: int = 512, name: str | None = None) -> None:
        """Wrap an embedding; one text is embedded at once, to learn how long its vectors are.

        `max_tokens`: after how many the model truncates a text. `name`: what tells its vectors from those of other
        models, where its class and its own name of the model do not; the length is added.
        """
        self._embedding = embedding
        self.max_tokens = max_tokens
        self.dimensions = len(embedding.get_text_embedding(PROBE))
        self.name = f"{name or f'{type(embedding).__name__}-{embedding.model_name}'}-{self.dimensions}"

    def embed(self, texts: Sequence[str], on_batch: Callable[[int], None] | None = None) -> NDArray[np.float32]:
        """Embed texts: float32 (texts, dimensions), unit length, in their order, in the batches of the embedding.

        Raises:
            ModelError: a vector has another length than the first one that this embedding made.
        """
        vectors = np.empty((len(texts), self.dimensions), dtype=np.float32)
        for start in range(0, len(texts), self._embedding.embed_batch_size):
            part = list(texts[start : start + self._embedding.embed_batch_size])
            made = self._embedding.get_text_embedding_batch(part)
            vectors[start : start + len(part)] = self._checked(made, len(part))
            if on_batch is not None:
                on_batch(len(part))
        return _unit(vectors)

    def embed_question(self, question: str) -> NDArray[np.float32]:
        """Embed a question as the embedding wants questions embedded: float32 (dimensions,), unit length.

        Raises:
            ModelError: the vector has another length than the first one that this embedding made.
        """
        vector: NDArray[np.float32] = _unit(self._checked([self._embedding.get_query_embedding(question)], 1))[0]
        return vector

    def count(self, texts: Sequence[str]) -> list[int]:
        """Count the tokens of each text as language models count: its own word pieces are not known."""
        return [count_tokens(text) for text in texts]

    def _checked(self, made: Sequence[Sequence[float]], expected: int) -> NDArray[np.float32]:
        lengths = [len(vector) for vector in made]
        if len(lengths) != expected or set(lengths) - {self.dimensions}:
            msg = (
                f"the embedding {self.name} made {len(lengths)} vectors of {sorted(set(lengths))} numbers "
                f"for {expected} texts, where each should have {self.dimensions}; choose another embedding"
            )
            raise ModelError(msg)
        return np.array(made, dtype=np.float32)


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors /= np.where(lengths > 0, lengths, np.float32(1))
    return vectors
