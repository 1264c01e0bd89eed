from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hash_embedder import HashEmbedder
from markup import read
from repeating import NEWS, write_set

from ingest import ingest
from rag import Library
from rag.errors import LibraryError
from ui.leftout import change_line, left_out
from ui.terminal import place
from ui.viewer import open_citation, open_document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def papers(tmp_path: Path) -> Iterator[Library]:
    files = {name: f"{text}\n\nRead more\n" for name, text in NEWS.items()}
    files["own.txt"] = "The captain of the Zorblax is Anna Petrova, who sails at nine.\n"
    with Library(tmp_path / "library", embedder=HashEmbedder()) as library:
        ingest(write_set(tmp_path / "in", files), library)
        yield library


def test_repeated_lines_come_with_their_documents_and_an_example_and_rules_with_their_counts(papers: Library) -> None:
    lines = list(left_out(papers, None))
    assert lines[0].startswith("Repeated lines")
    assert "      4 documents  “The Ostwick Herald”, as in fair.md ¶1" in lines
    assert "      4 documents  “Ostwick Herald Press Group”, as in fair.md ¶5" in lines
    quay = next(document for document in papers.documents() if "quay" in document.path)
    assert f"  {quay.id}  quay: 1 link to other pages" in lines
    assert not any("own" in line for line in lines)


def test_of_one_document_every_line_comes_with_its_reason_in_order(papers: Library) -> None:
    quay, own = (next(one for one in papers.documents() if name in one.path) for name in ("quay.md", "own.txt"))
    assert list(left_out(papers, quay)) == [
        "  “The Ostwick Herald”: line repeated in several documents",
        "  “News from the harbour”: line repeated in several documents",
        "  “Ostwick Herald Press Group”: line repeated in several documents",
        "  “Read more”: link to other pages",
    ]
    assert list(left_out(papers, own)) == ["Nothing is left out of own: all its text is searched."]


def test_a_line_is_put_back_and_left_out_again(papers: Library) -> None:
    assert (
        change_line(papers, "the ostwick HERALD", put_back=True) == "4 documents changed: they search and cite it again"
    )
    lines = list(left_out(papers, None))
    assert lines[-1 - len(NEWS) - 2 :][:2] == [
        "Repeated lines put back (--drop LINE leaves one out again)",
        "  “the ostwick herald”",
    ]
    assert not any("4 documents  “The Ostwick Herald”" in line for line in lines)
    assert change_line(papers, "The Ostwick Herald", put_back=False) == "4 documents changed: they leave it out"
    assert any("4 documents  “The Ostwick Herald”" in line for line in left_out(papers, None))


def test_what_cannot_be_changed_is_said(papers: Library) -> None:
    assert change_line(papers, "Nobody's line", put_back=True) == "no document changed: none has this line"
    for text, put_back, said in (
        ("nobody's line", True, "is put back already"),
        ("The Ostwick Herald", False, "was never put back"),
        ("  ", True, "the line is empty"),
    ):
        with pytest.raises(LibraryError, match=said):
            change_line(papers, text, put_back)


def test_a_library_that_leaves_nothing_out_says_so(tmp_path: Path) -> None:
    with Library(tmp_path, embedder=HashEmbedder()) as library:
        assert list(left_out(library, None)) == ["Nothing is left out: all text of the documents is searched."]


def test_what_a_document_holds_is_shown_and_never_obeyed(tmp_path: Path) -> None:
    files = {name: text.replace("The Ostwick Herald", "The \x1b[31mHerald\u202e") for name, text in NEWS.items()}
    with Library(tmp_path / "library", embedder=HashEmbedder()) as library:
        ingest(write_set(tmp_path / "in", files), library)
        said = "\n".join([*left_out(library, None), *left_out(library, library.documents()[0])])
    assert "Herald" in said
    assert not set("\x1b\u202e") & set(said)


def test_the_page_shows_the_line_greyed_in_its_place_with_number_and_reason(papers: Library) -> None:
    quay = next(document for document in papers.documents() if "quay.md" in document.path)
    html = open_document(papers, quay.id)
    shown = [line.text for line in read(html).of("div", "left-out")]
    assert shown[0] == "1The Ostwick Herald not cited: line repeated in several documents"
    assert html.index("The Ostwick Herald") < html.index("after two years of works")
    cited = open_citation(papers, f"citeback:{quay.id}@{quay.version}#1:4-11")
    assert "The <mark>Ostwick</mark> Herald" in cited


def test_a_terminal_shows_the_line_in_its_place_with_the_reason(papers: Library) -> None:
    quay = next(document for document in papers.documents() if "quay.md" in document.path)
    passage = papers.open_link(f"citeback:{quay.id}@{quay.version}#3:0-7")
    lines = list(place(passage))
    assert "  ¶1  The Ostwick Herald  (not cited: line repeated in several documents)" in lines
    itself = replace(passage, paragraph=passage.document.paragraphs[0], start=0, end=3)
    assert "> ¶1  >>The<< Ostwick Herald" in list(place(itself))
