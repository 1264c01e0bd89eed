"""Files into the library and documents out of it, as the page does both; what is taken out can be brought back."""

from __future__ import annotations

import shutil
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from ingest import Failure, IngestReport, ingest
from ingest.settling import settle
from ingest.uploads import store_upload

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ingest import Progress
    from rag.document import Document
    from rag.library.library import Library

UPLOAD_LIMIT = 50 * 1024 * 1024
"""Bytes of one file; the server refuses more."""
UNDO_SECONDS = 600
"""For which a removed file can be brought back; then its bytes are deleted."""


def take_in(
    uploads: Sequence[Path], library: Library, on_progress: Callable[[Progress], None] | None = None
) -> IngestReport:
    """Bring uploaded files into the library; one that cannot be taken is listed with its reason, and no copy stays."""
    refused: list[Failure] = []
    stored: list[Path] = []
    for upload in uploads:
        reason = _refusal(upload)
        if reason:
            refused.append(Failure(upload.name, reason))
            continue
        try:
            stored.append(store_upload(upload, upload.name, library))
        except OSError as error:
            refused.append(Failure(upload.name, f"cannot be copied: {error.strerror or error}"))
    report = ingest(stored, library, on_progress) if stored else IngestReport()
    for failure in report.failed:
        _drop_copy(library, failure)
    report.failed[:] = [*refused, *(Failure(PurePath(path).name, reason) for path, reason in report.failed)]
    return report


@dataclass(frozen=True, slots=True)
class _Removal:
    document: Document
    copy: Path | None
    """Where the bytes of an upload wait; None for a file that is the person's own."""
    at: float


class Bin:
    """Take documents out of a library and, for a time, bring them back; safe from many threads."""

    def __init__(self, library: Library, folder: Path | None = None) -> None:
        """Remove from this library; `folder` holds uploads that may come back, and goes with who made it."""
        self._library = library
        self._folder = folder
        self._removed: dict[str, _Removal] = {}
        self._lock = threading.Lock()

    def remove(self, document_id: str) -> Document:
        """Take a document out; an uploaded copy goes with it, into the bin.

        Raises:
            DocumentNotFoundError: no document has this id.
        """
        self._empty_old()
        document = self._library.remove(document_id)
        settle(self._library)
        path = Path(document.path)
        copy: Path | None = None
        if path.parent == self._library.path / "files":
            copy = self._set_aside(path)
        with self._lock:
            self._removed[document.id] = _Removal(document, copy, time.monotonic())
        return document

    def can_restore(self, document_id: str) -> bool:
        """Tell whether a removed document can be brought back."""
        removal = self._removed.get(document_id)
        return removal is not None and (removal.copy or Path(removal.document.path)).is_file()

    def restore(self, document_id: str) -> IngestReport | None:
        """Bring a removed document back: its links open again; None where it is too late."""
        self._empty_old()
        with self._lock:
            removal = self._removed.pop(document_id, None)
        if removal is None:
            return None
        path = Path(removal.document.path)
        if removal.copy is not None and removal.copy.is_file() and not path.exists():
            shutil.move(removal.copy, path)
        return ingest([path], self._library) if path.is_file() else None

    def _set_aside(self, path: Path) -> Path | None:
        if self._folder is None or not path.is_file():
            path.unlink(missing_ok=True)
            return None
        target = Path(tempfile.mkdtemp(dir=self._folder)) / path.name
        shutil.move(path, target)
        return target

    def _empty_old(self) -> None:
        """Delete what was removed long ago."""
        with self._lock:
            old = [key for key, removal in self._removed.items() if time.monotonic() - removal.at > UNDO_SECONDS]
            for key in old:
                copy = self._removed.pop(key).copy
                if copy is not None:
                    copy.unlink(missing_ok=True)


def _refusal(upload: Path) -> str:
    """Say why a file is not taken; the browser's own checks can be walked around."""
    size = upload.stat().st_size
    if size > UPLOAD_LIMIT:
        return f"has {size / 2**20:,.0f} MB, more than the limit of {UPLOAD_LIMIT // 2**20} MB"
    return ""


def _drop_copy(library: Library, failure: Failure) -> None:
    """Delete a stored copy that did not become a document; one that answers from an earlier upload stays."""
    if library.live_digest(failure.path) is None:
        Path(failure.path).unlink(missing_ok=True)
