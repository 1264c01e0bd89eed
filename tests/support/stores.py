"""Look into all three stores of a library at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from rag.library.indexes import Indexes
from rag.library.schema import chunks, drops, paragraphs, versions

if TYPE_CHECKING:
    from rag.library.library import Library


def texts_by_words(library: Library, words: str, documents: list[str] | None = None) -> list[str]:
    passages = library.read(library.search_words(words, 10, documents))
    return [paragraph.text for passage in passages for paragraph in passage.paragraphs]


def texts_by_vector(library: Library, text: str, k: int = 10, documents: list[str] | None = None) -> list[str]:
    matches = library.search_vectors(library.embedder.embed([text])[0], k, documents)
    return [paragraph.text for passage in library.read(matches) for paragraph in passage.paragraphs]


def count_everywhere(library: Library) -> dict[str, int]:
    """Count what each store holds, live or not."""
    counts = {}
    with library._catalog.transaction() as connection:
        for table in (versions, paragraphs, chunks, drops):
            counts[table.name] = connection.execute(select(func.count()).select_from(table)).scalar_one()
    indexes = library._open()
    assert isinstance(indexes, Indexes)
    return counts | {"vectors": indexes.vectors.count(), "words": indexes.lexical.count()}
