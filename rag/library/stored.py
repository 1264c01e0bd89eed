"""A chunk as both indexes are given it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rag.document import Chunk


@dataclass(frozen=True, slots=True)
class StoredChunk:
    """Hold a chunk with its key in the catalog and the id of its document."""

    key: int
    document: str
    chunk: Chunk
