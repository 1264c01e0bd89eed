"""Search an index until there are enough hits that are alive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.library.matches import Match

if TYPE_CHECKING:
    from collections.abc import Callable

    from rag.library.catalog import Catalog

_GROWTH = 4


def search_live(catalog: Catalog, find: Callable[[int], list[tuple[int, float]]], k: int) -> list[Match]:
    """Give the k best live chunks, where `find(n)` gives the n best that an index knows.

    An index also holds what is staged, and for a moment what is retired: the catalog decides what may answer.
    """
    if k < 1:
        return []
    wanted = k
    while True:
        found = find(wanted)
        alive = catalog.live_chunks([key for key, _ in found])
        live = [Match(key, score) for key, score in found if key in alive]
        if len(live) >= k or len(found) < wanted:
            return live[:k]
        wanted *= _GROWTH
