from __future__ import annotations

import re

import pytest

from rag.answer import REFUSAL, Turn
from rag.followup import FollowUp, follow, standalone

DOHA = Turn("Who headed Pakistan's delegation in Doha?", "Khawaja Asif, the defence minister.")
TRUCE = Turn("When was the 48-hour truce agreed?", "On 15 October 2025.")


@pytest.mark.parametrize(
    ("question", "history", "said"),
    [
        # pronouns
        ("And where was he born?", [DOHA], "And where was Khawaja Asif born?"),
        ("How did he describe it?", [DOHA, TRUCE], "How did Khawaja Asif describe the 48-hour truce?"),
        (
            "when did they sign it?",
            [Turn("Who negotiated the Doha agreement?", "Pakistan and the Afghan Taliban negotiated it.")],
            "when did Pakistan and the Afghan Taliban sign the Doha agreement?",
        ),
        (
            "When did she take office?",
            [Turn("Who is Tarsova's minister of defence?", "Sigrid Thorne.")],
            "When did Sigrid Thorne take office?",
        ),
        ("Did his wife know?", [Turn("Who did Maria Lopez accuse?", "Tomas Reed.")], "Did Tomas Reed's wife know?"),
        ("Who lives there?", [Turn("Where is the new bridge?", "In Ostwick.")], "Who lives in Ostwick?"),
        (
            "What was in it?",
            [Turn("Which vehicle did Marta Quill drive in the flood relief convoy?", "Tarn 6.")],
            "What was in Tarn 6?",
        ),
        (
            "How much did it cost?",
            [Turn("In what year did Pakistan begin to build the border fence?", "In 2017.")],
            "How much did the border fence cost?",
        ),
        (
            "How many were freed after them?",
            [Turn("Where was the second round of the Lindholm talks held?", "In Port Selwyn.")],
            "How many were freed after the Lindholm talks?",
        ),
        (
            "Why did he leave?",
            [Turn("Who founded the clinic?", "Maria Lopez."), Turn("Who succeeded her?", "Tomas Reed.")],
            "Why did Tomas Reed leave?",
        ),
        (
            "Where did she study?",
            [Turn("Who founded the clinic?", "Maria Lopez."), Turn("Who was her father?", "Tomas Reed.")],
            "Where did Maria Lopez study?",
        ),
        # what takes the place of something
        (
            "what about the second one?",
            [Turn("When was the first round of talks held?", "On 18 October.")],
            "When was the second round of talks held?",
        ),
        ("what about Istanbul?", [Turn("Who mediated in Doha?", "Qatar.")], "Who mediated in Istanbul?"),
        (
            "and in 2023?",
            [Turn("How many people crossed at Torkham in 2022?", "10,000 a day.")],
            "How many people crossed at Torkham in 2023?",
        ),
        (
            "And Tobias Rook?",
            [Turn("Which vehicle does Lena Varga drive?", "Mule 11.")],
            "Which vehicle does Tobias Rook drive?",
        ),
        ("No, in Istanbul.", [DOHA], "Who headed Pakistan's delegation in Istanbul?"),
        ("no, I meant the Afghan one", [DOHA], "Who headed the Afghan delegation in Doha?"),
        (
            "Sorry, I meant 2021.",
            [Turn("How many boats moored in Ostwick in 2020?", "Forty.")],
            "How many boats moored in Ostwick in 2021?",
        ),
        # fragments
        ("why?", [Turn("Did they close the crossing?", "Yes.")], "Why did they close the crossing?"),
        ("when?", [Turn("Where was the truce signed?", "In Doha.")], "When was the truce signed?"),
        ("and when is that?", [Turn("Where will they meet next?", "In Istanbul.")], "When will they meet next?"),
        ("who else?", [Turn("Who mediated the talks?", "Qatar.")], "Who else mediated the talks?"),
        ("anything else?", [Turn("What lay in the cellar?", "A lamp.")], "What else lay in the cellar?"),
        (
            "how many?",
            [Turn("Were prisoners released after the talks?", "Yes.")],
            "How many prisoners were released after the talks?",
        ),
    ],
)
def test_what_a_question_leaves_out_is_said(question: str, history: list[Turn], said: str) -> None:
    assert follow(question, history).question == said


