"""A chunk as both indexes are given it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rag.document import Chunk


@dataclass(frozen=True, slots=True)
class StoredChunk:
    """Hold a chunk with its key in the catalog, the id of its document, and what is known of both."""

    key: int
    document: str
    chunk: Chunk
    twin: int | None = None
    """The key of a live chunk of the same document with the same text and context: their vectors are equal."""
    language: str = ""
    """Of its document, by ISO 639-1; empty where it is not known."""
