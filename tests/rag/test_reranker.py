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


def test_no_paragraph_is_lost_and_what_was_read_stands_alone(library: Library, reranker: Reranker) -> None:
    hits = Retriever(library).retrieve(QUESTION)
    arranged = reranker.rerank(QUESTION, hits)
    numbers = [(hit.document.id, paragraph.number) for hit in arranged for paragraph in hit.paragraphs]
    assert len(numbers) == len(set(numbers))
    assert set(numbers) == {(hit.document.id, paragraph.number) for hit in hits for paragraph in hit.paragraphs}
    assert all(len(hit.paragraphs) == 1 for hit in arranged if hit.readings)
    assert all(0 <= hit.score <= 1 for hit in arranged)


def test_what_was_not_read_comes_last_in_the_order_of_fusion(library: Library, reranker: Reranker) -> None:
    hits = Retriever(library).retrieve(QUESTION)
    of_last = {key: reading for key, reading in reranker.readings(QUESTION, hits).items() if key[0] == len(hits) - 1}
    arranged = arrange(QUESTION, hits, of_last)
    assert all(hit.readings for hit in arranged[: len(of_last)])
    assert [hit.paragraphs for hit in arranged[len(of_last) :]] == [hit.paragraphs for hit in hits[:-1]]


def test_no_more_is_read_than_the_limit(library: Library, reranker: Reranker) -> None:
    hits = Retriever(library).retrieve(QUESTION) * 20
    assert len(reranker.readings(QUESTION, hits)) <= MOST_READ


def test_no_hits_stay_none(reranker: Reranker) -> None:
    assert reranker.rerank(QUESTION, []) == []
