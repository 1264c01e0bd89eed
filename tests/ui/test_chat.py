from __future__ import annotations

from typing import TYPE_CHECKING

from ui.chat import Exchange, respond

if TYPE_CHECKING:
    from rag import Assistant


def test_the_question_stands_first_and_the_last_exchange_holds_the_whole_answer(assistant: Assistant) -> None:
    first, *_, last = respond("  Who led the works on the quay? ", [], assistant)
    assert first == Exchange("Who led the works on the quay?")
    assert last.done
    assert last.answer is not None
    assert last.answer.text == assistant.ask("Who led the works on the quay?").text
    assert "Maria Lopez" in last.answer.text


def test_sentences_settle_as_they_come(assistant: Assistant) -> None:
    growing = [exchange for exchange in respond("When does the harbour fair run?", [], assistant) if not exchange.done]
    assert [len(exchange.settled) for exchange in growing] == [0, 1, 2, 2]
    assert growing[-2].settled[0].citations
    assert growing[-2].tail == ""
    assert "The documents differ" in growing[-1].tail


def test_a_refusal_is_an_answer(assistant: Assistant) -> None:
    last = list(respond("How many penguins live on Mars?", [], assistant))[-1]
    assert last.answer is not None
    assert last.answer.refused
    assert last.problem == ""


def test_a_question_that_cannot_be_asked_becomes_one_line(assistant: Assistant) -> None:
    last = list(respond("x" * 100_001, [], assistant))[-1]
    assert last.done
    assert last.answer is None
    assert "limit of 100,000" in last.problem


def test_earlier_exchanges_without_an_answer_do_not_disturb(assistant: Assistant) -> None:
    history = [Exchange("broken", problem="no"), *list(respond("Who led the works on the quay?", [], assistant))[-1:]]
    assert list(respond("When does the harbour fair run?", history, assistant))[-1].answer is not None


def test_a_follow_up_is_answered_from_what_was_said_before(assistant: Assistant) -> None:
    before = list(respond("Who led the works on the quay?", [], assistant))[-1:]
    told = list(respond("When did it open?", before, assistant))[-1].answer
    alone = list(respond("When did it open?", [], assistant))[-1].answer
    assert told is not None
    assert alone is not None
    assert "quay" in told.query
    assert told.question == alone.query == "When did it open?"
