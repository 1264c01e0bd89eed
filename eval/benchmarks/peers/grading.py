"""Grade what a system retrieved for one question, by paragraph and by passage."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from eval.ranking import ndcg_at, reciprocal_rank

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
    right = {place for place, passage in enumerate(found) if passage.touched & gold}
    return Grade(
        recall(ranked, gold),
        reciprocal_rank(ranked, gold, DEPTH) or 0.0,
        ndcg_at(ranked, gold, DEPTH) or 0.0,
        len(gold & touched) / len(gold),
        reciprocal_rank(range(len(found)), right, DEPTH) or 0.0,
        sum(passage.words for passage in found[:FEW]),
        sum(passage.lost for passage in found),
    )


def recall(ranked: Sequence[str], gold: frozenset[str]) -> float:
    """Give the share of the paragraphs that answer among the first; of as many as fit, where eval.ranking has all.

    >>> recall(["b", "a", "c", "d", "e", "z"], frozenset({"a", "z"}))
    0.5
    """
    return len(gold.intersection(ranked[:FEW])) / min(len(gold), FEW)
