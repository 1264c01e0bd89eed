from __future__ import annotations

import pytest

from rag.answer import Hit, Source
from rag.citations import unmark
from rag.document import Document, Layout, Paragraph
from rag.errors import DocumentNotFoundError
from rag.listing import MOST_SHOWN, Listing, openings


def document(name: str, *texts: str) -> Document:
    paragraphs = tuple(Paragraph(number, text) for number, text in enumerate(texts, start=1))
    return Document(name, name, f"/{name}.txt", "v", None, lambda: Layout(paragraphs))


FERRY = document(
    "Ferry",
    "The ferry to Lenham sails at nine. Its driver is Tomas Reed.",
    "Tickets are sold at the harbour.",
    "Another driver, Ilse Brandt, comes at weekends.",
)
STRIKE = document("Strike", "Every driver in Ostwick stopped work.", "The mayor spoke of Lenham.")


def offer(*documents: Document) -> list[Source]:
    paragraphs = [(document, paragraph) for document in documents for paragraph in document.paragraphs]
    return [Source(number, *place, score=1.0) for number, place in enumerate(paragraphs, start=1)]


def places(question: str, *documents: Document) -> list[str]:
    return [unmark(marked)[0] for marked in Listing().synthesize(question, offer(*documents))]


def test_every_place_is_quoted_in_order_of_document_and_paragraph() -> None:
    assert places("List all drivers", STRIKE, FERRY) == [
        "Every driver in Ostwick stopped work.",
        "Its driver is Tomas Reed.",
        "Another driver, Ilse Brandt, comes at weekends.",
    ]
    assert places("How many documents mention Lenham?", FERRY, STRIKE) == [
        "The ferry to Lenham sails at nine.",
        "The mayor spoke of Lenham.",
    ]


def test_a_line_that_is_left_out_opens_no_summary() -> None:
    paragraphs = (Paragraph(1, "The Herald", furniture="repeated"), Paragraph(2, "The ferry sails at nine."))
    paper = Document("Paper", "Paper", "/paper.txt", "v", None, lambda: Layout(paragraphs))
    assert [hit.paragraphs for hit in openings([Hit(paper, paragraphs[1:], 1.0)])] == [paragraphs[1:]]


def test_a_summary_of_everything_begins_with_the_openings() -> None:
    assert places("What are the documents about?", FERRY, STRIKE)[0] == "The ferry to Lenham sails at nine."
    assert "Every driver in Ostwick stopped work." in places("What are the documents about?", FERRY, STRIKE)


def test_a_summary_of_a_document_that_its_title_names_is_of_this_document() -> None:
    assert all(
        place in " ".join(p.text for p in STRIKE.paragraphs) for place in places("Summarise the strike", STRIKE, FERRY)
    )


@pytest.mark.parametrize(
    "question",
    ["List all penguins", "Summarise the moon landing", "How many documents mention Tarsova?", "Who led the works?"],
)
def test_what_the_sources_do_not_speak_of_has_no_place(question: str) -> None:
    assert places(question, FERRY, STRIKE) == []


def test_coverage_says_how_much_was_looked_at_and_that_nothing_was_counted() -> None:
    listing, sources = Listing(), offer(FERRY, STRIKE)
    assert listing.coverage("List all drivers", sources, 1212) == "From 5 of 1,212 paragraphs looked at:"
    assert listing.coverage("How many documents mention Lenham?", sources, 5) == (
        "From 5 of 5 paragraphs looked at; these are the places found, not a count:"
    )


def test_more_places_than_are_shown_are_owned_up_to() -> None:
    many = document("Many", *(f"Driver {number} drives." for number in range(MOST_SHOWN + 1)))
    assert len(places("List all drivers", many)) == MOST_SHOWN
    assert "more were found than are shown" in Listing().coverage("List all drivers", offer(many), 9)


def test_every_document_that_mentions_it_has_a_place_before_any_has_two() -> None:
    many = document("Many", *(f"Boat {number} sails to Lenham." for number in range(MOST_SHOWN)))
    assert places("How many documents mention Lenham?", many, STRIKE)[-1] == "The mayor spoke of Lenham."


def test_openings_are_the_first_paragraphs_of_the_documents_found() -> None:
    def gone() -> Layout:
        raise DocumentNotFoundError("gone")

    hits = [Hit(one, (), 0.5) for one in (STRIKE, FERRY, STRIKE, Document("x", "X", "/x", "v", None, gone))]
    assert [(hit.document.id, [p.number for p in hit.paragraphs]) for hit in openings(hits)] == [
        ("Strike", [1, 2]),
        ("Ferry", [1, 2]),
    ]
    assert openings([]) == []
