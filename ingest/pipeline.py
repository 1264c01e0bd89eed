"""Files -> library: read in worker processes, chunk, add in batches; one bad file never stops the others."""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest import chunker
from ingest.files import find_files, is_url
from ingest.reading import Parsed, digest_of
from ingest.report import Failure, Gap, IngestReport, IngestStopped, Progress
from rag.document import Draft
from rag.errors import LoadError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from ingest.fetch import Fetcher
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
    limits: Limits | None = None,
) -> IngestReport:
    """Bring files, folders and addresses (https://...) into a library: what is new, and what changed since.

    A file that cannot be read within the limits is reported and changes nothing: a version of it that is in the
    library stays.

    Raises:
        LoadError: a named path does not exist; nothing has been written then.
        LibraryError: the library cannot take documents; those of earlier batches are in.
        IngestStopped: Ctrl-C; what was written stays.
    """
    named = [paths] if isinstance(paths, (str, os.PathLike)) else paths
    paths, addresses = _told_apart(named)
    if addresses:
        from ingest.fetch import settle_pages, store_pages  # here: the web's client is not paid for by a folder

        pages = store_pages(addresses, library, fetcher)
        report = ingest([*paths, *pages.paths], library, on_progress, limits=limits)
        report.failed[:] = [*pages.failed, *settle_pages(pages, report.failed, library)]
        return report
    found = find_files(paths, library.path)
    run = _Run(library, len(found.paths), on_progress, {document.path: document for document in library.documents()})
    run.report.failed.extend(found.failed)
    try:
        _bring_in(found.paths, run, limits)
    except KeyboardInterrupt as stop:
        raise IngestStopped(run.count_written(), run.files) from stop
    return run.report


def _told_apart(
    named: Iterable[str | os.PathLike[str]],
) -> tuple[list[str | os.PathLike[str]], list[str]]:
    paths: list[str | os.PathLike[str]] = []
    addresses: list[str] = []
    for name in named:
        if isinstance(name, str) and is_url(name):
            addresses.append(name)
        else:
            paths.append(name)
    return paths, addresses


def _bring_in(paths: Sequence[Path], run: _Run, limits: Limits | None) -> None:
    """Read what is new or changed, ahead of what is embedded and written."""
    from ingest.workers.pool import shared_workers  # here: whoever only looks at files starts no process

    with closing(shared_workers().read(run.changed(paths), limits)) as outcomes:
        for outcome in outcomes:
            run.take(outcome.path, outcome.result)
    run.flush()


@dataclass
class _Run:
    """Take the files of one ingest in turn and hand them to the library in batches."""

    library: Library
    files: int
    on_progress: Callable[[Progress], None] | None
    _live: dict[str, Document]
    """What was in the library before, by path."""
    report: IngestReport = field(default_factory=IngestReport)
    _batch: list[Draft] = field(default_factory=list)
    _offered: dict[str, str] = field(default_factory=dict)
    """The digests of what was given to the library, by path."""
    _files_done: int = 0
    _chunks: int = 0
    _chunks_done: int = 0

    def count_written(self) -> int:
        """Count the files that the next run need not read again; asked of the library, which may have been stopped."""
        digests = self.library.digests()
        written = sum(digests.get(path) == digest for path, digest in self._offered.items())
        return written + len(self.report.unchanged)

    def changed(self, paths: Iterable[Path]) -> Iterator[Path]:
        """Give the files whose bytes are not those of their live version; the others are noted as unchanged."""
        digests = self.library.digests()
        for path in paths:
            known = digests.get(str(path))
            if known is not None and known == _digest_or_none(path):
                self.report.unchanged.append(self._live[str(path)])
                self._files_done += 1
                self._tell()
            else:
                yield path

    def take(self, path: Path, result: Parsed | Refused) -> None:
        """Take one file that was read, or note why it was not."""
        if isinstance(result, Parsed):
            self._batch.append(self._draft(path, result))
            self.report.gaps.extend(Gap(str(path), one) for one in result.warnings)
        else:
            stays = "; its earlier version stays in the library" if str(path) in self._live else ""
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
            (self.report.updated if document.path in self._live else self.report.added).append(document)

    def _draft(self, path: Path, parsed: Parsed) -> Draft:
        chunks = chunker.chunk(parsed.title, parsed.layout, self.library.embedder)
        self._chunks += len(chunks)
        return Draft(
            str(path),
            parsed.digest,
            parsed.title,
            parsed.layout,
            chunks,
            parsed.date,
            author=parsed.author,
            gaps=parsed.warnings,
        )

    def _embedded(self, chunks: int) -> None:
        self._chunks_done += chunks
        self._tell()

    def _tell(self) -> None:
        if self.on_progress is not None:
            self.on_progress(Progress(self.files, self._files_done, self._chunks, self._chunks_done))


def _digest_or_none(path: Path) -> str | None:
    """Hash a file; None for one that cannot be read, which its reader will say."""
    try:
        return digest_of(path)
    except (LoadError, OSError):
        return None
