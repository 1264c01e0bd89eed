from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rag.retriever import Retriever, fuse

if TYPE_CHECKING:
    from rag import Library


def test_either_half_can_lift_a_chunk() -> None:
    assert fuse({1: 0.8, 2: 0.2}, {2: 7.0}) == {1: 0.5, 2: 0.5}


def test_agreement_beats_either_half_alone() -> None:
    fused = fuse({1: 0.8, 2: 0.7, 3: 0.1}, {2: 5.0, 3: 4.0})
    assert max(fused, key=lambda chunk: fused[chunk]) == 2


@pytest.mark.parametrize("dense", [{}, {1: 0.5}, {1: 0.5, 2: 0.5}])
def test_scores_stay_between_0_and_1(dense: dict[int, float]) -> None:
    assert all(0 <= score <= 1 for score in fuse(dense, {}).values())


def test_hits_come_best_first_and_say_how_they_were_found(library: Library) -> None:
    hits = Retriever(library).retrieve("falcon")
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert hits[0].dense is not None
    assert hits[0].lexical is not None
    assert any(hit.lexical is None for hit in hits)


def test_other_texts_can_stand_for_the_question_among_the_vectors(library: Library) -> None:
    retriever = Retriever(library)
    plain = retriever.retrieve("anchorage")
    meant = retriever.retrieve("anchorage", meant=["parking a car", "visiting a fair"])
    assert meant[0].document.title == "Fair at the harbour" != plain[0].document.title
