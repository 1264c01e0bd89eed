from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from answers import cite, document

from rag.answer import BULLET, Answer, Piece, Sentence
from rag.assistant import AnswerStream
from rag.responses import cited_nodes, describe, settled_text

if TYPE_CHECKING:
    from collections.abc import Generator

QUAY = document("Quay", "Forty boats can moor.", "Maria Lopez led the works.")
MOOR = Sentence("Forty boats can moor.", "supported", citations=(cite(1, QUAY),))
LED = Sentence("Lopez led the works.", "partly", "no first name", (cite(2, QUAY, paragraph=2), cite(1, QUAY, 0, 11)))
INVENTED = Sentence("The king came.", "unsupported", "no source names a king")


def streamed(pieces: list[Piece], answer: Answer) -> AnswerStream:
    def flow() -> Generator[Piece, None, Answer]:
        yield from pieces
        return answer

    return AnswerStream(flow())


def answered(*sentences: Sentence, **fields: str) -> Answer:
    return Answer("How many?", "How many boats?", sentences, **fields)


def told(pieces: list[Piece], answer: Answer) -> list[str]:
    return list(settled_text(streamed(pieces, answer)))


def test_text_is_told_once_its_sentence_is_judged() -> None:
    pieces = [Piece("Forty boats"), Piece(" can moor."), Piece(" [1]", MOOR), Piece(f" {LED.marked}", LED)]
    answer = answered(MOOR, LED)
    assert told(pieces, answer) == ["Forty boats can moor. [1]", " Lopez led the works. [2] [1] (in part)"]
    assert "".join(told(pieces, answer)) == answer.text


def test_a_sentence_that_nothing_carries_is_never_told() -> None:
    pieces = [
        Piece("The king"),
        Piece(" came."),
        Piece(" (not in the documents)", INVENTED),
        Piece(f" {MOOR.marked}", MOOR),
    ]
    answer = answered(INVENTED, MOOR)
    assert told(pieces, answer) == ["Forty boats can moor. [1]"]
    assert "".join(told(pieces, answer)) == answer.text


def test_words_that_were_tidied_up_are_told_tidied_up() -> None:
    pieces = [Piece(f"{LED.marked}", LED), Piece(" **Forty** boats can moor ."), Piece(" [1]", MOOR)]
    assert "".join(told(pieces, answered(LED, MOOR))) == f"{LED.marked} {MOOR.marked}"


def test_what_differs_and_what_was_looked_at_are_told_too() -> None:
    differing = answered(MOOR, difference="One says thirty.")
    assert "".join(told([Piece(MOOR.marked, MOOR), Piece(" One says thirty.")], differing)) == differing.text
    listed = answered(MOOR, LED, coverage="Of 2 paragraphs:")
    pieces = [Piece(f"Of 2 paragraphs:{BULLET}{MOOR.marked}", MOOR), Piece(f"{BULLET}{LED.marked}", LED)]
    assert "".join(told(pieces, listed)) == listed.text


def test_a_refusal_is_told_whole() -> None:
    refusal = Answer("Who?", "Who?", refused=True, reason="The documents do not say.")
    assert told([Piece("The documents do not say.")], refusal) == ["The documents do not say."]


def test_each_cited_paragraph_is_a_node_once_in_the_order_of_the_numbers() -> None:
    nodes = cited_nodes(answered(LED, MOOR))
    assert [node.node.get_content() for node in nodes] == ["Forty boats can moor.", "Maria Lopez led the works."]
    citations = describe(answered(LED, MOOR))["citations"]
    assert {one["node"] for one in citations} == {node.node.node_id for node in nodes}


def test_what_was_checked_is_said_sentence_by_sentence() -> None:
    assert describe(answered(LED, INVENTED))["sentences"] == [
        {"text": LED.text, "support": "partly", "reason": "no first name", "citations": [2, 1]},
        {"text": INVENTED.text, "support": "unsupported", "reason": "no source names a king", "citations": []},
    ]


@pytest.mark.parametrize("sentence", [MOOR, LED])
def test_a_citation_says_which_words_of_which_place_it_quotes(sentence: Sentence) -> None:
    for citation, said in zip(
        sorted(sentence.citations, key=lambda one: one.number), describe(answered(sentence))["citations"], strict=True
    ):
        assert (said["number"], said["quote"], said["link"]) == (citation.number, citation.quote, citation.link)
        assert (said["title"], said["paragraph"], said["page"]) == ("Quay", citation.paragraph.number, None)
