from __future__ import annotations

import pytest

from rag.kinds import has_shape
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
