"""Grade an order of paragraphs against those that are wanted; pure functions, each with a worked example.

As `trec_eval` and `ranx` have it: each wanted paragraph counts the same (a gain of 1), recall is divided by all that is
wanted, even where that is more than k, and a question for which nothing is wanted is not graded (None). There are no
ties: an order is given, not scores. What is listed twice counts at its first place.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Sequence


def recall_at(ranked: Sequence[Hashable], wanted: Collection[Hashable], k: int) -> float | None:
    """Give the share of what is wanted that is among the first k (Manning, Raghavan and Schütze, 2008, chapter 8).

    >>> recall_at(["b", "a", "c"], {"a", "z"}, k=2)
    0.5
    """
    gold = set(wanted)
    return len(gold.intersection(_each_once(ranked)[:k])) / len(gold) if gold else None


def reciprocal_rank(ranked: Sequence[Hashable], wanted: Collection[Hashable], k: int = 10) -> float | None:
    """Give 1 / the place of the first that is wanted, 0 where none is among the first k (Voorhees, 1999).

    >>> reciprocal_rank(["b", "a", "c"], {"a", "c"})
    0.5
    """
    if not wanted:
        return None
    top = _each_once(ranked)[:k]
    return next((1 / place for place, one in enumerate(top, start=1) if one in wanted), 0.0)


def ndcg_at(ranked: Sequence[Hashable], wanted: Collection[Hashable], k: int = 10) -> float | None:
    """Give the discounted gain over that of the best order of k (Järvelin and Kekäläinen, 2002).

    A wanted one at place p gains 1 / log2(p + 1).

    >>> round(ndcg_at(["b", "a", "c"], {"a"}), 3)
    0.631
    """
    gold = set(wanted)
    if not gold:
        return None
    top = _each_once(ranked)[:k]
    gained = math.fsum(_gain(place) for place, one in enumerate(top, start=1) if one in gold)
    return gained / math.fsum(_gain(place) for place in range(1, min(len(gold), k) + 1))


def _gain(place: int) -> float:
    return 1 / math.log2(place + 1)


def _each_once(ranked: Sequence[Hashable]) -> list[Hashable]:
    return list(dict.fromkeys(ranked))
