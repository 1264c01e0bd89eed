"""An imported set -> a library whose paragraphs are exactly those that were given.

Its documents do not go the way of files: a loader may take a short paragraph for a heading, and what repeats for page
furniture, and then the paragraph that proves a fact would have another number or not be searched. Their files are
written beside, and named as where the text is from: an ingest of that folder finds nothing to do.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eval.facts import load_facts
from eval.metrics import ParagraphKey
from eval.references import proofs
from ingest.chunker import chunk
from rag.document import Draft, Layout, Paragraph
from rag.text.language import document_language

if TYPE_CHECKING:
    from collections.abc import Callable

    from eval.importers.imported import Imported, ImportedDocument
    from eval.importers.writing import Folder
    from rag.library.library import Library
    from rag.models.embedder import Embedder

BATCH_DOCUMENTS = 512
BATCH_CHUNKS = 2000
"""Documents and chunks given to the library at a time: enough to make its fixed cost small, few enough for memory."""


def fill(imported: Imported, folder: Folder, library: Library, on_progress: Callable[[int], None]) -> None:
    """Write the documents and add them; those that the library has already are left alone.

    `on_progress` is told how many more are in.

    Raises:
        SettingsError: a file cannot be written, or another text stands there.
    """
    known = library.digests()
    waiting: list[Draft] = []
    for document in imported.documents:
        path, digest = str(folder.file_of(document.name)), folder.write_document(document)
        if known.get(path) == digest:
            on_progress(1)
            continue
        waiting.append(_draft(document, path, digest, library.embedder))
        if len(waiting) >= BATCH_DOCUMENTS or sum(len(draft.chunks) for draft in waiting) >= BATCH_CHUNKS:
            library.add(waiting)
            on_progress(len(waiting))
            waiting = []
    if waiting:
        library.add(waiting)
        on_progress(len(waiting))


def _draft(document: ImportedDocument, path: str, digest: str, embedder: Embedder) -> Draft:
    layout = Layout(tuple(Paragraph(number, text) for number, text in enumerate(document.paragraphs, start=1)))
    return Draft(
        path,
        digest,
        document.title,
        layout,
        chunk(document.title, layout, embedder),
        language=document_language(document.paragraphs),
        body=hashlib.sha256("\n".join(document.paragraphs).encode()).hexdigest(),  # known: no later run looks for edges
    )


@dataclass(frozen=True, slots=True)
class Checked:
    """Say how the library bears the facts out."""

    proving: int
    """Paragraphs that prove a fact."""
    differing: int
    """Of these, not as they were given."""
    repeated: int
    """Other paragraphs that say the same as one of these, word for word; citing them counts as wrong."""


def check(imported: Imported, folder: Folder, library: Library) -> Checked:
    """Read the facts back as an evaluation does, and compare what they name with what was given.

    Raises:
        FactsError: a fact names a document or a paragraph that the library has not.
    """
    documents = library.documents()
    by_path = {document.path: document for document in documents}
    by_id = {document.id: document for document in documents}
    proving = {key for keys in proofs(load_facts(folder.facts), documents) for key in keys}
    held = {key: by_id[key.document_id].paragraphs[key.number - 1].text for key in proving}
    texts = frozenset(held.values())
    same = repeated = 0
    for given in imported.documents:
        document = by_path.get(str(folder.file_of(given.name)))
        for number, text in enumerate(given.paragraphs, start=1):
            key = ParagraphKey(document.id if document else "", number)
            same += held.get(key) == text
            repeated += key not in proving and text in texts
    return Checked(len(proving), len(proving) - same, repeated)
