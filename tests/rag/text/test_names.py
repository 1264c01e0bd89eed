from __future__ import annotations

import pytest

from rag.text.names import NameBook, find_names

TEXTS = [
    "Harbour Minister Maria Lopez opened the new quay on Friday.",
    "Lopez, who led the works, thanked the crew. She called it a good day.",
    "Engineer Tom Berg said the crane was late. He blamed the rain.",
    "Lopez told Berg to hurry. He did.",
    "The ministry declined to comment.",
]


def expand(index: int, sentence: str) -> str:
    return NameBook("Quay opened", TEXTS).expand(sentence, index, TEXTS[index].index(sentence))


@pytest.mark.parametrize(
    ("index", "sentence", "expected"),
    [
        (1, "Lopez, who led the works, thanked the crew.", "Maria Lopez, who led the works, thanked the crew."),
        (1, "She called it a good day.", "Maria Lopez called it a good day."),
        (2, "He blamed the rain.", "Tom Berg blamed the rain."),
        (2, "Engineer Tom Berg said the crane was late.", "Engineer Tom Berg said the crane was late."),
        (4, "The ministry declined to comment.", "The ministry declined to comment."),
    ],
)
def test_a_short_name_or_pronoun_is_said_in_full(index: int, sentence: str, expected: str) -> None:
    assert expand(index, sentence) == expected


def test_a_pronoun_that_could_be_two_people_is_left_alone() -> None:
    assert expand(3, "He did.") == "He did."


def test_a_country_inside_the_name_of_a_body_is_not_said_as_that_body() -> None:
    texts = ["The Liberation Front Ruritania said no.", "Ruritania said it would talk."]
    assert NameBook("", texts).expand(texts[1], 1, 0) == texts[1]


def test_two_people_of_one_surname_are_not_mixed() -> None:
    texts = ["Anna Berg said yes.", "Tom Berg said no.", "Berg said nothing."]
    assert NameBook("", texts).expand(texts[2], 2, 0) == texts[2]


def test_a_pronoun_after_a_shared_surname_is_left_alone() -> None:
    texts = ["Anna Keller said yes.", "Peter Keller said no.", "Tom Reiss said hello.", "Keller smiled. She left."]
    assert NameBook("", texts).expand("She left.", 3, 15) == "She left."


def test_names_come_without_honorifics_months_and_sentence_openers() -> None:
    text = "However, Minister Maria Lopez’s boat left Doha on Monday in October."
    assert [name.text for name in find_names(text)] == ["Maria Lopez", "Doha"]
