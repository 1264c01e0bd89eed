from __future__ import annotations

import pytest

from rag.answer import Answer, Citation, Sentence
from rag.document import Aside, Document, Layout, Paragraph

PARAGRAPH = Paragraph(2, "Forty boats came.", page=3)
DOCUMENT = Document("abc", "Quay", "/quay.txt", "v9", None, lambda: Layout((PARAGRAPH,)))


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (0, 18), (9, 2)])
def test_a_citation_cannot_point_outside_its_paragraph(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        Citation(1, DOCUMENT, PARAGRAPH, start, end)


def test_a_citation_gives_its_words_and_a_permanent_link() -> None:
    citation = Citation(1, DOCUMENT, PARAGRAPH, 0, 5)
    assert (citation.quote, citation.link) == ("Forty", "citeback:abc@v9#2:0-5")


def test_the_text_of_an_answer_has_each_mark_once_after_its_sentence() -> None:
    one, two = Citation(1, DOCUMENT, PARAGRAPH, 0, 5), Citation(1, DOCUMENT, PARAGRAPH, 6, 11)
    answer = Answer("q", "q", (Sentence("Forty boats.", "supported", "", (one, two)), Sentence("They came.", "partly")))
    assert answer.text == "Forty boats. [1] They came. (in part)"
    assert answer.citations == (one, two)


def test_a_place_names_the_page_where_there_is_one() -> None:
    assert (PARAGRAPH.place, Paragraph(4, "x").place) == ("p. 3 ¶2", "¶4")


def test_headings_and_furniture_are_shown_where_they_stood() -> None:
    one, two = Paragraph(1, "one"), Paragraph(2, "two")
    head, tail = Aside("Head", "heading", 1), Aside("Share", "furniture", 3, "a share line")
    assert Layout((one, two), (tail, head)).in_order() == (head, one, two, tail)
