"""Text files of any number, made up of the bundled embedder's own words: the same for everybody who makes them.

Words come as often as words do (Zipf), so that both indexes see short and long lists; sentences mean nothing.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from rag.models.embedder import WEIGHTS

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

PARAGRAPHS_OF_A_FILE = 20
SENTENCES_OF_A_PARAGRAPH = (2, 5)
WORDS_OF_A_SENTENCE = (8, 24)
FILES_OF_A_FOLDER = 500
SHORTEST_WORD = 3
PASSED_OVER = 200
"""The most frequent words, which a question is not made of."""


class Writer:
    """Write files; the one of a number is always the same."""

    def __init__(self) -> None:
        """Read the vocabulary, in its own order: frequent words first."""
        tokenizer = json.loads((WEIGHTS / "tokenizer.json").read_text(encoding="utf-8"))
        pieces: dict[str, int] = tokenizer["model"]["vocab"]
        in_order = sorted(pieces, key=lambda piece: pieces[piece])
        self._words = [word for word in in_order if word.isalpha() and word.isascii() and len(word) >= SHORTEST_WORD]
        weights = 1.0 / np.arange(10, 10 + len(self._words))
        self._shares: NDArray[np.float64] = np.cumsum(weights / weights.sum())

    def write(self, folder: Path, files: range, paragraphs: int = PARAGRAPHS_OF_A_FILE) -> None:
        """Write these files into the folder and folders below it, each of so many paragraphs."""
        for number in files:
            place = folder / f"{number // FILES_OF_A_FOLDER:03}"
            place.mkdir(parents=True, exist_ok=True)
            (place / f"{number:06}.txt").write_text(self.text(number, paragraphs), encoding="utf-8")

    def text(self, number: int, paragraphs: int = PARAGRAPHS_OF_A_FILE) -> str:
        """Make the text of one file."""
        chance = np.random.default_rng(number)
        return "\n\n".join(self._paragraph(chance) for _ in range(paragraphs))

    def question(self, number: int) -> str:
        """Ask for what one sentence of a file has: three of its rarer words."""
        chance = np.random.default_rng(number)
        words = self._paragraph(chance).replace(".", "").lower().split()
        frequent = set(self._words[:PASSED_OVER])
        rare = [word for word in words if word not in frequent]
        return f"What do the {' '.join(rare[:3])} have?"

    def _paragraph(self, chance: np.random.Generator) -> str:
        sentences = range(chance.integers(*SENTENCES_OF_A_PARAGRAPH, endpoint=True))
        return " ".join(self._sentence(chance) for _ in sentences)

    def _sentence(self, chance: np.random.Generator) -> str:
        drawn = np.searchsorted(self._shares, chance.random(chance.integers(*WORDS_OF_A_SENTENCE, endpoint=True)))
        return " ".join(self._words[min(place, len(self._words) - 1)] for place in drawn).capitalize() + "."
