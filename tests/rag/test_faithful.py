from __future__ import annotations

import pytest

from rag.faithful import is_faithful

SAID = [
    "Who headed Pakistan's delegation in Doha?",
    "Khawaja Asif, the defence minister.",
    "When was the 48-hour truce agreed?",
    "On 15 October 2025.",
]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("And where was he born?", "Where was Khawaja Asif born?"),
        ("And where was he born?", "And where was Khawaja Asif, the defence minister, born?"),
        ("why?", "Why was the 48-hour truce agreed on 15 October 2025?"),
        ("why?", "Why was the forty-eight-hour truce agreed?"),
        ("no, I meant the Afghan one", "Who headed the Afghan delegation in Doha?"),
        ("What about Istanbul?", "Who headed Pakistan's delegation in Istanbul?"),
        ("and in 2023?", "Which truce was agreed in 2023?"),
        ("the second one?", "When was the second truce agreed?"),
        ("How did he describe it at first?", "How did Khawaja Asif describe the truce at first?"),
        ("Did he not sign it?", "Did Khawaja Asif not sign the truce?"),
        ("Who else?", "Who else headed Pakistan's delegation in Doha?"),
        ("Tell me more about him.", "Tell me more about Khawaja Asif."),
        ("Which one is older?", "Which one, Pakistan or Doha, is older?"),
    ],
)
def test_a_question_said_in_full_is_taken(question: str, said: str) -> None:
    assert is_faithful(said, question, SAID)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        # names, numbers and dates that nobody said
        ("And where was he born?", "Where was Daryl Zlochrai born?"),
        ("And where was he born?", "Zlochrai was born where?"),
        ("why?", "Why did India agree to the truce?"),
        ("why?", "Why was the truce agreed on 16 October 2025?"),
        ("why?", "Why was the 72-hour truce agreed?"),
        ("why?", "Why was the truce agreed on a Friday?"),
        # words that nobody said
        ("why?", "Why was the truce agreed after fierce artillery shelling near border posts?"),
        # another question
        ("And where was he born?", "When was Khawaja Asif born?"),
        ("And where was he born?", "Was Khawaja Asif born in Doha?"),
        ("How did he describe it?", "How was the truce agreed?"),
        ("What about Istanbul?", "Who headed Pakistan's delegation in Doha?"),
        ("and in 2023?", "When was the 48-hour truce agreed?"),
        ("no, I meant the Afghan one", "Who headed Pakistan's delegation in Doha?"),
        ("Did he not sign it?", "Did Khawaja Asif sign the truce?"),
        ("Did he sign it?", "Did Khawaja Asif not sign the truce?"),
        ("And then?", "When was the 48-hour truce agreed?"),
        # no question, or more than one
        ("And where was he born?", "Khawaja Asif was born where the delegation was."),
        ("And where was he born?", "Where was Khawaja Asif born? He was born in Doha."),
        ("And where was he born?", "Where was Khawaja Asif born?\nWhere was the truce agreed?"),
        ("And where was he born?", ""),
        ("And where was he born?", "?"),
        ("And where was he born?", "Where was Khawaja Asif born " + "in Doha " * 40 + "?"),
        # still not alone
        ("And where was he born?", "And where was he born?"),
        ("How did he describe it?", "How did Khawaja Asif describe it?"),
        # markup, links, invisible signs
        ("And where was he born?", "Where was <b>Khawaja Asif</b> born?"),
        ("And where was he born?", "Where was Khawaja Asif born [1]?"),
        ("And where was he born?", "Where was Khawaja Asif born, https://doha.october?"),
        ("And where was he born?", "Where was Khawaja Asif born\u202e?"),
    ],
)
def test_a_question_that_was_not_asked_is_not_taken(question: str, said: str) -> None:
    assert not is_faithful(said, question, SAID)
