from __future__ import annotations

from rag.document import Document, Layout, Paragraph
from rag.fullnames import in_full, meant_at_first


def long_document() -> Document:
    texts = [f"Filler number {number}." for number in range(200)]
    texts[2] = "Minister Maria Lopez said hello."
    texts[150] = "Then Anna Berg said no."
    texts[151] = "Lopez said yes. She left."
    texts[152] = "Berg said it."
    paragraphs = tuple(Paragraph(number, text) for number, text in enumerate(texts, 1))
    return Document("d", "Long", "/long.txt", "v", None, lambda: Layout(paragraphs))


def test_the_head_and_the_surroundings_of_a_long_document_give_its_names() -> None:
    document = long_document()
    sixth, seventh = document.paragraphs[151], document.paragraphs[152]
    assert in_full("Lopez said yes.", 0, document, sixth) == "Maria Lopez said yes."
    assert in_full("She left.", 16, document, sixth) == "Maria Lopez left."
    assert in_full("Berg said it.", 0, document, seventh) == "Anna Berg said it."


def test_a_line_that_is_left_out_names_nobody() -> None:
    texts = ("Publisher Maria Lopez said hello.", "The quay is new.", "Lopez said yes. She left.")
    shown = tuple(Paragraph(n, text, furniture="" if n > 1 else "repeated") for n, text in enumerate(texts, 1))
    document = Document("left-out", "Quay", "/quay.txt", "v", None, lambda: Layout(shown))
    assert in_full("Lopez said yes.", 0, document, shown[2]) == "Lopez said yes."


def test_a_quote_without_people_stays_as_it_is() -> None:
    document = long_document()
    assert in_full("Filler number 5.", 0, document, document.paragraphs[5]) == "Filler number 5."


def test_the_person_whom_an_opening_pronoun_means_is_named() -> None:
    texts = ("Minister Maria Lopez opened the quay, she said.", "She called it safe.", "The quay is new.")
    paragraphs = tuple(Paragraph(number, text) for number, text in enumerate(texts, 1))
    document = Document("d", "Quay", "/quay.txt", "v", None, lambda: Layout(paragraphs))
    assert [meant_at_first(document, paragraph) for paragraph in paragraphs] == [None, "Maria Lopez", None]
