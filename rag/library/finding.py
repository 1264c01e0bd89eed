"""Find documents by what a person types."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.document import Document


def find_documents(documents: Sequence[Document], name: str, uploads: Path) -> list[Document]:
    """Pick documents by id, else by path or address (an upload also by its name), else by exact title in any case."""
    paths = {name, *_spellings(Path(name)), *_spellings(uploads / name)}
    title = name.strip().casefold()
    return (
        [document for document in documents if document.id == name]
        or [document for document in documents if document.path in paths or document.url == name]
        or [document for document in documents if document.title.casefold() == title]
    )


def _spellings(path: Path) -> list[str]:
    """Write a path as it may have been ingested; nothing for text that can be no path."""
    with contextlib.suppress(OSError, ValueError, RuntimeError):
        path = path.expanduser()
        return [str(path.absolute()), str(path.resolve())]
    return []
