from __future__ import annotations

import pytest

from rag.text.antonyms import deny
from rag.text.statement import root
from rag.text.synonyms import same_meaning


@pytest.mark.parametrize(
    ("one", "other"), [("rose", "fell"), ("accepted", "rejected"), ("upheld", "overturned"), ("safe", "unsafe")]
)
def test_words_of_two_sides_deny_each_other(one: str, other: str) -> None:
    assert deny(root(one), root(other))
    assert deny(root(other), root(one))
    assert not same_meaning(root(one), root(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [("brokered", "mediated"), ("closure", "closed"), ("approval", "approved"), ("deferred", "postponed")],
)
def test_synonyms_and_nouns_of_verbs_mean_the_same(one: str, other: str) -> None:
    assert same_meaning(root(one), root(other))
    assert not deny(root(one), root(other))
