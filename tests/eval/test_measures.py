from __future__ import annotations

from dataclasses import replace

import pytest

from eval import facts
from eval.facts import Fact
from eval.graded import Result
from eval.measures import BY_NAME, METRICS, measure, measures
from eval.metrics import ParagraphKey
from eval.results import figures
from rag.answer import Answer, Sentence
from rag.models.usage import Usage

FACT = Fact("Who led?", answers=("Khawaja Asif",))
REFUSED = Answer("Who led?", "Who led?", refused=True, reason="The documents do not say.")
ANSWERED = Answer("Who led?", "Who led?", (Sentence("Khawaja Asif led.", "supported"),), short_answer="Asif")
RIGHT = Result(FACT, ANSWERED, 0.2, (), (True, True), True, 1.0, 1.0, ())
REFUSAL = Result(Fact("How many?", unanswerable=True), REFUSED, 0.1, (), (), None, None, None, ())


def value(name: str, *results: Result) -> float | None:
    return measure(BY_NAME[name], results).value


def test_every_metric_has_a_name_of_its_own_and_a_sentence_that_says_what_it_is() -> None:
    assert len(BY_NAME) == len(METRICS)
    assert [metric.name for metric in METRICS if not metric.meaning.endswith(".")] == []


def test_every_threshold_that_a_facts_file_may_set_is_of_a_share() -> None:
    assert {BY_NAME[name].unit for name in facts.METRICS} == {"share"}


def test_a_refusal_of_what_the_documents_do_not_say_is_an_exact_match() -> None:
    assert [value(name, REFUSAL) for name in ("exact_match", "f1", "refusal_accuracy")] == [1.0, 1.0, 1.0]
    answered = replace(REFUSAL, answer=ANSWERED)
    assert [value(name, answered) for name in ("exact_match", "f1", "refusal_accuracy")] == [0.0, 0.0, 0.0]


def test_a_refusal_of_what_they_say_has_nought() -> None:
    refused = replace(RIGHT, answer=REFUSED)
    assert [value(name, refused) for name in ("exact_match", "f1")] == [0.0, 0.0]


def test_the_very_words_are_compared_where_there_are_any_else_the_sentences() -> None:
    assert value("f1", RIGHT) == pytest.approx(2 / 3)
    assert value("exact_match", replace(RIGHT, answer=replace(ANSWERED, short_answer="the Khawaja ASIF."))) == 1.0
    assert value("f1", replace(RIGHT, answer=replace(ANSWERED, short_answer=None))) == pytest.approx(4 / 5)


def test_a_fact_that_takes_any_answer_has_no_words_to_compare() -> None:
    anything = replace(RIGHT, fact=Fact("Who led?", answerable=True))
    assert (value("exact_match", anything), value("f1", anything)) == (None, None)


def test_quotes_count_each_the_same_whichever_answer_they_stand_in() -> None:
    found = measure(
        BY_NAME["quote_verbatim"], [replace(RIGHT, verbatim=(True,) * 9), replace(RIGHT, verbatim=(False,))]
    )
    assert (found.value, found.count) == (0.9, 2)


def test_a_sentence_that_was_left_out_counts_as_not_supported() -> None:
    sentences = tuple(Sentence("It rained.", level) for level in ("supported", "partly", "unsupported", "supported"))
    assert value("supported_sentences", replace(RIGHT, answer=replace(ANSWERED, sentences=sentences))) == 0.5


def test_the_two_errors_of_refusing_are_each_of_their_own_facts() -> None:
    wrongly_refused, wrongly_answered = replace(RIGHT, answer=REFUSED), replace(REFUSAL, answer=ANSWERED)
    every = (RIGHT, wrongly_refused, REFUSAL, wrongly_answered)
    assert [value(name, *every) for name in ("refused_answerable", "answered_unanswerable")] == [0.5, 0.5]
    assert value("refused_answerable", REFUSAL) is None
    assert value("answered_unanswerable", RIGHT) is None


def test_a_search_is_graded_against_the_paragraphs_that_are_wanted() -> None:
    keys = [ParagraphKey("doha", number) for number in range(1, 9)]
    found = replace(RIGHT, retrieved=tuple(keys), wanted=frozenset({keys[1], keys[6]}))
    names = ("recall_at_1", "recall_at_5", "recall_at_10", "reciprocal_rank")
    assert [value(name, found) for name in names] == [0.0, 0.5, 1.0, 0.5]
    assert value("ndcg_at_10", found) == pytest.approx((1 / 1.584963 + 1 / 3) / (1 + 1 / 1.584963))
    assert value("ndcg_at_10", RIGHT) is None


def test_time_is_the_middle_one_and_tokens_and_cost_are_means() -> None:
    results = [
        replace(RIGHT, seconds=one, usage=Usage(1, tokens, 10), cost=tokens / 1_000)
        for one, tokens in ((0.1, 100), (0.2, 200), (9.0, 300))
    ]
    assert value("seconds", *results) == 0.2
    assert value("tokens", *results) == 210
    assert value("cost", *results) == pytest.approx(0.2)


def test_without_a_model_tokens_and_cost_are_not_graded() -> None:
    assert (value("tokens", RIGHT), value("cost", RIGHT)) == (None, None)


def test_a_group_of_nothing_has_every_metric_and_no_value() -> None:
    empty = measures([])
    assert [one.metric for one in empty] == list(METRICS)
    assert {(one.value, one.low, one.high, one.count) for one in empty} == {(None, None, None, 0)}


def test_every_value_lies_in_its_interval() -> None:
    results = [RIGHT, REFUSAL, replace(RIGHT, matched=False, precision=0.5, seconds=0.4)] * 7
    graded_ones = [one for one in measures(results) if one.value is not None]
    assert len(graded_ones) >= 8
    for one in graded_ones:
        assert one.low is not None and one.high is not None and one.value is not None
        assert one.low <= one.value <= one.high, one.metric.name


def test_the_figures_by_name_are_the_measures() -> None:
    drawn = figures("all", [RIGHT, REFUSAL, replace(RIGHT, matched=False)])
    by_name = {one.metric.name: one.value for one in drawn.measures}
    names = ("answer_match", "citation_precision", "citation_recall", "refusal_accuracy", "quote_verbatim")
    assert [getattr(drawn, name) for name in names] == [by_name[name] for name in names]
    assert drawn.median_seconds == by_name["seconds"]


def test_a_result_of_a_refusal_says_nothing() -> None:
    assert REFUSAL.said == ""
