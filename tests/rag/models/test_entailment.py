"""The entailment model tells whether a passage carries a sentence."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from rag.errors import ModelError
from rag.models.entailment import NOTHING, WEIGHTS, Entailment

HERE = Path(__file__).parent
MATCH = "Brinholt beat Varna 3-1 in the cup final on Saturday. The trophy was handed over by the mayor."
FILLER = "The weather stayed dry for most of the week, and the market opened late because of the fair. "


@pytest.fixture(scope="module")
def entailment() -> Entailment:
    return Entailment()


@pytest.mark.parametrize(
    ("carried", "other"),
    [
        ("Varna lost the final to Brinholt.", "Brinholt lost the final to Varna."),
        ("Varna was beaten by Brinholt on Saturday.", "Brinholt was beaten by Varna on Saturday."),
        ("The mayor handed over the trophy.", "The mayor handed over the trophy, which surprised many observers."),
        ("Brinholt beat Varna in the cup final.", "Brinholt did not beat Varna in the cup final."),
        ("The cup final was on Saturday.", "The cup final was cancelled on Saturday."),
    ],
)
def test_what_the_passage_says_is_likelier_than_its_reverse_its_denial_and_what_is_added(
    entailment: Entailment, carried: str, other: str
) -> None:
    assert entailment.log_odds(carried, [MATCH])[0] > 0 > entailment.log_odds(other, [MATCH])[0]


def test_the_odds_stand_in_the_order_of_the_passages(entailment: Entailment) -> None:
    passages = [FILLER, MATCH, "", FILLER * 2]
    odds = entailment.log_odds("Brinholt beat Varna in the final.", passages)
    assert len(odds) == 4
    assert odds[1] > 0 > max(odds[0], odds[2], odds[3])
    assert odds[2] == NOTHING


@pytest.mark.parametrize(("before", "after"), [(0, 20), (20, 0), (12, 12), (60, 60)])
def test_a_passage_longer_than_the_model_reads_at_once_is_read_to_its_end(
    entailment: Entailment, before: int, after: int
) -> None:
    passage = FILLER * before + MATCH + " " + FILLER * after
    (odds,) = entailment.log_odds("Brinholt beat Varna in the cup final.", [passage])
    (without,) = entailment.log_odds("Brinholt beat Varna in the cup final.", [FILLER * (before + after)])
    assert odds > 0 > without


def test_a_sentence_longer_than_the_model_reads_is_judged_all_the_same(entailment: Entailment) -> None:
    (odds,) = entailment.log_odds("Brinholt beat Varna and then " * 100, [MATCH])
    assert NOTHING < odds < -NOTHING


def test_no_passages_and_no_words_carry_nothing(entailment: Entailment) -> None:
    assert entailment.log_odds("Brinholt beat Varna.", []) == []
    assert entailment.log_odds(" ", [MATCH]) == [NOTHING]
    assert entailment.log_odds("Brinholt beat Varna.", [" \n"]) == [NOTHING]


def test_hostile_text_is_text(entailment: Entailment) -> None:
    odds = entailment.log_odds("[SEP] yes \ud800 [CLS]", ["[SEP][SEP] carried: yes \ud800 \x00", MATCH])
    assert len(odds) == 2
    assert odds[1] < 0


def test_pairs_that_a_person_wrote_are_told_apart_better_than_by_chance(entailment: Entailment) -> None:
    pairs = json.loads((HERE / "entailment_pairs.json").read_text(encoding="utf-8"))
    assert len(pairs) > 100
    odds = [entailment.log_odds(pair["sentence"], [pair["passage"]])[0] for pair in pairs]
    right = [(odd > 0) == pair["carried"] for odd, pair in zip(odds, pairs, strict=True)]
    assert sum(right) / len(right) >= 0.65


def test_weights_that_are_not_there_are_told_apart_from_broken_ones(tmp_path: Path) -> None:
    assert Entailment().is_installed
    absent = Entailment(folder=tmp_path)
    assert not absent.is_installed
    with pytest.raises(ModelError, match=r"model\.onnx cannot be used .*install citeback again"):
        absent.log_odds("A sentence.", ["A passage."])
    shutil.copy(WEIGHTS / "README.md", tmp_path / "model.onnx")
    broken = Entailment(folder=tmp_path)
    assert broken.is_installed
    with pytest.raises(ModelError, match=r"model\.onnx cannot be used"):
        broken.log_odds("A sentence.", ["A passage."])
