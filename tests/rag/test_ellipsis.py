from __future__ import annotations

import pytest

from rag.ellipsis import Completed, complete


@pytest.mark.parametrize(
    ("question", "last", "answer", "said"),
    [
        ("Why?", "Who led the talks?", "Khawaja Asif", "Why Khawaja Asif led the talks?"),
        ("Why not?", "Did they sign?", "No.", "Why didn't they sign?"),
        ("And in what year?", "Where was it signed?", "", "In what year was it signed?"),
        ("since when?", "does the ferry sail daily?", "Yes", "since when does the ferry sail daily?"),
        ("Which ones?", "Are there any villages on the island?", "Four", "Which villages are there on the island?"),
        ("When?", "How many articles does the treaty have?", "Seven", "When does the treaty have articles?"),
        ("Another?", "Who led the talks?", "Asif", None),
        ("And another?", "Who led the talks?", "Asif", "Who led the talks, another?"),
    ],
)
def test_question_words_alone_ask_again(question: str, last: str, answer: str, said: str | None) -> None:
    assert complete(question, last, answer) == (Completed(said, replaced=False) if said else None)


@pytest.mark.parametrize(
    "question",
    [
        "Who signed it?",
        "What about how it was signed?",
        "And who was there when they signed the long agreement of the two countries?",
        "No.",
        "",
    ],
)
def test_what_asks_something_is_no_fragment(question: str) -> None:
    assert complete(question, "Who led the talks?", "Asif") is None


def test_a_named_thing_takes_the_place_of_another() -> None:
    assert complete("How about in Canada?", "I ask about law in the U.S.", "") == Completed(
        "I ask about law in Canada?", replaced=True
    )
    assert complete("How about Kabul?", "Who led in Doha?", "") == Completed("Who led in Kabul?", replaced=True)
