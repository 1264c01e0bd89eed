"""The reader's belief reorders what fusion found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rag.models.reader import Reader
from rag.reranker import MOST_READ, Reranker, arrange
from rag.retriever import Retriever

if TYPE_CHECKING:
    from rag import Library

QUESTION = "Who led the works on the quay?"


@pytest.fixture(scope="module")
def reranker() -> Reranker:
    return Reranker(Reader())


def test_the_paragraph_that_answers_comes_first(library: Library, reranker: Reranker) -> None:
    best = reranker.rerank(QUESTION, Retriever(library).retrieve(QUESTION))[0]
    assert "Maria Lopez, who led the works" in best.paragraphs[0].text
    reading = best.readings[0]
    assert reading is not None
    assert "Maria Lopez" in best.paragraphs[0].text[reading.start : reading.end]


def test_no_hit_and_no_paragraph_is_lost(library: Library, reranker: Reranker) -> None:
    hits = Retriever(library).retrieve(QUESTION)
    arranged = reranker.rerank(QUESTION, hits)
    assert len(arranged) == len(hits)
    assert {(hit.document.id, p.number) for hit in arranged for p in hit.paragraphs} == {
        (hit.document.id, p.number) for hit in hits for p in hit.paragraphs
    }
    assert all(len(hit.readings) in (0, len(hit.paragraphs)) for hit in arranged)
    assert all(0 <= hit.score <= 1 for hit in arranged)


def test_what_was_not_read_comes_last_in_the_order_of_fusion(library: Library, reranker: Reranker) -> None:
    hits = Retriever(library).retrieve(QUESTION)
    readings = reranker.readings(QUESTION, hits)
    of_last = {key: reading for key, reading in readings.items() if key[0] == len(hits) - 1}
    arranged = arrange(hits, of_last)
    assert arranged[0].document.id == hits[-1].document.id
    assert arranged[1:] == list(hits[:-1])


def test_no_more_is_read_than_the_limit(library: Library, reranker: Reranker) -> None:
    hits = Retriever(library).retrieve(QUESTION) * 20
    assert len(reranker.readings(QUESTION, hits)) <= MOST_READ


def test_no_hits_stay_none(reranker: Reranker) -> None:
    assert reranker.rerank(QUESTION, []) == []
