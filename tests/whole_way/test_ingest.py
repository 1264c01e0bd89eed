"""What becomes of files: unchanged, changed, removed, refused, or taken in whatever they hold."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import chromadb
import pytest
import tantivy
from chromadb.api.client import Client
from command import citeback
from hash_embedder import HashEmbedder

from ingest import Failure, IngestReport, ingest
from rag import Assistant, CitebackError, Library, Settings

if TYPE_CHECKING:
    from pathlib import Path

    from rag import Answer

WHO = "Who is the keeper of the lighthouse at Farholm?"


def ask(library: Library, question: str) -> Answer:
    return Assistant(library, Settings()).ask(question)


def snapshot(folder: Path) -> dict[str, tuple[str, int]]:
    """Give the checksum and the time of the last change of every file but the lock."""
    return {
        str(path.relative_to(folder)): (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "lock"
    }


def kept(library: Path) -> dict[str, int]:
    """Count what each of the three stores of a closed library holds, read with its own software."""
    counts = {}
    with closing(sqlite3.connect(library / "catalog.sqlite3")) as catalog:
        for table in ("documents", "versions", "paragraphs", "chunks", "drops"):
            counts[table] = catalog.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    client = chromadb.PersistentClient(str(library / "chroma"))
    assert isinstance(client, Client)
    with client:
        counts["vectors"] = sum(collection.count() for collection in client.list_collections())
    words = tantivy.Index.open(str(library / "lexical"))
    words.reload()
    counts["words"] = words.searcher().num_docs
    return counts


def test_ingesting_again_says_unchanged_and_writes_nothing(files: Path, tmp_path: Path) -> None:
    with Library(tmp_path / "library") as library:
        assert len(ingest(files, library).added) == 2
        ask(library, WHO)
    before = snapshot(tmp_path / "library")
    assert {name.split("/")[0] for name in before} == {"catalog.sqlite3", "chroma", "lexical"}
    with Library(tmp_path / "library") as library:
        report = ingest([files, files / "keeper.txt"], library)
    assert (report.added, report.updated, report.failed) == ([], [], [])
    assert [document.title for document in report.unchanged] == ["Ferry", "keeper"]
    assert snapshot(tmp_path / "library") == before


def test_a_changed_file_replaces_its_text_and_old_links_still_open(files: Path, tmp_path: Path) -> None:
    with Library(tmp_path / "library") as library:
        ingest(files, library)
        old = ask(library, WHO).citations[0]
        (files / "keeper.txt").write_text("The keeper of the lighthouse at Farholm is called Jonas Weld.\n")
        report = ingest(files, library)
        assert [document.id for document in report.updated] == [old.document.id]
        assert [document.title for document in report.unchanged] == ["Ferry"]
        answer = ask(library, WHO)
        assert "Jonas Weld" in answer.text
        assert answer.citations[0].document.version != old.document.version
        for question in (WHO, "Edda Brandt", "Who is Edda Brandt?"):
            found = Assistant(library, Settings()).search(question)
            assert not [p.text for hit in found for p in hit.paragraphs if "Edda" in p.text]
            assert "Edda" not in ask(library, question).text
    with Library(tmp_path / "library") as library:
        opened = library.open_link(old.link)
        assert opened.paragraph.text[opened.start : opened.end] == old.quote
        assert not opened.current
    assert kept(tmp_path / "library") == {
        "documents": 2,
        "versions": 3,
        "paragraphs": 3,
        "chunks": 2,
        "drops": 0,
        "vectors": 2,
        "words": 2,
    }


@pytest.mark.parametrize("name_of", ["path", "title", "id"])
def test_the_command_removes_from_all_three_stores(name_of: str, files: Path, tmp_path: Path) -> None:
    with Library(tmp_path / "library") as library:
        ingest(files, library)
        (files / "keeper.txt").write_text("The keeper of the lighthouse at Farholm is called Jonas Weld.\n")
        document = ingest(files, library).updated[0]
        link = ask(library, WHO).citations[0].link
    done = citeback("remove", getattr(document, name_of), "--library", tmp_path / "library")
    assert (done.returncode, done.stderr) == (0, "")
    assert document.path in done.stdout
    assert kept(tmp_path / "library") == {
        "documents": 1,
        "versions": 1,
        "paragraphs": 1,
        "chunks": 1,
        "drops": 0,
        "vectors": 1,
        "words": 1,
    }
    assert (files / "keeper.txt").exists()
    with Library(tmp_path / "library") as library:
        assert ask(library, WHO).refused
        with pytest.raises(CitebackError, match="was removed"):
            library.open_link(link)


def test_what_was_removed_can_come_back(files: Path, tmp_path: Path) -> None:
    with Library(tmp_path / "library") as library:
        document = ingest(files / "keeper.txt", library).added[0]
        library.remove(document.id)
        assert library.documents() == []
        assert ingest(files / "keeper.txt", library).added[0].id == document.id
        assert "Edda Brandt" in ask(library, WHO).text


def test_two_files_of_one_text_stay_two_documents(files: Path, tmp_path: Path) -> None:
    (files / "copy.txt").write_bytes((files / "keeper.txt").read_bytes())
    with Library(tmp_path / "library") as library:
        first, second = ingest([files / "keeper.txt", files / "copy.txt"], library).added
        assert first.id != second.id
        assert {hit.document.id for hit in Assistant(library).search(WHO)} == {first.id, second.id}
        library.remove(first.id)
        answer = ask(library, WHO)
        assert "Edda Brandt" in answer.text
        assert [citation.document.id for citation in answer.citations] == [second.id]


def test_bad_files_are_listed_and_the_others_go_in(files: Path, tmp_path: Path) -> None:
    (files / "empty.txt").touch()
    (files / "binary.txt").write_bytes(bytes(range(256)) * 20)
    with Library(tmp_path / "library") as library:
        report = ingest(files, library)
    assert isinstance(report, IngestReport)
    assert len(report.added) == 2
    assert all(isinstance(failure, Failure) for failure in report.failed)
    assert [path.rsplit("/", 1)[-1] for path, _ in report.failed] == ["binary.txt", "empty.txt"]
    assert all(reason and "\n" not in reason for _, reason in report.failed)


@pytest.mark.parametrize(
    ("data", "question", "expected"),
    [
        ("Le café de la gare à Sète ouvre à sept heures.".encode("latin-1"), "café de la gare Sète", "café"),
        ("Die Brücke über die Örtze wurde 1931 gebaut.".encode("utf-16"), "Brücke über die Örtze 1931", "Örtze"),
        (b"The token <|endoftext|> ends the Ostwick file.\n", "Which token ends the Ostwick file?", "<|endoftext|>"),
        ("Маяк в Фарольме построен в 1931 году.".encode("cp1251"), "Маяк в Фарольме построен", "1931"),
    ],
    ids=["latin-1", "utf-16", "endoftext", "cp1251"],
)
def test_bytes_of_other_encodings_and_special_tokens_are_text(
    data: bytes, question: str, expected: str, tmp_path: Path
) -> None:
    (tmp_path / "file.txt").write_bytes(data)
    with Library(tmp_path / "library") as library:
        document = ingest(tmp_path / "file.txt", library).added[0]
        assert expected in document.paragraphs[0].text
        assert "\ufffd" not in document.paragraphs[0].text
        assert expected in ask(library, question).text


def test_five_megabytes_go_in_and_their_last_line_is_found(tmp_path: Path) -> None:
    line = "In year {0} the harbour of Ostwick took in {0} boats, and the ledger of its keeper has all their names.\n\n"
    with (tmp_path / "long.txt").open("w") as file:
        file.writelines(line.format(number) for number in range(50_000))
        file.write("The keeper of the lighthouse at Farholm is called Edda Brandt.\n")
    assert (tmp_path / "long.txt").stat().st_size > 5_000_000
    with Library(tmp_path / "library", embedder=HashEmbedder()) as library:
        report = ingest(tmp_path / "long.txt", library)
        assert len(report.added[0].paragraphs) == 50_001
        assert "Edda Brandt" in ask(library, WHO).text
