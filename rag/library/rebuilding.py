"""Build an index from the catalog in a folder of its own; nobody sees it before it is complete and verified."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import numpy as np

from rag.errors import IndexStoreError
from rag.library.folders import discard_folder
from rag.library.lexical import Lexical
from rag.library.vectors import Vectors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from rag.library.catalog import Catalog
    from rag.library.stored import StoredChunk
    from rag.models.embedder import Embedder

    VectorSource = Callable[[Sequence[StoredChunk]], NDArray[np.float32]]

SLICE = 4096
"""Chunks that are embedded and written in one go: bounds memory, below Chroma's largest batch of 5461."""


def live_chunks(catalog: Catalog) -> Iterator[list[StoredChunk]]:
    """Read all live chunks in order of key, a slice at a time."""
    part = catalog.read_live_chunks(0, SLICE)
    while part:
        yield part
        part = catalog.read_live_chunks(part[-1].key, SLICE)


def build_vectors(
    folder: Path, name: str, dimensions: int, slices: Iterable[Sequence[StoredChunk]], source: VectorSource
) -> Vectors:
    """Write the vectors of these chunks, as the source gives them, into a new folder.

    Raises:
        IndexStoreError: one of them does not come back; nothing stays behind.
    """
    with contextlib.ExitStack() as undo:
        undo.callback(discard_folder, folder)
        built = Vectors(folder, name, dimensions)
        undo.callback(built.close)
        written = 0
        for chunks in slices:
            keys = [stored.key for stored in chunks]
            built.write(keys, source(chunks))
            built.check(keys)
            written += len(keys)
        _check_count(built.folder, built.count(), written)
        undo.pop_all()
        return built


def build_words(folder: Path, slices: Iterable[Sequence[StoredChunk]]) -> Lexical:
    """Write the words of these chunks into a new folder.

    Raises:
        IndexStoreError: one of them does not come back; nothing stays behind.
    """
    with contextlib.ExitStack() as undo:
        undo.callback(discard_folder, folder)
        built = Lexical(folder)
        undo.callback(_forget, built)
        keys: list[int] = []
        for chunks in slices:
            built.write(chunks)
            keys += [stored.key for stored in chunks]
        built.commit()
        built.check(keys)
        _check_count(built.folder, built.count(), len(keys))
        undo.pop_all()
        return built


def embed_chunks(
    embedder: Embedder, chunks: Sequence[StoredChunk], on_progress: Callable[[int], None] | None
) -> NDArray[np.float32]:
    """Embed chunks with their context.

    Raises:
        IndexStoreError: the embedder gave something else than a vector of numbers for each.
    """
    vectors = embedder.embed([stored.chunk.embedded for stored in chunks], on_progress)
    if vectors.shape != (len(chunks), embedder.dimensions) or not np.isfinite(vectors).all():
        msg = (
            f"the embedder {embedder.name} gave {vectors.shape} for {len(chunks)} texts of "
            f"{embedder.dimensions} dimensions, or values that are no numbers; choose another embedding"
        )
        raise IndexStoreError(msg)
    return vectors


def count_truncated(embedder: Embedder, chunks: Sequence[StoredChunk]) -> int:
    """Count the chunks whose end an embedder does not read: they were cut for another one's limit."""
    counted = embedder.count([stored.chunk.embedded for stored in chunks])
    return sum(pieces > embedder.max_tokens for pieces in counted)


def _forget(built: Lexical) -> None:
    with contextlib.suppress(IndexStoreError):  # what brought us here is the better news
        built.rollback()


def _check_count(folder: Path, counted: int, written: int) -> None:
    if counted != written:
        msg = (
            f"the new index {folder} holds {counted} chunks where {written} were written; check the disk, and try again"
        )
        raise IndexStoreError(msg)
