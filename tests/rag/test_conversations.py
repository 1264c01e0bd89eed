"""Conversations of many kinds: what the last question becomes, and which questions are left alone."""

from __future__ import annotations

import pytest

from rag.answer import Turn
from rag.followup import FollowUp, follow

BRANDT = Turn("Where did Anton Brandt move after the war?", "To Lisbon.")
BRIDGE = Turn("When was the first bridge over the Orle built?", "In 1872.")
TICKET = Turn("How much does a ticket cost for adults?", "Ten euros.")
STADIUM = Turn("Who designed the stadium?", "Lea Brun.")
MUSEUM = Turn("What does the museum show?", "Old clocks.")
TOWER = Turn("How tall is the older tower of Lenham?", "It is 40 metres tall.")


@pytest.mark.parametrize(
    ("turns", "question", "said"),
    [
        # he, she, it, they, there
        (
            [Turn("Who discovered the comet Halvorsen?", "Ingrid Halvorsen discovered it in 1931.")],
            "When was she born?",
            "When was Ingrid Halvorsen born?",
        ),
        (
            [Turn("When was the Ostwick lighthouse repaired?", "In the summer of 2019.")],
            "What did it cost?",
            "What did the Ostwick lighthouse cost?",
        ),
        ([BRANDT], "How long did he live there?", "How long did Anton Brandt live in Lisbon?"),
        ([BRANDT], "Who lives there today?", "Who lives in Lisbon today?"),
        (
            [Turn("How many penguins live in the Ostwick zoo?", "Twenty-three.")],
            "Who feeds them?",
            "Who feeds penguins?",
        ),
        (
            [Turn("Which instrument did Clara Voss play?", "The cello.")],
            "Did her brother play too?",
            "Did Clara Voss' brother play too?",
        ),
        (
            [Turn("Was the roof of Saint Anne renewed?", "Yes, last year.")],
            "Who paid for this?",
            "Who paid for the roof of Saint Anne?",
        ),
        (
            [
                Turn("What did the council announce?", "The council announced the closure of the pool."),
                Turn("Who protested?", "The swimmers of Lenham."),
            ],
            "How did they react to that?",
            "How did the swimmers of Lenham react to the council?",
        ),
        ([Turn("When was the dam finished?", "In 1958.")], "What happened after that?", "What happened after the dam?"),
        # the second, the other
        ([BRIDGE], "What about the second one?", "When was the second bridge over the Orle built?"),
        ([BRIDGE], "and the last?", "When was the last bridge over the Orle built?"),
        (
            [Turn("What does the first paragraph of the licence allow?", "Copying.")],
            "and the third?",
            "What does the third paragraph of the licence allow?",
        ),
        (
            [Turn("What happened to the first messenger?", "He was overtaken.")],
            "And the second messenger?",
            "What happened to the second messenger?",
        ),
        ([TOWER], "And the other one?", "How tall is the other tower of Lenham?"),
        # question words alone
        (
            [Turn("Did the bakery in Mill Lane close?", "Yes, in 2020.")],
            "why?",
            "Why did the bakery in Mill Lane close?",
        ),
        ([Turn("Can the battery be replaced?", "No.")], "Why not?", "Why can't the battery be replaced?"),
        (
            [Turn("Is the tunnel closed to lorries?", "Yes.")],
            "Since when?",
            "Since when is the tunnel closed to lorries?",
        ),
        ([Turn("Does the permit cost anything?", "Yes.")], "How much?", "How much does the permit cost?"),
        ([Turn("Did the divers see anyone?", "Yes.")], "Who?", "Who did the divers see?"),
        (
            [Turn("Was the manuscript stolen?", "Yes, in 1994.")],
            "By whom?",
            "By whom was the manuscript stolen?",
        ),
        (
            [Turn("Must the filter be cleaned?", "Yes.")],
            "how often?",
            "How often must the filter be cleaned?",
        ),
        ([STADIUM], "who else?", "Who else designed the stadium?"),
        ([MUSEUM], "What else?", "What else does the museum show?"),
        # corrections
        (
            [Turn("How high is the Austrian tax on wine?", "There is none.")],
            "No, I meant the Swiss one",
            "How high is the Swiss tax on wine?",
        ),
        (
            [Turn("When does the summer timetable begin?", "On 12 June.")],
            "no, the winter timetable",
            "When does the winter timetable begin?",
        ),
        (
            [Turn("Where did Paul Berg study?", "In Bern.")],
            "Sorry, I meant Anna Berg.",
            "Where did Anna Berg study?",
        ),
        (
            [Turn("How long does the ferry to Lenham take?", "Forty minutes.")],
            "not the ferry, the train",
            "How long does the train to Lenham take?",
        ),
        # another time, another kind
        (
            [Turn("How many babies were born in Lenham in 2022?", "812.")],
            "and in 2023?",
            "How many babies were born in Lenham in 2023?",
        ),
        (
            [Turn("When does the castle open in summer?", "At nine.")],
            "And in winter?",
            "When does the castle open in winter?",
        ),
        ([Turn("How much rain fell in April?", "80 millimetres.")], "what about May?", "How much rain fell in May?"),
        ([TICKET], "How about children?", "How much does a ticket cost for children?"),
        ([TICKET], "And for children?", "How much does a ticket cost for children?"),
    ],
)
def test_the_last_question_is_said_in_full(turns: list[Turn], question: str, said: str) -> None:
    assert follow(question, turns).question == said


