"""Files -> library: read in worker processes, chunk, add in batches; one bad file never stops the others."""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ingest import chunker
from ingest.changes import EARLIER_STAYS, plan
from ingest.files import find_files, is_url
from ingest.reading import Parsed, digest_of
from ingest.report import Failure, Gap, IngestReport, IngestStopped, Progress
from ingest.settling import SoFar, settle
from ingest.uploads import settle_uploads
from rag.document import Draft
from rag.text.language import document_language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from ingest.changes import Move, Plan
    from ingest.fetch import Fetcher
    from ingest.files import FoundFiles
    from ingest.workers.job import Limits, Refused
    from rag.document import Document
    from rag.library.library import Library

BATCH_DOCUMENTS = 512
BATCH_CHUNKS = 2000
"""Documents and chunks given to the library at a time: enough to make its fixed cost small, few enough for memory."""


def ingest(
    paths: Iterable[str | os.PathLike[str]] | str | os.PathLike[str],
    library: Library,
    on_progress: Callable[[Progress], None] | None = None,
    *,
    fetcher: Fetcher | None = None,
    allow_removal: bool = False,
    limits: Limits | None = None,
    digest: Callable[[Path], str] = digest_of,
) -> IngestReport:
    """Bring files, folders and addresses (https://...) into a library, and let it follow what became of them.

    A file that cannot be read within the limits is reported and changes nothing: a version of it that is in the
    library stays. Documents whose file is gone from a named folder are removed; where that is more than half of the
    folder's, only if `allow_removal`. `digest` names a file's bytes; one that remembers saves reading them.

    Raises:
        LoadError: a named path does not exist; nothing has been written then.
        LibraryError: the library cannot take documents; those of earlier batches are in.
        IngestStopped: Ctrl-C; what was written stays.
    """
    named, addresses = _told_apart(paths)
    found = find_files(named, library.path)
    if not addresses:
        return _ingest(found, library, _Means(on_progress, allow_removal, limits, digest))
    from ingest.fetch import settle_pages, store_pages  # here: the web's client is not paid for by a folder

    pages = store_pages(addresses, library, fetcher)
    urls = {str(path): address for path, address in pages.paths.items()}
    found = find_files([*named, *pages.paths], library.path)
    report = _ingest(found, library, _Means(on_progress, allow_removal, limits, digest, urls))
    report.failed[:] = [*pages.failed, *settle_pages(pages, report.failed, library)]
    return report


def preview(
    paths: Iterable[str | os.PathLike[str]] | str | os.PathLike[str],
    library: Library | Path,
    *,
    allow_removal: bool = False,
) -> Plan:
    """Say what an ingest would do, and do none of it; a Path is where a library would be made that is not there yet.

    Raises:
        LoadError: a named path does not exist.
    """
    named, addresses = _told_apart(paths)
    if isinstance(library, Path):
        made = plan(find_files(named, library), None)
    else:
        made = plan(find_files(named, library.path), library, allow_removal=allow_removal)
    return replace(made, addresses=addresses)


@dataclass(frozen=True, slots=True)
class _Means:
    """Hold what an ingest was asked to go about its work with."""

    on_progress: Callable[[Progress], None] | None
    allow_removal: bool
    limits: Limits | None
    digest: Callable[[Path], str]
    urls: Mapping[str, str] = field(default_factory=dict)
    """The addresses that files were fetched from, by path."""


def _ingest(found: FoundFiles, library: Library, means: _Means) -> IngestReport:
    """Go the way of the files: plan, move, read and add, remove, settle."""
    run = _Run(library, len(found.paths), means)
    try:
        planned = plan(found, library, allow_removal=means.allow_removal, digest=means.digest)
        run.take_over(planned)
        run.move(planned.moved)
        _bring_in([*planned.new, *planned.changed], run, means.limits)
        run.remove(planned.gone)
        settle(library)
    except KeyboardInterrupt as stop:
        raise IngestStopped(run.count_written(), run.files) from stop
    finally:
        settle_uploads(found.paths, library)
    return run.report


def _told_apart(
    named: Iterable[str | os.PathLike[str]] | str | os.PathLike[str],
) -> tuple[list[str | os.PathLike[str]], list[str]]:
    """Tell paths from addresses."""
    paths: list[str | os.PathLike[str]] = []
    addresses: list[str] = []
    for name in [named] if isinstance(named, (str, os.PathLike)) else named:
        if isinstance(name, str) and is_url(name):
            addresses.append(name)
        else:
            paths.append(name)
    return paths, addresses


