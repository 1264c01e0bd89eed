"""An embedder that remembers: the same sentences are weighed for question after question."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

import numpy as np

from rag.models.embedder import QuestionEmbedder

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from rag.models.embedder import Embedder

REMEMBERED = 20_000
"""Vectors kept; 30 MB at 384 dimensions. The least recently used go first."""


class RememberingEmbedder:
    """Embed with another embedder, each text once while it is remembered."""

    def __init__(self, embedder: Embedder, most: int = REMEMBERED) -> None:
        """Wrap this embedder."""
        self._embedder = embedder
        self._most = most
        self._known: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._lock = threading.Lock()
        self.name = embedder.name
        self.dimensions = embedder.dimensions
        self.max_tokens = embedder.max_tokens

    def embed(self, texts: Sequence[str], on_batch: Callable[[int], None] | None = None) -> NDArray[np.float32]:
        """Embed texts: (texts, dimensions), unit length, in their order."""
        with self._lock:
            found = {text: self._known[text] for text in texts if text in self._known}
        missing = [text for text in dict.fromkeys(texts) if text not in found]
        if missing:
            found |= dict(zip(missing, self._embedder.embed(missing, on_batch), strict=True))
        with self._lock:
            for text in texts:
                self._known[text] = found[text]
                self._known.move_to_end(text)
            while len(self._known) > self._most:
                self._known.popitem(last=False)
        return np.stack([found[text] for text in texts]) if texts else self._embedder.embed([])

    def embed_question(self, question: str) -> NDArray[np.float32]:
        """Embed a question: (dimensions,), unit length; remembered where it is embedded like any text."""
        if isinstance(self._embedder, QuestionEmbedder):
            return self._embedder.embed_question(question)
        vector: NDArray[np.float32] = self.embed([question])[0]
        return vector

    def count(self, texts: Sequence[str]) -> list[int]:
        """Count the word pieces of each text, special ones excluded."""
        return self._embedder.count(texts)
