from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from command import environment
from folders import CountingEmbedder, ferries, held, write
from pdf_samples import LONG
from pdf_writer import Column, Look, Writer
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader

from ingest import IngestReport, ingest
from ingest.changes import plan
from ingest.files import find_files
from ingest.pdf import ocr
from ingest.pdf.scans import NO_OCR
from ingest.pipeline import preview
from ingest.uploads import store_upload
from rag.document import Document
from rag.library.library import Library
from rag.links import Link, format_link

if TYPE_CHECKING:
    from collections.abc import Iterator

EMBEDDER = CountingEmbedder()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library", embedder=EMBEDDER) as library:
        yield library


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    return folder


def counts(report: IngestReport) -> str:
    return report.summary.replace("0 added, 0 updated, ", "")


def paths(documents: list[Document]) -> list[str]:
    return [document.path for document in documents]


def test_a_deleted_file_is_removed_and_answers_no_more(library: Library, folder: Path) -> None:
    files = ferries(folder, 4)
    ingest(folder, library)
    files[1].unlink()
    report = ingest(folder, library)
    assert report.removed == [str(files[1])]
    assert counts(report) == "3 unchanged, 1 removed"
    assert library.search_words("number 1", 5) == library.search_words("number", 5)
    assert list(held(library)) == [str(path) for path in files if path != files[1]]


def test_a_moved_file_keeps_its_document_and_nothing_is_embedded(library: Library, folder: Path) -> None:
    files = ferries(folder, 3)
    before = ingest(folder, library).added[0]
    link = format_link(Link(before.id, before.version, 1, 0, 5))
    embedded = EMBEDDER.embedded
    moved_to = folder / "below" / "new name.txt"
    moved_to.parent.mkdir()
    files[0].rename(moved_to)
    report = ingest(folder, library)
    assert [(document.id, document.path) for document in report.moved] == [(before.id, str(moved_to))]
    assert counts(report) == "2 unchanged, 1 moved"
    assert EMBEDDER.embedded == embedded
    assert library.document(before.id).title == "new name"
    assert library.open_link(link).document.path == str(moved_to)
    assert counts(ingest(folder, library)) == "3 unchanged"


def test_a_whole_folder_that_is_renamed_moves_though_more_than_half_is_gone(library: Library, folder: Path) -> None:
    ferries(folder / "old", 5)
    ingest(folder, library)
    (folder / "old").rename(folder / "new")
    report = ingest(folder, library)
    assert counts(report) == "0 unchanged, 5 moved"
    assert {Path(path).parent for path in held(library)} == {folder / "new"}


def test_a_file_that_comes_from_a_folder_not_named_now_moves(library: Library, folder: Path) -> None:
    one, other = ferries(folder / "a", 2)
    write(folder / "b" / "else.txt", "The bridge is closed in winter.")
    ingest([folder / "a", folder / "b"], library)
    one.rename(folder / "b" / one.name)
    report = ingest(folder / "b", library)
    assert paths(report.moved) == [str(folder / "b" / one.name)]
    assert str(other) in held(library)


def test_a_moved_file_of_another_suffix_is_read_anew(library: Library, folder: Path) -> None:
    files = [*ferries(folder, 2), write(folder / "list.txt", "# Hours\n\nThe office opens at nine.")]
    ingest(folder, library)
    files[-1].rename(folder / "list.md")
    report = ingest(folder, library)
    assert [len(report.added), len(report.moved), report.removed] == [1, 0, [str(files[-1])]]


def test_equal_copies_stay_two_documents_and_are_no_move(library: Library, folder: Path) -> None:
    first = ferries(folder, 1)[0]
    ingest(folder, library)
    shutil.copy(first, folder / "copy.txt")
    assert counts(ingest(folder, library)) == "1 added, 0 updated, 1 unchanged"


def test_of_two_equal_files_that_moved_each_goes_to_its_own_name(library: Library, folder: Path) -> None:
    names = ("a.txt", "b.txt")
    for name in names:
        write(folder / "old" / name, "The ferry leaves at nine.")
    before = {Path(document.path).name: document.id for document in ingest(folder, library).added}
    write(folder / "new" / "0.txt", "The ferry leaves at nine.")
    for name in reversed(names):
        (folder / "old" / name).rename(folder / "new" / name)
    report = ingest(folder, library)
    assert {Path(document.path).name: document.id for document in report.moved} == before
    assert paths(report.added) == [str(folder / "new" / "0.txt")]


