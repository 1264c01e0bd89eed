from __future__ import annotations

import pytest

from ingest.edges import MOST_LINES, edges
from rag.document import Layout, Paragraph, ParagraphKind

BODY = "The council met on Tuesday and spoke of the quay for two hours."


def layout(*texts: str, kinds: dict[int, ParagraphKind] | None = None) -> Layout:
    kinds = kinds or {}
    return Layout(tuple(Paragraph(n, text, kinds.get(n, "text")) for n, text in enumerate(texts, 1)))


def lines(*texts: str, kinds: dict[int, ParagraphKind] | None = None) -> list[str]:
    return [edge.line for edge in edges(layout(*texts, kinds=kinds)).lines]


def test_the_short_lines_before_and_behind_the_body_are_its_edges() -> None:
    found = edges(layout("The Herald", "Ostwick", BODY, "A line inside", BODY, "Page 3 of 7"))
    assert [(edge.number, edge.line) for edge in found.lines] == [(1, "the herald"), (2, "ostwick"), (6, "page #")]


def test_a_document_of_short_lines_alone_has_no_edges() -> None:
    assert lines("Ferry", "Lenham", "Nine o'clock") == []


@pytest.mark.parametrize("kind", ["row", "code"])
def test_rows_and_code_are_body_however_short(kind: ParagraphKind) -> None:
    assert lines("The Herald", "Price 4", "Ostwick", kinds={2: kind}) == ["the herald", "ostwick"]


def test_only_the_outermost_lines_are_looked_at() -> None:
    many = [f"Line {'abcdefghijklmnopqrstuvwxyz'[number]}" for number in range(20)]
    found = edges(layout(*many, BODY, *many))
    assert [edge.number for edge in found.lines] == [*range(1, MOST_LINES + 1), *range(42 - MOST_LINES, 42)]


def test_what_a_line_says_of_its_document_is_no_edge() -> None:
    assert lines("The Herald", "Place: Town Hall", "Ostwick", BODY, "Governing law: Ostwick", "Internal") == [
        "the herald",
        "ostwick",
        "internal",
    ]


def test_a_signature_is_no_edge_and_neither_are_the_names_behind_it() -> None:
    assert lines("The Herald", BODY, "Yours sincerely,", "Anna Berg", "Head of Harbour") == ["the herald"]


def test_a_list_that_the_body_announces_belongs_to_it() -> None:
    announcing = "The following annexes are part of this agreement and bind both of its parties:"
    listed = {2: "item", 3: "item"}
    assert lines(announcing, "Annex A", "Annex B", "Page 3 of 7", kinds=listed) == ["page #"]  # type: ignore[arg-type]


def test_copies_have_one_body_whatever_their_edges_and_line_breaks() -> None:
    first = edges(layout("The Herald", BODY, BODY, "Page 1"))
    second = edges(layout(f"{BODY.upper()} {BODY}", "The Post"))
    assert first.body == second.body
    assert first.body != edges(layout("The Herald", BODY, "Page 1")).body
