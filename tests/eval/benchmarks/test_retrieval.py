from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from eval.benchmarks.build import fill, paragraph_ids, path_of
from eval.benchmarks.datasets import BenchmarkQuestion, CorpusDocument, CorpusParagraph
from eval.benchmarks.retrieval import BELIEFS, best_first, compare, grade, reciprocal_rank_fusion, ways
from rag.library.library import Library
from rag.retriever import Candidates

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCUMENTS = [
    CorpusDocument(
        "talks/doha 1",
        (
            CorpusParagraph("t#0", "Talks", "Khawaja Asif led the delegation of Pakistan."),
            CorpusParagraph("t#1", "Talks", "Qatar mediated the truce between both sides."),
        ),
    ),
    CorpusDocument("kettle", (CorpusParagraph("k#0", "Kettle", "Descale the kettle once a month with vinegar."),)),
]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library(tmp_path_factory.mktemp("library")) as library:
        fill(library, DOCUMENTS, lambda count: None)
        yield library


def test_every_way_finds_the_paragraph_inside_its_chunk(library: Library) -> None:
    questions = [
        BenchmarkQuestion("Who mediated the truce?", frozenset({"t#1"})),
        BenchmarkQuestion("How often must the kettle be descaled?", frozenset({"k#0"})),
        BenchmarkQuestion("What is the population?", frozenset()),
    ]
    steps: list[int] = []
    rankings = compare(library, DOCUMENTS, questions, lambda: steps.append(1))
    assert [ranking.way for ranking in rankings] == [*ways(), *(f"read, belief {belief:.1f}" for belief in BELIEFS)]
    for ranking in rankings:
        assert (ranking.hit_at_1, ranking.hit_at_5, ranking.reciprocal_rank, ranking.recall) == (1, 1, 1, 1)
    assert len(steps) == 2


def test_filling_again_adds_nothing(library: Library) -> None:
    before = [document.version for document in library.documents()]
    told: list[int] = []
    fill(library, DOCUMENTS, told.append)
    assert [document.version for document in library.documents()] == before
    assert told == [2]


def test_paragraphs_keep_the_names_that_questions_know(library: Library) -> None:
    ids = paragraph_ids(DOCUMENTS)
    names = {
        (ids[document.path, paragraph.number], paragraph.text)
        for document in library.documents()
        for paragraph in document.paragraphs
    }
    assert names == {(paragraph.id, paragraph.text) for document in DOCUMENTS for paragraph in document.paragraphs}


def test_a_path_tells_documents_apart_whatever_their_names_hold() -> None:
    assert path_of(DOCUMENTS[0]) == "/benchmark/talks%2Fdoha%201"


def test_rank_fusion_counts_ranks_and_not_scores() -> None:
    fused = reciprocal_rank_fusion(Candidates(dense={1: 0.9, 2: 0.1}, lexical={2: 99.0, 3: 1.0}, cosines={}))
    assert fused[1] == pytest.approx(1 / 61)
    assert fused[2] == pytest.approx(1 / 62 + 1 / 61)
    assert best_first(fused) == [2, 1, 3]


@pytest.mark.parametrize(
    ("ranked", "gold", "figures"),
    [
        (["a"], {"a"}, (1, 1, 1, 1)),
        (["x"] * 5 + ["a"], {"a"}, (0, 0, 1 / 6, 1)),
        (["x"] * 10 + ["a"], {"a"}, (0, 0, 0, 0)),
        ([], {"a"}, (0, 0, 0, 0)),
        (["a", "b"], {"b", "c"}, (0, 1, 0.5, 0.5)),
    ],
)
def test_a_ranking_is_graded_by_where_the_gold_stands(
    ranked: list[str], gold: set[str], figures: tuple[float, ...]
) -> None:
    assert grade(ranked, frozenset(gold)) == pytest.approx(figures)
