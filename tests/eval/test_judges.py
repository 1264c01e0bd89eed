"""Judges over a real connection: a server that speaks the protocol, LlamaIndex's evaluators, the tree's own door."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from graded import WHO, refused, right, wrong
from llm_replies import Cut, Refusal
from llm_server import LlmServer

from eval.judges import GIVEN_UP, judge
from rag.models.llm import load_language_model
from rag.settings import Settings

if TYPE_CHECKING:
    from llm_replies import Asked, Reply
    from llm_server import Script

    from eval.record import Judged
    from eval.results import Result


def judged(reply: Script, *results: Result) -> tuple[Judged, list[Asked]]:
    with LlmServer(reply) as server:
        model = load_language_model(Settings(llm="test-model", llm_url=server.url, llm_key="sk-secret"))
        assert model is not None
        return judge(results, model), server.asked


def fair(asked: Asked) -> str:
    """Play a judge that knows which answer is wrong."""
    knows = "Turkey" not in asked.body
    if "Reference Answer" in asked.body:
        return "5\nThe same." if knows else "1.5\nAnother country."
    return "YES" if knows else "NO, it is not carried."


def test_answers_are_judged_in_three_respects_and_doubts_are_named_with_the_reason() -> None:
    found, asked = judged(fair, right(), wrong())
    assert [(each.name, each.good, each.count, each.unread) for each in found.opinions] == [
        ("faithfulness", 1, 2, 0),
        ("relevancy", 1, 2, 0),
        ("correctness", 1, 2, 0),
    ]
    assert [(doubt.respect, doubt.line) for doubt in found.doubts] == [
        ("faithful", 7),
        ("to the point", 7),
        ("correct", 7),
    ]
    assert "Another country." in found.doubts[2].reason
    assert found.note == ""
    assert len(asked) == 6
    assert "Qatar was the mediator." in asked[0].body


def test_refusals_are_not_judged_and_nothing_is_asked_about_them() -> None:
    found, asked = judged("YES", refused(), refused(WHO, "refused, though the documents say"))
    assert [each.count for each in found.opinions] == [0, 0, 0]
    assert asked == []


def test_a_reply_that_is_no_judgement_is_counted_apart() -> None:
    found, _ = judged("I would rather not say.", right())
    assert [(each.good, each.count, each.unread) for each in found.opinions] == [(0, 0, 1)] * 3


@pytest.mark.parametrize("reply", ["5", "Score: 4.5\nGood.", "4"])
def test_points_are_read_off_replies_that_forget_the_format(reply: str) -> None:
    found, _ = judged(reply, right())
    assert (found.opinions[2].good, found.opinions[2].count) == (1, 1)


def test_the_lowest_score_is_a_doubt_and_not_an_unreadable_reply() -> None:
    found, _ = judged("1\nBad.", right())
    assert (found.opinions[2].good, found.opinions[2].count, found.opinions[2].unread) == (0, 1, 0)


def test_a_model_that_fails_once_is_asked_on_and_the_failure_is_said() -> None:
    def reply(asked: Asked) -> str | Reply:
        return Cut(("N",)) if "Turkey" in asked.body else "5\nYES"

    found, _ = judged(reply, wrong(), right())
    assert [each.count for each in found.opinions] == [1, 1, 1]
    assert "test-model" in found.note
    assert "given up" not in found.note


def test_a_model_that_keeps_failing_is_given_up_with_one_line_that_hides_the_key() -> None:
    found, asked = judged(Refusal(401, "no such key", echo_key=True), *[right()] * (GIVEN_UP + 5))
    assert found.note.startswith(f"given up after {GIVEN_UP} failures in a row: ")
    assert "sk-secret" not in found.note
    assert len(asked) == GIVEN_UP
