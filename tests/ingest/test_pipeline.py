from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from harmful_pdf import form_bomb
from hash_embedder import HashEmbedder

from ingest import Failure, Progress, ingest
from ingest.files import LIBRARY_ITSELF
from ingest.pipeline import BATCH_DOCUMENTS
from ingest.uploads import store_upload
from ingest.workers.job import Limits
from rag.errors import LoadError
from rag.library.library import Library
from rag.models.embedder import BundledEmbedder

if TYPE_CHECKING:
    from collections.abc import Iterator

EMBEDDER = BundledEmbedder(threads=1)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library", embedder=EMBEDDER) as library:
        yield library


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    return folder


def write(path: Path, text: str = "The ferry leaves at nine. It comes back at noon.") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_folder_goes_in_sorted_with_all_below_it(library: Library, folder: Path) -> None:
    paths = [write(folder / name) for name in ("a.txt", "b.md", "below/c.html", "below/deeper/d.txt")]
    report = ingest(folder, library)
    assert [document.path for document in report.added] == [str(path) for path in paths]
    assert [document.path for document in library.documents()] == [str(path) for path in paths]
    assert not report.failed


def test_a_second_ingest_says_unchanged_and_a_changed_file_is_updated(library: Library, folder: Path) -> None:
    first, second = write(folder / "a.txt"), write(folder / "b.txt")
    ingest([folder], library)
    again = ingest([folder], library)
    assert [len(again.added), len(again.updated), len(again.unchanged)] == [0, 0, 2]
    write(second, "The ferry leaves at ten now.")
    report = ingest([first, second], library)
    assert [document.path for document in report.updated] == [str(second)]
    assert library.find(str(second))[0].paragraphs[0].text == "The ferry leaves at ten now."


def test_two_files_of_the_same_text_stay_two_documents(library: Library, folder: Path) -> None:
    write(folder / "a.txt"), write(folder / "b.txt")
    assert len(ingest(folder, library).added) == 2


def test_a_missing_path_is_an_error_before_anything_is_written(library: Library, folder: Path) -> None:
    there = write(folder / "a.txt")
    with pytest.raises(LoadError, match="no such file or folder"):
        ingest([there, folder / "nope.txt"], library)
    assert library.documents() == []


@pytest.mark.parametrize("name", ["\0", "x" * 5000])
def test_a_name_that_no_file_can_have_is_a_missing_path(library: Library, name: str) -> None:
    with pytest.raises(LoadError, match="no such file or folder"):
        ingest(name, library)


def test_bad_files_are_listed_with_their_reasons_and_the_others_go_in(library: Library, folder: Path) -> None:
    write(folder / "empty.txt", "")
    (folder / "binary.txt").write_bytes(b"\x7fELF\0\1\2")
    write(folder / "furniture.txt", "Share This Article\n\nLeave a Comment")
    (folder / "table.xyz").write_bytes(bytes(range(0x80, 0x100)) * 4)
    os.mkfifo(folder / "pipe.txt")
    good = write(folder / "good.txt")
    (folder / "broken.txt").symlink_to(folder / "nowhere")
    report = ingest(folder, library)
    assert [document.path for document in report.added] == [str(good)]
    reasons = {Path(failure.path).name: failure.reason for failure in report.failed}
    assert reasons["empty.txt"].startswith("is empty")
    assert reasons["binary.txt"].startswith("is not text")
    assert reasons["furniture.txt"].startswith("has no text besides")
    assert reasons["table.xyz"].startswith(".xyz files cannot be read; .txt")
    assert reasons["pipe.txt"].startswith("is not a file")
    assert reasons["broken.txt"] == "is a broken link"
    assert len(reasons) == 6


def test_a_file_that_fails_now_keeps_its_earlier_version(library: Library, folder: Path) -> None:
    path = write(folder / "a.txt")
    ingest(path, library)
    path.write_bytes(b"")
    report = ingest(path, library)
    assert "its earlier version stays" in report.failed[0].reason
    assert library.find(str(path))[0].paragraphs[0].text.startswith("The ferry")


def test_hidden_entries_are_left_out_and_one_named_is_read(library: Library, folder: Path) -> None:
    write(folder / ".hidden.txt"), write(folder / ".git/a.txt"), write(folder / "a.txt")
    assert len(ingest(folder, library).added) == 1
    assert len(ingest(folder / ".hidden.txt", library).added) == 1


def test_links_are_followed_inside_the_folder_only_and_loops_end(library: Library, folder: Path) -> None:
    target = write(folder / "a.txt")
    outside = write(folder.parent / "outside.txt")
    (folder / "same.txt").symlink_to(target)
    (folder / "out.txt").symlink_to(outside)
    (folder / "loop").symlink_to(folder)
    (folder / "self.txt").symlink_to(folder / "self.txt")
    report = ingest([folder, target], library)
    assert [document.path for document in report.added] == [str(target)]
    assert {Path(failure.path).name for failure in report.failed} == {"out.txt", "self.txt"}
    assert len(ingest(folder / "out.txt", library).added) == 1


