from __future__ import annotations

from eval.metrics import ParagraphKey
from eval.retrieved import DEPTH, ranked_paragraphs
from rag.answer import Hit
from rag.document import Document, Paragraph

DOHA = Document(id="doha", title="Doha", path="/doha.txt", version="one")


def hit(*paragraphs: tuple[int, str]) -> Hit:
    return Hit(DOHA, tuple(Paragraph(number, text) for number, text in paragraphs), 0.5)


def numbers(query: str, *hits: Hit) -> list[int]:
    found = ranked_paragraphs(query, hits)
    assert all(key == ParagraphKey("doha", key.number) for key in found)
    return [key.number for key in found]


def test_inside_a_hit_the_paragraph_that_shares_most_words_stands_first_then_the_document_s_order() -> None:
    chunk = hit((1, "Rain."), (2, "Qatar mediated the talks."), (3, "Snow."))
    assert numbers("Who mediated the talks?", chunk) == [2, 1, 3]


def test_hits_keep_their_order_and_each_paragraph_counts_once() -> None:
    assert numbers("Snow?", hit((5, "Rain.")), hit((6, "Snow."), (5, "Rain."))) == [5, 6]


def test_no_more_than_the_depth_is_looked_at() -> None:
    many = hit(*((number, "Rain.") for number in range(1, 30)))
    assert numbers("Snow?", many, hit((40, "Snow."))) == list(range(1, DEPTH + 1))


def test_nothing_found_is_nothing() -> None:
    assert ranked_paragraphs("Snow?", []) == ()
