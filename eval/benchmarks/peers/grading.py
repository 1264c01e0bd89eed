"""Grade what a system retrieved for one question, by paragraph and by passage."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eval.benchmarks.peers.places import Found

DEPTH = 10
"""Passages asked for, and paragraphs or passages that the reciprocal rank and nDCG look at."""
FEW = 5
"""Paragraphs or passages that recall looks at."""


class Grade(NamedTuple):
    """Hold the grades of one question, each from 0 to 1."""

    recall: float
    reciprocal_rank: float
    ndcg: float
    passage_recall: float
    passage_reciprocal_rank: float
    words: int
    """Of the first passages that recall looks at."""
    lost: int
    """Texts that are in no file."""


def grade(found: Sequence[Found], gold: frozenset[str]) -> Grade:
    """Grade passages, best first.

    By paragraph: passages are opened into the paragraphs they cover, in order, each paragraph once. By passage: one is
    right if it touches a paragraph that answers, be it with a single word.
    """
    ranked = list(dict.fromkeys(paragraph for passage in found for paragraph in passage.covered))[:DEPTH]
    touched = frozenset().union(*(passage.touched for passage in found[:FEW]))
    return Grade(
        recall(ranked, gold),
        reciprocal_rank([paragraph in gold for paragraph in ranked]),
        ndcg(ranked, gold),
        len(gold & touched) / len(gold),
        reciprocal_rank([bool(passage.touched & gold) for passage in found[:DEPTH]]),
        sum(passage.words for passage in found[:FEW]),
        sum(passage.lost for passage in found),
    )


def recall(ranked: Sequence[str], gold: frozenset[str]) -> float:
    """Give the share of the paragraphs that answer, or of as many as fit, among the first.

    >>> recall(["b", "a", "c", "d", "e", "z"], frozenset({"a", "z"}))
    0.5
    """
    return len(gold.intersection(ranked[:FEW])) / min(len(gold), FEW)


def reciprocal_rank(right: Sequence[bool]) -> float:
    """Give one over the place of the first that is right.

    >>> reciprocal_rank([False, True, True]), reciprocal_rank([False])
    (0.5, 0.0)
    """
    return next((1 / place for place, is_right in enumerate(right, start=1) if is_right), 0.0)


def ndcg(ranked: Sequence[str], gold: frozenset[str]) -> float:
    """Give the discounted gain over that of the best order (Jarvelin and Kekalainen, 2002); all gains are one.

    >>> ndcg(["a", "b"], frozenset({"a"})), round(ndcg(["b", "a"], frozenset({"a"})), 3)
    (1.0, 0.631)
    """
    gains = sum(1 / math.log2(place + 1) for place, one in enumerate(ranked[:DEPTH], start=1) if one in gold)
    return gains / sum(1 / math.log2(place + 1) for place in range(1, min(len(gold), DEPTH) + 1))