@pytest.mark.parametrize(
    ("question", "history", "wanted"),
    [
        ("What does the agreement say?", [Turn("Who signed the Doha agreement?", "Khawaja Asif.")], "Doha"),
        ("Who spoke at that meeting?", [Turn("When did the Jirga of Elders meet?", "In May.")], "Jirga"),
        ("What had the employers offered?", [Turn("What did the drivers of Brakevik want?", "More pay.")], "Brakevik"),
        ("How long does the warranty run?", [Turn("How is the Aurelia K2 descaled?", "With acid.")], "Aurelia"),
        ("Did anyone else come?", [Turn("Who opened the harbour fair?", "The mayor of Ostwick.")], "Ostwick"),
        ("Any sisters?", [Turn("Where did Tomas Reed grow up?", "In Lenham.")], "Reed"),
    ],
)
def test_a_question_that_points_back_brings_the_words_of_what_it_points_at(
    question: str, history: list[Turn], wanted: str
) -> None:
    full = follow(question, history)
    assert full.question == question
    assert wanted in full.context


@pytest.mark.parametrize(
    "question",
    [
        "What is the length of the Durand Line?",
        "Who is the mayor of Ostwick, and when was she elected?",
        "Did Maria Lopez say that she would resign?",
        "How often should a kettle be descaled?",
        "How are croissants stored after they are completed?",
        "What caused the strike of the harbour workers of Brakevik in the spring?",
        "Is there a ferry from Ostwick to Lenham?",
        "  Who opened  the harbour fair in Ostwick ?",
        "What would Reform Jews of Ostwick do in that case?",
        "Thanks!",
        "",
    ],
)
def test_a_question_that_stands_alone_is_left_as_it_is(question: str) -> None:
    assert standalone(question, [DOHA, TRUCE]) == question


@pytest.mark.parametrize("question", ["And where was he born?", "why?", "what about the second one?"])
def test_without_history_nothing_changes(question: str) -> None:
    assert standalone(question, []) == question
    assert standalone(question, [Turn("  ", "An answer to nothing.")]) == question


def test_what_is_searched_has_the_context_in_brackets_before_the_closing_sign() -> None:
    assert FollowUp("Why did it close?", ("mill", "1880")).query == "Why did it close (mill, 1880)?"
    assert FollowUp("Tell me more.", ("mill",)).query == "Tell me more (mill)."
    assert FollowUp("why", ("mill",)).query == "why (mill)?"
    assert FollowUp("Why did it close?").query == "Why did it close?"


def test_what_is_read_has_only_the_first_words_of_the_context() -> None:
    full = FollowUp("Why did it close?", ("mill", "Ostwick", "1880"))
    assert full.reading == "Why did it close (mill, Ostwick)?"
    assert FollowUp("Why did it close?").reading == "Why did it close?"
    assert FollowUp("Why did Tomas Reed leave?", ("mill", "Ostwick")).reading == "Why did Tomas Reed leave?"


def test_a_long_answer_is_not_repeated() -> None:
    answer = "Qatar mediated the truce, which followed reported assaults on army posts by fighters and allies. [1]"
    query = standalone("Who else took part?", [Turn("Who mediated the truce?", answer)])
    assert "truce" in query
    assert not {"assaults", "fighters", "allies"} & set(re.findall(r"\w+", query))


def test_a_refusal_brings_nothing_in() -> None:
    assert standalone("Why?", [Turn("Did the ferry sink?", REFUSAL)]) == "Why did the ferry sink?"


def test_every_name_of_the_rewrite_is_in_the_history_or_the_question() -> None:
    history = [DOHA, TRUCE, Turn("Who mediated the talks?", "Qatar and Türkiye [1, 2].")]
    said = " ".join([*(f"{turn.question} {turn.answer}" for turn in history)])
    for question in ("why?", "What about Kabul?", "When did they meet him there?", "and the second one?", "who else?"):
        known = set(re.findall(r"\w+", f"{said} {question}".lower()))
        rewritten = re.findall(r"\w+", standalone(question, history))
        assert {word.lower() for word in rewritten if word[0].isupper()} <= known


@pytest.mark.parametrize(
    "question",
    [
        "it " * 100,
        "?" * 400,
        "((((((",
        "what about [1] <script>alert(1)</script>?",
        "“”\"'’ he",
        "\x00\x1b[31m why\u202e?",
        "他在哪里出生?",
        "what about " + "x" * 450,
        "'s 's 's of of of the the the",
    ],
)
def test_hostile_questions_come_back_as_a_text(question: str) -> None:
    history = [Turn("[1] {} %s \\1 (?P<rest>", "\\g<0> " * 50), Turn(question, question), DOHA]
    assert isinstance(standalone(question, history), str)


def test_a_history_of_any_size_is_read_in_part() -> None:
    history = [Turn("Who led the talks? " * 6_000, "Khawaja Asif led the talks. " * 4_000)] * 200
    query = standalone("Where was he born?", history)
    assert query.startswith("Where was Khawaja Asif born")
    assert len(query) < 300


def test_the_same_question_and_history_give_the_same_text() -> None:
    assert len({standalone("How did he describe it?", [DOHA, TRUCE]) for _ in range(3)}) == 1
