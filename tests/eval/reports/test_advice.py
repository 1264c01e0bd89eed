from __future__ import annotations

from dataclasses import replace

import pytest
from graded import NOBODY, WHO, key, recorded, refused, right, wrong

from eval.reports.advice import FEW, advise, places, why
from eval.results import Result

LOST = (key(1), key(2))


@pytest.mark.parametrize(
    ("result", "reason"),
    [
        (replace(wrong(), retrieved=LOST), "The search did not find the proof"),
        (replace(refused(WHO, "refused"), wanted=frozenset({key(3)}), retrieved=LOST), "The search did not find"),
        (replace(refused(WHO, "refused"), wanted=frozenset({key(3)}), retrieved=(key(3),)), "Refused although the"),
        (refused(WHO, "refused"), "Refused, and the fact does not say what proves it"),
        (wrong(), "Answered from another place"),
        (replace(wrong(), recall=1.0), "Cites the proof, but no accepted answer is in it"),
        (replace(right(), precision=0.5, failures=("cites",)), "Right, but not from the listed paragraphs alone"),
        (replace(wrong(NOBODY), matched=None), "Answered although no document is said to answer"),
        (replace(right(), verbatim=(False,), failures=("a quote",)), "Cites words that the library does not have"),
    ],
)
def test_a_failure_is_laid_to_the_step_at_which_it_happened(result: Result, reason: str) -> None:
    record = recorded(result)
    assert why(record.failed[0]).startswith(reason)
    assert advise(record)[0].what.startswith(reason)


def test_the_most_frequent_comes_first_and_names_its_first_lines() -> None:
    lost = [replace(wrong(replace(WHO, line=line)), retrieved=LOST) for line in (3, 5, 8, 13)]
    first, second, *_ = advise(recorded(wrong(), *lost))
    assert first.what == "The search did not find the proof (4 questions)"
    assert places(first, "facts.yaml") == "facts.yaml:3, 5, 8 and 1 more"
    assert places(second, "facts.yaml") == "facts.yaml:7"


def test_many_facts_at_which_nothing_failed_leave_nothing_to_do() -> None:
    assert advise(recorded(*[right()] * FEW)) == ()


def test_few_facts_are_said_to_be_few() -> None:
    (advice,) = advise(recorded(right()))
    assert advice.what == "Few facts (1 question)"
    assert places(advice, "facts.yaml") == ""
