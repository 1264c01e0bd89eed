"""Files -> library: load, mark furniture, number, chunk, add; one bad file never stops the others."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from ingest import boilerplate, chunker, loaders, paragraphs
from ingest.files import find_files, is_url, plain_reason
from ingest.report import Failure, Gap, IngestReport, Progress
from rag.document import Draft
from rag.errors import LoadError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from ingest.fetch import Fetcher
    from rag.document import Document
    from rag.library.library import Library

BATCH_DOCUMENTS = 64
BATCH_CHUNKS = 2000
"""Documents and chunks given to the library at a time: enough to make its fixed cost small, few enough for memory."""
HASHED_AT_ONCE = 1 << 20


def ingest(
    paths: Iterable[str | os.PathLike[str]] | str | os.PathLike[str],
    library: Library,
    on_progress: Callable[[Progress], None] | None = None,
    *,
    fetcher: Fetcher | None = None,
) -> IngestReport:
    """Bring files, folders and addresses (https://...) into a library: what is new, and what changed since.

    A file that cannot be read is reported and changes nothing: a version of it that is in the library stays.

    Raises:
        LoadError: a named path does not exist; nothing has been written then.
        LibraryError: the library cannot take documents; those of earlier batches are in.
    """
    named = [paths] if isinstance(paths, (str, os.PathLike)) else paths
    paths, addresses = _told_apart(named)
    if addresses:
        from ingest.fetch import settle_pages, store_pages  # here: the web's client is not paid for by a folder

        pages = store_pages(addresses, library, fetcher)
        report = ingest([*paths, *pages.paths], library, on_progress)
        report.failed[:] = [*pages.failed, *settle_pages(pages, report.failed, library)]
        return report
    found = find_files(paths, library.path)
    run = _Run(library, len(found.paths), on_progress, {document.path: document for document in library.documents()})
    run.report.failed.extend(found.failed)
    for path in found.paths:
        run.take(path)
    run.flush()
    return run.report


class Read(NamedTuple):
    """Hold one file as the library stores it, and what of it could not be read."""

    draft: Draft
    missing: tuple[str, ...] = ()


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


def read(path: Path, digest: str, library: Library) -> Read:
    """Read one file into what the library stores.

    Raises:
        LoadError: it is no document, or has no text besides page furniture.
        OSError: it cannot be read.
    """
    loaded = loaders.load(path)
    layout = paragraphs.number(boilerplate.mark(loaded.blocks))
    if not layout.paragraphs:
        raise LoadError("has no text besides headings and page furniture")
    chunks = chunker.chunk(loaded.title, layout, library.embedder)
    return Read(Draft(str(path), digest, loaded.title, layout, chunks, loaded.date), loaded.warnings)


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
    _files_done: int = 0
    _chunks: int = 0
    _chunks_done: int = 0

    def take(self, path: Path) -> None:
        """Read one file if it is new or changed; its failure is noted, not raised."""
        try:
            self._take(path)
        except LoadError as error:
            self._fail(path, str(error))
        except OSError as error:
            self._fail(path, plain_reason(error))
        except RecursionError:
            self._fail(path, "is nested too deeply")
        self._files_done += 1
        self._tell()
        if len(self._batch) >= BATCH_DOCUMENTS or sum(len(draft.chunks) for draft in self._batch) >= BATCH_CHUNKS:
            self.flush()

    def flush(self) -> None:
        """Add what was read since the last time."""
        if not self._batch:
            return
        batch, self._batch = self._batch, []
        for document in self.library.add(batch, self._embedded):
            (self.report.updated if document.path in self._live else self.report.added).append(document)

    def _take(self, path: Path) -> None:
        digest = _digest(path)
        live = self._live.get(str(path))
        if live is not None and self.library.live_digest(live.path) == digest:
            self.report.unchanged.append(live)
            return
        draft, missing = read(path, digest, self.library)
        if _digest(path) != digest:
            raise LoadError("changed while it was read; ingest it again")
        self._batch.append(draft)
        self.report.gaps.extend(Gap(str(path), one) for one in missing)
        self._chunks += len(draft.chunks)

    def _fail(self, path: Path, reason: str) -> None:
        stays = "; its earlier version stays in the library" if str(path) in self._live else ""
        self.report.failed.append(Failure(str(path), reason + stays))

    def _embedded(self, chunks: int) -> None:
        self._chunks_done += chunks
        self._tell()

    def _tell(self) -> None:
        if self.on_progress is not None:
            self.on_progress(Progress(self.files, self._files_done, self._chunks, self._chunks_done))


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(HASHED_AT_ONCE):
            digest.update(part)
    return digest.hexdigest()
