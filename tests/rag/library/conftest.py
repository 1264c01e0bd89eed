from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hash_embedder import HashEmbedder

from rag.library.library import Library

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def embedder() -> HashEmbedder:
    return HashEmbedder()


@pytest.fixture
def library(tmp_path: Path, embedder: HashEmbedder) -> Iterator[Library]:
    with Library(tmp_path / "library", embedder=embedder) as opened:
        yield opened
