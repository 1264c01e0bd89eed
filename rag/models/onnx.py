"""One small runner for the bundled models; the only door to onnxruntime and tokenizers."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from rag.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

WORDS = Path(__file__).parent / "weights" / "words.npy"
"""The word table: int8, a row for each word piece. Training left it as it was, so that the bundled models share it."""
BATCH_PIECES = 768
"""Word pieces of a batch, padding included; chosen on short paragraphs and two cores, where it hardly matters."""
WINDOW = 4096
"""Inputs tokenized and sorted by length at a time, so that a large library is never held in word pieces at once."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Hold what the model said about some of the inputs."""

    rows: list[int]
    """Where the inputs of this batch stand among all inputs."""
    outputs: list[NDArray[np.float32]]
    """The outputs of the graph; their first axis follows `rows`, a text axis is padded to the longest of the batch."""


@dataclass(frozen=True, slots=True)
class _Row:
    ids: Sequence[int]
    second: int
    """Where the second text begins; the length where there is none."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """Hold the word pieces of a text, special ones excluded."""

    ids: list[int]
    offsets: list[tuple[int, int]]
    """Where each piece stands in the text, in characters."""


class OnnxModel:
    """Run a folder of `model.onnx` and `tokenizer.json` on the processor.

    Safe from many threads. The outputs of an int8 model move a little with what shares their batch: activations are
    rounded on one scale a batch.
    """

    def __init__(
        self,
        folder: Path,
        max_tokens: int | None,
        threads: int | None = None,
        tokenizer: Path | None = None,
        words: Path = WORDS,
    ) -> None:
        """Load the model; inputs over `max_tokens` word pieces, special ones included, will be truncated.

        `threads` None: one a visible core. `tokenizer` None: the folder's own. Raises ModelError where a file is
        missing or broken.
        """
        self._words = _load_words(words)
        self._tokenizer = _load_tokenizer(tokenizer or folder / "tokenizer.json", max_tokens)
        self._session = _load_session(folder / "model.onnx", threads or visible_cores())
        self._inputs = [declared.name for declared in self._session.get_inputs()]

    def count(self, texts: Sequence[str]) -> list[int]:
        """Count the word pieces of each text: special ones excluded, nothing truncated."""
        counts: list[int] = []
        for start in range(0, len(texts), WINDOW):
            window = [_encodable(text) for text in texts[start : start + WINDOW]]
            encodings = self._tokenizer.encode_batch_fast(window, add_special_tokens=False)
            # What is over the limit is not lost: the tokenizer cuts it into further encodings.
            counts += [len(one) + sum(len(more) for more in one.overflowing) for one in encodings]
        return counts

    def pieces(self, texts: Sequence[str]) -> list[Pieces]:
        """Cut each text into its word pieces; for a model loaded with a limit, those up to it."""
        encodings = self._tokenizer.encode_batch([_encodable(text) for text in texts], add_special_tokens=False)
        return [Pieces(one.ids, one.offsets) for one in encodings]

    def run(self, texts: Sequence[str]) -> Iterator[Batch]:
        """Run texts; yield batches of similar length, not in the order of the texts."""
        for start in range(0, len(texts), WINDOW):
            encodings = self._tokenizer.encode_batch_fast([_encodable(text) for text in texts[start : start + WINDOW]])
            yield from self._batches([_Row(one.ids, len(one.ids)) for one in encodings], start)

    def run_pairs(self, pairs: Sequence[tuple[Sequence[int], Sequence[int]]]) -> Iterator[Batch]:
        """Run pairs of word pieces, as [CLS] first [SEP] second [SEP]; batches as run() yields them."""
        first, between = (self._tokenizer.token_to_id(name) for name in ("[CLS]", "[SEP]"))
        rows = [_Row([first, *one, between, *two, between], len(one) + 2) for one, two in pairs]
        yield from self._batches(rows, 0)

    def _batches(self, inputs: Sequence[_Row], start: int) -> Iterator[Batch]:
        for rows in _grouped([len(one.ids) for one in inputs]):
            feeds = self._feeds([inputs[row] for row in rows])
            yield Batch([start + row for row in rows], self._session.run(None, feeds))

    def _feeds(self, rows: Sequence[_Row]) -> dict[str, NDArray[np.generic]]:
        """Pad the rows of a batch; only what the graph declares is given to it."""
        shape = (len(rows), max(len(row.ids) for row in rows))
        ids, mask, types = (np.zeros(shape, dtype=np.int64) for _ in range(3))
        for number, row in enumerate(rows):
            ids[number, : len(row.ids)] = row.ids
            mask[number, : len(row.ids)] = 1
            types[number, row.second : len(row.ids)] = 1
        feeds: dict[str, NDArray[np.generic]] = {
            "input_ids": ids,
            "words": self._words.take(ids, axis=0),
            "attention_mask": mask,
            "token_type_ids": types,
        }
        return {name: feeds[name] for name in self._inputs}


def visible_cores() -> int:
    """Count the cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _grouped(lengths: list[int]) -> Iterator[list[int]]:
    """Group rows of similar length into batches of at most BATCH_PIECES, padding included, or of one row."""
    rows: list[int] = []
    for row in sorted(range(len(lengths)), key=lengths.__getitem__):
        if rows and (len(rows) + 1) * lengths[row] > BATCH_PIECES:
            yield rows
            rows = []
        rows.append(row)
    if rows:
        yield rows


