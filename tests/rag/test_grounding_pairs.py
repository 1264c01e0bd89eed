from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from rag.grounding import support

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class _Pair:
    sentence: str
    passage: str
    carried: bool
    kind: str


def _pairs(name: str) -> Iterator[_Pair]:
    for group in yaml.safe_load((FOLDER / name).read_text(encoding="utf-8")):
        for carried, kinds in ((True, group["carried"]), (False, group["uncarried"])):
            for kind, sentences in kinds.items():
                for sentence in sentences:
                    yield _Pair(sentence, group["passage"], carried, kind)


def _levels(name: str, *kinds: str, carried: bool) -> dict[str, float]:
    pairs = [pair for pair in _pairs(name) if pair.carried is carried and (not kinds or pair.kind in kinds)]
    counts = Counter(support(pair.sentence, [pair.passage]).level for pair in pairs)
    return {level: counts[level] / len(pairs) for level in ("supported", "partly", "unsupported")}


@pytest.mark.parametrize(
    ("kind", "most"),
    [
        ("number", 0.02),
        ("name", 0.05),
        ("date", 0.02),
        ("negation", 0.05),
        ("addition", 0.05),
        ("unit", 0.03),
        ("quantifier", 0.12),
        ("role", 0.25),
        ("modality", 0.25),
    ],
)
def test_what_a_paragraph_does_not_say_is_seldom_supported(kind: str, most: float) -> None:
    assert _levels("pairs_grounding.yaml", kind, carried=False)["supported"] <= most


def test_of_false_sentences_nineteen_in_twenty_are_caught() -> None:
    assert _levels("pairs_grounding.yaml", carried=False)["supported"] <= 0.05


@pytest.mark.parametrize("kind", ["paraphrase", "wording"])
def test_what_a_paragraph_says_in_other_words_is_mostly_supported(kind: str) -> None:
    levels = _levels("pairs_grounding.yaml", kind, carried=True)
    assert levels["supported"] >= 0.8
    assert levels["unsupported"] <= 0.1


def test_pairs_kept_apart_fare_about_as_well() -> None:
    assert _levels("pairs_grounding_kept.yaml", carried=False)["supported"] <= 0.15
    carried = _levels("pairs_grounding_kept.yaml", carried=True)
    assert carried["supported"] >= 0.7
    assert carried["unsupported"] <= 0.12
