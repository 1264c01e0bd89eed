"""Chunk vectors in Chroma, on disk, in this process; the only file that knows chromadb."""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import numpy as np

from rag.errors import IndexStoreError, LibraryError
from rag.library.graphs import blank, unsaved_graphs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection as ChromaCollection
    from numpy.typing import NDArray

EF_SEARCH = 400
"""Candidates that a search keeps; with the two below well above Chroma's own, which miss neighbours that an exact
search finds."""
EF_CONSTRUCTION = 200
MAX_NEIGHBORS = 32
EXACT_SCOPE = 200
"""Chunks that are measured one by one: about as fast as the graph, which may not reach them all."""
_HAIR = 0.01
"""How far equal vectors are moved apart (a cosine of 0.99995): among equals the graph leaves some out of reach."""
_NAME_LENGTH = 400
_COLLECTION = re.compile(r"chunks-(?P<embedder>.*)-(?P<dimensions>[1-9]\d{0,8})")
_ASKED_AT_ONCE = 512
_opened_in: set[int] = set()
"""The process that has opened Chroma; a forked child inherits its parent's."""


@dataclass(frozen=True, slots=True)
class MadeWith:
    """Name what vectors were made with, as far as a collection's name tells."""

    embedder: str
    dimensions: int


def collection_name(embedder_name: str, dimensions: int) -> str:
    """Name a collection so that the vectors of two embedders never meet; a name made of such a name's part is equal."""
    return f"chunks-{re.sub('[^a-zA-Z0-9._-]', '-', embedder_name)[:_NAME_LENGTH]}-{dimensions}"


