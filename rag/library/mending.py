"""Compare an index with the catalog, chunk by chunk, and mend only what differs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.library.rebuilding import live_chunks
from rag.library.vectors import Vectors

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from rag.library.catalog import Catalog
    from rag.library.lexical import Lexical
    from rag.library.rebuilding import VectorSource
    from rag.library.stored import StoredChunk


@dataclass(frozen=True, slots=True)
class Difference:
    """Name the chunks that an index is to get and those that it is to lose; one that it holds twice is both."""

    missing: frozenset[int] = frozenset()
    orphans: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        """Tell whether there is any."""
        return bool(self.missing or self.orphans)

    def __str__(self) -> str:
        """Say it in words that follow the name of the index."""
        lacks = f"lacked {_chunks(self.missing)}" if self.missing else ""
        holds = f"held {_chunks(self.orphans)} too many" if self.orphans else ""
        return " and ".join(filter(None, (lacks, holds)))


def compare(index: Vectors | Lexical, live: Collection[int]) -> Difference:
    """Ask an index for every chunk that the catalog has live.

    Raises:
        IndexStoreError: it cannot even be asked.
    """
    alive = set(live)
    held = Counter(index.keys())
    missing = alive - held.keys()
    if isinstance(index, Vectors):
        missing |= set(index.lost(sorted(alive - missing)))
    twice = {key for key, times in held.items() if times > 1}
    return Difference(frozenset(missing | (twice & alive)), frozenset(held.keys() - alive | twice))


def mend_vectors(vectors: Vectors, catalog: Catalog, difference: Difference, source: VectorSource) -> None:
    """Drop and write what differs.

    Raises:
        IndexStoreError: what was written does not come back.
    """
    vectors.drop(sorted(difference.orphans))
    for chunks in _among(catalog, difference.missing):
        keys = [stored.key for stored in chunks]
        vectors.write(keys, source(chunks))
        vectors.check(keys)


def mend_words(lexical: Lexical, catalog: Catalog, difference: Difference) -> None:
    """Drop and write what differs.

    Raises:
        IndexStoreError: what was written does not come back.
    """
    lexical.drop(sorted(difference.orphans))
    for chunks in _among(catalog, difference.missing):
        lexical.write(chunks)
    lexical.commit()
    lexical.check(sorted(difference.missing))


def _among(catalog: Catalog, keys: Collection[int]) -> Iterator[list[StoredChunk]]:
    """Read these chunks, as far as they are live."""
    wanted = set(keys)
    if not wanted:
        return
    for part in live_chunks(catalog):
        if chunks := [stored for stored in part if stored.key in wanted]:
            yield chunks


def _chunks(keys: Collection[int]) -> str:
    return "1 chunk" if len(keys) == 1 else f"{len(keys)} chunks"
