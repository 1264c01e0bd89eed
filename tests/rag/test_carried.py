from __future__ import annotations

import pytest

from rag.carried import missing_name, missing_value, scattered_name
from rag.text.statement import read_statement


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("The army of Turkiye left.", "Türkiye's army left."),
        ("The TTP attacked.", "Fighters of the Tehrik-i-Taliban Pakistan attacked."),
        ("Talks with the U.S. began.", "Talks with the United States began."),
        ("The writer J. K. Rowling came.", "Joanne Kathleen Rowling came."),
        ("The minister Asif spoke.", "Khawaja Asif spoke."),
        ("It is the Pakistani army.", "The army of Pakistan."),
        ("It began after World War Two.", "It began after World War II."),
    ],
)
def test_a_name_is_known_in_its_other_forms(sentence: str, text: str) -> None:
    assert missing_name(read_statement(sentence), text) is None


@pytest.mark.parametrize(
    ("sentence", "text", "missing"),
    [
        ("The minister Anna Lopez spoke.", "Maria Lopez spoke.", "Anna Lopez"),
        ("They met in Ankara.", "They met in Istanbul.", "Ankara"),
        ("The minister Khawaja Asif spoke.", "Asif spoke.", "Khawaja Asif"),
    ],
)
def test_a_name_that_a_text_does_not_have_is_given(sentence: str, text: str, missing: str) -> None:
    assert missing_name(read_statement(sentence), text) == missing


def test_two_halves_of_two_names_are_no_name() -> None:
    statement = read_statement("The guest was Maria Ortiz.")
    text = "Maria Lopez opened the fair, and in the long evening that followed Juan Ortiz closed it."
    assert missing_name(statement, text) is None
    assert scattered_name(statement, text) == "Maria Ortiz"


def test_an_amount_that_is_bounded_the_other_way_is_missing() -> None:
    passage = [read_statement("At least 17 people died in seven days.")]
    assert missing_value(read_statement("At most 17 people died."), passage) == "17"
    assert missing_value(read_statement("Seventeen people died in a week."), passage) is None
