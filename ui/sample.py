"""The sample library as the page offers it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.sample import documents_folder

if TYPE_CHECKING:
    from rag.library.library import Library

SUGGESTIONS = (
    "Who headed Pakistan's delegation in Doha?",
    "Who mediated the truce between Pakistan and Afghanistan?",
    "Where and when is the next round of talks between Pakistan and Afghanistan?",
    "What is the population of Herat?",
)
"""Questions about the sample; the last one shows a refusal."""


def suggestions(library: Library) -> tuple[str, ...]:
    """Give questions to try while the library holds the sample; none otherwise."""
    uploads = library.path / "files"
    held = {document.path for document in library.documents()}
    names = [path.name for path in documents_folder().iterdir() if path.is_file()]
    return SUGGESTIONS if all(str(uploads / name) in held for name in names) else ()
