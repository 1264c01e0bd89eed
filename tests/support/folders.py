"""Folders of small files for a library to follow, and an embedder that counts what it is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hash_embedder import HashEmbedder

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from rag.library.library import Library


class CountingEmbedder(HashEmbedder):
    """Embed as the hash embedder does, and count the texts."""

    embedded = 0

    def embed(self, texts: Sequence[str], on_batch: Callable[[int], None] | None = None) -> NDArray[np.float32]:
        self.embedded += len(texts)
        return super().embed(texts, on_batch)


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def ferries(folder: Path, count: int, first: int = 0) -> list[Path]:
    """Write that many files of one sentence each, all different."""
    return [
        write(folder / f"{number:02}.txt", f"Ferry number {number} leaves the harbour at nine.")
        for number in range(first, first + count)
    ]


def held(library: Library) -> dict[str, str]:
    """Give what answers: the text of every document, by path."""
    return {
        document.path: "\n".join(paragraph.text for paragraph in document.paragraphs)
        for document in library.documents()
    }
