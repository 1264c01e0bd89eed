from __future__ import annotations

import pytest

from eval.posing import Posed, pose

LOPEZ = "Maria Lopez, who led the works on the quay, thanked the crew."


@pytest.mark.parametrize(
    ("sentence", "question", "answer"),
    [
        (LOPEZ, "Who led the works on the quay?", "Maria Lopez"),
        ("The captain of the Zorblax is Anna Petrova.", "Who is the captain of the Zorblax?", "Anna Petrova"),
        ("The harbour was represented by Maria Lopez of Ostwick.", "Who represented the harbour?", "Maria Lopez"),
        ("The settlement was signed on 16 May 2024 in Brakevik.", "When was <the settlement> signed?", "16 May 2024"),
        ("The harbour fair runs from 12 to 14 May every year.", "When does <the harbour fair> run?", "12 to 14 May"),
        ("In 2017 Pakistan began to build a fence.", "When did <Pakistan> begin to build a fence?", "2017"),
        (
            "Forty boats can moor at the new quay of Ostwick.",
            "How many boats can moor at the new quay of Ostwick?",
            "Forty",
        ),
        ("The agreement has 17 articles and two annexes.", "How many articles does <the agreement> have?", "17"),
        (
            "The warranty runs for 24 months from the day of purchase.",
            "How long does <the warranty> run?",
            "24 months",
        ),
        (
            "The border fence is about 2,640 kilometres long in all.",
            "How long is <the border fence>?",
            "2,640 kilometres",
        ),
        ("The talks were held in Doha at the weekend.", "Where were <the talks> held?", "Doha"),
        (
            "The Durand Line is the land border between two countries.",
            "What is <the Durand Line>?",
            "the land border between two countries",
        ),
    ],
)  # fmt: skip
def test_a_plain_sentence_gives_the_question_that_it_answers_and_its_answer(
    sentence: str, question: str, answer: str
) -> None:
    about = question[question.find("<") + 1 : question.find(">")] if "<" in question else ""
    assert pose(sentence, sentence) == Posed(question.replace("<", "").replace(">", ""), answer, about)
    assert answer in sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "He led the delegation to the talks in Doha.",
        "When the Free State joined the League in 1923 there was interest.",
        "The minister said that they would return to their homes.",
        "She was elected by the members of the board in 2020.",
        "Die Delegation wurde von Maria Lopez nach Doha geleitet.",
        "The works were led by <b>Maria</b> http://elsewhere.test/x.",
        "Too short.",
        "The long report " + "was read and read again " * 30,
        "Kublai besieged the town of Xiangyang between 1268 and 1273.",
    ],
)
def test_what_no_question_could_carry_alone_is_not_asked(sentence: str) -> None:
    assert pose(sentence, sentence) is None
