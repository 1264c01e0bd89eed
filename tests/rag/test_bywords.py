from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rag.answer import Source
from rag.bywords import ByWords, in_another_language
from rag.document import Document, Paragraph
from rag.evidence import Evidence
from rag.question import Question, parse
from rag.text.sentences import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

TEXTS = [
    "Der Rat tagte am 12. März im Bürgerhaus. Die Brücke über den Erlenbach ist wegen Rissen im Beton gesperrt.",
    "Die Hundesteuer steigt auf 96 Euro je Tier.",
]
SOURCES = [
    Source(number, Document("d", "Niederschrift", "/d.md", "v"), Paragraph(number, text), 0.5)
    for number, text in enumerate(TEXTS, start=1)
]


class Other:
    """Answer with the first source, whatever is asked."""

    def weigh(self, question: Question, sources: Sequence[Source]) -> list[Evidence]:
        return [Evidence(sources[0], Span(0, 3), "Other", 0.5, True, 1.0)]


def said(question: str, knows_english_only: bool = True) -> str | None:
    best = ByWords(Other(), knows_english_only).weigh(parse(question), SOURCES)[0]
    return best.text if best.answers else None


def test_the_sentence_that_has_the_words_answers() -> None:
    assert (
        said("Warum ist die Bruecke gesperrt?") == "Die Brücke über den Erlenbach ist wegen Rissen im Beton gesperrt."
    )
    assert said("Wie hoch ist die Hundesteuer?") == TEXTS[1]


def test_english_is_left_to_the_other_judge() -> None:
    assert said("Why is the bridge closed?") == "Other"


def test_what_shares_no_word_is_not_even_shown_to_one_who_knows_english_only() -> None:
    assert said("Wer leitet die Musikschule?") is None
    assert said("Wer leitet die Musikschule?", knows_english_only=False) == "Other"
    assert said("Кто руководит музыкальной школой?") is None


def test_what_shares_too_little_is_left_to_the_other_judge() -> None:
    assert said("Wann wurde die Brücke von der Firma gestrichen?") == "Other"


def test_a_number_that_is_asked_about_must_be_there() -> None:
    assert said("Tagte der Rat am 13. März im Bürgerhaus?") != TEXTS[0].split(". Die")[0] + "."
    assert said("Tagte der Rat am 12. März im Bürgerhaus?") == "Der Rat tagte am 12. März im Bürgerhaus."


@pytest.mark.parametrize(("question", "other"), [("Hundesteuer?", True), ("Who pays it?", False), ("谁？", True)])
def test_one_word_is_in_the_language_of_its_sources(question: str, other: bool) -> None:
    assert in_another_language(question, SOURCES) is other
