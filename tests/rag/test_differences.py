from __future__ import annotations

import pytest

from rag.answer import Source
from rag.differences import Quote, other_values
from rag.document import Document, Layout, Paragraph
from rag.question import parse
from rag.text.sentences import Span


def source(text: str, number: int = 1) -> Source:
    paragraph = Paragraph(1, text)
    document = Document(f"d{number}", "News", f"/{number}.txt", "v", None, lambda: Layout((paragraph,)))
    return Source(number, document, paragraph, 1.0)


ANSWER = source("The fair opens in Ostwick on 12 May.")


def found(question: str, answer: Source, other: str) -> list[str]:
    quote = Quote(answer, Span(0, len(answer.paragraph.text)))
    return [found.text for found in other_values(parse(question), quote, source(other, 2))]


@pytest.mark.parametrize(
    "other", ["Ostwick holds its fair from 12 to 14 May.", "Rain fell. Ostwick is ready for May 12-13, they say."]
)
def test_a_longer_or_shorter_date_for_the_same_thing_differs(other: str) -> None:
    assert len(found("When does the fair open?", ANSWER, other)) == 1


@pytest.mark.parametrize(
    "other",
    [
        "Ostwick opens its fair on May 12.",
        "Lenham holds a fair from 12 to 14 May.",
        "Ostwick was founded in 1412.",
        "Ostwick holds its market on 3 June.",
    ],
)
def test_the_same_date_another_place_or_another_matter_does_not_differ(other: str) -> None:
    assert found("When does the fair open?", ANSWER, other) == []


@pytest.mark.parametrize(
    "other", ["Of Ostwick's fleet 42 boats sank.", "The storm cost Ostwick 42 fishing boats, which sank at the quay."]
)
def test_another_count_of_the_same_differs(other: str) -> None:
    assert found("How many boats sank in Ostwick?", source("In Ostwick 40 boats sank."), other) != []


@pytest.mark.parametrize(
    "other", ["Forty boats sank in Ostwick.", "Ostwick has 42 houses.", "In Lenham they built 42 boats.", "Boats sank."]
)
def test_the_same_count_or_a_count_of_something_else_does_not_differ(other: str) -> None:
    assert found("How many boats sank in Ostwick?", source("In Ostwick 40 boats sank."), other) == []


def test_a_question_for_no_date_or_number_finds_no_difference() -> None:
    assert found("Why does the fair open?", ANSWER, "Ostwick holds its fair from 12 to 14 May.") == []
