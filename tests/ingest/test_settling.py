from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from drafts import make_draft
from hash_embedder import HashEmbedder
from repeating import CONTRACTS, MINUTES, NEWS, SHARED_CLAUSE, SHORT_CLAUSE, write_set
from sqlalchemy import select
from stores import count_everywhere, texts_by_vector, texts_by_words

from ingest import ingest
from ingest.edges import edges
from ingest.settling import REASON, SoFar, settle
from rag.document import Layout, Paragraph
from rag.library.library import Library
from rag.library.schema import chunks, documents, versions
from rag.library.schema import edges as edge_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

BODIES = (
    "The council met on Tuesday and spoke of the quay for two hours.",
    "The ferry to Lenham leaves at nine and comes back at noon.",
    "The school on Mill Road got a new roof over the summer.",
    "The harbour fair runs for three days at the end of May.",
)


class CountingEmbedder(HashEmbedder):
    """Remember what was embedded; fail when told to."""

    def __init__(self) -> None:
        super().__init__()
        self.embedded: list[str] = []
        self.fails = False

    def embed(self, texts: Sequence[str], on_batch: Callable[[int], None] | None = None) -> NDArray[np.float32]:
        if self.fails:
            raise ConnectionError
        self.embedded += texts
        return super().embed(texts, on_batch)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library", embedder=CountingEmbedder()) as library:
        yield library


