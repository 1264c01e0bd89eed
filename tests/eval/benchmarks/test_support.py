from __future__ import annotations

from typing import TYPE_CHECKING

from eval.benchmarks.support import Figures, OfKind, by_kind, figures, judge
from eval.pairs import Pair
from rag.answer import Support

if TYPE_CHECKING:
    from collections.abc import Sequence

PAIRS = [
    Pair("Ten.", ("10",), False, "number"),
    Pair("Nine.", ("10",), False, "number"),
    Pair("No boat.", ("10",), False, "negated"),
    Pair("Two fives.", ("10",), True, "paraphrase", "How many?"),
    Pair("Some.", ("10",), True, "paraphrase"),
]
VERDICTS = {
    "Ten.": Support("supported"),
    "Nine.": Support("partly", "nine is missing"),
    "No boat.": Support("unsupported", "it is denied"),
    "Two fives.": Support("supported"),
    "Some.": Support("partly", "vague"),
}


def by_heart(sentence: str, passages: Sequence[str], question: str) -> Support:
    assert passages == ("10",)
    assert question == ("How many?" if sentence == "Two fives." else "")
    return VERDICTS[sentence]


def test_every_pair_is_judged_once_in_order_with_its_question() -> None:
    done: list[None] = []
    judged = judge(PAIRS, by_heart, lambda: done.append(None))
    assert [one.pair for one in judged] == PAIRS
    assert [one.support for one in judged] == list(VERDICTS.values())
    assert len(done) == len(PAIRS)


def test_a_false_sentence_that_passes_and_a_true_one_that_does_not_are_wrong() -> None:
    judged = judge(PAIRS, by_heart, lambda: None)
    assert [one.pair.sentence for one in judged if one.wrong] == ["Ten.", "Some."]


def test_verdicts_are_counted_by_kind_the_carried_ones_first() -> None:
    assert by_kind(judge(PAIRS, by_heart, lambda: None)) == [
        OfKind("paraphrase", True, supported=1, partly=1, unsupported=0),
        OfKind("number", False, supported=1, partly=1, unsupported=0),
        OfKind("negated", False, supported=0, partly=0, unsupported=1),
    ]


def test_figures_are_shares_of_the_false_and_of_the_true_sentences() -> None:
    drawn = figures(judge(PAIRS, by_heart, lambda: None))
    assert (drawn.false_caught, drawn.true_unsupported, drawn.true_supported) == (2 / 3, 0.0, 0.5)
    assert drawn.median_seconds is not None
    assert drawn.p95_seconds is not None
    assert 0 <= drawn.median_seconds <= drawn.p95_seconds


def test_of_nothing_there_are_no_figures() -> None:
    assert figures([]) == Figures(None, None, None, None, None)
