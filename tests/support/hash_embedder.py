"""A small embedder without weights: texts that share words lie close."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray


class HashEmbedder:
    """Give every word a place by its checksum; the same text gives the same vector on every machine."""

    max_tokens = 256

    def __init__(self, name: str = "hash", dimensions: int = 64) -> None:
        self.name = name
        self.dimensions = dimensions

    def embed(self, texts: Sequence[str], on_batch: Callable[[int], None] | None = None) -> NDArray[np.float32]:
        vectors = np.full((len(texts), self.dimensions), 1e-3, dtype=np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"\w+", text.lower()):
                checksum = zlib.crc32(word.encode())
                vectors[row, checksum % self.dimensions] += 1.0 if checksum & 0x10000 else -1.0
        if on_batch is not None:
            on_batch(len(texts))
        lengths = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
        unit: NDArray[np.float32] = (vectors / lengths).astype(np.float32)
        return unit

    def count(self, texts: Sequence[str]) -> list[int]:
        return [len(re.findall(r"\w+", text)) for text in texts]
