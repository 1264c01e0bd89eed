"""The documents beside the chat: what is there, what came in, what did not and why, and the way out."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from ingest import Failure, IngestReport, ingest
from ingest.settling import settle
from ingest.uploads import store_upload
from rag.errors import DocumentNotFoundError
from ui.render import clip, escape

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ingest import Progress
    from rag.document import Document
    from rag.library.library import Library

UPLOAD_LIMIT = 50 * 1024 * 1024
"""Bytes of one file; the server refuses more."""
LONGEST_LIST = 300
"""Documents listed on the page; `citeback sources` lists them all."""
LONGEST_REASON = 400


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


def remove(library: Library, document_id: str) -> str:
    """Take a document out and say so in HTML; an uploaded copy goes with it."""
    try:
        document = library.remove(document_id)
        settle(library)
    except DocumentNotFoundError as error:
        return notice_html(str(error), bad=True)
    path = Path(document.path)
    if path.parent == library.path / "files":
        path.unlink(missing_ok=True)
    return notice_html(f"Removed {clip(document.title, 80)}.")


def list_html(documents: Sequence[Document]) -> str:
    """Write the list of documents, newest addition first."""
    if not documents:
        return '<p class="none">No documents yet.</p>'
    shown = "".join(_item(document) for document in list(reversed(documents))[:LONGEST_LIST])
    rest = len(documents) - LONGEST_LIST
    more = f'<p class="none">and {rest:,} more; <code>citeback sources</code> lists them all</p>' if rest > 0 else ""
    return f'<ul class="documents">{shown}</ul>{more}'


def report_html(report: IngestReport) -> str:
    """Write what became of each file that was sent."""
    states = (
        ("added", report.added),
        ("updated", report.updated),
        ("moved", report.moved),
        ("unchanged", report.unchanged),
    )
    fine = [
        f'<li class="{state}"><b>{state}</b> <bdi>{escape(clip(PurePath(document.path).name, 120))}</bdi></li>'
        for state, documents in states
        for document in documents
    ]
    failed = [
        f'<li class="failed"><b>not added</b> <bdi>{escape(clip(path, 120))}</bdi>: '
        f"{escape(clip(reason, LONGEST_REASON))}</li>"
        for path, reason in report.failed
    ]
    gaps = [
        f'<li class="failed"><b>incomplete</b> <bdi>{escape(clip(PurePath(gap.path).name, 120))}</bdi>: '
        f"{escape(clip(gap.missing, LONGEST_REASON))}</li>"
        for gap in report.gaps
    ]
    items = "".join([*failed, *gaps, *fine][:LONGEST_LIST])
    return f'<ul class="report" role="status">{items}</ul>' if items else ""


def notice_html(message: str, bad: bool = False) -> str:
    """Write one line about what was done."""
    state = "failed" if bad else "done"
    return f'<ul class="report" role="status"><li class="{state}">{escape(message)}</li></ul>'


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


def _item(document: Document) -> str:
    title = escape(clip(document.title, 120))
    dated = f" · <time>{escape(document.date)}</time>" if document.date else ""
    return (
        f'<li><button type="button" class="open" data-document="{escape(document.id)}"><bdi>{title}</bdi></button>'
        f'<span class="file"><bdi>{escape(clip(PurePath(document.path).name, 80))}</bdi>{dated}</span>'
        f'<details><summary aria-label="Remove {title}" title="Remove">×</summary>'
        f'<button type="button" class="remove" data-remove="{escape(document.id)}">Remove it</button></details></li>'
    )
