from __future__ import annotations

import doctest
import random

import pytest
import pytrec_eval

from eval import ranking
from eval.ranking import ndcg_at, recall_at, reciprocal_rank

PARAGRAPHS = [f"p{number}" for number in range(40)]


def test_the_worked_examples_of_the_docstrings_hold() -> None:
    outcome = doctest.testmod(ranking)
    assert outcome.attempted >= 3
    assert outcome.failed == 0


@pytest.mark.parametrize("seed", range(60))
def test_the_figures_are_those_of_trec_eval_on_random_runs(seed: int) -> None:
    chance = random.Random(seed)
    ranked = chance.sample(PARAGRAPHS, chance.randint(1, 30))
    wanted = set(chance.sample(PARAGRAPHS, chance.randint(1, 20)))
    run = {"q": {one: float(-place) for place, one in enumerate(ranked)}}
    top = {"q": dict(list(run["q"].items())[:10])}  # trec_eval's reciprocal rank knows no depth
    evaluator = pytrec_eval.RelevanceEvaluator(
        {"q": dict.fromkeys(wanted, 1)}, {"recall.1,5,10", "recip_rank", "ndcg_cut.10"}
    )
    theirs = evaluator.evaluate(run)["q"]
    for k in (1, 5, 10):
        assert recall_at(ranked, wanted, k) == pytest.approx(theirs[f"recall_{k}"])
    assert ndcg_at(ranked, wanted) == pytest.approx(theirs["ndcg_cut_10"])
    assert reciprocal_rank(ranked, wanted) == pytest.approx(evaluator.evaluate(top)["q"]["recip_rank"])


def test_a_question_for_which_nothing_is_wanted_is_not_graded() -> None:
    assert (recall_at(["a"], set(), 5), reciprocal_rank(["a"], set()), ndcg_at(["a"], set())) == (None, None, None)


def test_a_search_that_finds_nothing_has_nought() -> None:
    assert (recall_at([], {"a"}, 5), reciprocal_rank([], {"a"}), ndcg_at([], {"a"})) == (0.0, 0.0, 0.0)


def test_recall_is_of_all_that_is_wanted_even_where_k_cannot_hold_it() -> None:
    assert recall_at(["a", "b"], {"a", "b", "c", "d"}, k=2) == 0.5
    assert ndcg_at(["a", "b"], {"a", "b", "c", "d"}, k=2) == 1.0


def test_what_is_listed_twice_counts_once_and_takes_no_place() -> None:
    assert recall_at(["a", "a", "b"], {"a", "b"}, k=2) == 1.0
    assert reciprocal_rank(["x", "x", "a"], {"a"}) == 0.5
    assert ndcg_at(["a", "a"], {"a", "b"}) == ndcg_at(["a"], {"a", "b"})


def test_what_stands_beyond_the_depth_is_not_seen() -> None:
    ranked = [*PARAGRAPHS[:10], "late"]
    assert (recall_at(ranked, {"late"}, 10), reciprocal_rank(ranked, {"late"}), ndcg_at(ranked, {"late"})) == (0, 0, 0)
