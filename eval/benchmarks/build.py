"""Build the library of a benchmark's corpus, through the same chunker and stores as any other."""

from __future__ import annotations

import hashlib
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import quote

from ingest.chunker import chunk
from rag.document import Draft, Layout, Paragraph

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from eval.benchmarks.datasets import CorpusDocument
    from rag.library.library import Library
    from rag.models.embedder import Embedder

BATCH = 200
"""Documents added at a time."""


def fill(library: Library, documents: Sequence[CorpusDocument], on_progress: Callable[[int], None]) -> None:
    """Add the documents that are not there yet; `on_progress` is told how many more are in."""
    present = {document.path for document in library.documents()}
    missing = iter([document for document in documents if path_of(document) not in present])
    on_progress(len(present))
    while batch := list(islice(missing, BATCH)):
        library.add([_draft(document, library.embedder) for document in batch])
        on_progress(len(batch))


def path_of(document: CorpusDocument) -> str:
    """Make the path that stands for a document which is no file."""
    return f"/benchmark/{quote(document.id, safe='')}"


def paragraph_ids(documents: Sequence[CorpusDocument]) -> Mapping[tuple[str, int], str]:
    """Map path and paragraph number to the name that the questions know the paragraph by."""
    return {
        (path_of(document), number): paragraph.id
        for document in documents
        for number, paragraph in enumerate(document.paragraphs, start=1)
    }


def _draft(document: CorpusDocument, embedder: Embedder) -> Draft:
    title = document.paragraphs[0].title
    paragraphs = tuple(
        Paragraph(number, paragraph.text, heading="" if paragraph.title == title else paragraph.title)
        for number, paragraph in enumerate(document.paragraphs, start=1)
    )
    digest = hashlib.sha256("\n".join(paragraph.text for paragraph in paragraphs).encode()).hexdigest()
    layout = Layout(paragraphs)
    return Draft(path_of(document), digest, title, layout, chunk(title, layout, embedder))
