from __future__ import annotations

import pytest

from eval.calibration import calibrate
from eval.facts import Fact
from eval.graded import Result
from rag.answer import Answer, Sentence

ANSWERED = Answer("Who?", "Who?", (Sentence("Asif.", "supported"),))
REFUSED = Answer("Who?", "Who?", refused=True)
ANSWERABLE = Fact("Who?", answers=("Asif",))


def result(
    confidence: float | None, matched: bool | None, fact: Fact = ANSWERABLE, answer: Answer = ANSWERED
) -> Result:
    return Result(fact, answer, 0.1, (), (), matched, None, None, (), confidence=confidence)


def test_the_worked_example_of_the_paper_s_definition() -> None:
    found = calibrate([result(0.95, True), result(0.95, True), result(0.95, False), result(0.25, False)])
    assert [(one.low, one.high, one.count) for one in found.bins] == [(0.2, 0.3, 1), (0.9, 1.0, 3)]
    assert [one.confidence for one in found.bins] == pytest.approx([0.25, 0.95])
    assert [one.right for one in found.bins] == pytest.approx([0, 2 / 3])
    assert found.error == pytest.approx((3 * (0.95 - 2 / 3) + 0.25) / 4)
    assert found.count == 4


def test_an_answer_where_the_documents_do_not_say_is_wrong_however_sure() -> None:
    found = calibrate([result(0.9, None, Fact("Who?", unanswerable=True))])
    assert found.error == pytest.approx(0.9)


def test_refusals_and_answers_without_a_probability_are_left_out() -> None:
    found = calibrate([result(None, True), result(0.5, False, answer=REFUSED)])
    assert (found.bins, found.error, found.count) == ((), None, 0)


def test_an_answer_of_which_it_is_not_known_whether_it_is_right_is_left_out() -> None:
    assert calibrate([result(0.5, True, Fact("Who?", answerable=True))]).count == 0


def test_full_certainty_has_its_place_in_the_last_bin() -> None:
    found = calibrate([result(1.0, True), result(0.0, False)])
    assert [(one.low, one.high) for one in found.bins] == [(0.0, 0.1), (0.9, 1.0)]
    assert found.error == 0
