"""Short answers are said as fully as the document says them."""

from __future__ import annotations

import pytest

from rag.answer import Source
from rag.document import Document, Layout, Paragraph
from rag.evidence import Evidence
from rag.question import parse
from rag.shortanswer import short_answer
from rag.text.sentences import Span

TEXTS = (
    "Harbour minister Maria Lopez opened the quay on 12 May 2024.",
    "Lopez said that the works had cost four million.",
    "The fair of 12 May 2024 in Ostwick was dry.",
)


def evidence(number: int, words: str | None) -> Evidence:
    paragraphs = tuple(Paragraph(place, text) for place, text in enumerate(TEXTS, 1))
    document = Document("d", "Quay", "/quay.txt", "v", None, lambda: Layout(paragraphs))
    text = TEXTS[number - 1]
    span = Span(text.index(words), text.index(words) + len(words)) if words else None
    return Evidence(Source(1, document, paragraphs[number - 1], 1.0), Span(0, len(text)), text, 0.9, True, 1.0, span)


@pytest.mark.parametrize(
    ("question", "number", "words", "full"),
    [
        ("Who said that the works had cost four million?", 2, "Lopez", "Maria Lopez"),
        ("Who opened the quay?", 1, "Lopez", "Maria Lopez"),
        ("When was the quay opened?", 1, "12 May", "12 May 2024"),
        ("When was the quay opened?", 1, "2024", "12 May 2024"),
        ("When was the quay opened?", 1, "on 12 May 2024", "on 12 May 2024"),
        ("When did Lopez say it?", 3, "12 May 2024 in Ostwick", "12 May 2024"),
        ("In which year was the quay opened?", 1, "2024.", "2024"),
        ("How much did the works cost?", 2, "four million.", "four million"),
        ("What did the works cost?", 2, "the works had cost", "the works had cost"),
    ],
)
def test_names_and_dates_that_are_cut_short_are_said_in_full(question: str, number: int, words: str, full: str) -> None:
    assert short_answer(parse(question), evidence(number, words)) == full


def test_without_a_reader_there_is_no_short_answer() -> None:
    assert short_answer(parse("Who opened the quay?"), evidence(1, None)) is None
