from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from drafts import make_draft

from rag.document import Edge
from rag.library.repeated import RepeatedLine

if TYPE_CHECKING:
    from rag.document import Draft
    from rag.library.library import Library


def page(name: str, *lines: str, body: str = "") -> Draft:
    """Make a document of which all lines but the last are edges."""
    draft = make_draft(f"/pages/{name}", *lines, f"The text of {name}.")
    found = tuple(Edge(number, line.casefold()) for number, line in enumerate(lines, 1))
    return replace(draft, edges=found, body=body or name)


def test_a_line_repeats_once_three_bodies_have_it(library: Library) -> None:
    library.add([page("a", "Herald"), page("b", "Herald"), page("copy of b", "Herald", body="b")])
    assert library.repeated.lines() == frozenset()
    library.add([page("c", "Herald", "Sport")])
    assert library.repeated.lines() == {"herald"}
    assert len(library.repeated.unsettled()) == 4


def test_an_earlier_version_counts_no_more(library: Library) -> None:
    library.add([page(name, "Herald") for name in "abc"])
    library.add([page("c", "Post", body="new")])
    assert library.repeated.lines() == frozenset()


def test_lines_are_shown_with_their_documents_those_of_most_first(library: Library) -> None:
    library.add([page("d", "Sport", "HERALD"), *(page(name, "Herald", "Sport") for name in "cba")])
    library.remove(library.documents()[1].id)
    library.add([page("e", "Herald")])
    assert library.repeated.shown() == [
        RepeatedLine("herald", "Herald", 4, "/pages/a", 1),
        RepeatedLine("sport", "Sport", 3, "/pages/a", 2),
    ]


def test_a_line_that_is_kept_repeats_nowhere_until_it_is_dropped(library: Library) -> None:
    library.add([page(name, "Herald") for name in "abc"])
    assert (library.repeated.keep("herald"), library.repeated.keep("herald")) == (True, False)
    assert library.repeated.keep("another")
    assert (library.repeated.kept(), library.repeated.lines()) == (["another", "herald"], frozenset())
    assert (library.repeated.drop("herald"), library.repeated.drop("herald")) == (True, False)
    assert library.repeated.lines() == {"herald"}


def test_a_document_is_written_as_it_came_in(library: Library) -> None:
    came = replace(
        page("a", "Herald"), date="2024-05-03", author="Berg", url="https://a.test/", language="en", gaps=("page 2",)
    )
    (document,) = library.add([came])
    assert library.repeated.draft(document) == replace(came, chunks=())


def test_edges_can_be_noted_for_documents_that_came_without(library: Library) -> None:
    added = library.add([make_draft(f"/old/{name}", "Herald", f"The text of {name}.") for name in "abc"])
    assert library.repeated.unread() == [document.id for document in added]
    library.repeated.note([(document.id, [Edge(1, "herald")], document.path) for document in added])
    assert library.repeated.unread() == []
    assert library.repeated.unsettled() == [document.id for document in added]
