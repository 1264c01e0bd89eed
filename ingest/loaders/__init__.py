"""The suffix -> loader table: one format a file, all with the same signature."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from rag.errors import LoadError

if TYPE_CHECKING:
    from pathlib import Path

    from ingest.block import Loaded

LOADERS = {
    ".txt": "ingest.loaders.text",
    ".text": "ingest.loaders.text",
    ".md": "ingest.loaders.markdown",
    ".markdown": "ingest.loaders.markdown",
    ".html": "ingest.loaders.html",
    ".htm": "ingest.loaders.html",
    ".xhtml": "ingest.loaders.html",
    ".pdf": "ingest.loaders.pdf",
    ".docx": "ingest.loaders.docx",
    ".docm": "ingest.loaders.docx",
    ".pptx": "ingest.loaders.pptx",
    ".pptm": "ingest.loaders.pptx",
    ".ppsx": "ingest.loaders.pptx",
    ".xlsx": "ingest.loaders.xlsx",
    ".xlsm": "ingest.loaders.xlsx",
    ".csv": "ingest.loaders.csv",
    ".tsv": "ingest.loaders.csv",
    ".odt": "ingest.loaders.odt",
    ".rtf": "ingest.loaders.rtf",
}
"""Modules, imported when a file of theirs comes: a page's parser is not paid for by a text file."""
LONGEST_TITLE = 300
LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class Loader(Protocol):
    """Read one format."""

    def load(self, path: Path) -> Loaded:
        """Read a file's blocks in page order."""


def load(path: Path) -> Loaded:
    """Read a file with the loader of its suffix; what no store can hold (lone surrogates) is replaced by U+FFFD.

    Raises:
        LoadError: no loader for its suffix, not text, empty, or nested too deeply.
        OSError: it cannot be opened or read.
    """
    loaded = _loader(path).load(path)
    blocks = [replace(block, text=_storable(block.text)) for block in loaded.blocks if block.text.strip()]
    if not blocks:
        raise LoadError("is empty: it holds no text")
    title = _storable(" ".join(loaded.title.split()))[:LONGEST_TITLE].strip() or path.stem
    return replace(loaded, blocks=blocks, title=title)


def _loader(path: Path) -> Loader:
    module = LOADERS.get(path.suffix.lower())
    if module is None:
        kind = f"{path.suffix} files" if path.suffix else "files without a suffix"
        raise LoadError(f"{kind} cannot be read; {', '.join(LOADERS)} can")
    return cast("Loader", import_module(module))


def _storable(text: str) -> str:
    return LONE_SURROGATE.sub("\ufffd", text)
