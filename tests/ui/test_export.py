from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from answers import doubtful_answer, refusal

from ui.export import answer_json, passage_json

if TYPE_CHECKING:
    from rag import Assistant, Library


def test_an_answer_reads_back_as_the_python_api_gives_it(assistant: Assistant) -> None:
    answer = assistant.ask("Who led the works on the quay?")
    read = json.loads(answer_json(answer))
    assert (read["question"], read["query"], read["text"]) == (answer.question, answer.query, answer.text)
    assert (read["refused"], read["reason"], read["short_answer"], read["degraded"]) == (
        False,
        "",
        answer.short_answer,
        None,
    )
    assert [sentence["text"] for sentence in read["sentences"]] == [sentence.text for sentence in answer.sentences]
    assert [(c["number"], c["quote"], c["start"], c["end"], c["link"]) for c in read["citations"]] == [
        (c.number, c.quote, c.start, c.end, c.link) for c in answer.citations
    ]
    first = answer.citations[0]
    assert read["citations"][0]["paragraph"] == first.paragraph.number
    assert read["citations"][0]["document"] == {
        "id": first.document.id,
        "title": first.document.title,
        "path": first.document.path,
        "version": first.document.version,
        "date": first.document.date,
    }


def test_support_alternatives_and_marks_are_exported() -> None:
    answer = doubtful_answer()
    read = json.loads(answer_json(answer))
    assert [(s["support"], s["citations"]) for s in read["sentences"]] == [
        ("supported", [1]),
        ("partly", [1]),
        ("unsupported", []),
    ]
    assert read["sentences"][1]["reason"] == answer.sentences[1].reason
    assert read["alternatives"] == [{"text": answer.alternatives[0].text, "citations": [2]}]
    assert [citation["number"] for citation in read["citations"]] == [1, 2]


def test_what_was_looked_at_is_exported(assistant: Assistant) -> None:
    answer = assistant.ask("List all ships")
    read = json.loads(answer_json(answer))
    assert read["coverage"] == answer.coverage
    assert read["text"].startswith(read["coverage"])


def test_a_refusal_exports_its_nearest_paragraphs_with_links() -> None:
    read = json.loads(answer_json(refusal("penguins")))
    assert read["refused"] is True
    assert [paragraph["text"] for paragraph in read["nearest"][0]["paragraphs"]] == ["Something else.", "penguins"]
    assert read["nearest"][0]["paragraphs"][1]["link"] == "citeback:0123456789ab@ba9876543210#2:0-8"


@pytest.mark.parametrize("letter", ["\x1b", "\x9b", "\x7f", "\u202e", "\u2028", "\ud800"])
def test_what_a_terminal_would_obey_is_written_as_an_escape_and_reads_back_the_same(letter: str) -> None:
    text = answer_json(refusal(f"a{letter}b"))
    assert letter not in text
    assert json.loads(text)["question"] == f"a{letter}b"


def test_a_place_exports_the_cited_words_with_their_paragraph(assistant: Assistant, library: Library) -> None:
    citation = assistant.ask("When does the harbour fair run?").citations[0]
    read = json.loads(passage_json(library.open_link(citation.link)))
    assert read["text"][read["start"] : read["end"]] == read["quote"] == citation.quote
    assert (read["paragraph"], read["current"], read["document"]["id"]) == (
        citation.paragraph.number,
        True,
        citation.document.id,
    )
