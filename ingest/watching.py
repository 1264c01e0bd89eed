"""Named files and folders -> a library that follows them, until told to stop."""

from __future__ import annotations

import os
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.files import as_path, is_url
from ingest.hashes import Hashes
from ingest.notices import Stamp, changes, is_folder, stamp, wait_until_quiet
from ingest.pipeline import ingest
from ingest.reading import CHANGED, GROWS
from ingest.report import Failure, IngestReport
from rag.errors import CitebackError, DocumentNotFoundError, LoadError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ingest.report import Progress
    from rag.library.library import Library

LOOK_AGAIN_SECONDS = 300.0
"""After which all is looked at without a notice too: some drives give none."""
NOT_THERE = "is not there now; its documents stay, and it is followed again once it is back"
UNSETTLED = (CHANGED, GROWS)


def watch(
    paths: Sequence[str | os.PathLike[str]] | str | os.PathLike[str],
    library: Library,
    on_report: Callable[[IngestReport], None],
    stop: threading.Event | None = None,
    *,
    allow_removal: bool = False,
    on_progress: Callable[[Progress], None] | None = None,
) -> None:
    """Ingest files and folders, then again whenever something changed in them; addresses are fetched once.

    The first report holds everything, later ones what was not said before; a report without news is not given.

    Raises:
        LoadError: a named path does not exist at the start.
        LibraryError: the library cannot take documents.
        KeyboardInterrupt: Ctrl-C; what was written stays.
    """
    named = [paths] if isinstance(paths, (str, os.PathLike)) else list(paths)
    follower = _Follower(
        [as_path(one).absolute() for one in named if not _is_address(one)],
        [str(one) for one in named if _is_address(one)],
        library,
        on_report,
        stop or threading.Event(),
        allow_removal,
        on_progress,
    )
    follower.follow()


@contextmanager
def following(
    paths: Sequence[str | os.PathLike[str]], library: Library, on_report: Callable[[IngestReport], None]
) -> Iterator[None]:
    """Watch in a thread of its own while something else uses the library; what ends it is reported as a failure."""
    stop = threading.Event()

    def run() -> None:
        try:
            watch(paths, library, on_report, stop)
        except CitebackError as error:
            named = ", ".join(map(str, paths))
            on_report(IngestReport(failed=[Failure(named, f"is followed no more: {error}")]))

    thread = threading.Thread(target=run, name="citeback-watch", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


class _Ended(Exception):
    """Leave an ingest in its middle: whoever said stop waits for it."""


@dataclass(slots=True)
class _Follower:
    """Keep one library in step with what was named."""

    named: list[Path]
    addresses: list[str]
    library: Library
    on_report: Callable[[IngestReport], None]
    stop: threading.Event
    allow_removal: bool
    on_progress: Callable[[Progress], None] | None
    _hashes: Hashes = field(default_factory=Hashes)
    _told: set[str] = field(default_factory=set)
    _is_first: bool = True
    _is_due: bool = True
    """Look at everything at the next tick, noticed or not."""
    _looked: float = 0.0
    _files: list[Stamp] = field(default_factory=list)
    """Of the files that were named themselves."""

    def follow(self) -> None:
        """Follow until told to stop; the folders are watched anew whenever one of them is another one now."""
        while not self.stop.is_set():
            places = self._places()
            folders = [Path(os.path.realpath(path)) for path in self.named if is_folder(path)]
            self._is_due = True
            for changed in changes(folders, self.library.path, self.stop):
                self._turn(changed)
                if self._places() != places or not changed.isdisjoint(folders):
                    break

    def _turn(self, changed: set[Path]) -> None:
        """Bring the library up to date if anything may have changed."""
        files = [stamp(path) for path in self.named if not is_folder(path)]
        is_due = self._is_due or files != self._files or time.monotonic() - self._looked > LOOK_AGAIN_SECONDS
        if changed:
            wait_until_quiet(changed, self.stop)
        if (changed or is_due) and not self.stop.is_set():
            self._files = files
            self._hashes.forget(changed)
            self._bring_up_to_date()

    def _bring_up_to_date(self) -> None:
        self._looked, self._is_due = time.monotonic(), False
        there = self.named if self._is_first else [path for path in self.named if stamp(path)]
        addresses = self.addresses if self._is_first else []
        try:
            report = ingest(
                [*there, *addresses],
                self.library,
                self._show,
                allow_removal=self.allow_removal,
                digest=self._hashes.digest,
            )
        except _Ended:
            return
        except (LoadError, DocumentNotFoundError):  # it, or its document, went away in this very moment
            if self._is_first:
                raise
            self._is_due = True
            return
        missing = [path for path in self.named if path not in there]
        report.failed.extend(Failure(str(path), NOT_THERE) for path in missing)
        self._tell(report)
        self._is_first = False

    def _show(self, reached: Progress) -> None:
        if self.stop.is_set():
            raise _Ended
        if self.on_progress is not None:
            self.on_progress(reached)

    def _tell(self, report: IngestReport) -> None:
        """Report what is new; a file in the middle of being written is no failure yet, and is tried again."""
        settled = [one for one in report.failed if not one.reason.startswith(UNSETTLED)]
        self._is_due = len(settled) < len(report.failed)
        problems = [*settled, *report.gaps, *report.held_back, *report.left_out]
        news = replace(
            report,
            failed=[one for one in settled if str(one) not in self._told],
            gaps=[one for one in report.gaps if str(one) not in self._told],
            held_back=[one for one in report.held_back if str(one) not in self._told],
            left_out=[one for one in report.left_out if str(one) not in self._told],
        )
        self._told = {str(one) for one in problems}
        if self._is_first or news.has_news:
            self.on_report(news)

    def _places(self) -> list[Stamp]:
        """Give what tells that a name leads to another place now, or to none."""
        return [stamp(path)[:2] for path in self.named]


def _is_address(name: str | os.PathLike[str]) -> bool:
    return isinstance(name, str) and is_url(name)
