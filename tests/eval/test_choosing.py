from __future__ import annotations

from pathlib import Path

import pytest

from eval.choosing import choose, parse_bounds
from eval.facts import Fact, FactSet, Threshold
from rag.errors import SettingsError

FACTS = FactSet(
    tuple(Fact(f"Question {number}?", ("x",), tags=("even",) if number % 2 == 0 else ("odd",)) for number in range(10)),
    (Threshold("answer_match", 0.9),),
    Path("facts.yaml"),
)


def test_without_a_wish_all_facts_are_asked_and_the_thresholds_hold() -> None:
    assert choose(FACTS, (), None) == (FACTS, "")


def test_a_tag_keeps_its_facts_and_drops_thresholds_that_are_meant_for_all() -> None:
    chosen, part = choose(FACTS, ("odd",), None)
    assert [fact.question for fact in chosen.facts] == [f"Question {number}?" for number in (1, 3, 5, 7, 9)]
    assert chosen.thresholds == ()
    assert part == "5 of 10 facts, tagged odd; the file's thresholds are for all of them and were not checked"


def test_several_tags_keep_the_facts_with_any_of_them() -> None:
    assert choose(FACTS, ("odd", "even"), None) == (FACTS, "")


def test_a_limit_spreads_the_facts_over_the_file() -> None:
    chosen, part = choose(FACTS, (), 4)
    assert [fact.question for fact in chosen.facts] == [f"Question {number}?" for number in (0, 2, 5, 7)]
    assert part.startswith("4 of 10 facts;")


def test_a_limit_beyond_the_file_changes_nothing() -> None:
    assert choose(FACTS, (), 10) == (FACTS, "")


def test_an_unknown_tag_is_refused_with_the_one_that_is_near() -> None:
    with pytest.raises(SettingsError, match=r"--tag ood: no fact of facts.yaml has it; did you mean odd\?"):
        choose(FACTS, ("ood",), None)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("answer_match=0.9", Threshold("answer_match", 0.9)),
        ("answer_match=90%", Threshold("answer_match", 0.9)),
        (" recall_at_5 = 1 ", Threshold("recall_at_5", 1.0)),
        ("refused_answerable=0", Threshold("refused_answerable", 0.0)),
        ("seconds=2.5", Threshold("seconds", 2.5)),
    ],
)
def test_a_bound_is_read(text: str, bound: Threshold) -> None:
    assert parse_bounds([text]) == (bound,)


@pytest.mark.parametrize("name", ["answered_unanswerable", "wrongly answered", "wrongly_answered", "Wrongly-Answered"])
def test_a_metric_is_known_by_the_name_in_the_table_too(name: str) -> None:
    assert parse_bounds([f"{name}=10%"]) == (Threshold("answered_unanswerable", 0.1),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("answer_match", "expected METRIC=VALUE, such as answer_match=0.9"),
        ("answer_mach=0.9", "no metric 'answer_mach'; did you mean answer_match"),
        ("zzz=0.9", "no metric 'zzz'; the metrics are answer_match, exact_match"),
        ("answer_match=90", "expected a share from 0 to 1, or a percentage such as 90%, found '90'; 90%?"),
        ("answer_match=101%", "found '101%'"),
        ("answer_match=-0.1", "found '-0.1'"),
        ("answer_match=nan", "found 'nan'"),
        ("answer_match=", "found ''"),
        ("answer_match=much", "found 'much'"),
        ("seconds=50%", "expected a number of seconds from 0, found '50%'"),
        ("seconds=inf", "found 'inf'"),
    ],
)
def test_a_bound_that_cannot_be_is_refused_with_what_was_expected(text: str, message: str) -> None:
    with pytest.raises(SettingsError) as refusal:
        parse_bounds([text])
    assert str(refusal.value).startswith(f"--fail-under {text}: ")
    assert message in str(refusal.value)
