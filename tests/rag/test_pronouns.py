from __future__ import annotations

import pytest

from rag.pronouns import find_pronouns, fit
from rag.text.phrases import find_phrases


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("When did she sign it?", ["she", "it"]),
        ("Is there any other ferry?", []),
        ("Who lives there?", ["there"]),
        ("Is it possible to swim?", []),
        ("Why did that happen?", ["this"]),
        ("Did he say that they won?", ["he", "they"]),
        ("When was this agreement signed?", []),
        ("What were these?", ["they"]),
    ],
)
def test_words_that_mean_something_said_before_are_found(question: str, found: list[str]) -> None:
    assert [pronoun.kind for pronoun in find_pronouns(question)] == found


@pytest.mark.parametrize(
    ("question", "inside"),
    [
        ("Does Damian Priest have awards to his name?", True),
        ("How are croissants stored after they are done?", True),
        ("What was R. Kelly's sentence for his crimes?", True),
        ("What songs did they sing?", False),
        ("Where was his mother born?", False),
    ],
)
def test_a_pronoun_may_mean_what_its_own_question_names(question: str, inside: bool) -> None:
    assert [pronoun.inside for pronoun in find_pronouns(question)] == [inside]


def test_her_owns_only_before_what_is_hers() -> None:
    assert [pronoun.owns for pronoun in find_pronouns("Who met her?")] == [False]
    assert [pronoun.owns for pronoun in find_pronouns("Who met her sister?")] == [True]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("the queen", {"she"}),
        ("Maria Lopez", {"she"}),
        ("Tomas Reed", {"he", "she", "it", "they", "there", "this"}),
        ("the Kessel Highlands", {"they", "this"}),
        ("the boats", {"they", "this"}),
        ("the committee", {"it", "they", "this"}),
        ("the island", {"it", "there", "this"}),
        ("that year", set()),
    ],
)
def test_a_phrase_fits_the_pronouns_of_its_number_gender_and_kind(text: str, kinds: set[str]) -> None:
    (phrase,) = find_phrases(text)
    assert {kind for kind in ("he", "she", "it", "they", "there", "this") if fit(phrase, kind) > 0} == kinds
