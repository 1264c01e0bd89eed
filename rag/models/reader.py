"""Question and paragraph to the words that answer, or none."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from rag.answer import Reading
from rag.models import embedder
from rag.models.onnx import OnnxModel

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from rag.models.onnx import Pieces

WEIGHTS = Path(__file__).parent / "weights" / "reader"
TOKENIZER = embedder.WEIGHTS / "tokenizer.json"
"""The reader grew out of the embedder and keeps its word pieces."""
MAX_TOKENS = 224
"""Word pieces that the reader sees at once, as in training."""
OVERLAP = 64
"""Word pieces that two windows of a long paragraph share."""
MOST_QUESTION_TOKENS = 64
MOST_SPAN_TOKENS = 30
"""Longest answer in word pieces."""
ANSWERS_WEIGHT, BIAS = 0.441, -0.497
"""Of the calibrated log odds, fitted by logistic regression on 11 articles of SQuAD 2.0's development set: expected
calibration error 0.036 (`python -m eval.benchmarks reading --data DIR --set squad2`, 2026-11-22)."""
LEAST_PROBABILITY = 0.58
"""Below it `read` says that the paragraph does not answer: where F1 is highest on that set, 0.662. It is above one half
because words that are not quite right count less than a right "no answer"."""


@dataclass(frozen=True, slots=True)
class Span:
    """Hold the words of a paragraph that answer a question, or that none do."""

    text: str | None
    """The words as they stand in the paragraph; None: it has no answer."""
    start: int | None
    end: int | None
    probability: float
    """Calibrated probability that the paragraph answers."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Hold a paragraph and what stands over it."""

    text: str
    over: str = ""
    """Title and heading: read with the paragraph, never an answer."""


NOTHING = Reading(0, 0, -50.0, -50.0, -50.0)
"""The reading of a passage without words."""


@dataclass(frozen=True, slots=True)
class _Window:
    passage: int
    pieces: Sequence[int]
    offsets: Sequence[tuple[int, int]]
    """Of each piece in the text of the passage; (0, 0) for those over it."""


class Reader:
    """Read with the bundled model; it is loaded at first use. Safe from many threads."""

    def __init__(self, threads: int | None = None, folder: Path = WEIGHTS) -> None:
        """Choose the threads (None: one a visible core) and, for a test, another folder of weights."""
        self._threads = threads
        self._folder = folder
        self._lock = threading.Lock()
        self._loaded: OnnxModel | None = None

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle and copy without the loaded model."""
        return type(self), (self._threads, self._folder)

    @property
    def is_installed(self) -> bool:
        """Tell whether the file of the model is there."""
        return (self._folder / "model.onnx").is_file()

    def read(self, question: str, paragraphs: Sequence[str]) -> list[Span]:
        """Find the answer in each paragraph: one Span a paragraph, in their order.

        Raises ModelError where the weights are missing or broken.
        """
        readings = self.readings(question, [Passage(text) for text in paragraphs])
        return [_span(text, reading) for text, reading in zip(paragraphs, readings, strict=True)]

    def readings(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        """Find the likeliest span of each passage, in their order; a long one is read in windows, the best counts.

        Raises ModelError where the weights are missing or broken.
        """
        found = [NOTHING] * len(passages)
        if not passages:
            return found
        model = self._model()
        asked = model.pieces([question])[0].ids[:MOST_QUESTION_TOKENS]
        windows = list(_windows(model, passages, MAX_TOKENS - len(asked) - 3))
        for batch in model.run_pairs([(asked, window.pieces) for window in windows]):
            spans, answers = batch.outputs
            for row, scores, answer in zip(batch.rows, spans, answers, strict=True):
                reading = _best(windows[row], scores, len(asked) + 2, float(answer))
                place = windows[row].passage
                if reading.log_odds > found[place].log_odds:
                    found[place] = reading
        return found

    def _model(self) -> OnnxModel:
        with self._lock:
            if self._loaded is None:
                self._loaded = OnnxModel(self._folder, None, self._threads, TOKENIZER)
            return self._loaded


def _span(text: str, reading: Reading) -> Span:
    if reading.probability < LEAST_PROBABILITY:
        return Span(None, None, None, reading.probability)
    return Span(text[reading.start : reading.end], reading.start, reading.end, reading.probability)


def _windows(model: OnnxModel, passages: Sequence[Passage], room: int) -> Iterator[_Window]:
    """Cut the passages into windows of at most `room` pieces; each window has what stands over the passage."""
    texts = model.pieces([passage.text for passage in passages])
    overs = model.pieces([f"{passage.over}." if passage.over else "" for passage in passages])
    for number, (text, over) in enumerate(zip(texts, overs, strict=True)):
        yield from _cut(number, text, over.ids[: room // 4], room)


def _cut(number: int, text: Pieces, over: Sequence[int], room: int) -> Iterator[_Window]:
    room -= len(over)
    for start in range(0, max(1, len(text.ids) - OVERLAP), room - OVERLAP):
        pieces = text.ids[start : start + room]
        if pieces:
            offsets = [(0, 0)] * len(over) + text.offsets[start : start + room]
            yield _Window(number, [*over, *pieces], offsets)


def _best(window: _Window, scores: NDArray[np.float32], first: int, answers: float) -> Reading:
    """Find the best span of a window; `scores` (pieces, 2) begin with the question, the window at `first`."""
    places = [place for place, (start, end) in enumerate(window.offsets) if end > start]
    starts = scores[[first + place for place in places], 0]
    ends = scores[[first + place for place in places], 1]
    band = np.tri(len(places), len(places), MOST_SPAN_TOKENS - 1, dtype=bool) & ~np.tri(
        len(places), len(places), -1, dtype=bool
    )
    pairs = np.where(band, starts[:, None] + ends[None, :], -np.inf)
    start, end = divmod(int(pairs.argmax()), len(places))
    margin = float(pairs[start, end] - scores[0].sum())
    log_odds = ANSWERS_WEIGHT * answers + BIAS
    return Reading(window.offsets[places[start]][0], window.offsets[places[end]][1], log_odds, margin, answers)
