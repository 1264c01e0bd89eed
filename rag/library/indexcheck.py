"""Check the indexes: ask for every chunk, look at every vector, and hold a sample to what its text gives today."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from rag.errors import IndexStoreError
from rag.library.health import UNREADABLE, Problem, StoreHealth, counted
from rag.library.mending import Difference, compare
from rag.library.rebuilding import SLICE, embed_chunks, live_chunks

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

    from rag.library.catalog import Catalog
    from rag.library.generations import Store
    from rag.library.lexical import Lexical
    from rag.library.stored import StoredChunk
    from rag.library.vectors import Vectors
    from rag.models.embedder import Embedder

SAMPLE = 64
"""Chunks whose text is embedded again and searched for, spread evenly over the library."""
_SAME = 0.95
"""Cosine from which two vectors are of one text and model: equal ones are moved apart by 0.00005, batches differ by
less than 0.02 in int8; those of two models have nothing in common."""
_UNIT = 0.01
"""How far from 1 the length of a vector may be."""
_NEAR = 10
_WORD = re.compile(r"\w{4,}")
_WORDS = 3
"""So many longer words a chunk has, at least, that must be found by its own text."""
_DEEP = 1000


def check_vectors(vectors: Vectors, catalog: Catalog, made: Store) -> tuple[StoreHealth, Difference]:
    """Ask Chroma for each live chunk, and look whether what it gives are unit vectors.

    Raises:
        IndexStoreError: it cannot even be asked.
    """
    difference = compare(vectors, live := catalog.live_keys())
    problems = _differing(difference)
    bad = _misshapen(vectors, sorted(live - difference.missing))
    if bad:
        problems.append(Problem(f"{counted(len(bad), 'vector')} of no unit length", "repair"))
    if others := vectors.others():
        problems.append(Problem(f"vectors of {others[0].embedder}, which nothing uses: `citeback rebuild`", "none"))
    holds = f"{len(live - difference.missing)} of {counted(len(live), 'chunk')}, made with {made.embedder}"
    health = StoreHealth("vectors", f"{holds} ({made.dimensions} numbers each)", tuple(problems))
    return health, Difference(difference.missing | bad, difference.orphans)


def check_words(lexical: Lexical, catalog: Catalog) -> tuple[StoreHealth, Difference]:
    """Ask tantivy for each live chunk, and for a sample by its words.

    Raises:
        IndexStoreError: it cannot even be asked.
    """
    difference = compare(lexical, live := catalog.live_keys())
    problems = _differing(difference)
    lost = frozenset(
        stored.key
        for stored in spread(catalog, live - difference.missing, SAMPLE)
        if len(_WORD.findall(stored.chunk.text)) >= _WORDS
        and stored.key not in {key for key, _ in lexical.search(stored.chunk.text, _DEEP, {stored.document})}
    )
    if lost:
        problems.append(Problem(f"{counted(len(lost), 'chunk')} of a sample not found by their own words", "repair"))
    holds = f"{len(live - difference.missing)} of {counted(len(live), 'chunk')}"
    return StoreHealth("words", holds, tuple(problems)), Difference(
        difference.missing | lost, difference.orphans | lost
    )


def misembedded(vectors: Vectors, chunks: Sequence[StoredChunk], embedder: Embedder) -> frozenset[int]:
    """Embed chunks again: whose vector is another text's or another model's?

    A sample of them is also searched for: a graph can hold what it does not reach.
    """
    wrong: set[int] = set()
    step = max(1, len(chunks) // SAMPLE)
    for start in range(0, len(chunks), SLICE):
        part = chunks[start : start + SLICE]
        expected = embed_chunks(embedder, part, None)
        cosines = (vectors.read([stored.key for stored in part]) * expected).sum(axis=1)
        for row, stored in enumerate(part):
            is_same = bool(cosines[row] >= _SAME)
            if not is_same or ((start + row) % step == 0 and not _is_reached(vectors, stored.key, expected[row])):
                wrong.add(stored.key)
    return frozenset(wrong)


def _is_reached(vectors: Vectors, key: int, vector: NDArray[np.float32]) -> bool:
    """Tell whether a search for a vector finds it, or none but others as near."""
    found = vectors.search(vector, _NEAR)
    return key in dict(found) or (len(found) == _NEAR and found[-1][1] >= _SAME)


def spread(catalog: Catalog, keys: Collection[int], most: int) -> list[StoredChunk]:
    """Read a sample of these chunks, evenly spread."""
    ordered = sorted(keys)
    step = max(1, len(ordered) // max(1, most))
    wanted = set(ordered[::step][:most])
    return [stored for part in live_chunks(catalog) for stored in part if stored.key in wanted]


def unreadable(name: str, error: IndexStoreError) -> StoreHealth:
    """Describe an index that cannot be asked."""
    return StoreHealth(name, UNREADABLE, (Problem(str(error), "repair"),))


def _differing(difference: Difference) -> list[Problem]:
    problems = []
    if difference.missing:
        problems.append(Problem(f"{counted(len(difference.missing), 'chunk')} missing", "repair"))
    if difference.orphans:
        text = f"{counted(len(difference.orphans), 'chunk')} that the catalog does not have, or that are there twice"
        problems.append(Problem(text, "repair"))
    return problems


def _misshapen(vectors: Vectors, keys: Sequence[int]) -> frozenset[int]:
    """Find vectors that are no unit vectors of numbers."""
    bad: set[int] = set()
    for start in range(0, len(keys), SAMPLE * SAMPLE):
        part = keys[start : start + SAMPLE * SAMPLE]
        lengths = np.linalg.norm(vectors.read(part), axis=1)
        bad.update(np.asarray(part)[~(np.abs(lengths - 1) <= _UNIT)].tolist())
    return frozenset(bad)
