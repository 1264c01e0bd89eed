"""Dense and lexical search, fused: a convex mix of normalised scores.

Scores are normalised within one question: cosine by its range over the candidates, BM25 by its best. Chunks found by
words alone get their cosine from the stored vector, so neither half is guessed.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from rag.answer import Hit
from rag.disarming import disarm
from rag.library.matches import Match
from rag.models.embedder import embed_question
from rag.question import is_statement

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from numpy.typing import NDArray

    from rag.library.library import Library
    from rag.models.embedder import Embedder

DENSE_CANDIDATES = 50
LEXICAL_CANDIDATES = 50
AROUND = 20
"""Chunks that are read beyond those wanted: what stands before a paragraph may turn it into an instruction."""
BESIDE = 4
"""Searches of words that go on at once, each beside the search of its question's vectors."""
DENSE_SHARE = 0.5
"""Mean MRR@10 by paragraph over eight public sets: 0.790; dense alone 0.683, BM25 0.745, rank fusion 0.754. From 0.4
to 0.6 it hardly moves (`python -m eval.benchmarks retrieval --data DIR --limit 200`, 2026-11-22)."""
STATEMENT_SHARE = 0.6
"""Where nothing is asked: a claim shares fewer words with what proves it. Of SciFact's claims MRR@10 is 0.682 with it,
0.670 with 0.5, without the reader (`python -m eval.benchmarks retrieval --data DIR --set scifact`, 2026-11-22)."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Hold what both searches gave for one question, scores by chunk."""

    dense: Mapping[int, float]
    lexical: Mapping[int, float]
    cosines: Mapping[int, float]
    """Of all chunks found by either."""


class Retriever:
    """Find the chunks of a library that a question is about."""

    def __init__(self, library: Library, embedder: Embedder | None = None) -> None:
        """Search this library; questions are embedded by its own embedder unless another of the same model is given."""
        self._library = library
        self._embedder = embedder or library.embedder
        self._beside = ThreadPoolExecutor(BESIDE, "words")

    def retrieve(
        self,
        question: str,
        documents: Collection[str] | None = None,
        meant: Sequence[str] = (),
        most: int = DENSE_CANDIDATES + LEXICAL_CANDIDATES,
    ) -> list[Hit]:
        """Give at most `most` live chunks, best first, disarmed; `documents` (ids) scopes both halves.

        `meant`: texts whose mean stands for the question among the vectors, such as an answer that one would expect.
        """
        self._library.check_embedder(self._embedder)
        by_words = self._beside.submit(self._library.search_words, question, LEXICAL_CANDIDATES, documents)
        vector = _mean(self._embedder.embed(meant)) if meant else embed_question(self._embedder, question)
        found = gather(self._library, question, vector, documents, by_words.result)
        fused = fuse(found.cosines, found.lexical, STATEMENT_SHARE if is_statement(question) else DENSE_SHARE)
        ranked = sorted(fused, key=lambda chunk: (-fused[chunk], chunk))[: most + AROUND]
        hits = disarm(
            Hit(p.document, p.paragraphs, fused[p.chunk], found.dense.get(p.chunk), found.lexical.get(p.chunk))
            for p in self._library.read([Match(chunk, fused[chunk]) for chunk in ranked])
        )
        return hits[:most]


def _mean(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Give the direction between unit vectors."""
    mean: NDArray[np.float32] = vectors.sum(axis=0)
    mean /= np.linalg.norm(mean) or 1.0
    return mean


def gather(
    library: Library,
    question: str,
    vector: NDArray[np.float32],
    documents: Collection[str] | None = None,
    found_by_words: Callable[[], list[Match]] | None = None,
) -> Candidates:
    """Search both ways; zero-score words are dropped before anything is fused.

    `found_by_words` gives what a search of the words found that went on beside.
    """
    by_vector = library.search_vectors(vector, DENSE_CANDIDATES, documents)
    matches = found_by_words() if found_by_words else library.search_words(question, LEXICAL_CANDIDATES, documents)
    by_words = [match for match in matches if match.score > 0]
    dense = {match.chunk: match.score for match in by_vector}
    cosines = dict(dense)
    unmeasured = [match for match in by_words if match.chunk not in dense]
    if unmeasured:
        measured = library.chunk_vectors(unmeasured) @ vector
        cosines |= {match.chunk: float(cosine) for match, cosine in zip(unmeasured, measured, strict=True)}
    return Candidates(dense, {match.chunk: match.score for match in by_words}, cosines)


def fuse(dense: Mapping[int, float], lexical: Mapping[int, float], share: float = DENSE_SHARE) -> dict[int, float]:
    """Mix cosine and BM25 of the same candidates into scores from 0 to 1.

    >>> fuse({1: 0.8, 2: 0.2}, {2: 7.0})
    {1: 0.5, 2: 0.5}
    """
    if not dense:
        return {}
    lowest, highest = min(dense.values()), max(dense.values())
    spread = (highest - lowest) or 1.0
    best = max(lexical.values(), default=1.0)
    return {
        chunk: share * (cosine - lowest) / spread + (1 - share) * lexical.get(chunk, 0.0) / best
        for chunk, cosine in dense.items()
    }
