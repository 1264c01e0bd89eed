from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hash_embedder import HashEmbedder

from eval.facts import Fact, ParagraphReference, load_facts
from eval.importers.filling import Checked, check, fill
from eval.importers.imported import Imported, ImportedDocument
from eval.importers.writing import Folder, evenly
from ingest import ingest
from rag.errors import SettingsError
from rag.library.library import Library

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HARD = (
    "MENU",
    "All rights reserved.",
    "Share this article",
    "# not a heading",
    "- not an item",
    "<p>not markup</p> &amp; *not* [a](b)",
    "1. not a list",
    "---",
    "| a | b |",
    "By Staff Reporter",
    "2024-01-02",
    "x" * 30_000,
)
"""What a loader takes for furniture, headings or marks; here each is a paragraph, because the data set says so."""


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "set")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library", embedder=HashEmbedder()) as library:
        yield library


def of_hard_paragraphs(count: int = 4) -> Imported:
    names = [f"Page {number}.txt" for number in range(1, count + 1)]
    documents = [ImportedDocument(name, name.removesuffix(".txt"), (*HARD, f"Only {name}.")) for name in names]
    facts = [
        Fact("What?", answerable=True, paragraphs=(ParagraphReference(name, number),))
        for name in names
        for number in range(1, len(HARD) + 2)
    ]
    return Imported(tuple(documents), tuple(facts))


def imported_into(folder: Folder, library: Library, imported: Imported) -> list[int]:
    told: list[int] = []
    fill(imported, folder, library, told.append)
    folder.write_facts([folder.named_here(fact) for fact in imported.facts])
    return told


def test_every_paragraph_is_in_the_library_as_it_was_given_and_may_answer(folder: Folder, library: Library) -> None:
    imported = of_hard_paragraphs()
    imported_into(folder, library, imported)
    assert check(imported, folder, library).differing == 0
    for document, given in zip(library.documents(), imported.documents, strict=True):
        assert tuple(one.text for one in document.paragraphs) == given.paragraphs
        assert not document.asides
        assert not any(one.furniture for one in document.paragraphs)


def test_an_ingest_of_the_folder_finds_nothing_to_do_and_changes_nothing(folder: Folder, library: Library) -> None:
    imported = of_hard_paragraphs()
    imported_into(folder, library, imported)
    report = ingest(folder.path / "documents", library)
    assert len(report.unchanged) == 4
    assert not (report.added or report.updated or report.removed or report.failed)
    assert check(imported, folder, library).differing == 0
    assert not any(one.furniture for document in library.documents() for one in document.paragraphs)


def test_a_second_import_adds_nothing(folder: Folder, library: Library) -> None:
    imported_into(folder, library, of_hard_paragraphs())
    before = [(document.id, document.version) for document in library.documents()]
    told = imported_into(folder, library, of_hard_paragraphs())
    assert [(document.id, document.version) for document in library.documents()] == before
    assert sum(told) == 4


def test_an_import_that_was_stopped_goes_on_where_it_was(folder: Folder, library: Library) -> None:
    fill(of_hard_paragraphs(2), folder, library, lambda _: None)
    imported_into(folder, library, of_hard_paragraphs(4))
    assert library.count_documents() == 4
    assert check(of_hard_paragraphs(4), folder, library).differing == 0


def test_a_proving_paragraph_that_changed_is_counted(folder: Folder, library: Library) -> None:
    imported = of_hard_paragraphs(1)
    imported_into(folder, library, imported)
    other = ImportedDocument("Page 1.txt", "Page 1", (*HARD[:-1], "other", "Only Page 1.txt."))
    assert check(Imported((other,), imported.facts), folder, library) == Checked(13, 1, 0)


def test_paragraphs_that_say_the_same_as_a_proving_one_are_counted(folder: Folder, library: Library) -> None:
    given = of_hard_paragraphs(3)
    imported = Imported(given.documents, given.facts[:1])
    imported_into(folder, library, imported)
    assert check(imported, folder, library) == Checked(proving=1, differing=0, repeated=2)


def test_two_sets_with_documents_of_one_name_stay_apart(tmp_path: Path, library: Library) -> None:
    for name, text in (("one", "Asif led the talks."), ("two", "Nobody led the talks.")):
        reference = ParagraphReference("talks.txt", 1)
        given = ImportedDocument("talks.txt", "Talks", (text,))
        imported = Imported((given,), (Fact("Who?", answers=("Asif",), paragraphs=(reference,)),))
        imported_into(Folder(tmp_path / name), library, imported)
        assert check(imported, Folder(tmp_path / name), library).differing == 0


def test_facts_are_read_back_as_they_were(folder: Folder) -> None:
    fact = Fact("Who?", answers=("Asif", '"A|B"\u2028'.strip()), tags=("people",))
    folder.write_facts([fact, Fact("Why?", unanswerable=True)])
    assert load_facts(folder.facts).facts == (fact, Fact("Why?", unanswerable=True))


def test_what_stands_in_the_folder_is_never_written_over(folder: Folder, library: Library) -> None:
    (folder.path / "documents").mkdir(parents=True)
    mine = folder.file_of("Page 1.txt")
    mine.write_text("my own notes", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"Page 1\.txt is there already and says something else; .* --to"):
        fill(of_hard_paragraphs(), folder, library, lambda _: None)
    assert mine.read_text(encoding="utf-8") == "my own notes"
    folder.facts.write_text("{}", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"facts\.jsonl is there already"):
        folder.check_facts([Fact("Who?", unanswerable=True)])


def test_more_facts_than_a_facts_file_takes_are_refused_with_a_number_that_fits(folder: Folder) -> None:
    facts = [Fact("x" * 9_000, unanswerable=True)] * 3_000
    with pytest.raises(SettingsError, match=r"3,000 facts make a file of .*: take fewer with --limit 2\d\d\d"):
        folder.check_facts(facts)


def test_a_limit_takes_facts_from_all_over_the_set() -> None:
    facts = [Fact(str(number)) for number in range(10)]
    assert [fact.question for fact in evenly(facts, 4)] == ["0", "2", "5", "7"]
    assert evenly(facts, None) == evenly(facts, 99) == tuple(facts)
