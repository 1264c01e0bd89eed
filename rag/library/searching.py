"""Search an index until there are enough hits that are alive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.library.matches import Match

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from rag.library.catalog import Catalog

    Find = Callable[[int, Collection[str] | None], list[tuple[int, float]]]

_GROWTH = 4


def search_live(catalog: Catalog, find: Find, k: int, documents: Collection[str] | None, ahead: int = 0) -> list[Match]:
    """Give the k best live chunks within the scope; `find(n, scope)` gives the n best that an index knows.

    An index may hold entries that are staged or retired, and may leave a scope unheeded: the catalog decides.
    Where its filter is slow, it is first asked without one for `ahead` times k: often enough for a wide scope.
    """
    scope = None if documents is None else frozenset(documents)
    if k < 1 or (scope is not None and not scope):
        return []
    if scope is not None and ahead:
        live = _living(catalog, find(ahead * k, None), scope)
        if len(live) >= k:
            return live[:k]
    wanted = k
    while True:
        found = find(wanted, scope)
        live = _living(catalog, found, scope)
        if len(live) >= k or len(found) < wanted:
            return live[:k]
        wanted *= _GROWTH


def _living(catalog: Catalog, found: list[tuple[int, float]], scope: Collection[str] | None) -> list[Match]:
    """Keep what the catalog knows as live, in the scope."""
    homes = catalog.live_chunks([key for key, _ in found])
    return [Match(key, score) for key, score in found if key in homes and (scope is None or homes[key] in scope)]