def test_equal_files_without_their_old_names_are_paired_in_order(library: Library, folder: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        write(folder / name, "The ferry leaves at nine.")
    before = ingest(folder, library).added
    for old, new in (("a.txt", "z.txt"), ("b.txt", "y.txt")):
        (folder / old).rename(folder / new)
    report = ingest(folder, library)
    assert [(one.id, Path(one.path).name) for one in report.moved] == [
        (before[0].id, "y.txt"),
        (before[1].id, "z.txt"),
    ]


def test_a_file_renamed_and_its_old_name_taken_by_another_ends_as_the_folder_is(library: Library, folder: Path) -> None:
    one, other, _ = ferries(folder, 3)
    ingest(folder, library)
    other.unlink()
    one.rename(other)
    ingest(folder, library)
    assert held(library)[str(other)] == "Ferry number 0 leaves the harbour at nine."
    assert len(held(library)) == 2


def test_ingesting_one_folder_never_removes_what_lies_in_another(library: Library, folder: Path) -> None:
    ferries(folder / "a", 2)
    ferries(folder / "ab", 4, first=2)
    ingest([folder / "a", folder / "ab"], library)
    (folder / "ab" / "02.txt").unlink()
    shutil.rmtree(folder / "a")
    (folder / "a").mkdir()
    report = ingest(folder / "ab", library)
    assert report.removed == [str(folder / "ab" / "02.txt")]
    assert len(held(library)) == 5


def test_when_more_than_half_of_a_folder_is_gone_nothing_is_removed_without_consent(
    library: Library, folder: Path
) -> None:
    files = ferries(folder, 5)
    ingest(folder, library)
    for path in files[:3]:
        path.unlink()
    report = ingest(folder, library)
    assert report.removed == []
    assert counts(report) == "2 unchanged, 3 gone but held back"
    assert str(report.held_back[0]) == (
        f"{folder}: no file is there any more for 3 of its 5 documents; that is more than half, so none was removed. "
        "If they are to go, ingest it again with --yes"
    )
    assert len(held(library)) == 5
    assert len(ingest(folder, library, allow_removal=True).removed) == 3
    assert len(held(library)) == 2


def test_when_just_half_of_a_folder_is_gone_it_is_removed(library: Library, folder: Path) -> None:
    files = ferries(folder, 4)
    ingest(folder, library)
    for path in files[:2]:
        path.unlink()
    assert len(ingest(folder, library).removed) == 2


def test_each_named_folder_is_held_back_by_its_own_half(library: Library, folder: Path) -> None:
    first, second = ferries(folder / "a", 4), ferries(folder / "b", 2, first=4)
    ingest([folder / "a", folder / "b"], library)
    first[0].unlink(), second[0].unlink(), second[1].unlink()
    report = ingest([folder / "a", folder / "b"], library)
    assert report.removed == [str(first[0])]
    assert [(held.folder, held.gone, held.documents) for held in report.held_back] == [(str(folder / "b"), 2, 2)]


def test_a_folder_named_inside_another_is_held_back_though_the_outer_one_lost_little(
    library: Library, folder: Path
) -> None:
    outer, inner = ferries(folder, 8), ferries(folder / "inner", 2, first=8)
    ingest(folder, library)
    outer[0].unlink(), inner[0].unlink(), inner[1].unlink()
    report = ingest([folder, folder / "inner"], library)
    assert report.removed == [str(outer[0])]
    assert len(held(library)) == 9


def test_an_empty_folder_keeps_its_documents_and_asks_for_its_disk(library: Library, folder: Path) -> None:
    ferries(folder, 2)
    ingest(folder, library)
    for path in folder.iterdir():
        path.unlink()
    report = ingest(folder, library)
    assert "(the folder is empty: is its disk mounted?)" in str(report.held_back[0])
    assert len(held(library)) == 2


def test_a_named_file_that_is_no_longer_there_is_an_error_and_stays(library: Library, folder: Path) -> None:
    file = ferries(folder, 1)[0]
    ingest(file, library)
    file.unlink()
    with pytest.raises(Exception, match="no such file or folder"):
        ingest(file, library)
    assert len(held(library)) == 1


def test_uploads_are_never_removed_by_a_folder_around_the_library(library: Library, folder: Path) -> None:
    upload = store_upload(ferries(folder, 1)[0], "report.txt", library)
    ingest(upload, library)
    ferries(library.path.parent, 3, first=5)
    ingest(library.path.parent, library)
    upload.unlink()
    assert ingest(library.path.parent, library).removed == []
    assert str(upload) in held(library)
    report = ingest(library.path, library, allow_removal=True)
    assert report.removed == [str(upload)]


def test_an_upload_whose_copy_is_gone_is_not_moved_to_a_file_of_the_same_bytes(library: Library, folder: Path) -> None:
    file = ferries(folder, 1)[0]
    upload = store_upload(file, "report.txt", library)
    ingest(upload, library)
    upload.unlink()
    assert counts(ingest(folder, library)) == "1 added, 0 updated, 0 unchanged"


def test_what_still_exists_but_is_not_read_is_not_gone(library: Library, folder: Path) -> None:
    files = ferries(folder, 6)
    hidden = write(folder / ".hidden.txt", "It is hidden.")
    ingest([folder, hidden], library)
    files[0].unlink()
    files[0].symlink_to(folder / "nowhere.txt")
    files[1].write_bytes(b"\x7fELF\0\1\2")
    files[2].unlink()
    os.mkfifo(files[2])
    report = ingest(folder, library)
    assert report.removed == []
    assert len(held(library)) == 7
    assert {failure.path for failure in report.failed} == {str(path) for path in files[:3]}
    assert all(failure.reason.endswith("; its earlier version stays in the library") for failure in report.failed)


def test_a_file_whose_name_is_a_folder_now_is_gone(library: Library, folder: Path) -> None:
    files = ferries(folder, 3)
    ingest(folder, library)
    files[0].unlink()
    write(files[0] / "inner.txt", "It lies deeper now.")
    report = ingest(folder, library)
    assert report.removed == [str(files[0])]
    assert len(report.added) == 1


def test_a_file_that_became_a_link_to_its_new_place_has_moved(library: Library, folder: Path) -> None:
    files = ferries(folder, 3)
    ingest(folder, library)
    moved_to = folder / "kept" / "00.txt"
    moved_to.parent.mkdir()
    files[0].rename(moved_to)
    files[0].symlink_to(moved_to)
    report = ingest(folder, library)
    assert paths(report.moved) == [str(moved_to)]
    assert counts(report) == "2 unchanged, 1 moved"


@contextlib.contextmanager
def nobody() -> Iterator[None]:
    """Go on with the rights of a user who may be refused something; such a user can start no readers."""
    user = os.geteuid()
    try:
        if user == 0:
            os.seteuid(65534)
    except OSError:
        pytest.skip("root reads every folder, and this user namespace knows no other user")
    try:
        yield
    finally:
        os.seteuid(user)


@pytest.mark.parametrize("mode", [0o000, 0o300, 0o600], ids=["closed", "not listed", "listed, not entered"])
def test_a_folder_that_cannot_be_looked_into_keeps_its_documents_and_says_so(mode: int) -> None:
    place = Path(tempfile.mkdtemp()).resolve()
    place.chmod(0o755)  # pytest's own folders are closed to others
    files = ferries(place / "documents", 8)
    lost = ferries(place / "documents" / "closed" / "deep", 2, first=8)[0]
    with Library(place / "library", embedder=EMBEDDER) as library:
        ingest(place / "documents", library)
        lost.unlink()
        (place / "documents" / "closed").chmod(mode)
        with nobody():
            planned = plan(find_files([place / "documents"], library.path), library, allow_removal=True)
        (place / "documents" / "closed").chmod(0o755)
        assert [len(planned.unchanged), planned.gone, planned.moved] == [len(files), [], []]
        assert "closed" in planned.failed[0].path
        assert planned.failed[0].reason == "cannot be read: permission denied; the 2 documents of it stay"
        assert ingest(place / "documents", library).removed == [str(lost)]
    shutil.rmtree(place)


def test_folders_that_programs_fill_are_left_out_counted_and_read_when_named(library: Library, folder: Path) -> None:
    ferries(folder, 1)
    ferries(folder / "node_modules" / "package", 1, first=1)
    ferries(folder / "code" / "__pycache__", 1, first=2)
    ferries(folder / "my-env" / "lib", 1, first=3)
    (folder / "my-env" / "pyvenv.cfg").write_text("home = /usr/bin")
    ferries(folder / "venv", 1, first=4)  # a folder of that name alone is nobody's machine's
    report = ingest(folder, library)
    assert len(report.added) == 2
    assert sorted(Path(one.path).name for one in report.left_out) == ["__pycache__", "my-env", "node_modules"]
    assert len(ingest(folder / "node_modules", library).added) == 1
    assert ingest(folder, library).removed == []
    assert len(ingest([folder, folder / "node_modules"], library).left_out) == 2


def test_a_scan_is_incomplete_on_every_run_and_read_again_once_ocr_is_there(tmp_path: Path) -> None:
    folder, without = tmp_path / "documents", tmp_path / "no programs"
    folder.mkdir()
    (folder / "scan.pdf").write_bytes(_scan())
    first, second = (_ingested(folder, tmp_path, without) for _ in range(2))
    assert [first.stdout, second.stdout] == [
        "1 added, 0 updated, 0 unchanged, 1 incomplete\n",
        "0 added, 0 updated, 1 unchanged, 1 incomplete\n",
    ]
    assert [first.returncode, second.returncode] == [1, 1]
    assert first.stderr == second.stderr
    assert NO_OCR in first.stderr
    (folder / "scan.pdf").rename(folder / "moved.pdf")
    third = _ingested(folder, tmp_path, without)
    assert third.stdout == "0 added, 0 updated, 0 unchanged, 1 moved, 1 incomplete\n"
    assert third.stderr.splitlines()[0] == first.stderr.strip().replace("scan.pdf", "moved.pdf")
    programs = _with_a_reader(tmp_path)
    assert _ingested(folder, tmp_path, programs).stdout == "0 added, 1 updated, 0 unchanged\n"
    assert _ingested(folder, tmp_path, programs).stdout == "0 added, 0 updated, 1 unchanged\n"


def _ingested(folder: Path, place: Path, programs: Path) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, whose readers find these programs alone."""
    return subprocess.run(
        [sys.executable, "-m", "ingest", str(folder), "--library", str(place / "library")],
        capture_output=True,
        encoding="utf-8",
        env={**environment(), "PATH": str(programs)},
        timeout=300,
        check=False,
    )


def _scan() -> bytes:
    writer = Writer()
    writer.fill([Column(72, 60, 450)], [LONG[0]], Look(size=13, leading=17))
    writer.page()
    writer.canvas.drawImage(ImageReader(Image.effect_noise((300, 400), 90)), 0, 0, *A4)
    return writer.done()


def _with_a_reader(place: Path) -> Path:
    """Make a program where Tesseract would be that reads one word on every page."""
    folder = place / "programs"
    folder.mkdir()
    columns = "level page_num block_num par_num line_num word_num left top width height conf text".split()
    row = ["5", "1", "1", "1", "1", "1", "10", "10", "40", "20", "96", "Harbour"]
    (folder / "table.tsv").write_text("\t".join(columns) + "\n" + "\t".join(row) + "\n")
    program = folder / ocr.PROGRAM
    program.write_text(
        '#!/bin/sh\nif [ "$1" = --list-langs ]; then echo "List:"; echo eng; exit; fi\n'
        f'/bin/cat > /dev/null; /bin/cat "{folder}/table.tsv"\n'
    )
    program.chmod(0o755)
    return folder


def test_a_preview_says_what_an_ingest_then_does_and_writes_nothing(library: Library, folder: Path) -> None:
    files = ferries(folder, 6)
    ingest(folder, library)
    before = held(library)
    files[0].rename(folder / "moved.txt")
    files[1].unlink()
    write(files[2], "The ferry is late.")
    write(folder / "new.txt", "There is a new ferry.")
    said = preview([folder, "https://example.org/hours"], library)
    assert held(library) == before
    assert said.addresses == ["https://example.org/hours"]
    done = ingest(folder, library)
    assert [str(path) for path in said.new] == paths(done.added) == [str(folder / "new.txt")]
    assert [str(path) for path in said.changed] == paths(done.updated) == [str(files[2])]
    assert [str(move.path) for move in said.moved] == paths(done.moved) == [str(folder / "moved.txt")]
    assert paths(said.gone) == done.removed == [str(files[1])]
    assert len(said.unchanged) == len(done.unchanged) == 3


def test_a_preview_for_a_library_that_is_not_there_makes_none(tmp_path: Path, folder: Path) -> None:
    files = ferries(folder, 2)
    assert preview(folder, tmp_path / "nowhere").new == files
    assert not (tmp_path / "nowhere").exists()
