from __future__ import annotations

import pytest

from rag.text.opposites import meets
from rag.text.words import stem


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("open", "closed"),
        ("accepted", "refused"),
        ("rise", "fell"),
        ("safe", "unsafe"),
        ("fair", "unfair"),
        ("unhealthy", "healthy"),
        ("impossible", "possible"),
    ],
)
def test_words_that_decide_the_same_question_meet(one: str, other: str) -> None:
    assert meets(stem(one), {stem(other)})


@pytest.mark.parametrize(("one", "other"), [("open", "red"), ("accept", "open"), ("do", "undo"), ("come", "income")])
def test_other_words_do_not(one: str, other: str) -> None:
    assert not meets(stem(one), {stem(other)})
