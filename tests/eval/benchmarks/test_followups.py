from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hash_embedder import HashEmbedder

from eval.benchmarks.build import fill
from eval.benchmarks.datasets import CorpusDocument, CorpusParagraph, FollowUpQuestion
from eval.benchmarks.followups import compare_rewrites, find, rouge_1, ways
from rag.answer import Turn
from rag.library.library import Library

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BORN = FollowUpQuestion(
    "Where was he born?",
    (Turn("Who led the talks in Doha?", "Khawaja Asif."),),
    frozenset({"asif#0"}),
    "Where was Khawaja Asif born?",
)
ALONE = FollowUpQuestion(
    "Who opened the fair in Ostwick?", BORN.history, frozenset({"fair#0"}), "Who opened the fair in Ostwick?"
)
DOCUMENTS = [
    CorpusDocument(name, (CorpusParagraph(f"{name}#0", name.title(), text),))
    for name, text in (
        ("asif", "Khawaja Asif was born in Sialkot."),
        ("talks", "The talks in Doha were led by ministers."),
        ("fair", "The mayor opened the fair in Ostwick."),
        ("ferry", "The ferry was born of need, he said: where else was one born so late?"),
    )
]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library", embedder=HashEmbedder()) as library:
        fill(library, DOCUMENTS, lambda count: None)
        yield library


def test_each_way_to_ask_is_ranked_by_what_it_finds(library: Library) -> None:
    seen: list[int] = []
    ranked = {one.way: one for one in find(library, DOCUMENTS, [BORN, ALONE], None, lambda: seen.append(1))}
    assert list(ranked) == list(ways())
    assert len(seen) == 2
    assert ranked["ours"].hit_at_1 == 1.0
    assert ranked["ours"].hit_at_1 > ranked["as asked"].hit_at_1


def test_rewrites_are_compared_with_what_the_person_wrote() -> None:
    rewritings = {one.way: one for one in compare_rewrites([BORN, ALONE])}
    asked, ours, history = rewritings["as asked"], rewritings["ours"], rewritings["with history"]
    assert (asked.left_alone, asked.recall, asked.precision) == (1.0, 0.0, None)
    assert (ours.left_alone, ours.recall) == (1.0, 1.0)
    assert history.left_alone == 0.0
    assert (ours.rouge_1 or 0) > (asked.rouge_1 or 0) > (history.rouge_1 or 0)


@pytest.mark.parametrize(
    ("said", "wanted", "f1"),
    [("", "", 1.0), ("a b", "a b", 1.0), ("a a b", "a", 0.5), ("a", "b", 0.0)],
)
def test_rouge_counts_each_word_as_often_as_it_stands(said: str, wanted: str, f1: float) -> None:
    assert rouge_1(said, wanted) == pytest.approx(f1)
