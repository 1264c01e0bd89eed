"""Compare ways to rank: dense alone, lexical alone, rank fusion, convex mixes, and the mix as the reader reorders it.

Figures are by paragraph. A hit is a chunk, and a chunk is several paragraphs: they are ranked by the chunk's place,
inside a chunk by how many of the question's stems they have, then in the document's order; each paragraph once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from eval.benchmarks.build import paragraph_ids
from eval.metrics import mean
from rag.answer import Hit
from rag.library.matches import Match
from rag.models.reader import Reader
from rag.reranker import WEIGHTS, Reranker, arrange
from rag.retriever import Candidates, fuse, gather
from rag.text.words import stems

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from eval.benchmarks.datasets import BenchmarkQuestion, CorpusDocument
    from rag.library.library import Library
    from rag.library.matches import Passage

RANK_CONSTANT = 60
"""Of reciprocal-rank fusion, as its authors set it (Cormack, Clarke and Buettcher, 2009)."""
SHARES = (0.3, 0.4, 0.5, 0.6, 0.7)
"""Of dense in the mix."""
DEPTH = 10
"""Paragraphs that MRR and recall look at."""
EMBEDDED_AT_ONCE = 256
BELIEFS = (0.3, 0.5, 0.7)
"""Of the reader beside the fused score."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Hold the figures of one way to rank on one set."""

    way: str
    hit_at_1: float
    hit_at_5: float
    reciprocal_rank: float
    recall: float


def ways() -> dict[str, Callable[[Candidates], Mapping[int, float]]]:
    """Name the ways to rank; each gives a score to every chunk that it would show."""
    mixes = {f"mix {share:.1f} dense": _mix(share) for share in SHARES}
    return {"dense": lambda c: c.dense, "lexical": lambda c: c.lexical, "rank fusion": reciprocal_rank_fusion, **mixes}


def _mix(share: float) -> Callable[[Candidates], Mapping[int, float]]:
    return lambda candidates: fuse(candidates.cosines, candidates.lexical, share)


def reciprocal_rank_fusion(candidates: Candidates) -> Mapping[int, float]:
    """Score each chunk by the sum of 1 / (RANK_CONSTANT + rank) over both searches."""
    scores: dict[int, float] = {}
    for found in (candidates.dense, candidates.lexical):
        for rank, chunk in enumerate(best_first(found), start=1):
            scores[chunk] = scores.get(chunk, 0.0) + 1 / (RANK_CONSTANT + rank)
    return scores


def best_first(scores: Mapping[int, float]) -> list[int]:
    """Sort chunks by score, ties by their key."""
    return sorted(scores, key=lambda chunk: (-scores[chunk], chunk))


def compare(
    library: Library,
    documents: Sequence[CorpusDocument],
    questions: Sequence[BenchmarkQuestion],
    on_progress: Callable[[], None],
) -> list[Ranking]:
    """Rank for every answerable question in every way."""
    ids = paragraph_ids(documents)
    reranker = Reranker(Reader())
    answerable = [question for question in questions if question.gold]
    ranks: dict[str, list[tuple[float, float, float, float]]] = {way: [] for way in ways()}
    for start in range(0, len(answerable), EMBEDDED_AT_ONCE):
        batch = answerable[start : start + EMBEDDED_AT_ONCE]
        vectors = library.embedder.embed([question.text for question in batch])
        for question, vector in zip(batch, vectors, strict=True):
            candidates = gather(library, question.text, vector)
            passages = {p.chunk: p for p in library.read([Match(chunk, 0.0) for chunk in candidates.cosines])}
            for way, score in ways().items():
                ranked = [passages[chunk] for chunk in best_first(score(candidates)) if chunk in passages]
                ranks[way].append(grade(_paragraphs(question.text, ranked, ids), question.gold))
            for way, order in _reordered(reranker, question.text, candidates, passages).items():
                ranks.setdefault(way, []).append(grade([ids[key] for key in order], question.gold))
            on_progress()
    return [Ranking(way, *(mean(column) or 0.0 for column in zip(*rows, strict=True))) for way, rows in ranks.items()]


def grade(ranked: Sequence[str], gold: frozenset[str]) -> tuple[float, float, float, float]:
    """Give hit@1, hit@5, reciprocal rank and recall, the last two within DEPTH.

    >>> grade(["b", "a", "c"], frozenset({"a", "z"}))
    (0.0, 1.0, 0.5, 0.5)
    """
    top = ranked[:DEPTH]
    first = next((rank for rank, paragraph in enumerate(top, start=1) if paragraph in gold), None)
    found = len(gold.intersection(top)) / min(len(gold), DEPTH)
    return (float(first == 1), float(first is not None and first <= 5), 1 / first if first else 0.0, found)


def _reordered(
    reranker: Reranker, question: str, candidates: Candidates, passages: Mapping[int, Passage]
) -> dict[str, list[tuple[str, int]]]:
    """Order paragraphs, as path and number, by the reranker with each belief; each paragraph once."""
    fused = fuse(candidates.cosines, candidates.lexical)
    found = [(fused[chunk], passages[chunk]) for chunk in best_first(fused) if chunk in passages]
    hits = [Hit(passage.document, passage.paragraphs, score) for score, passage in found]
    readings = reranker.readings(question, hits)
    weights = [replace(WEIGHTS, belief=belief) for belief in BELIEFS]
    orders = {f"read, belief {one.belief:.1f}": arrange(question, hits, readings, one) for one in weights}
    return {
        way: list(dict.fromkeys((hit.document.path, paragraph.number) for hit in order for paragraph in hit.paragraphs))
        for way, order in orders.items()
    }


def _paragraphs(question: str, passages: Iterable[Passage], ids: Mapping[tuple[str, int], str]) -> list[str]:
    wanted = stems(question)
    ranked: dict[str, None] = {}
    for passage in passages:
        inside = sorted(passage.paragraphs, key=lambda p: (-len(wanted & stems(p.text)), p.number))
        ranked |= dict.fromkeys(ids[passage.document.path, paragraph.number] for paragraph in inside)
        if len(ranked) >= DEPTH:
            break
    return list(ranked)


def means(rankings: Sequence[Sequence[Ranking]]) -> list[Ranking]:
    """Give the mean of several sets, each way by itself."""
    return [
        Ranking(
            same_way[0].way,
            sum(ranking.hit_at_1 for ranking in same_way) / len(same_way),
            sum(ranking.hit_at_5 for ranking in same_way) / len(same_way),
            sum(ranking.reciprocal_rank for ranking in same_way) / len(same_way),
            sum(ranking.recall for ranking in same_way) / len(same_way),
        )
        for same_way in zip(*rankings, strict=True)
    ]
