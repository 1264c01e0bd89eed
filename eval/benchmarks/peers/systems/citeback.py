"""Citeback as it comes: ingest(), then what ask() would read first; and the same before the reader has read."""

from __future__ import annotations

from pathlib import Path

from ingest import ingest
from rag.assistant import Assistant
from rag.library.library import Library
from rag.models.embedder import BundledEmbedder
from rag.models.reader import Reader
from rag.retriever import Retriever
from rag.settings import Settings

WAYS = ("read", "fused")


class Peer:
    """Index files and search them."""

    ways = WAYS

    def __init__(self) -> None:
        """Load the weights."""
        self._embedder = BundledEmbedder()
        self._embedder.embed(["warm"])
        self._reader = Reader()
        self._reader.read("Who is warm?", ["The reader is warm."])
        self._library: Library | None = None

    def ingest(self, folder: Path, store: Path) -> int:
        """Read, split, embed, write and verify."""
        if self._library is not None:
            self._library.close()
        self._library = Library(store, embedder=self._embedder)
        report = ingest(folder, self._library)
        if report.failed:
            msg = f"{len(report.failed)} files were not read: {report.failed[0]}"
            raise RuntimeError(msg)
        self._assistant = Assistant(self._library, Settings(), self._reader)
        self._retriever = Retriever(self._library)
        return self._library.count_chunks()

    def search(self, way: str, question: str, most: int) -> list[tuple[str, list[str]]]:
        """Search with the reader, or stop before it."""
        read = way == WAYS[0]
        hits = self._assistant.search(question, most) if read else self._retriever.retrieve(question, most=most)
        return [(Path(hit.document.path).name, [paragraph.text for paragraph in hit.paragraphs]) for hit in hits]