def _encodable(text: str) -> str:
    """Replace lone surrogates, which the tokenizer refuses; each by one character."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _load_tokenizer(path: Path, max_tokens: int | None) -> Any:  # noqa: ANN401 - the tokenizers package stays behind this file
    from tokenizers import Tokenizer

    try:
        text = path.read_text(encoding="utf-8")
        # The tokenizers package raises a bare Exception for a broken file; this one can be named.
        json.loads(text)
    except (OSError, ValueError) as error:
        raise _unusable(path, error) from error
    tokenizer = Tokenizer.from_str(text)
    # "[SEP]" in a document is text: it must not become the piece that ends the input.
    tokenizer.encode_special_tokens = True
    tokenizer.no_padding()
    if max_tokens is None:
        tokenizer.no_truncation()
    else:
        tokenizer.enable_truncation(max_tokens)
    return tokenizer


@lru_cache(maxsize=4)
def _load_words(path: Path) -> NDArray[np.int8]:
    """Map the table into memory: what is read of it is held once, however many models run."""
    try:
        table: NDArray[np.int8] = np.load(path, mmap_mode="r")
    except (OSError, ValueError, EOFError) as error:
        raise _unusable(path, error) from error
    if table.dtype != np.int8 or table.ndim != 2:
        raise _unusable(path, ValueError(f"{table.dtype} of {table.ndim} axes"))
    # A plain array over the same memory: rows of a memmap would be memmaps, which are slower.
    return table.view(np.ndarray)


def _load_session(path: Path, threads: int) -> Any:  # noqa: ANN401 - the onnxruntime package stays behind this file
    # The import alone makes an id of the device and queues events for Microsoft (1.30 does, 1.24 did not yet).
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
    import onnxruntime
    from onnxruntime.capi import onnxruntime_pybind11_state as state

    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    # Between runs the threads would go on spinning, and take the processors from what is done in between: a third of
    # the processor time of a question.
    options.add_session_config_entry("session.force_spinning_stop", "1")
    # The bundled graphs are drawn in the operators that run fastest. Further fusing could bring back
    # SkipLayerNormalization, with which MiniLM is a third slower.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    broken = (state.NoSuchFile, state.InvalidProtobuf, state.InvalidGraph, state.InvalidArgument, state.Fail)
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except broken as error:
        raise _unusable(path, error) from error


def _unusable(path: Path, error: Exception) -> ModelError:
    reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    return ModelError(f"the bundled model file {path} cannot be used ({reason}): install citeback again")