def test_the_library_s_own_stores_are_not_read_but_its_uploads_are(library: Library, folder: Path) -> None:
    write(library.path / "notes.txt")
    upload = store_upload(write(folder / "a.txt"), "report.txt", library)
    report = ingest(library.path, library)
    assert [document.path for document in report.added] == [str(upload)]
    assert not report.failed


def test_an_upload_of_the_same_name_is_a_new_version(library: Library, folder: Path) -> None:
    ingest(store_upload(write(folder / "a.txt"), "report.txt", library), library)
    again = store_upload(write(folder / "b.txt", "It leaves at ten."), "report.txt", library)
    assert [document.path for document in ingest(again, library).updated] == [str(again)]


def test_a_name_with_a_line_break_goes_in_and_is_shown_on_one_line(library: Library, folder: Path) -> None:
    assert len(ingest(write(folder / "two\nlines.txt"), library).added) == 1
    assert str(Failure("two\nlines.txt", "is empty")) == "two\\nlines.txt: is empty"


def test_a_name_that_is_not_valid_text_is_a_failure_in_plain_words(library: Library, folder: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.txt")).write_text("words")
    except OSError:
        pytest.skip("this file system takes no such name")
    failure = ingest(folder, library).failed[0]
    assert failure.reason.startswith("its name is not valid text")
    assert failure.path.encode().endswith(b"caf\\udce9.txt")


def test_a_folder_without_files_is_a_failure(library: Library, folder: Path) -> None:
    assert ingest(folder, library).failed == [Failure(str(folder), "is a folder without files to read")]


def test_the_folder_of_the_library_itself_is_named_as_such(library: Library) -> None:
    (library.path / "notes.txt").write_text("These notes lie in the wrong place.")
    assert ingest(library.path, library).failed == [Failure(str(library.path), LIBRARY_ITSELF)]


@pytest.mark.parametrize("named", ["", [""], [__file__, ""]], ids=["alone", "listed", "beside another"])
def test_an_empty_path_is_not_the_folder_where_one_stands(library: Library, named: str | list[str]) -> None:
    with pytest.raises(LoadError, match="one of the paths is empty"):
        ingest(named, library)
    assert library.documents() == []


def test_more_documents_than_a_batch_go_in_and_progress_reaches_its_end(tmp_path: Path, folder: Path) -> None:
    files = BATCH_DOCUMENTS + 10
    paths = [write(folder / f"{number:04}.txt", f"Ferry number {number} leaves at nine.") for number in range(files)]
    seen: list[Progress] = []
    with Library(tmp_path / "library", embedder=HashEmbedder()) as library:
        assert [document.path for document in ingest(folder, library, seen.append).added] == list(map(str, paths))
        assert [document.path for document in library.documents()] == list(map(str, paths))
    assert seen[-1] == Progress(files, files, files, files)


def test_files_go_in_in_their_order_whichever_is_read_first(tmp_path: Path, folder: Path) -> None:
    paths = [folder / f"{number}.{'html' if number % 3 else 'txt'}" for number in range(12)]
    for number, path in enumerate(paths):
        write(path, f"<p>Ferry number {number} leaves at nine.</p>" * (1 if number % 4 else 3000))
    with Library(tmp_path / "library", embedder=HashEmbedder()) as library:
        assert [document.path for document in ingest(paths, library).added] == list(map(str, paths))


def test_a_file_that_takes_too_much_is_a_failure_and_the_others_go_in(library: Library, folder: Path) -> None:
    good = write(folder / "b.txt")
    (folder / "a.pdf").write_bytes(form_bomb())
    report = ingest(folder, library, limits=Limits(bytes=200 << 20))
    assert [document.path for document in report.added] == [str(good)]
    assert report.failed == [Failure(str(folder / "a.pdf"), "needs more than 0.195 GB of memory to read")]


def test_a_special_token_of_a_language_model_is_text(library: Library, folder: Path) -> None:
    ingest(write(folder / "a.txt", "The model stops at <|endoftext|> and says no more."), library)
    assert "<|endoftext|>" in library.documents()[0].paragraphs[0].text


def test_a_file_without_read_permission_is_a_failure_and_the_others_go_in(library: Library, folder: Path) -> None:
    locked, good = write(folder / "a.txt"), write(folder / "b.txt")
    locked.chmod(0)
    if os.access(locked, os.R_OK):
        pytest.skip("root reads every file")
    report = ingest(folder, library)
    assert [document.path for document in report.added] == [str(good)]
    assert report.failed == [Failure(str(locked), "cannot be read: permission denied")]


def test_a_file_that_the_system_cannot_read_is_a_failure_and_the_others_go_in(library: Library, folder: Path) -> None:
    unreadable = Path(f"/proc/{os.getpid()}/mem")
    if not unreadable.exists():
        pytest.skip("this system has no file that opens and cannot be read")
    good = write(folder / "b.txt")
    report = ingest([unreadable, good], library)
    assert [document.path for document in report.added] == [str(good)]
    assert report.failed == [Failure(str(unreadable), "cannot be read: input/output error")]
