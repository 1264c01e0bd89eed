from __future__ import annotations

import pytest

from eval.asking import ask_any, ask_row
from rag.document import Paragraph


@pytest.mark.parametrize(
    ("sentence", "question", "answer"),
    [
        ("The talks were held in Doha at the weekend.", "Where were the talks held?", "Doha"),
        ("The rent is 1,150 euros a month and is due soon.", "How much is the rent?", "1,150 euros"),
        ("The fee for juniors stays at 60 euros.", "How much is the fee for juniors?", "60 euros"),
        ("The area of the flat is 72 square metres.", "What is the area of the flat?", "72 square metres"),
        ("The tenant receives four keys to the flat.", "How many keys does the tenant receive?", "four"),
        ("The machine washes 12 plates at once.", "How many plates does the machine wash?", "12"),
        ("The annual meeting is on 16 October 2025.", "When is the annual meeting?", "16 October 2025"),
        ("A defect must be reported within five days.", "Within what time must a defect be reported?", "five days"),
        ("The eight was won by Thornbury.", "Who won the eight?", "Thornbury"),
        ("E1: the water tap is closed.", "What does E1 mean?", "the water tap is closed"),
    ],
)
def test_a_plain_sentence_gives_a_question_and_its_answer(sentence: str, question: str, answer: str) -> None:
    posed = ask_any(sentence, sentence)
    assert posed is not None
    assert (posed.question, posed.answer) == (question, answer)


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "It is 60 euros.",
        "Peshawar is about 55 kilometres away by road.",
        "Die Miete beträgt 60 Euro im Monat.",
        "Ines Calder closed the meeting at 21:40.",
        "The next meeting is on 16 October 2025.",
    ],
)
def test_what_would_be_asked_wrongly_is_not_asked(sentence: str) -> None:
    assert ask_any(sentence, sentence) is None


def test_each_cell_of_a_row_is_asked_for_by_the_row_s_first_one() -> None:
    row = Paragraph(1, "Programme: Eco; Temperature: 50 °C; LED: green; Racks: two; Status: new", kind="row")
    assert [(posed.question, posed.answer) for posed in ask_row(row)] == [
        ("What is the temperature of Eco?", "50 °C"),
        ("What is the LED of Eco?", "green"),
        ("What are the racks of Eco?", "two"),
        ("What is the status of Eco?", "new"),
    ]


def test_a_row_that_only_gives_a_value_is_asked_for_it() -> None:
    (posed,) = ask_row(Paragraph(1, "Property: Length of the cord; Value: 75 centimetres", kind="row"))
    assert (posed.question, posed.answer) == ("What is the length of the cord?", "75 centimetres")


@pytest.mark.parametrize("text", ["no cells", "a: 1; b: 2", "a: x", "a; b: c", f"a: {'x' * 99}; b: c"])
def test_a_row_without_a_name_of_its_own_is_not_asked_for(text: str) -> None:
    assert list(ask_row(Paragraph(1, text, kind="row"))) == []
