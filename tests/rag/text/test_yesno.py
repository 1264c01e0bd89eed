from __future__ import annotations

import pytest

from rag.text.yesno import LONGEST, asks_yes_or_no


@pytest.mark.parametrize(
    "text",
    [
        "Did Lopez sign the contract?",
        "is the road to Lenham open",
        "Was there a strike in Ostwick?",
        "In 2024, did the harbour close?",
        "In 2024 did the harbour close?",
        "According to the contract, is the carrier insured?",
        "And can visitors see the map room?",
        "Isn’t the ferry free?",
        "Can you tell me whether the bridge is closed?",
        "Was there anyone who left?",
        "Did they leave when it rained?",
        "Is it open or not?",
        "May passengers bring a dog?",
    ],
)
def test_a_question_that_yes_or_no_answers_is_told(text: str) -> None:
    assert asks_yes_or_no(text)


@pytest.mark.parametrize(
    "text",
    [
        "Who signed the contract?",
        "In which year did the harbour close?",
        "On what date did the harbour close?",
        "Can you tell me who led the works?",
        "Could you please list the drivers?",
        "Does the report say how many boats sank?",
        "Is the ferry red or blue?",
        "Was the treaty signed where?",
        "Since it was the first fair, what was the theme?",
        "May 5 is the day of the fair",
        "The road is open.",
        "Isabel led the works?",
        "",
    ],
)
def test_another_question_is_not(text: str) -> None:
    assert not asks_yes_or_no(text)


def test_a_question_of_any_length_is_read_quickly() -> None:
    assert not asks_yes_or_no("in " * LONGEST * 100)
