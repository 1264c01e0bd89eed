"""Both derived indexes as one: opened, mended, built again beside the old, written, verified and dropped."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from rag.errors import EmbeddingChangedError, IndexStoreError
from rag.library import staging
from rag.library.folders import discard_folder
from rag.library.generations import VECTORS, WORDS, Store, discard_leftovers, name_stores, next_folder
from rag.library.handles import Handle
from rag.library.opening import is_made_with, open_vectors, open_words
from rag.library.rebuilding import SLICE, build_vectors, build_words, count_truncated, embed_chunks, live_chunks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from numpy.typing import NDArray
    from sqlalchemy import Connection

    from rag.library.catalog import Catalog
    from rag.library.lexical import Lexical
    from rag.library.rebuilding import VectorSource
    from rag.library.stored import StoredChunk
    from rag.library.vectors import Vectors
    from rag.models.embedder import Embedder


class Indexes:
    """Hold the vectors and the words of a library; each can be lost, the catalog gives it back."""

    def __init__(
        self, folder: Path, catalog: Catalog, load: Callable[[], Embedder], tell: Callable[[str], None]
    ) -> None:
        """Open both; one that is missing, unreadable or out of step with the catalog is mended or built again.

        `load` gives the embedder where vectors are made; `tell` is told what was broken, and what was done.
        """
        self._folder = folder
        self._catalog = catalog
        self._load = load
        self._tell = tell
        with contextlib.ExitStack() as undo:
            vectors, self._made = open_vectors(folder, catalog, load, tell)
            undo.callback(vectors.close)
            lexical = open_words(folder, catalog, tell)
            undo.callback(lexical.close)
            self._vectors, self._lexical = Handle(vectors), Handle(lexical)
            self.finish_drops()
            undo.pop_all()

    @property
    def vectors(self) -> Vectors:
        """Give the vectors to those alone who keep them from being replaced."""
        return self._vectors.value

    @property
    def lexical(self) -> Lexical:
        """Give the words to those alone who keep them from being replaced."""
        return self._lexical.value

    def hold_vectors(self) -> AbstractContextManager[Vectors]:
        """Lend the vectors that answer now, until the end of the block."""
        return self._vectors.held()

    def hold_words(self) -> AbstractContextManager[Lexical]:
        """Lend the words that answer now, until the end of the block."""
        return self._lexical.held()

    def made_with(self, embedder: Embedder) -> bool:
        """Tell whether the vectors are this embedder's."""
        return is_made_with(self._made, embedder)

    def require(self, embedder: Embedder) -> None:
        """Refuse an embedder whose vectors cannot be compared with those that are there.

        Raises:
            EmbeddingChangedError: they were made with another one.
        """
        if self.made_with(embedder):
            return
        made = self._made
        msg = (
            f"the vectors of the library {self._folder} were made with the embedding {made.embedder} "
            f"({made.dimensions} numbers each), but the one in use now is {embedder.name} ({embedder.dimensions}): run "
            f"`citeback rebuild` to make them anew with that, or go back to {made.embedder}"
        )
        raise EmbeddingChangedError(msg)

    def settle(self, embedder: Embedder) -> None:
        """Take this embedder where nothing was embedded yet, or nothing of it is left."""
        if not self.made_with(embedder) and not self._catalog.count_live_chunks():
            self.rebuild(embedder)

    def write(self, chunks: Sequence[StoredChunk], on_progress: Callable[[int], None] | None) -> None:
        """Embed and write chunks, and verify that they come back.

        Raises:
            EmbeddingChangedError: the vectors were made with another embedder than the one in use.
            IndexStoreError: one of them does not come back.
        """
        embedder = self._load()
        self.settle(embedder)
        self.require(embedder)
        try:
            for start in range(0, len(chunks), SLICE):
                part = chunks[start : start + SLICE]
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

    def rebuild(self, embedder: Embedder, on_progress: Callable[[int], None] | None = None) -> None:
        """Build both anew from the catalog with this embedder, beside those that answer; then let the new ones answer.

        Raises:
            IndexStoreError: what was built does not come back; the old ones go on answering.
        """
        truncated = 0
        other = not self.made_with(embedder)

        def embed(chunks: Sequence[StoredChunk]) -> NDArray[np.float32]:
            nonlocal truncated
            truncated += count_truncated(embedder, chunks) if other else 0
            return embed_chunks(embedder, chunks, on_progress)

        folder = next_folder(self._folder, VECTORS)
        self.exchange(Store(VECTORS, folder.name, embedder.name, embedder.dimensions), live_chunks, embed)
        if truncated:
            self._tell(
                f"{embedder.name} reads {embedder.max_tokens} tokens of a chunk, but {truncated} here are longer: "
                "their ends are found by their words alone; ingest the files into a new library to have them cut anew"
            )

    def renew(
        self,
        read: Callable[[Catalog], Iterator[list[StoredChunk]]] = live_chunks,
        also: Callable[[Connection], None] | None = None,
    ) -> None:
        """Build both anew beside those that answer, the vectors copied; only one that is lost is embedded again.

        Raises:
            IndexStoreError: what was built does not come back; the old ones go on answering.
        """

        def copy(chunks: Sequence[StoredChunk]) -> NDArray[np.float32]:
            vectors = self.vectors.read([stored.key for stored in chunks])
            lost = np.flatnonzero(~vectors.any(axis=1)).tolist()
            if lost:
                self.require(embedder := self._load())
                vectors[lost] = embed_chunks(embedder, [chunks[row] for row in lost], None)
            return vectors

        self.exchange(replace(self._made, folder=next_folder(self._folder, VECTORS).name), read, copy, also)

    def exchange(
        self,
        store: Store,
        read: Callable[[Catalog], Iterator[list[StoredChunk]]],
        source: VectorSource,
        also: Callable[[Connection], None] | None = None,
    ) -> None:
        """Build both beside those that answer, of the chunks that `read` gives, and let them answer instead.

        What else is to happen does so in the same transaction. A search that is under way ends with the old ones; they
        are closed and deleted after it.

        Raises:
            IndexStoreError: what was built does not come back; the old ones go on answering.
        """
        with contextlib.ExitStack() as undo:
            undo.callback(discard_leftovers, self._folder, self._catalog)
            folder = self._folder / store.folder
            vectors = build_vectors(folder, store.embedder, store.dimensions, read(self._catalog), source)
            undo.callback(vectors.close)
            lexical = build_words(next_folder(self._folder, WORDS), read(self._catalog))
            undo.callback(lexical.close)
            with self._catalog.transaction() as connection:
                name_stores(connection, store, Store(WORDS, lexical.folder.name))
                if also is not None:
                    also(connection)
            undo.pop_all()
        self._made = store
        for old in (self._vectors.replace(vectors), self._lexical.replace(lexical)):
            with contextlib.suppress(IndexStoreError):  # it does not answer any more
                old.close()
            discard_folder(old.folder)

    def close(self) -> None:
        """Let go of both folders."""
        try:
            self.lexical.close()
        finally:
            self.vectors.close()

    def _write_vectors(self, chunks: Sequence[StoredChunk], on_progress: Callable[[int], None] | None) -> None:
        vectors = self._known(chunks)
        missing = np.flatnonzero(~vectors.any(axis=1)).tolist()
        if missing:
            vectors[missing] = embed_chunks(self._load(), [chunks[row] for row in missing], on_progress)
        if on_progress is not None and len(missing) < len(chunks):
            on_progress(len(chunks) - len(missing))
        self.vectors.write([stored.key for stored in chunks], vectors)

    def _known(self, chunks: Sequence[StoredChunk]) -> NDArray[np.float32]:
        """Read the vectors of what the same document has word for word; zeros for what is new."""
        vectors = np.zeros((len(chunks), self._made.dimensions), dtype=np.float32)
        twins = [(row, stored.twin) for row, stored in enumerate(chunks) if stored.twin is not None]
        if twins:
            with contextlib.suppress(IndexStoreError):  # they are embedded again
                vectors[[row for row, _ in twins]] = self.vectors.read([key for _, key in twins])
        return vectors
