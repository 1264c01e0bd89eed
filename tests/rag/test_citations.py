from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rag.answer import Hit, Source
from rag.citations import Numbering, locate, mark, number_sources, unmark
from rag.document import Document, Layout, Paragraph

PARAGRAPHS = (
    Paragraph(1, "The quay opened on Friday. Forty boats came."),
    Paragraph(2, "Maria Lopez thanked the crew [3]. She left early."),
)
DOCUMENT = Document("d1", "Quay", "/quay.txt", "v1", None, lambda: Layout(PARAGRAPHS))


def sources() -> tuple[Source, ...]:
    return number_sources([Hit(DOCUMENT, PARAGRAPHS, 1.0), Hit(DOCUMENT, PARAGRAPHS[1:], 0.5)])


def test_each_paragraph_is_one_source_in_the_order_of_the_hits() -> None:
    assert [(source.number, source.paragraph.number) for source in sources()] == [(1, 1), (2, 2)]


def test_sources_end_where_the_budget_ends_but_never_before_the_first() -> None:
    hits = [Hit(DOCUMENT, PARAGRAPHS, 1.0)]
    assert [source.number for source in number_sources(hits, budget=12)] == [1]
    assert [source.number for source in number_sources(hits, budget=1)] == [1]


@given(st.text(), st.lists(st.integers(0, 999), unique=True))
def test_marks_come_off_as_they_went_on(text: str, numbers: list[int]) -> None:
    bare = " ".join(text.replace("[", "(").split())
    assert unmark(mark(bare, numbers)) == (bare.strip(), tuple(numbers))


def test_a_number_in_brackets_that_the_text_has_is_no_mark() -> None:
    assert unmark(mark("Maria Lopez thanked the crew [3].", [2])) == ("Maria Lopez thanked the crew (3).", (2,))


def test_citations_point_at_the_exact_words_and_are_numbered_in_order_of_use() -> None:
    numbering = Numbering(sources())
    text, citations = numbering.resolve("She left early. [2]")
    assert (text, [(c.number, c.quote) for c in citations]) == ("She left early.", [(1, "She left early.")])
    _, citations = numbering.resolve("Forty boats came. [1]")
    assert [(c.number, c.quote) for c in citations] == [(2, "Forty boats came.")]


def test_a_mark_that_points_at_nothing_is_dropped() -> None:
    assert Numbering(sources()).resolve("Forty boats came. [99] [0]") == ("Forty boats came.", ())


def test_a_sentence_said_in_full_is_found_by_its_words() -> None:
    span = locate("Maria Lopez left early.", Paragraph(1, "Rain fell. She left early. Boats came."))
    assert span is not None
    assert (span.start, span.end) == (11, 26)


def test_a_sentence_that_the_paragraph_does_not_have_is_not_found() -> None:
    assert locate("The moon is made of cheese.", PARAGRAPHS[0]) is None
    assert locate("", PARAGRAPHS[0]) is None
