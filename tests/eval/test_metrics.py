from __future__ import annotations

import doctest

import pytest

from eval import metrics
from eval.metrics import (
    ParagraphKey,
    answer_f1,
    answer_matches,
    citation_precision,
    citation_recall,
    contains,
    exact_match,
    is_verbatim,
    mean,
    median,
    normalised,
    percentile,
    weighted_mean,
)
from rag.answer import Citation
from rag.document import Document, Paragraph
from rag.library.matches import LinkedPassage

DOHA = Document(id="doha", title="Doha", path="/library/doha.txt", version="one")
TEXT = "Khawaja Asif led the talks."
CITATION = Citation(number=1, document=DOHA, paragraph=Paragraph(number=1, text=TEXT), start=0, end=12)


def opened(text: str = TEXT, start: int = 0, end: int = 12, current: bool = True) -> LinkedPassage:
    return LinkedPassage(document=DOHA, paragraph=Paragraph(number=1, text=text), start=start, end=end, current=current)


def test_the_worked_examples_of_the_docstrings_hold() -> None:
    outcome = doctest.testmod(metrics)
    assert outcome.attempted >= 12
    assert outcome.failed == 0


@pytest.mark.parametrize(
    ("text", "accepted"),
    [
        ("It was the Khawaja Asif.", "khawaja  asif"),
        ("led by Khawaja Asif's deputy", "Khawaja Asif"),
        ("talks in Türkiye", "Turkiye"),
        ("The draft has four paragraphs.", "4"),
        ("The draft has 4 paragraphs.", "four"),
        ("on October 15, 2025, at noon", "15 October"),
        ("on the 15th of October", "October 15"),
        ("a 48-hour truce", "48 hour"),
        ("about 1,500 lorries", "1500 lorries"),
        ("from 25 to 27 October", "October 25 to 27"),
        ("in the U.S. Senate", "US Senate"),
    ],
)
def test_an_accepted_answer_is_found_in_other_clothes(text: str, accepted: str) -> None:
    assert contains(text, accepted)


@pytest.mark.parametrize(
    ("text", "accepted"),
    [
        ("The draft has 24 paragraphs.", "4"),
        ("about 1,500 lorries", "500"),
        ("from 25 to 27 October", "25 October"),
        ("on 5 October", "October 15"),
        ("He has an asset.", "as"),
        ("Qatar", "Qatar and Turkey"),
        ("", "Qatar"),
    ],
)
def test_an_answer_that_is_not_given_is_not_found(text: str, accepted: str) -> None:
    assert not contains(text, accepted)


def test_normalising_twice_changes_nothing() -> None:
    once = normalised("The four-paragraph draft, of the U.S. envoy's office (1,500 words)!")
    assert normalised(once) == once


def test_every_group_must_be_shown_and_one_answer_said() -> None:
    groups = [["25 October", "October 25"], ["25 to 27 October"]]
    shown = "In Istanbul on October 25; also 25 to 27 October"
    assert answer_matches("In Istanbul", shown, ["Istanbul"], groups)
    assert not answer_matches("In Istanbul", "In Istanbul on October 25", ["Istanbul"], groups)
    assert not answer_matches("In Doha", f"{shown}, Istanbul", ["Istanbul"], groups)


def test_precision_counts_each_citation() -> None:
    right, wrong = ParagraphKey("a", 1), ParagraphKey("a", 2)
    assert citation_precision([right, right, wrong], {right}) == pytest.approx(2 / 3)
    assert citation_precision([], {right}) == 0


def test_recall_is_reached_by_any_listed_paragraph_unless_every_document_is_wanted() -> None:
    listed = {ParagraphKey("a", 1), ParagraphKey("a", 2), ParagraphKey("b", 1)}
    assert citation_recall([ParagraphKey("a", 2)], listed, every_document=False) == 1
    assert citation_recall([ParagraphKey("a", 2)], listed, every_document=True) == 0.5
    assert citation_recall([ParagraphKey("a", 1), ParagraphKey("b", 1)], listed, every_document=True) == 1
    assert citation_recall([ParagraphKey("b", 2)], listed, every_document=False) == 0


def test_a_quote_is_verbatim_only_where_the_library_has_it_live_at_its_offsets() -> None:
    assert is_verbatim(CITATION, opened())
    assert not is_verbatim(CITATION, None)
    assert not is_verbatim(CITATION, opened(current=False))
    assert not is_verbatim(CITATION, opened(text="Someone else led the talks."))
    assert not is_verbatim(CITATION, opened(start=1, end=13))


def test_figures_of_nothing_are_none() -> None:
    assert mean([]) is None
    assert mean([None, None]) is None
    assert median([]) is None
    assert percentile([], 95) is None


def test_percentile_is_a_value_that_was_measured() -> None:
    assert percentile([5.0, 1.0, 3.0], 95) == 5.0
    assert percentile([5.0, 1.0, 3.0], 50) == 3.0
    assert percentile([4.0], 1) == 4.0


@pytest.mark.parametrize(
    ("said", "accepted", "exact", "f1"),
    [
        ("the Normans", ["Normans"], 1.0, 1.0),
        ("NORMANS.", ["the  normans"], 1.0, 1.0),
        ("10th and 11th centuries", ["10th and 11th centuries", "in the 10th and 11th centuries"], 1.0, 1.0),
        ("in the 10th century", ["10th and 11th centuries", "the 10th"], 0.0, 0.5),
        ("France France", ["France"], 0.0, 2 / 3),
        ("U.S.", ["US"], 1.0, 1.0),
        ("“the quay", ["“ quay"], 1.0, 1.0),
        ("Denmark", ["Iceland"], 0.0, 0.0),
        ("", ["Iceland"], 0.0, 0.0),
        ("", [], 1.0, 1.0),
        ("Iceland", [], 0.0, 0.0),
        ("the", ["a"], 1.0, 1.0),
        ("Iceland", ["the"], 0.0, 0.0),
    ],
)
def test_exact_match_and_f1_are_those_of_the_squad_script(
    said: str, accepted: list[str], exact: float, f1: float
) -> None:
    assert exact_match(said, accepted) == exact
    assert answer_f1(said, accepted) == pytest.approx(f1)


def test_a_mean_of_no_weight_is_none() -> None:
    assert weighted_mean([], []) is None
    assert weighted_mean([1.0, 0.0], [3.0, 1.0]) == 0.75
