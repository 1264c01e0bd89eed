from __future__ import annotations

from pathlib import Path

import pytest
from plain_documents import LEASE, MINUTES

from eval.fact import Fact, FactSet, ParagraphReference
from eval.scripted import check_new, fact_from_options
from rag.answer import Turn
from rag.errors import SettingsError

DOCUMENTS = (LEASE, MINUTES)


def test_options_make_a_fact_whose_quotes_were_found() -> None:
    quotes = ["three rooms", "1,150 euros"]
    assert fact_from_options(DOCUMENTS, "How large?", ["three"], "lease.txt", quotes, False, ["size"]) == Fact(
        "How large?",
        answers=("three",),
        paragraphs=tuple(ParagraphReference("lease.txt", quote=quote) for quote in quotes),
        tags=("size",),
    )
    assert fact_from_options(DOCUMENTS, "Who?", [], "", [], True, []) == Fact("Who?", unanswerable=True)


@pytest.mark.parametrize(
    ("question", "answers", "document", "quotes", "unanswerable", "complaint"),
    [
        ("Who?", [], "", [], False, "--answer: expected at least one, or --unanswerable"),
        ("?", ["x"], "", [], False, "--question: expected text with a letter or a digit"),
        ("Who?", ["!"], "", [], False, "--answer: expected text with a letter or a digit"),
        ("Who?", ["x"], "", [], True, "--unanswerable: expected neither --answer nor --quote beside it"),
        ("Who?", ["x"], "lease.txt", [], False, "--quote: expected words of the paragraph that proves it"),
        ("Who?", ["x"], "leese.txt", ["rooms"], False, r'--document: expected one of the 2 .*"leese.txt"; lease.txt\?'),
        ("Who?", ["x"], "", ["whales"], False, "--quote: expected words of one paragraph of the library"),
    ],
)
def test_options_that_make_no_fact_are_refused_by_their_names(
    question: str, answers: list[str], document: str, quotes: list[str], unanswerable: bool, complaint: str
) -> None:
    with pytest.raises(SettingsError, match=f"^{complaint}"):
        fact_from_options(DOCUMENTS, question, answers, document, quotes, unanswerable, [])


def test_a_question_that_the_file_asks_already_is_refused() -> None:
    asked = Fact("Who owns it?", unanswerable=True, line=7)
    with_history = Fact("And when?", unanswerable=True, history=(Turn("Who?", "Ada."),))
    so_far = FactSet((asked, with_history), (), Path("facts.yaml"))
    check_new(Fact("And when?", unanswerable=True), so_far)
    with pytest.raises(SettingsError, match=r"^--question: .* facts\.yaml does not ask yet, found it on line 7"):
        check_new(Fact("who OWNS it", unanswerable=True), so_far)
