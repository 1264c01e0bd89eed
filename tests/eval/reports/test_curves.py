from __future__ import annotations

from dataclasses import replace

import pytest
from graded import NOBODY, WHO, key, recorded, refused, right, wrong

from eval.reports.curves import by_tag, depth, latency, standing, tradeoff


def test_depth_counts_a_question_from_where_its_first_proof_is_found() -> None:
    missed = replace(right(), retrieved=(key(1), key(2)))
    assert depth(recorded(right(), wrong(), missed, refused())) == pytest.approx((1 / 3, *(2 / 3,) * 9))


def test_depth_of_questions_without_listed_proof_is_not_drawn() -> None:
    assert depth(recorded(refused(), refused())) == ()


def test_the_trade_off_goes_from_what_is_answered_now_to_refusing_all() -> None:
    sure, unsure = replace(right(), confidence=0.9), replace(right(), confidence=0.3)
    misled = replace(wrong(NOBODY), confidence=0.5)
    found = tradeoff(recorded(sure, unsure, misled, refused()))
    assert found == ((0.0, 0.5), (0.5, 0.5), (0.5, 0.0), (1.0, 0.0))


def test_without_confidence_or_with_one_kind_of_question_there_is_no_trade_off() -> None:
    unknown = replace(right(), confidence=None)
    assert tradeoff(recorded(unknown, unknown, refused(), refused())) == ()
    assert tradeoff(recorded(right(), right())) == ()


def test_where_a_run_stands_is_its_two_errors() -> None:
    found = recorded(right(), refused(WHO, "refused"), refused(), wrong(NOBODY))
    assert standing(found) == (0.5, 0.5)
    assert standing(recorded(right())) is None


def test_tags_are_drawn_the_worst_first_after_all() -> None:
    good, bad = replace(WHO, tags=("good",)), replace(WHO, tags=("bad",))
    found = by_tag(recorded(right(good), wrong(bad), refused()))
    assert [(group.name, figure.value) for group, figure in found] == [
        ("all", 0.5),
        ("bad", 0.0),
        ("good", 1.0),
        ("near-miss", 1.0),
    ]


def test_latency_gives_the_middle_and_what_19_of_20_do_not_exceed() -> None:
    times = latency(recorded(*(right(seconds=number / 100) for number in range(1, 101))))
    assert times is not None
    assert times[1:] == pytest.approx((0.505, 0.95))