def _bring_in(paths: Sequence[Path], run: _Run, limits: Limits | None) -> None:
    """Read what is new or changed, ahead of what is embedded and written."""
    if not paths:
        return
    from ingest.workers.pool import shared_workers  # here: whoever only looks at files starts no process

    with closing(shared_workers().read(paths, limits)) as outcomes:
        for outcome in outcomes:
            run.take(outcome.path, outcome.result)
    run.flush()


@dataclass
class _Run:
    """Take the files of one ingest in turn and hand them to the library in batches."""

    library: Library
    files: int
    means: _Means
    report: IngestReport = field(default_factory=IngestReport)
    _changed: frozenset[str] = frozenset()
    """Paths of which the library has an earlier version."""
    _batch: list[Draft] = field(default_factory=list)
    _offered: dict[str, str] = field(default_factory=dict)
    """The digests of what was given to the library, by path."""
    _files_done: int = 0
    _chunks: int = 0
    _chunks_done: int = 0

    @cached_property
    def _so_far(self) -> SoFar:
        """Know what repeats; asked of the library before the first file is taken."""
        return SoFar(self.library)

    def take_over(self, planned: Plan) -> None:
        """Note what needs nothing done, and what a plan says of the rest."""
        self._changed = frozenset(map(str, planned.changed))
        self.report.unchanged.extend(planned.unchanged)
        self.report.failed.extend(planned.failed)
        self.report.held_back.extend(planned.guarded)
        self.report.left_out.extend(planned.left_out)
        self._note_gaps(planned.unchanged)
        self._files_done = self.files - len(planned.moved) - len(planned.new) - len(planned.changed)
        self._tell()

    def count_written(self) -> int:
        """Count the files that the next run need not read again; asked of the library, which may have been stopped."""
        digests = self.library.digests()
        written = sum(digests.get(path) == digest for path, digest in self._offered.items())
        return written + len(self.report.unchanged) + len(self.report.moved)

    def move(self, moves: Sequence[Move]) -> None:
        """Give documents the path at which their file lies now."""
        moved = self.library.move_all({move.document.id: str(move.path) for move in moves})
        self.report.moved.extend(moved)
        self._note_gaps(moved)
        self._files_done += len(moved)
        self._tell()

    def remove(self, gone: Sequence[Document]) -> None:
        """Take out documents whose file is gone."""
        removed = self.library.remove_all([document.id for document in gone])
        self.report.removed.extend(document.path for document in removed)

    def take(self, path: Path, result: Parsed | Refused) -> None:
        """Take one file that was read, or note why it was not."""
        if isinstance(result, Parsed):
            self._batch.append(self._draft(path, result))
            self.report.gaps.extend(Gap(str(path), one) for one in result.warnings)
        else:
            stays = EARLIER_STAYS if str(path) in self._changed else ""
            self.report.failed.append(Failure(str(path), result.reason + stays))
        self._files_done += 1
        self._tell()
        if len(self._batch) >= BATCH_DOCUMENTS or sum(len(draft.chunks) for draft in self._batch) >= BATCH_CHUNKS:
            self.flush()

    def flush(self) -> None:
        """Add what was read since the last time."""
        if not self._batch:
            return
        batch, self._batch = self._batch, []
        self._offered.update((draft.path, draft.digest) for draft in batch)
        for document in self.library.add(batch, self._embedded):
            (self.report.updated if document.path in self._changed else self.report.added).append(document)

    def _draft(self, path: Path, parsed: Parsed) -> Draft:
        layout = self._so_far.mark(parsed.layout, parsed.edges)
        chunks = chunker.chunk(parsed.title, layout, self.library.embedder)
        self._chunks += len(chunks)
        return Draft(
            str(path),
            parsed.digest,
            parsed.title,
            layout,
            chunks,
            parsed.date,
            author=parsed.author,
            url=self.means.urls.get(str(path)),
            language=document_language([paragraph.text for paragraph in layout.paragraphs]),
            gaps=parsed.warnings,
            edges=parsed.edges.lines,
            body=parsed.edges.body,
        )

    def _note_gaps(self, documents: Iterable[Document]) -> None:
        """Name again what is missing of documents that were not read: a scan never counts as done."""
        self.report.gaps.extend(Gap(document.path, gap) for document in documents for gap in document.gaps)

    def _embedded(self, chunks: int) -> None:
        self._chunks_done += chunks
        self._tell()

    def _tell(self) -> None:
        if self.means.on_progress is not None:
            self.means.on_progress(Progress(self.files, self._files_done, self._chunks, self._chunks_done))
