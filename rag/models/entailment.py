"""Sentence and passage to the odds that the passage carries what the sentence says."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from rag.models import embedder
from rag.models.onnx import OnnxModel

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WEIGHTS = Path(__file__).parent / "weights" / "entailment"
TOKENIZER = embedder.WEIGHTS / "tokenizer.json"
"""The model grew out of the reader, which grew out of the embedder, and keeps its word pieces."""
MAX_TOKENS = 160
"""Word pieces that the model sees at once, as in training."""
OVERLAP = 48
"""Word pieces that two windows of a long passage share."""
MOST_SENTENCE_TOKENS = 80
SCORE_WEIGHT, BIAS = 0.72, 0.36
"""Of the calibrated log odds, fitted by logistic regression on 800 held-out pairs and the 111 written by hand."""
NOTHING = -20.0
"""The log odds that a passage without words carries a sentence."""


class Entailment:
    """Judge with the bundled model; it is loaded at first use. Safe from many threads.

    English. It is for what rules cannot see: other wording, who did what to whom, what is denied, what is added. Names,
    numbers and dates are better compared by rule.
    """

    def __init__(self, threads: int | None = None, folder: Path = WEIGHTS) -> None:
        """Choose the threads (None: one a visible core) and, for a test, another folder of weights."""
        self._threads = threads
        self._folder = folder
        self._lock = threading.Lock()
        self._loaded: OnnxModel | None = None

    @property
    def is_installed(self) -> bool:
        """Tell whether the file of the model is there."""
        return (self._folder / "model.onnx").is_file()

    def log_odds(self, sentence: str, passages: Sequence[str]) -> list[float]:
        """Give the calibrated log odds that each passage carries the sentence, in their order.

        A long passage is read in windows, of which the best counts. Raises ModelError where the weights are missing or
        broken.
        """
        found = [NOTHING] * len(passages)
        if not passages:
            return found
        model = self._model()
        said = model.pieces([sentence])[0].ids[:MOST_SENTENCE_TOKENS]
        texts = [pieces.ids for pieces in model.pieces(passages)]
        windows = list(_windows(texts, MAX_TOKENS - len(said) - 3)) if said else []
        for batch in model.run_pairs([(said, pieces) for _, pieces in windows]):
            for row, score in zip(batch.rows, batch.outputs[0].tolist(), strict=True):
                place = windows[row][0]
                found[place] = max(found[place], SCORE_WEIGHT * score + BIAS)
        return found

    def _model(self) -> OnnxModel:
        with self._lock:
            if self._loaded is None:
                self._loaded = OnnxModel(self._folder, None, self._threads, TOKENIZER)
            return self._loaded


def _windows(texts: Sequence[list[int]], room: int) -> Iterator[tuple[int, list[int]]]:
    """Cut the passages into windows of at most `room` pieces, each with the number of its passage."""
    for number, pieces in enumerate(texts):
        for start in range(0, max(1, len(pieces) - OVERLAP), room - OVERLAP):
            if window := pieces[start : start + room]:
                yield number, window
