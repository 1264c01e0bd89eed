from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from answers import document

from rag.answer import Source, Support
from rag.attribution import MOST_OTHERS, attribute
from rag.drafts import Draft

if TYPE_CHECKING:
    from collections.abc import Sequence

PAPER = document(
    "Paper",
    "The old bridge carried nine carts a day.",
    "The new bridge carried forty carts a day.",
    "Nobody counted the boats.",
    "The toll was one coin.",
)
SOURCES = [Source(n, PAPER, PAPER.paragraphs[n - 1], 0.5) for n in (1, 2, 3, 4)]


class Containing:
    """Carry a sentence all of whose words stand in the passages; in part one most of whose words do."""

    def __init__(self) -> None:
        self.asked = 0

    def support(self, sentence: str, passages: Sequence[str], question: str = "") -> Support:
        self.asked += 1
        words = sentence.rstrip(".").split()
        share = sum(word in " ".join(passages).replace(".", "").split() for word in words) / len(words)
        return Support("supported" if share == 1 else "partly" if share > 0.7 else "unsupported", f"{share:.0%}")


def settled(text: str, *numbers: int) -> tuple[str, list[int]]:
    found = attribute(Draft(text, numbers), SOURCES, "", Containing())
    return found.support.level, [source.number for source in found.sources]


def test_a_source_that_carries_its_sentence_stays_cited() -> None:
    assert settled("The new bridge carried forty carts a day.", 2) == ("supported", [2])


def test_a_mark_on_the_wrong_paragraph_is_moved_to_the_one_that_carries_it() -> None:
    assert settled("The new bridge carried forty carts a day.", 3) == ("supported", [2])


def test_of_two_marks_the_one_that_carries_nothing_goes() -> None:
    assert settled("The toll was one coin.", 1, 4) == ("supported", [4])


def test_two_paragraphs_may_carry_a_sentence_together() -> None:
    assert settled("The old bridge carried forty carts a day.", 1, 2) == ("supported", [1, 2])


def test_a_sentence_without_a_mark_gets_the_one_that_carries_it() -> None:
    assert settled("Nobody counted the boats.") == ("supported", [3])


def test_marks_that_point_at_nothing_do_no_harm() -> None:
    assert settled("Nobody counted the boats.", 0, 99) == ("supported", [3])


def test_what_nothing_carries_cites_nothing() -> None:
    assert settled("A dragon lived under the water.", 1) == ("unsupported", [])


def test_what_is_carried_in_part_keeps_its_source() -> None:
    assert settled("The new bridge carried ninety carts a day.", 2) == ("partly", [2])


def test_few_sources_are_asked_for_one_sentence() -> None:
    judge = Containing()
    attribute(Draft("The toll boats bridge carts dragon."), SOURCES, "", judge)
    assert judge.asked <= MOST_OTHERS


def test_no_source_carries_nothing() -> None:
    assert attribute(Draft("Anything."), [], "", Containing()).support.level == "unsupported"


@pytest.mark.parametrize(
    "lead",
    [
        "The answer is: ",
        "So the answer is that ",
        "The document says: ",
        "According to the sources, ",
        'The text states: "',
    ],
)
def test_what_only_leads_in_is_not_judged(lead: str) -> None:
    assert settled(f"{lead}Nobody counted the boats.") == ("supported", [3])
