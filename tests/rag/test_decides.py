from __future__ import annotations

import pytest

from rag.answer import Source
from rag.decides import THRESHOLD, decides
from rag.document import Document, Layout, Paragraph
from rag.prepared import prepare
from rag.question import parse

PARAGRAPHS = (
    Paragraph(1, "The harbour of Ostwick stays closed in January; the road to Lenham is open."),
    Paragraph(2, "Maria Lopez refused to sign the contract with Bremford."),
    Paragraph(3, "She met the drivers on 3 May 2024, and they accepted six percent."),
    Paragraph(4, "No fee is charged where a storm delays the ferry."),
    Paragraph(5, "Dogs are not admitted on board."),
    Paragraph(6, "The warranty does not cover damage by frost."),
    Paragraph(7, "There will be no second round of talks."),
    Paragraph(8, "Tickets are sold by the office on the quay."),
)
DOCUMENT = Document("d", "News of the harbour", "/news.txt", "v", None, lambda: Layout(PARAGRAPHS))
OFFERED = {("d", paragraph.number): paragraph for paragraph in PARAGRAPHS}


def deciding(text: str) -> int | None:
    """Give the number of the paragraph whose sentence decides the question; None where no sentence does."""
    question = parse(text)
    assert question.yes_or_no
    scores = {
        (decides(question, Source(p.number, DOCUMENT, p, 1.0), sentence.text, OFFERED), -p.number)
        for p in PARAGRAPHS
        for sentence in prepare(DOCUMENT.title, p.heading, p.text).sentences
    }
    score, number = max(scores)
    return -number if score >= THRESHOLD else None


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("Is the harbour of Ostwick open in January?", 1),
        ("Is the road to Lenham closed?", 1),
        ("Did Maria Lopez sign the contract?", 2),
        ("did lopez sign the contract with bremford", 2),
        ("Did Lopez meet the drivers?", 3),
        ("On 3 May 2024, did Lopez meet the drivers?", 3),
        ("Were six percent rejected?", 3),
        ("Does the harbour lose money when a storm delays the ferry?", 4),
        ("Are dogs allowed on board?", 5),
        ("Can visitors bring dogs on board?", None),
        ("Does the warranty cover frost damage?", 6),
        ("Was there a second round of talks?", 7),
        ("Can tickets be bought at the office?", 8),
    ],
)
def test_the_sentence_that_decides_has_what_is_asked_or_what_denies_it(question: str, number: int | None) -> None:
    assert deciding(question) == number


@pytest.mark.parametrize(
    "question",
    [
        "Did Maria Lopez resign?",
        "Did Maria Lopez build the harbour?",
        "Did Tomas Reed refuse to sign the contract?",
        "Did Tomas Reed meet the drivers?",
        "Did Lopez meet the drivers in 2019?",
        "Is the road to Skaldby open?",
        "Are cats allowed on board?",
        "Does the warranty cover damage by lightning?",
        "Do passengers pay when the ferry is full?",
        "Is the quay made of stone?",
        "Does the office sell boats?",
        "Is it?",
    ],
)
def test_what_no_sentence_speaks_of_is_decided_by_none(question: str) -> None:
    assert deciding(question) is None
