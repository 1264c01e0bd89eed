"""Read a file with the loader of its suffix, whatever its content looks like: what the loader itself says is tried."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from ingest.loaders import LOADERS
from rag.errors import LoadError

if TYPE_CHECKING:
    from pathlib import Path

    from ingest.block import Loaded


def load_by_suffix(path: Path) -> Loaded:
    loaded: Loaded = import_module(LOADERS[path.suffix.lower()]).load(path)
    if not any(block.text.strip() for block in loaded.blocks):
        raise LoadError("is empty: it holds no text")
    return loaded
