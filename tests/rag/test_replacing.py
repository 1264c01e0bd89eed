from __future__ import annotations

import pytest

from rag.replacing import put


@pytest.mark.parametrize(
    ("said", "question", "answer", "put_in"),
    [
        ("Istanbul", "Who mediated in Doha", "", "Who mediated in Istanbul"),
        ("with the Taliban", "Who spoke with the ministers", "", "Who spoke with the Taliban"),
        ("at night", "Who spoke with the ministers", "", "Who spoke with the ministers, at night"),
        ("in 2023", "How many crossed in 2022", "", "How many crossed in 2023"),
        ("in May 2023", "How many crossed", "", "How many crossed, in May 2023"),
        ("the French", "Tell me about the Spanish rule", "", "Tell me about the French rule"),
        ("the evening ferry", "When does the morning ferry sail", "", "When does the evening ferry sail"),
        ("the second one", "When was the first round held", "", "When was the second round held"),
        ("the last one", "Which were held", "Doha, Istanbul and Riyadh.", "Which were held (Riyadh)"),
        ("the second one", "Who led the talks", "Asif", "Who led the second talks"),
    ],
)
def test_what_is_said_takes_the_place_of_its_kind(said: str, question: str, answer: str, put_in: str) -> None:
    assert put(said, question, answer) == put_in
