"""Text to vector."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import numpy as np

from rag.models.onnx import OnnxModel

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from rag.settings import Settings

WEIGHTS = Path(__file__).parent / "weights" / "minilm"


@runtime_checkable
class Embedder(Protocol):
    """Turn texts into vectors that lie close where the texts mean the same."""

    @property
    def name(self) -> str:
        """Name the model and its precision: vectors of two names cannot be compared."""

    @property
    def dimensions(self) -> int:
        """Give the length of a vector."""

    @property
    def max_tokens(self) -> int:
        """Give the word pieces, special ones included, after which a text is truncated."""

    def embed(self, texts: Sequence[str], on_batch: Callable[[int], None] | None = None) -> NDArray[np.float32]:
        """Embed texts: (texts, dimensions), unit length, in their order; `on_batch` is told how many more are done."""

    def count(self, texts: Sequence[str]) -> list[int]:
        """Count the word pieces of each text, special ones excluded, nothing truncated."""


@runtime_checkable
class QuestionEmbedder(Protocol):
    """Embed questions otherwise than the texts that answer them, where a model tells the two apart."""

    def embed_question(self, question: str) -> NDArray[np.float32]:
        """Embed one question: (dimensions,), unit length, to be compared with the vectors of texts."""
        ...


@runtime_checkable
class AdditiveCounter(Protocol):
    """Say whether the word pieces of texts on lines of their own add up, so that none need be counted twice."""

    @property
    def counts_add_up(self) -> bool:
        """Tell it."""
        ...


def embed_question(embedder: Embedder, question: str) -> NDArray[np.float32]:
    """Embed a question as its embedder wants questions embedded: like any text unless it says otherwise."""
    if isinstance(embedder, QuestionEmbedder):
        return embedder.embed_question(question)
    vector: NDArray[np.float32] = embedder.embed([question])[0]
    return vector


class BundledEmbedder:
    """Embed with all-MiniLM-L6-v2 in int8, which ships with the package; loaded at first use."""

    name = "minilm-l6-v2-int8"
    dimensions = 384
    max_tokens = 256
    counts_add_up = True

    def __init__(self, threads: int | None = None, folder: Path = WEIGHTS) -> None:
        """Choose the threads (None: one a visible core) and, for a test, another folder of weights."""
        self._threads = threads
        self._folder = folder
        self._lock = threading.Lock()
        self._loaded: OnnxModel | None = None

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle and copy without the loaded model."""
        return type(self), (self._threads, self._folder)

    def embed(self, texts: Sequence[str], on_batch: Callable[[int], None] | None = None) -> NDArray[np.float32]:
        """Embed texts: float32 (texts, 384), unit length, in their order; `on_batch` is told how many more are done.

        Raises ModelError where the weights are missing or broken.
        """
        vectors = np.empty((len(texts), self.dimensions), dtype=np.float32)
        if not texts:
            return vectors
        for batch in self._model().run(texts):
            vectors[batch.rows] = batch.outputs[0]
            if on_batch is not None:
                on_batch(len(batch.rows))
        return vectors

    def count(self, texts: Sequence[str]) -> list[int]:
        """Count the word pieces of each text, special ones excluded, nothing truncated."""
        return self._model().count(texts)

    def _model(self) -> OnnxModel:
        with self._lock:
            if self._loaded is None:
                self._loaded = OnnxModel(self._folder, self.max_tokens, self._threads)
            return self._loaded


def load_embedder(settings: Settings) -> Embedder:
    """Give the embedder that the settings name; the bundled one where they name none.

    Raises:
        SettingsError: they name one that is not known, or not installed.
        ModelError: it cannot be loaded, or its server does not answer.
    """
    if settings.embedding is None:
        return BundledEmbedder()
    from rag.models.embeddings import build_embedder  # LlamaIndex takes two seconds

    return build_embedder(settings.embedding)
