from __future__ import annotations

import pytest

from rag.grounding import support

PASSAGE = "Minister Maria Lopez said on 3 May 2024 that 40 boats left the harbour, but none of them was insured."


@pytest.mark.parametrize(
    "sentence",
    [
        "40 boats left the harbour",
        "Maria Lopez said that forty boats left the harbour.",
        "On May 3, 2024, boats left the harbour, Lopez said.",
        "None of the boats was insured.",
    ],
)
def test_what_the_passage_says_is_supported(sentence: str) -> None:
    assert support(sentence, [PASSAGE]).level == "supported"


@pytest.mark.parametrize(
    ("sentence", "missing"),
    [
        ("Anna Lopez said that 40 boats left the harbour.", "Anna Lopez"),
        ("Maria Lopez said that 50 boats left the harbour.", "50"),
        ("Maria Lopez said on 4 May that boats left the harbour.", "4 May"),
        ("Maria Lopez said on Friday that 40 boats left the harbour.", "Friday"),
    ],
)
def test_a_changed_name_number_or_date_is_unsupported_and_named(sentence: str, missing: str) -> None:
    verdict = support(sentence, [PASSAGE])
    assert verdict.level == "unsupported"
    assert missing in verdict.reason


def test_a_denial_that_the_passage_does_not_make_is_unsupported() -> None:
    assert support("The boats did not leave.", ["The boats leave."]).level == "unsupported"


def test_what_the_question_names_needs_no_passage() -> None:
    assert support("In Ostwick 40 boats left the harbour.", [PASSAGE], question="What of Ostwick?").level == "supported"


def test_other_words_than_the_passage_has_are_not_supported() -> None:
    assert support("The moon is made of cheese.", [PASSAGE]).level == "unsupported"


def test_no_passage_supports_nothing() -> None:
    assert support("Boats left.", []).level == "unsupported"


@pytest.mark.parametrize(
    ("sentence", "passage", "question"),
    [
        ("The draft has 17 paragraphs.", "The agreement has 17 articles.", "How many paragraphs does the draft have?"),
        ("The fence cost 2,640 kilometres.", "The line is 2,640 kilometres long.", "What did the fence cost?"),
    ],
)
def test_what_the_question_says_of_a_thing_is_not_free(sentence: str, passage: str, question: str) -> None:
    assert support(sentence, [passage], question).level != "supported"
