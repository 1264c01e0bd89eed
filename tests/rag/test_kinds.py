from __future__ import annotations

import pytest

from rag.kinds import has_kind, has_shape
from rag.question import parse

PHONE = "What is the phone number of the workshop?"


@pytest.mark.parametrize(
    ("question", "text", "fits"),
    [
        ("What colour is the rinse aid tank?", "The rinse aid tank holds 110 millilitres.", False),
        ("What color is the basket?", "The basket is coated in dark red nylon.", True),
        ("In which colour is the line drawn?", "The line is drawn in Grey.", True),
        ("Who chose the colour of the door?", "The painter chose it.", True),
        (PHONE, "The workshop is open on weekdays.", False),
        (PHONE, "Call the workshop on +49 30 5550-1234.", True),
        ("What is the e-mail address of the club?", "Write to the club in Lindholm.", False),
        ("What is the email address of the club?", "Write to club@lindholm.example.", True),
    ],
)
def test_what_is_asked_for_looks_as_such_things_do(question: str, text: str, fits: bool) -> None:
    assert has_shape(parse(question), text) is fits


@pytest.mark.parametrize(
    ("question", "text", "fits"),
    [
        ("What does lunch cost per person?", "Lunch is served to at least 40 and at most 220 persons.", False),
        ("What does the menu cost?", "The menu is GBP 14.20 per person.", True),
        ("What did the standpipe cost?", "For the standpipe Harker took 1,265.", True),
        ("What does it cost to see the map room?", "The map room can be seen free of charge.", True),
        ("What does the kiln cost?", "The kiln weighs 74 kg.", False),
    ],
)
def test_what_something_costs_is_told_by_a_sum(question: str, text: str, fits: bool) -> None:
    assert (has_kind(parse(question), text) >= 0.5) is fits
