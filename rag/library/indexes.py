"""Both derived indexes as one: opened, checked against the catalog, built again, written, verified and dropped."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Protocol, TypeVar

import numpy as np

from rag.errors import IndexStoreError
from rag.library import staging
from rag.library.folders import discard_folder
from rag.library.lexical import Lexical
from rag.library.vectors import Vectors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from rag.library.catalog import Catalog
    from rag.library.stored import StoredChunk
    from rag.models.embedder import Embedder

T = TypeVar("T")
_SLICE = 4096
"""Chunks that are embedded and written in one go: bounds memory, below Chroma's largest batch of 5461."""
_SAMPLE = 64
"""Chunks that are asked for when a library is opened."""


class Indexes:
    """Hold the vectors and the words of a library; each can be lost, the catalog gives it back."""

    def __init__(self, folder: Path, catalog: Catalog, embedder: Embedder) -> None:
        """Open both; one that is missing, unreadable or out of step with the catalog is built again."""
        self._catalog = catalog
        self._embedder = embedder
        self.vectors = _open_anew(folder / "chroma", lambda path: Vectors(path, embedder.name, embedder.dimensions))
        try:
            self.lexical = _open_anew(folder / "lexical", Lexical)
            try:
                with contextlib.suppress(IndexStoreError):  # a broken index cannot drop: it is built again first
                    self.finish_drops()
                self._repair()
                self.finish_drops()
            except BaseException:
                self.lexical.close()
                raise
        except BaseException:
            self.vectors.close()
            raise

    def write(self, chunks: Sequence[StoredChunk], on_progress: Callable[[int], None] | None) -> None:
        """Embed and write chunks, and verify that they come back.

        Raises:
            IndexStoreError: one of them does not.
        """
        try:
            for start in range(0, len(chunks), _SLICE):
                part = chunks[start : start + _SLICE]
                self._write_vectors(part, on_progress)
                self.lexical.write(part)
            self.lexical.commit()
        except BaseException:
            with contextlib.suppress(IndexStoreError):  # what brought us here is the better news
                self.lexical.rollback()
            raise
        keys = [stored.key for stored in chunks]
        self.vectors.check(keys)
        self.lexical.check(keys)

    def finish_drops(self) -> None:
        """Delete from both indexes what the catalog has noted, then clear the note."""
        keys = staging.pending_drops(self._catalog)
        if not keys:
            return
        self.vectors.drop(keys)
        self.lexical.drop(keys)
        self.lexical.commit()
        staging.forget_drops(self._catalog)

    def rebuild(self, on_progress: Callable[[int], None] | None = None) -> None:
        """Build both anew from the catalog."""
        self._rebuild_vectors(on_progress)
        self._rebuild_words()

    def close(self) -> None:
        """Let go of both folders."""
        try:
            self.lexical.close()
        finally:
            self.vectors.close()

    def _repair(self) -> None:
        """Rebuild an index that does not hold exactly what the catalog says, by number and by a sample."""
        expected = self._catalog.count_live_chunks()
        sample = self._catalog.newest_live_chunks(_SAMPLE)
        if not _agrees(self.vectors, expected, sample):
            self._rebuild_vectors(None)
        if not _agrees(self.lexical, expected, sample):
            self._rebuild_words()

    def _rebuild_vectors(self, on_progress: Callable[[int], None] | None) -> None:
        self.vectors.clear()
        for part in self._live():
            self._write_vectors(part, on_progress)
            self.vectors.check([stored.key for stored in part])

    def _rebuild_words(self) -> None:
        self.lexical.clear()
        for part in self._live():
            self.lexical.write(part)
        self.lexical.commit()

    def _live(self) -> Iterator[list[StoredChunk]]:
        """Read all live chunks, a slice at a time."""
        part = self._catalog.read_live_chunks(0, _SLICE)
        while part:
            yield part
            part = self._catalog.read_live_chunks(part[-1].key, _SLICE)

    def _write_vectors(self, chunks: Sequence[StoredChunk], on_progress: Callable[[int], None] | None) -> None:
        vectors = self._known(chunks)
        missing = np.flatnonzero(~vectors.any(axis=1)).tolist()
        if missing:
            vectors[missing] = self._embedded([chunks[row] for row in missing], on_progress)
        if on_progress is not None and len(missing) < len(chunks):
            on_progress(len(chunks) - len(missing))
        self.vectors.write([stored.key for stored in chunks], vectors)

    def _known(self, chunks: Sequence[StoredChunk]) -> NDArray[np.float32]:
        """Read the vectors of what the same document has word for word; zeros for what is new."""
        vectors = np.zeros((len(chunks), self._embedder.dimensions), dtype=np.float32)
        twins = [(row, stored.twin) for row, stored in enumerate(chunks) if stored.twin is not None]
        if twins:
            with contextlib.suppress(IndexStoreError):  # they are embedded again
                vectors[[row for row, _ in twins]] = self.vectors.read([key for _, key in twins])
        return vectors

    def _embedded(
        self, chunks: Sequence[StoredChunk], on_progress: Callable[[int], None] | None
    ) -> NDArray[np.float32]:
        vectors = self._embedder.embed([stored.chunk.embedded for stored in chunks], on_progress)
        if vectors.shape != (len(chunks), self._embedder.dimensions) or not np.isfinite(vectors).all():
            msg = (
                f"the embedder {self._embedder.name} gave {vectors.shape} for {len(chunks)} texts of "
                f"{self._embedder.dimensions} dimensions, or values that are no numbers; choose another embedding"
            )
            raise IndexStoreError(msg)
        return vectors


class _Index(Protocol):
    """Answer for chunks."""

    def count(self) -> int:
        """Count them."""

    def check(self, keys: Sequence[int]) -> None:
        """Raise IndexStoreError unless all of them are there."""


def _agrees(index: _Index, expected: int, sample: Sequence[int]) -> bool:
    """Tell whether an index holds so many chunks, these among them; one that cannot even be asked does not."""
    try:
        if index.count() != expected:
            return False
        index.check(sample)
    except IndexStoreError:
        return False
    return True


def _open_anew(folder: Path, open_index: Callable[[Path], T]) -> T:
    """Open an index; where that fails, throw its folder away and start an empty one."""
    try:
        return open_index(folder)
    except IndexStoreError:
        discard_folder(folder)
        return open_index(folder)