class Vectors:
    """Keep one vector a chunk, found again by cosine."""

    def __init__(self, folder: Path, embedder_name: str, dimensions: int) -> None:
        """Open or create the index; another embedder or other dimensions mean another, empty collection.

        Raises:
            IndexStoreError: what lies in the folder cannot be read.
        """
        self._folder = folder
        self._dimensions = dimensions
        self._name = collection_name(embedder_name, dimensions)
        self._start()

    @property
    def folder(self) -> Path:
        """Give the folder that all of it lies in."""
        return self._folder

    def count(self) -> int:
        """Count the vectors that Chroma believes it has."""
        with self._guarded():
            return self._collection.count()

    def write(self, keys: Sequence[int], vectors: NDArray[np.float32]) -> None:
        """Write one vector a key, in as few calls as Chroma allows: each costs it a commit."""
        vectors = _apart(keys, vectors)
        with self._guarded():
            for start in range(0, len(keys), self._batch):
                part = slice(start, start + self._batch)
                self._collection.upsert(ids=[str(key) for key in keys[part]], embeddings=vectors[part])

    def check(self, keys: Sequence[int]) -> None:
        """Ask the graph itself for these vectors; `count` would also count rows that it lost.

        Raises:
            IndexStoreError: one of them is missing. Chroma raises for an id that its graph does not know; that
                fewer come back proves nothing: hundreds of equal vectors can hide one another.
        """
        probe = np.full((1, self._dimensions), self._dimensions**-0.5, dtype=np.float32)
        with self._guarded():
            for start in range(0, len(keys), self._batch):
                ids = [str(key) for key in keys[start : start + self._batch]]
                self._collection.query(query_embeddings=probe, ids=ids, n_results=1, include=[])

    def search(
        self, vector: NDArray[np.float32], k: int, among: Sequence[int] | None = None
    ) -> list[tuple[int, float]]:
        """Find the k nearest chunks as (key, cosine), best first; only some keys if they are named."""
        if among is not None and len(among) <= EXACT_SCOPE:
            return self._rank(vector, k, among)
        try:
            return self._query(vector, k, among)
        except IndexStoreError:
            if among is None:
                raise
            return self._rank(vector, k, among)  # one of them was dropped since: the graph refuses all

    def _lost_among(self, keys: list[int]) -> list[int]:
        """Halve the keys until those are found for which the graph refuses its answer."""
        try:
            self.check(keys)
        except IndexStoreError:
            if len(keys) == 1:
                return keys
            half = len(keys) // 2
            return self._lost_among(keys[:half]) + self._lost_among(keys[half:])
        return []

    def _query(self, vector: NDArray[np.float32], k: int, among: Sequence[int] | None) -> list[tuple[int, float]]:
        """Let the graph find the nearest."""
        with self._guarded():
            found = self._collection.query(
                query_embeddings=np.asarray(vector, dtype=np.float32).reshape(1, -1),
                n_results=k,
                ids=None if among is None else [str(key) for key in among],
                include=["distances"],
            )
        distances = found["distances"] or [[]]
        return [(int(key), 1.0 - distance) for key, distance in zip(found["ids"][0], distances[0], strict=True)]

    def _rank(self, vector: NDArray[np.float32], k: int, among: Sequence[int]) -> list[tuple[int, float]]:
        """Measure every one of these vectors."""
        stored = self.read(among)
        cosines = stored @ np.asarray(vector, dtype=np.float32)
        best = np.argsort(-cosines, kind="stable")
        return [(among[place], float(cosines[place])) for place in best if stored[place].any()][:k]

    def read(self, keys: Sequence[int]) -> NDArray[np.float32]:
        """Read stored vectors in the order of the keys; zeros where there is none."""
        vectors = np.zeros((len(keys), self._dimensions), dtype=np.float32)
        if not keys:
            return vectors
        with self._guarded():
            found = self._collection.get(ids=[str(key) for key in dict.fromkeys(keys)], include=["embeddings"])
        stored = found["embeddings"]
        if stored is not None:
            places = {int(key): place for place, key in enumerate(found["ids"])}
            for row, key in enumerate(keys):
                if key in places:
                    vectors[row] = stored[places[key]]
        return vectors

    def drop(self, keys: Sequence[int]) -> None:
        """Delete vectors; keys that are not there are fine."""
        with self._guarded():
            for start in range(0, len(keys), self._batch):
                self._collection.delete(ids=[str(key) for key in keys[start : start + self._batch]])

    def keys(self) -> list[int]:
        """List the keys that Chroma has a row for; whether its graph has them too, `lost` tells."""
        with self._guarded():
            return [int(key) for key in self._collection.get(include=[])["ids"]]

    def lost(self, keys: Sequence[int]) -> list[int]:
        """Tell which of these keys the graph does not give back."""
        found: list[int] = []
        for start in range(0, len(keys), _ASKED_AT_ONCE):
            found += self._lost_among(list(keys[start : start + _ASKED_AT_ONCE]))
        return found

    def others(self) -> list[MadeWith]:
        """Name what else vectors in this folder were made with, the largest collection first."""
        with self._guarded():
            counted = [(one.count(), one.name) for one in self._client.list_collections() if one.name != self._name]
        named = [_COLLECTION.fullmatch(name) for count, name in sorted(counted, reverse=True) if count]
        return [MadeWith(name["embedder"], int(name["dimensions"])) for name in named if name]

    def close(self) -> None:
        """Let go of the folder; without it Chroma would hand out the old state when it is opened again."""
        self._client.close()

    def _start(self) -> None:
        with self._guarded():
            self._client = _open(self._folder)
            try:
                self._collection = self._open_collection()
                self._batch = int(self._client.get_max_batch_size())
                if self._collection.count() == 0:
                    self._warm_up()
                if unsaved := unsaved_graphs(self._folder):
                    self._query(np.ones(self._dimensions, dtype=np.float32), 1, None)  # writes them, not set yet
                    blank(unsaved)
            except BaseException:
                self.close()
                raise

    def _warm_up(self) -> None:
        """Let a new collection make its graph now: a search during its first write would fail."""
        self.write([0], np.ones((1, self._dimensions), dtype=np.float32))
        self.drop([0])

    def _open_collection(self) -> ChromaCollection:
        return self._client.get_or_create_collection(
            self._name,
            embedding_function=None,
            configuration={
                "hnsw": {
                    "space": "cosine",
                    "ef_construction": EF_CONSTRUCTION,
                    "ef_search": EF_SEARCH,
                    "max_neighbors": MAX_NEIGHBORS,
                }
            },
        )

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """Turn whatever Chroma raises into one line with a cure; its failed start ends in an AttributeError."""
        from chromadb.errors import ChromaError

        try:
            yield
        except (ChromaError, ValueError, TypeError, AttributeError, RuntimeError, OSError) as error:
            reason = (str(error).splitlines() or [type(error).__name__])[0]
            msg = (
                f"the vector index {self._folder} failed: {reason}; check the disk, or close every program that uses "
                "the library and delete that folder: it is built again from the catalog"
            )
            raise IndexStoreError(msg) from error


def _apart(keys: Sequence[int], vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Move equal vectors a hair apart: hundreds in one place hide one another in the graph, and others behind them."""
    moved: NDArray[np.float32] = np.array(vectors, dtype=np.float32)
    seen: set[bytes] = set()
    for row, key in enumerate(keys):
        place = vectors[row].tobytes()
        if place in seen:
            step = np.random.default_rng(key).standard_normal(vectors.shape[1])
            moved[row] += _HAIR * (step / np.linalg.norm(step)).astype(np.float32)
            moved[row] /= np.linalg.norm(moved[row])
        seen.add(place)
    return moved


def _open(folder: Path) -> Client:
    """Open Chroma, but not in a fork of a process that did: its threads stayed there, every call would hang."""
    import chromadb
    from chromadb.api.shared_system_client import SharedSystemClient
    from chromadb.config import Settings

    if _opened_in and os.getpid() not in _opened_in:
        msg = (
            "this process was forked from one that had a library open, and Chroma would hang in it; "
            'start it with multiprocessing\'s "spawn" instead'
        )
        raise LibraryError(msg)
    _opened_in.add(os.getpid())
    try:
        client = chromadb.PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False))
    except BaseException:
        # What failed to start stays in this cache and would be handed out for the same path again.
        SharedSystemClient._identifier_to_system.pop(str(folder), None)
        raise
    return cast("Client", client)
