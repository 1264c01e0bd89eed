from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ingest import ingest
from rag.errors import DocumentNotFoundError
from ui import sources

if TYPE_CHECKING:
    from pathlib import Path

    from rag import Library


def sent(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def test_good_files_go_in_and_each_bad_one_is_listed_with_its_reason(own_library: Library, tmp_path: Path) -> None:
    files = [
        sent(tmp_path / "sent", "notes.txt", "The ferry leaves at nine."),
        sent(tmp_path / "sent", "empty.md", ""),
        sent(tmp_path / "sent", "paper.xyz", "%PDF-1.7"),
        sent(tmp_path / "sent", "bare", "\x00\x01\x02"),
    ]
    report = sources.take_in(files, own_library)
    assert [added.title for added in report.added] == ["notes"]
    assert sorted(failure.path for failure in report.failed) == ["bare", "empty.md", "paper.xyz"]
    reasons = {failure.path: failure.reason for failure in report.failed}
    assert "cannot be opened" in reasons["paper.xyz"] or "PDF" in reasons["paper.xyz"]
    assert "empty" in reasons["empty.md"]
    assert [path.name for path in (own_library.path / "files").iterdir()] == ["notes.txt"]


def test_the_server_refuses_a_file_over_the_limit(own_library: Library, tmp_path: Path) -> None:
    big = tmp_path / "big.txt"
    with big.open("wb") as file:
        file.truncate(sources.UPLOAD_LIMIT + 1)
    report = sources.take_in([big], own_library)
    assert not report.read_any
    assert "more than the limit of 50 MB" in report.failed[0].reason


def test_the_same_name_again_replaces_the_text_and_a_bad_one_leaves_it(own_library: Library, tmp_path: Path) -> None:
    sources.take_in([sent(tmp_path / "sent", "notes.txt", "The ferry leaves at nine.")], own_library)
    updated = sources.take_in([sent(tmp_path / "sent", "notes.txt", "The ferry leaves at noon.")], own_library)
    assert len(updated.updated) == 1
    assert sources.take_in([sent(tmp_path / "sent", "notes.txt", "")], own_library).failed
    assert own_library.documents()[0].paragraphs[0].text == "The ferry leaves at noon."


def test_a_removed_upload_leaves_the_library_and_can_be_brought_back_with_its_links(
    own_library: Library, tmp_path: Path
) -> None:
    bin_folder = tmp_path / "bin"
    bin_folder.mkdir()
    removed = sources.Bin(own_library, bin_folder)
    added = sources.take_in([sent(tmp_path / "sent", "notes.txt", "The ferry leaves at nine.")], own_library).added[0]
    removed.remove(added.id)
    assert own_library.documents() == []
    assert list((own_library.path / "files").iterdir()) == []
    with pytest.raises(DocumentNotFoundError):
        removed.remove(added.id)
    assert removed.can_restore(added.id)
    report = removed.restore(added.id)
    assert report is not None
    assert [document.id for document in report.added] == [added.id]
    passage = own_library.open_link(f"citeback:{added.id}@{added.version}#1:20-24")
    assert passage.paragraph.text[passage.start : passage.end] == "nine"
    assert removed.restore(added.id) is None


def test_without_a_bin_a_removed_upload_is_deleted_for_good(own_library: Library, tmp_path: Path) -> None:
    removed = sources.Bin(own_library)
    added = sources.take_in([sent(tmp_path / "sent", "notes.txt", "The ferry leaves at nine.")], own_library).added[0]
    removed.remove(added.id)
    assert not removed.can_restore(added.id)
    assert removed.restore(added.id) is None


def test_removing_a_file_of_the_user_leaves_the_file(own_library: Library, tmp_path: Path) -> None:
    path = sent(tmp_path / "mine", "notes.txt", "The ferry leaves at nine.")
    document = ingest(path, own_library).added[0]
    removed = sources.Bin(own_library)
    removed.remove(document.id)
    assert path.exists()
    assert removed.restore(document.id) is not None
    assert [again.id for again in own_library.documents()] == [document.id]
