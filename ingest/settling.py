"""Settle, at the end of a run, which lines are furniture because several documents begin or end with them.

What is settled depends on the documents that are live and on nothing else: not on their order, not on the runs that
brought them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.chunker import chunk
from ingest.edges import edges
from rag.document import Layout

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from ingest.edges import Edges
    from rag.document import Document, Draft, Edge
    from rag.library.library import Library

REASON = "line repeated in several documents"
BATCH_DOCUMENTS = 64
BATCH_CHUNKS = 2000
"""Documents and chunks that are made anew at a time."""
BATCH_EDGES = 500
MOST_NOTED = 200_000
"""Lines that a run remembers; what repeats beyond them is found at its end."""


def settle(library: Library) -> list[Document]:
    """Leave out what repeats, take back what repeats no more; give the documents that changed.

    Their paragraphs keep their numbers, and a chunk that stays keeps its vector.
    """
    with library.exclusive():
        _read_edges(library)
        unsettled = library.repeated.unsettled()
        changed: list[Document] = []
        for batch in _batches(library, unsettled) if unsettled else ():
            changed += library.add(batch)
        return changed


class SoFar:
    """Know what repeats while a run goes on, so that its end has little left to change."""

    def __init__(self, library: Library) -> None:
        """Begin with what repeats in the library already."""
        self._repeated = set(library.repeated.lines())
        self._kept = frozenset(library.repeated.kept())
        self._least = library.repeated.least_documents
        self._bodies: dict[str, tuple[int, ...]] = {}

    def mark(self, layout: Layout, found: Edges) -> Layout:
        """Take note of a document's edges and leave out of its layout those that repeat so far."""
        for line in {edge.line for edge in found.lines} - self._repeated - self._kept:
            self._note(line, hash(found.body))
        return left_out(layout, found.lines, self._repeated)

    def _note(self, line: str, body: int) -> None:
        bodies = self._bodies.get(line, ())
        if body in bodies or (not bodies and len(self._bodies) >= MOST_NOTED):
            return
        if len(bodies) + 1 < self._least:
            self._bodies[line] = (*bodies, body)
            return
        self._repeated.add(line)
        self._bodies.pop(line, None)


def left_out(layout: Layout, lines: Sequence[Edge], repeated: Collection[str]) -> Layout:
    """Give a layout of which the lines that repeat say why they are left out, and no others."""
    numbers = {edge.number for edge in lines if edge.line in repeated}
    if not numbers and not any(paragraph.furniture for paragraph in layout.paragraphs):
        return layout
    marked = (
        replace(paragraph, furniture=REASON if paragraph.number in numbers else "") for paragraph in layout.paragraphs
    )
    return Layout(tuple(marked), layout.asides)


def _read_edges(library: Library) -> None:
    """Look for the edges of documents that an earlier release brought in, so many at a time."""
    unread = library.repeated.unread()
    for start in range(0, len(unread), BATCH_EDGES):
        found = [(id_, *edges(library.document(id_).layout)) for id_ in unread[start : start + BATCH_EDGES]]
        library.repeated.note(found)


def _batches(library: Library, ids: Sequence[str]) -> Iterator[list[Draft]]:
    """Make documents anew, so many at a time."""
    repeated = library.repeated.lines()
    batch: list[Draft] = []
    for document in map(library.document, ids):
        draft = library.repeated.draft(document)
        layout = left_out(draft.layout, draft.edges, repeated)
        batch.append(replace(draft, layout=layout, chunks=chunk(draft.title, layout, library.embedder)))
        if len(batch) >= BATCH_DOCUMENTS or sum(len(one.chunks) for one in batch) >= BATCH_CHUNKS:
            yield batch
            batch = []
    if batch:
        yield batch
