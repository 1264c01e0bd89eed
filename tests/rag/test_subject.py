from __future__ import annotations

import pytest

from rag.answer import Source
from rag.document import Document, Layout, Paragraph
from rag.question import parse
from rag.subject import is_about

PARAGRAPHS = (
    Paragraph(1, "Talks were held in Lenham."),
    Paragraph(2, "Maria Lopez headed Ostwick’s delegation."),
    Paragraph(3, "The Bremford delegation said nothing."),
)
DOCUMENT = Document("d", "Talks", "/talks.txt", "v", None, lambda: Layout(PARAGRAPHS))
OFFERED = {("d", paragraph.number): paragraph for paragraph in PARAGRAPHS}


def about(question: str, number: int) -> bool:
    paragraph = PARAGRAPHS[number - 1]
    return is_about(parse(question), Source(number, DOCUMENT, paragraph, 1.0), paragraph.text, OFFERED)


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("Who headed the delegation?", 2),
        ("Who headed Ostwick's delegation?", 2),
        ("Who headed Ostwick's delegation in Lenham?", 2),
        ("What did the Bremford delegation say?", 3),
    ],
)
def test_names_may_stand_in_the_paragraphs_around(question: str, number: int) -> None:
    assert about(question, number)


@pytest.mark.parametrize("question", ["Who headed the Bremford delegation?", "Who headed the delegation to Tarsova?"])
def test_what_is_said_of_another_or_of_nobody_here_is_not_about_it(question: str) -> None:
    assert not about(question, 2)


def test_a_country_carries_the_name_of_its_people() -> None:
    paragraph = Paragraph(1, "The Afghan side left early.")
    document = Document("d", "", "/a.txt", "v", None, lambda: Layout((paragraph,)))
    assert is_about(
        parse("Did Afghanistan leave early?"),
        Source(1, document, paragraph, 1.0),
        paragraph.text,
        {("d", 1): paragraph},
    )


@pytest.mark.parametrize(
    ("question", "text", "about"),
    [
        ("What does a blinking green light mean?", "A blinking red light means that there is no water.", False),
        ("What does a blinking red light mean?", "A blinking red light means that there is no water.", True),
        ("What does a blinking green light mean?", "A blinking light means that there is no water.", True),
        ("How long is the border between Peru and Chile?", "The border between Peru and Bolivia is long.", False),
        ("How long is the border between Peru and Chile?", "The border between Chile and Peru is long.", True),
        ("Which river runs along the northern border?", "The Orlen runs along the southern border.", False),
    ],
)
def test_what_is_said_of_the_red_light_does_not_answer_for_the_green_one(question: str, text: str, about: bool) -> None:
    document = Document("d", "Kettle", "/kettle.txt", "v", None, lambda: Layout((Paragraph(1, text),)))
    source = Source(1, document, Paragraph(1, text), 1.0)
    assert is_about(parse(question), source, text, {("d", 1): source.paragraph}) is about