def write(folder: Path, number: int, *around: str, body: str = "") -> Path:
    """Write a page with one line above its body, and others below it."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{number}.md"
    head, *tail = around or ("The Ostwick Herald",)
    path.write_text("\n\n".join((head, body or f"{BODIES[number % 4]} It was so in year {number}.", *tail)), "utf-8")
    return path


def furniture(library: Library) -> dict[str, list[str]]:
    return {
        document.path.rsplit("/", 1)[-1]: [one.text for one in document.paragraphs if one.furniture]
        for document in library.documents()
    }


def contents(library: Library) -> list[tuple[object, ...]]:
    """Give all that the catalog says, without the keys and the order in which it came in."""
    live = select(documents.c.path, versions.c.body, versions.c.key).join(versions).where(versions.c.state == "live")
    found: list[tuple[object, ...]] = []
    with library._catalog.transaction() as connection:
        for row in connection.execute(live.order_by(documents.c.path)).all():
            made = select(chunks.c.first, chunks.c.last, chunks.c.context, chunks.c.text)
            lines = select(edge_rows.c.number, edge_rows.c.line).order_by(edge_rows.c.number)
            found.append(
                (
                    row.path,
                    row.body,
                    library._catalog.at_path(row.path).layout,  # type: ignore[union-attr]
                    connection.execute(made.where(chunks.c.version == row.key).order_by(chunks.c.key)).all(),
                    connection.execute(lines.where(edge_rows.c.version == row.key)).all(),
                )
            )
    return found


def test_a_line_of_two_documents_is_content_and_one_of_three_is_left_out_of_all(
    library: Library, tmp_path: Path
) -> None:
    paths = [write(tmp_path / "in", number) for number in range(3)]
    ingest(paths[:2], library)
    assert furniture(library) == {"0.md": [], "1.md": []}
    ingest(paths[2:], library)
    assert furniture(library) == {f"{number}.md": ["The Ostwick Herald"] for number in range(3)}
    assert texts_by_words(library, "Herald") == []
    assert "The Ostwick Herald" not in texts_by_vector(library, "The Ostwick Herald")
    assert library.count_paragraphs() == 3


def test_the_line_stays_in_its_place_with_its_number_and_the_reason(library: Library, tmp_path: Path) -> None:
    ingest([write(tmp_path / "in", number) for number in range(3)], library)
    first, second = library.documents()[0].paragraphs
    assert (first.number, first.text, first.furniture) == (1, "The Ostwick Herald", REASON)
    assert (second.number, second.furniture) == (2, "")
    document = library.documents()[0]
    opened = library.open_link(f"citeback:{document.id}@{document.version}#1:4-11")
    assert (opened.current, opened.paragraph.text[4:11]) == (True, "Ostwick")


def test_a_line_that_repeats_no_more_comes_back(library: Library, tmp_path: Path) -> None:
    ingest([write(tmp_path / "in", number) for number in range(3)], library)
    library.remove(library.documents()[1].id)
    assert len(settle(library)) == 2
    assert furniture(library) == {"0.md": [], "2.md": []}
    assert sorted(texts_by_words(library, "Herald")).count("The Ostwick Herald") == 2


def test_a_document_whose_text_changes_counts_by_its_new_text(library: Library, tmp_path: Path) -> None:
    paths = [write(tmp_path / "in", number) for number in range(3)]
    ingest(paths, library)
    write(tmp_path / "in", 1, "Another head")
    ingest(paths, library)
    assert furniture(library) == {"0.md": [], "1.md": [], "2.md": []}


def test_copies_of_one_text_make_nothing_furniture(library: Library, tmp_path: Path) -> None:
    ingest([write(tmp_path / "in", number, body=BODIES[0]) for number in range(4)], library)
    assert not any(furniture(library).values())
    ingest([write(tmp_path / "in", number) for number in (5, 6)], library)
    assert all(furniture(library).values())


def test_a_line_counts_once_for_a_document_that_has_it_twice(library: Library, tmp_path: Path) -> None:
    ingest([write(tmp_path / "in", number, "The Herald", "The Herald") for number in range(2)], library)
    assert not any(furniture(library).values())
    ingest([write(tmp_path / "in", 2, "The Herald")], library)
    assert furniture(library)["0.md"] == ["The Herald", "The Herald"]


def test_a_document_of_nothing_but_short_lines_keeps_them(library: Library, tmp_path: Path) -> None:
    ingest([write(tmp_path / "in", number) for number in range(3)], library)
    ingest([write(tmp_path / "in", 3, "The Ostwick Herald", body="Ferry")], library)
    assert furniture(library)["3.md"] == []
    assert "The Ostwick Herald" in texts_by_words(library, "Herald")


def test_a_line_that_was_put_back_answers_until_that_is_undone(library: Library, tmp_path: Path) -> None:
    ingest([write(tmp_path / "in", number) for number in range(3)], library)
    assert library.repeated.keep("the ostwick herald")
    assert len(settle(library)) == 3
    assert not any(furniture(library).values())
    ingest([write(tmp_path / "in", 3)], library)
    assert not any(furniture(library).values())
    assert library.repeated.drop("the ostwick herald")
    settle(library)
    assert all(furniture(library).values())


def test_only_chunks_that_change_are_embedded(library: Library, tmp_path: Path) -> None:
    embedder = library.embedder
    assert isinstance(embedder, CountingEmbedder)
    long = "\n\n".join(f"{body} " * 12 for body in BODIES)
    paths = [write(tmp_path / "in", number, body=f"{long}\n\nIt was so in year {number}.") for number in range(4)]
    ingest(paths[:2], library)
    of_one = len(embedder.embedded) // 2
    embedder.embedded.clear()
    ingest(paths[2:], library)
    assert all(furniture(library).values())
    heads = 4  # the first chunk of each is made anew without the line
    assert len(embedder.embedded) == 2 * of_one + heads < 4 * of_one
    assert count_everywhere(library) == {
        "versions": 4,
        "paragraphs": 24,
        "chunks": 4 * of_one,
        "drops": 0,
        "vectors": 4 * of_one,
        "words": 4 * of_one,
    }


def test_what_is_settled_is_settled(library: Library, tmp_path: Path) -> None:
    paths = [write(tmp_path / "in", number) for number in range(4)]
    ingest(paths, library)
    assert library.repeated.unsettled() == []
    assert settle(library) == []
    counts = count_everywhere(library)
    ingest(paths, library)
    assert count_everywhere(library) == counts


def test_a_settling_that_failed_is_done_by_the_next(library: Library, tmp_path: Path) -> None:
    ingest([write(tmp_path / "in", number) for number in range(3)], library)
    library.remove(library.documents()[0].id)
    embedder = library.embedder
    assert isinstance(embedder, CountingEmbedder)
    embedder.fails = True
    with pytest.raises(ConnectionError):
        settle(library)
    assert all(furniture(library).values())
    embedder.fails = False
    settle(library)
    assert not any(furniture(library).values())


def test_documents_of_an_earlier_release_are_read_for_their_edges(library: Library, tmp_path: Path) -> None:
    library.add([make_draft(f"/old/{number}", "The Ostwick Herald", BODIES[number]) for number in range(2)])
    assert len(library.repeated.unread()) == 2
    ingest([write(tmp_path / "in", 2)], library)
    assert library.repeated.unread() == []
    assert len(furniture(library)) == 3
    assert all(furniture(library).values())


SETS = {"news": NEWS, "contracts": CONTRACTS, "minutes": MINUTES}


@pytest.mark.parametrize("name", SETS)
def test_the_order_of_files_and_of_runs_makes_no_difference(name: str, tmp_path: Path) -> None:
    paths = write_set(tmp_path / "in", SETS[name])
    told: list[list[tuple[object, ...]]] = []
    for turn, order in enumerate([*permutations(paths)][:4]):
        with Library(tmp_path / f"{turn}", embedder=HashEmbedder()) as library:
            for part in (order[:turn], order[turn:]):
                ingest(part, library)
            told.append(contents(library))
    assert all(one == told[0] for one in told)
    assert any(paragraph.furniture for _, _, layout, *_ in told[0] for paragraph in layout.paragraphs)  # type: ignore[attr-defined]


def test_a_detour_over_other_documents_makes_no_difference(tmp_path: Path) -> None:
    paths = write_set(tmp_path / "in", NEWS)
    with Library(tmp_path / "straight", embedder=HashEmbedder()) as library:
        ingest(paths, library)
        straight = contents(library)
    with Library(tmp_path / "detour", embedder=HashEmbedder()) as library:
        ingest([*paths, *(write(tmp_path / "other", number, "News from the harbour") for number in range(4))], library)
        for number in range(4):
            library.remove(library.find(str(tmp_path / "other" / f"{number}.md"))[0].id)
        settle(library)
        assert contents(library) == straight


def test_of_a_newspaper_only_its_name_and_its_owner_are_left_out(library: Library, tmp_path: Path) -> None:
    ingest(write_set(tmp_path / "in", NEWS), library)
    lines = ["The Ostwick Herald", "News from the harbour", "Ostwick Herald Press Group"]
    assert furniture(library) == dict.fromkeys(NEWS, lines)


def test_a_clause_that_every_contract_repeats_and_who_signed_stay_content(library: Library, tmp_path: Path) -> None:
    ingest(write_set(tmp_path / "in", CONTRACTS), library)
    assert furniture(library) == {name: ["CONFIDENTIAL", *["Lenham Works Ltd."] * 2] for name in CONTRACTS}
    for said in (SHARED_CLAUSE, SHORT_CLAUSE):
        assert said in texts_by_words(library, said)
    assert "Signed: Anna Berg" in texts_by_words(library, "signed Berg")


def test_of_minutes_the_day_the_place_and_those_present_stay_content(library: Library, tmp_path: Path) -> None:
    ingest(write_set(tmp_path / "in", MINUTES), library)
    assert furniture(library) == {name: ["Minutes of the council", "Page 1 of 1"] for name in MINUTES}
    assert "Meeting of 10 May 2024" in texts_by_words(library, "meeting 10 May")
    assert "Place: Town Hall" in texts_by_words(library, "town hall")


def test_in_one_run_only_the_first_documents_are_made_twice(library: Library) -> None:
    so_far = SoFar(library)
    marked = []
    for number in range(10):
        layout = Layout((Paragraph(1, "The Herald"), Paragraph(2, f"{BODIES[0]} It was so in year {number}.")))
        marked.append(bool(so_far.mark(layout, edges(layout)).paragraphs[0].furniture))
    assert marked == [False, False, *[True] * 8]


def test_a_run_knows_what_the_library_leaves_out_and_what_was_put_back(library: Library, tmp_path: Path) -> None:
    ingest([write(tmp_path / "in", number, "The Herald", "Ostwick") for number in range(3)], library)
    library.repeated.keep("ostwick")
    layout = Layout((Paragraph(1, "The Herald"), Paragraph(2, BODIES[0]), Paragraph(3, "Ostwick")))
    so_far = SoFar(library)
    for _ in range(4):
        shown = so_far.mark(layout, edges(layout)).paragraphs
        assert [bool(paragraph.furniture) for paragraph in shown] == [True, False, False]
