from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from rag.answer import Sentence
from rag.errors import QuestionError
from ui.chat import Exchange
from ui.stopping import STOPPED, Stops

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST = Sentence("So it is.", "supported")


def endless(hang: threading.Event) -> Iterator[Exchange]:
    exchange = Exchange("q")
    yield exchange
    yield replace(exchange, settled=(FIRST,))
    hang.wait(60)


def test_who_is_not_stopped_gets_everything_that_is_not_overtaken() -> None:
    whole = [Exchange("q"), Exchange("q", tail="So"), Exchange("q", tail="So it"), Exchange("q", problem="no")]
    seen = threading.Event()

    def growing() -> Iterator[Exchange]:
        yield whole[0]
        yield whole[1]
        seen.wait(60)
        yield from whole[2:]

    given = Stops().until_stopped(growing(), "anna")
    assert [next(given), next(given)] == whole[:2]
    seen.set()
    assert list(given) == whole[3:]


def test_a_stopped_answer_ends_with_what_had_settled_although_the_model_hangs() -> None:
    hang, stops = threading.Event(), Stops()
    growing = stops.until_stopped(endless(hang), "anna")
    assert not next(growing).done
    assert next(growing).settled == (FIRST,)
    stops.stop("ben")
    stops.stop("anna")
    last = next(growing)
    assert last.answer is not None
    assert (last.answer.sentences, last.answer.degraded) == ((FIRST,), STOPPED)
    assert list(growing) == []
    hang.set()


def test_an_answer_stopped_before_its_first_sentence_is_done_without_one() -> None:
    hang, stops = threading.Event(), Stops()

    def silent() -> Iterator[Exchange]:
        yield Exchange("q")
        hang.wait(60)

    growing = stops.until_stopped(silent(), "anna")
    next(growing)
    stops.stop("anna")
    assert next(growing) == Exchange("q", stopped=True)
    hang.set()


def test_what_goes_wrong_in_the_thread_is_raised_where_it_is_waited_for() -> None:
    def broken() -> Iterator[Exchange]:
        yield Exchange("q")
        raise QuestionError("no question")

    growing = Stops().until_stopped(broken(), "anna")
    next(growing)
    with pytest.raises(QuestionError):
        list(growing)
