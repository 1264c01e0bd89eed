from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from command import environment
from folders import ferries, held, write
from hash_embedder import HashEmbedder
from typing_extensions import Self

from ingest import IngestReport
from ingest.watching import NOT_THERE, following, watch
from rag.errors import LoadError
from rag.library.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path
    from types import TracebackType

    import numpy as np
    from numpy.typing import NDArray

PATIENCE_SECONDS = 60.0
"""For a machine that does much else; a test that passes waits a second or two."""


@dataclass
class Followed:
    """Follow folders in a thread, and keep what is reported."""

    library: Library
    paths: list[Path]
    reports: list[IngestReport] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._ends = following(self.paths, self.library, self.reports.append)
        self._ends.__enter__()
        self.until(lambda: bool(self.reports))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ends.__exit__(kind, error, trace)

    def until(self, is_so: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE_SECONDS
        while not is_so():
            assert time.monotonic() < end, self.reports
            time.sleep(0.05)

    def until_held(self, paths: set[Path]) -> None:
        self.until(lambda: set(held(self.library)) == set(map(str, paths)))

    def until_says(self, path: Path) -> None:
        """Wait until the library has what the file says now."""
        self.until(lambda: held(self.library).get(str(path)) == path.read_text(encoding="utf-8"))


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library", embedder=HashEmbedder()) as library:
        yield library


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    return folder


def test_what_is_added_changed_moved_and_deleted_is_followed(library: Library, folder: Path) -> None:
    files = ferries(folder, 4)
    with Followed(library, [folder]) as followed:
        assert followed.reports[0].summary == "4 added, 0 updated, 0 unchanged"
        new = write(folder / "below" / "new.txt", "The bridge is closed.")
        followed.until_held({*files, new})
        followed.until_says(write(files[0], "Ferry number 0 is late."))
        ids = {document.path: document.id for document in library.documents()}
        moved = files[1].rename(folder / "below" / "moved.txt")
        followed.until_held({files[0], files[2], files[3], new, moved})
        assert library.find(str(moved))[0].id == ids[str(files[1])]
        files[2].unlink()
        followed.until_held({files[0], files[3], new, moved})
    said = followed.reports[1:]
    assert sum(len(report.added) for report in said) == 1
    assert sum(len(report.moved) for report in said) == 1
    assert [path for report in said for path in report.removed] == [str(files[2])]


def test_an_editor_that_writes_beside_and_renames_updates_one_document(library: Library, folder: Path) -> None:
    file = ferries(folder, 1)[0]
    with Followed(library, [folder]) as followed:
        for number in range(3):
            write(folder / ".00.txt.swp", "half").rename(file)
            write(folder / "4913", "probe").unlink()
            write(file.with_suffix(".tmp"), f"Ferry number 0 leaves at {number}.").replace(file)
            followed.until_says(file)
    assert len(library.documents()) == 1


def test_a_file_is_read_when_it_is_written_to_its_end(library: Library, folder: Path) -> None:
    ferries(folder, 1)
    with Followed(library, [folder]) as followed:
        with (folder / "slow.txt").open("w") as file:
            for number in range(15):
                file.write(f"Line {number} of the slow file. ")
                file.flush()
                time.sleep(0.1)
        followed.until(lambda: "Line 14" in held(library).get(str(folder / "slow.txt"), ""))
    assert not any(report.failed for report in followed.reports)


def test_a_folder_that_goes_away_keeps_its_documents_and_is_followed_when_it_is_back(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    files = ferries(folder, 2)
    other = ferries(tmp_path / "other", 1, first=5)[0]
    with Followed(library, [folder, tmp_path / "other"]) as followed:
        shutil.rmtree(folder)
        followed.until(
            lambda: any(failure.reason == NOT_THERE for report in followed.reports for failure in report.failed)
        )
        followed.until_says(write(other, "The other ferry is late."))
        assert len(held(library)) == 3
        folder.mkdir()
        new = ferries(folder, 3)[2]
        followed.until_held({*files, new, other})
        followed.until_says(write(new, "Ferry number 2 is late."))
    told = [failure for report in followed.reports for failure in report.failed]
    assert len(told) == len(set(told))


def test_a_folder_deleted_and_made_again_at_once_is_followed_on(library: Library, folder: Path) -> None:
    ferries(folder, 1)
    with Followed(library, [folder]) as followed:
        for number in range(3):
            shutil.rmtree(folder)
            folder.mkdir()
            followed.until_says(write(folder / "00.txt", f"It was made for the {number}th time."))


def test_a_folder_on_a_drive_that_gives_no_notice_is_followed_by_looking_around(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATCHFILES_FORCE_POLLING", "true")
    files = ferries(folder, 3)
    with Followed(library, [folder]) as followed:
        followed.until_says(write(folder / "new" / "new.txt", "The bridge is closed."))
        files[0].unlink()
        followed.until_held({*files[1:], folder / "new" / "new.txt"})


def test_a_named_file_is_followed_without_its_neighbours(library: Library, folder: Path) -> None:
    files = ferries(folder, 2)
    with Followed(library, [files[0]]) as followed:
        write(files[1], "The neighbour changes.")
        write(folder / "new", "Ferry number 0 is late.").replace(files[0])
        followed.until(lambda: held(library) == {str(files[0]): "Ferry number 0 is late."})


def test_a_library_inside_the_folder_does_not_follow_itself(folder: Path) -> None:
    file = ferries(folder, 1)[0]
    with (
        Library(folder / "library", embedder=HashEmbedder()) as library,
        Followed(library, [folder]) as followed,
    ):
        write(file, "Ferry number 0 is late.")
        followed.until(lambda: held(library) == {str(file): "Ferry number 0 is late."})
        time.sleep(3)
        assert len(followed.reports) == 2


def test_a_failure_is_said_once_and_again_when_it_comes_back(library: Library, folder: Path) -> None:
    bad = write(folder / "bad.txt", "")
    ferries(folder, 1)
    with Followed(library, [folder]) as followed:
        followed.until_says(write(folder / "01.txt", "Ferry number 1 is new."))
        followed.until_says(write(bad, "Now it says something."))
        assert sum(len(report.failed) for report in followed.reports) == 1
        bad.write_text("")
        followed.until(lambda: bool(followed.reports[-1].failed) and len(followed.reports) > 1)
        assert "is empty" in followed.reports[-1].failed[0].reason


@pytest.mark.parametrize(("name", "said"), [("nope", "no such file or folder"), ("\0", "no such"), ("", "is empty")])
def test_a_path_that_is_not_there_at_the_start_is_an_error(library: Library, name: str, said: str) -> None:
    with pytest.raises(LoadError, match=said):
        watch(name, library, lambda report: None, threading.Event())


def test_a_watch_beside_something_else_that_cannot_go_on_says_why(library: Library, folder: Path) -> None:
    reports: list[IngestReport] = []
    with following([folder / "nope"], library, reports.append):
        end = time.monotonic() + PATIENCE_SECONDS
        while not reports:
            assert time.monotonic() < end
            time.sleep(0.05)
    assert reports[0].failed[0].reason.startswith("is followed no more: ")


class Waiting(HashEmbedder):
    """Embed when told to."""

    def __init__(self) -> None:
        super().__init__()
        self.began, self.goes_on = threading.Event(), threading.Event()

    def embed(self, texts: Sequence[str], on_batch: Callable[[int], None] | None = None) -> NDArray[np.float32]:
        self.began.set()
        assert self.goes_on.wait(PATIENCE_SECONDS)
        return super().embed(texts, on_batch)


def test_a_watch_that_is_told_to_end_does_not_go_on_with_what_it_reads(folder: Path, tmp_path: Path) -> None:
    ferries(folder, 3)
    embedder = Waiting()
    reports: list[IngestReport] = []
    with Library(tmp_path / "library", embedder=embedder) as library:
        with following([folder], library, reports.append):
            assert embedder.began.wait(PATIENCE_SECONDS)
            threading.Timer(0.5, embedder.goes_on.set).start()
        assert (library.documents(), reports) == ([], [])


def test_more_than_half_gone_at_once_is_held_back_and_said_once(library: Library, folder: Path) -> None:
    files = ferries(folder, 4)
    with Followed(library, [folder]) as followed:
        aside = folder.parent / "aside"
        aside.mkdir()
        (folder / "away").mkdir()
        for path in files[:3]:
            path.rename(folder / "away" / path.name)
        followed.until_held({*(folder / "away" / path.name for path in files[:3]), files[3]})
        (folder / "away").rename(aside / "away")
        followed.until(lambda: bool(followed.reports[-1].held_back))
        ferries(folder, 5, first=4)
        followed.until(lambda: len(held(library)) == 9)
        assert sum(len(report.held_back) for report in followed.reports) == 1


def test_the_command_follows_a_folder_prints_a_line_a_change_and_ends_with_ctrl_c(folder: Path, tmp_path: Path) -> None:
    files = ferries(folder, 3)
    command = [sys.executable, "-m", "ingest", str(folder), "--watch", "--library", str(tmp_path / "library")]
    with (tmp_path / "said").open("w") as said, (tmp_path / "errors").open("w") as errors:
        process = subprocess.Popen(command, stdout=said, stderr=errors, env={**environment(), "PYTHONUNBUFFERED": "1"})

    def lines() -> list[str]:
        return (tmp_path / "said").read_text().splitlines()

    try:
        _wait(lambda: lines() == ["3 added, 0 updated, 0 unchanged"])
        write(files[0], "Ferry number 0 is late.")
        _wait(lambda: lines()[1:] == [f"updated {files[0]}"])
        files[1].rename(folder / "moved.txt")
        _wait(lambda: lines()[2:] == [f"moved to {folder / 'moved.txt'}"])
        files[2].unlink()
        _wait(lambda: lines()[3:] == [f"removed {files[2]}"])
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE_SECONDS) == 0
    finally:
        process.kill()
        process.wait()
    assert (tmp_path / "errors").read_text().splitlines() == [
        "following what was named; Ctrl-C ends it",
        "citeback: follows no more",
    ]


def _wait(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < end, os.environ.get("PYTEST_CURRENT_TEST")
        time.sleep(0.1)