@pytest.mark.parametrize(
    ("turns", "question", "wanted"),
    [
        ([Turn("Which courses are there?", "Cooking and sewing.")], "When does the second one start?", "sewing"),
        ([Turn("Which churches stand on the market?", "Saint Anne and Saint Bride.")], "Which is older?", "Bride"),
        ([Turn("Which towers are there?", "The Salt Tower and the Clock Tower.")], "When were both built?", "Clock"),
        ([Turn("What is ibuprofen used for?", "For pain and fever.")], "Which side effects does it have?", "ibuprofen"),
        ([Turn("What is acetone used for?", "As a solvent.")], "What is its boiling point?", "acetone"),
        ([Turn("What did Captain Moor do then?", "He sailed to Port Elm.")], "And then?", "Elm"),
        ([Turn("Who was mayor after 2010?", "Rosa Lind.")], "and before?", "mayor"),
        ([Turn("How is a Falke 300 reset?", "By its menu.")], "How long does that procedure take?", "Falke"),
        ([Turn("May dogs eat chocolate?", "No, it is poisonous.")], "Is that true for cats as well?", "chocolate"),
        (
            [MUSEUM, Turn("Is it free?", "It is, for everybody who has bought the card of the town.")],
            "Any guides?",
            "museum",
        ),
    ],
)
def test_what_is_not_sure_is_found_by_words_of_the_turns_before(turns: list[Turn], question: str, wanted: str) -> None:
    full = follow(question, turns)
    assert full.question == question
    assert wanted in full.query


@pytest.mark.parametrize(
    "question",
    [
        "What is the capital of Portugal?",
        "How do I renew a passport?",
        "Who won the chess championship of 1972?",
        "Does the Falke 300 have a spare wheel?",
        "What are the opening hours of the Ostwick zoo?",
        "Which vaccines does a puppy need?",
        "How does photosynthesis work?",
        "Who was Ingrid Halvorsen's husband, and what did he do?",
        "Is there a train from Lisbon to Porto?",
        "Thank you",
        "Thank you very much!",
        "ok, great",
    ],
)
@pytest.mark.parametrize("turns", [[BRANDT], [TICKET, STADIUM], [MUSEUM, BRIDGE, TOWER]])
def test_a_new_topic_is_left_alone(turns: list[Turn], question: str) -> None:
    assert follow(question, turns) == FollowUp(question)
    assert not follow(question, turns).leans


def test_the_thing_that_was_replaced_is_not_looked_for_where_a_name_took_its_place() -> None:
    full = follow("What about Jalalabad?", [Turn("How far is Peshawar from Torkham?", "55 kilometres.")])
    assert full.query == "How far is Jalalabad from Torkham?"


def test_what_was_replaced_tells_the_topic_where_no_name_does() -> None:
    full = follow("What about rice?", [Turn("How did the islanders get their fish?", "With nets from canoes.")])
    assert "canoes" in full.context


def test_a_long_answer_helps_where_nothing_else_is_left() -> None:
    long = "He gave up his career and put all his heart in the schooling of the blind, for years and years."
    assert "career" in follow("How did he feel later?", [Turn("Why?", long)]).context
