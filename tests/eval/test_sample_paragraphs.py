"""Count the sample's paragraphs with the real loaders: the facts' numbers are those that a citation will carry."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import eval as eval_package
from eval.facts import load_facts
from eval.metrics import normalised
from ingest.boilerplate import mark
from ingest.loaders import load
from ingest.paragraphs import number

if TYPE_CHECKING:
    from eval.facts import Fact

SAMPLE = Path(eval_package.__file__).parent / "sample"
TEXTS = {
    path.name: [paragraph.text for paragraph in number(mark(load(path).blocks)).paragraphs]
    for path in sorted((SAMPLE / "documents").iterdir())
}
PROVEN = [fact for fact in load_facts(SAMPLE / "facts.yaml").facts if fact.paragraphs]
COUNTS = {
    "carriage-contract.txt": 12,
    "ceasefire-monitoring.md": 14,
    "defence-minister-office.txt": 9,
    "doha-ceasefire-talks.html": 15,
    "doha-understanding.md": 16,
    "durand-line.txt": 10,
    "flood-relief.md": 17,
    "istanbul-round.txt": 12,
    "kettle-manual.html": 13,
    "lindholm-ceasefire.html": 11,
    "torkham-crossing.md": 11,
    "transport-strike.txt": 11,
}
"""Counted by eye, over the body alone."""


def test_each_document_has_as_many_paragraphs_as_a_reader_counts() -> None:
    assert {name: len(texts) for name, texts in TEXTS.items()} == COUNTS


@pytest.mark.parametrize("fact", PROVEN, ids=lambda fact: fact.question)
def test_every_paragraph_named_carries_an_accepted_answer(fact: Fact) -> None:
    accepted = [*fact.answers, *(wording for group in fact.all_of for wording in group)]
    # A person named in full elsewhere may go by the last name alone in the paragraph itself.
    words = [normalised(answer) for answer in accepted] + [normalised(answer.split()[-1]) for answer in accepted]
    for place in fact.paragraphs:
        text = f" {normalised(TEXTS[place.document][place.number - 1])} "
        assert any(f" {word} " in text for word in words), (place.document, place.number, text)


@pytest.mark.parametrize(
    "line", ["Share This Article", "3 Min Read", "Advertisement", "Leave a", "Required fields", "cookie", "Copy Link"]
)
def test_no_paragraph_of_the_sample_holds_page_furniture(line: str) -> None:
    held = [text for texts in TEXTS.values() for text in texts if line.casefold() in text.casefold()]
    assert held == []
