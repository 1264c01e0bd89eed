"""The runner of the bundled models, and the bounds that their weights keep."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from rag.errors import ModelError
from rag.models.embedder import WEIGHTS
from rag.models.onnx import BATCH_PIECES, WORDS, OnnxModel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

UINT8, INT8 = 2, 3


@pytest.fixture(scope="module")
def model() -> OnnxModel:
    return OnnxModel(WEIGHTS, max_tokens=256)


def _varint(data: memoryview, position: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[position]
        position += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, position


def _fields(data: memoryview) -> Iterator[tuple[int, int | memoryview]]:
    """Read the fields of a protobuf message, so that the test needs no onnx package."""
    position = 0
    while position < len(data):
        key, position = _varint(data, position)
        if key & 7 == 0:
            value, position = _varint(data, position)
            yield key >> 3, value
        else:
            length = {1: 8, 5: 4}.get(key & 7)
            if length is None:
                length, position = _varint(data, position)
            yield key >> 3, data[position : position + length]
            position += length


def _int8_initializers(path: Path) -> dict[str, NDArray[np.int8]]:
    """Read ModelProto.graph (7) .initializer (5) of 8 bits: data_type (2), name (8), raw_data (9)."""
    graph = next(value for number, value in _fields(memoryview(path.read_bytes())) if number == 7)
    assert isinstance(graph, memoryview)
    found: dict[str, NDArray[np.int8]] = {}
    for number, value in _fields(graph):
        if number == 5 and isinstance(value, memoryview):
            tensor = dict(_fields(value))
            assert tensor[2] != UINT8
            if tensor[2] == INT8:
                name, raw = tensor[8], tensor[9]
                assert isinstance(name, memoryview)
                assert isinstance(raw, memoryview)
                found[str(name, "utf-8")] = np.frombuffer(raw, dtype=np.int8)
    return found


@pytest.mark.parametrize("path", sorted(WEIGHTS.parent.glob("*/model.onnx")), ids=lambda path: path.parent.name)
def test_every_int8_weight_stays_within_64_of_zero_so_that_no_processor_saturates(path: Path) -> None:
    weights = _int8_initializers(path)
    # Four products a layer: an eighth layer would not fit, a missed one would show here.
    assert sum(name.startswith("encoder.layer.") for name in weights) == 24
    for name, values in weights.items():
        assert values.min() >= -64, name
        assert values.max() <= 64, name
        assert np.abs(values).max() == 64, name


def test_the_shared_word_table_stays_within_64_of_zero_and_has_a_row_for_each_word_piece() -> None:
    table = np.load(WORDS)
    assert (table.dtype, table.shape) == (np.int8, (30522, 384))
    assert (table.min(), table.max()) == (-64, 64)


def test_all_weights_together_stay_within_50_megabytes() -> None:
    files = [*WEIGHTS.parent.rglob("*.onnx"), *WEIGHTS.parent.rglob("*.npy"), *WEIGHTS.parent.rglob("tokenizer.json")]
    assert WORDS in files
    assert sum(file.stat().st_size for file in files) <= 50_000_000


def test_batches_cover_each_input_once_and_hold_texts_of_similar_length(model: OnnxModel) -> None:
    texts = [f"number {index} " * (1 + index % 40) for index in range(100)]
    batches = list(model.run(texts))
    assert sorted(row for batch in batches for row in batch.rows) == list(range(100))
    counts = model.count(texts)
    for batch in batches:
        longest = max(counts[row] + 2 for row in batch.rows)
        assert len(batch.rows) == 1 or len(batch.rows) * longest <= BATCH_PIECES
        assert batch.outputs[0].shape == (len(batch.rows), 384)


def test_more_inputs_than_one_window_keep_their_rows(model: OnnxModel) -> None:
    rows = sorted(row for batch in model.run(["a b"] * 4100) for row in batch.rows)
    assert rows == list(range(4100))
    assert model.count(["a b"] * 4099 + ["a b c"]) == [2] * 4099 + [3]


def test_pairs_of_word_pieces_are_run_together(model: OnnxModel) -> None:
    one, two = model.pieces(["who led the talks", "Asif led the talks"])
    (pair,) = model.run_pairs([(one.ids, two.ids)])
    (text,) = model.run(["who led the talks"])
    assert pair.outputs[0].shape == text.outputs[0].shape
    assert not np.allclose(pair.outputs[0], text.outputs[0], atol=0.01)


def test_word_pieces_know_where_they_stand_in_the_text(model: OnnxModel) -> None:
    text = "Türkiye\u2019s de\u0301cision \ud800 [SEP] 1,000"
    (pieces,) = model.pieces([text])
    assert [text[start:end] for start, end in pieces.offsets][-3:] == ["1", ",", "000"]
    assert all(0 <= start < end <= len(text) for start, end in pieces.offsets)
    assert len(pieces.ids) == len(pieces.offsets)


def test_no_inputs_give_no_batches(model: OnnxModel) -> None:
    assert list(model.run([])) == []
    assert model.count([]) == []


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_missing_file_is_named_with_the_cure(tmp_path: Path, name: str) -> None:
    for kept in {"model.onnx", "tokenizer.json"} - {name}:
        shutil.copy(WEIGHTS / kept, tmp_path)
    with pytest.raises(ModelError, match=rf"{name} cannot be used .*install citeback again") as caught:
        OnnxModel(tmp_path, max_tokens=256)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
@pytest.mark.parametrize("content", [b"", b"version https://git-lfs.github.com/spec/v1\n", b"\xff\x00\x01"])
def test_a_broken_file_is_named_with_the_cure(tmp_path: Path, name: str, content: bytes) -> None:
    for kept in ("model.onnx", "tokenizer.json"):
        shutil.copy(WEIGHTS / kept, tmp_path)
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ModelError, match=rf"{name} cannot be used .*install citeback again"):
        OnnxModel(tmp_path, max_tokens=256)


def test_a_missing_or_broken_word_table_is_named_with_the_cure(tmp_path: Path) -> None:
    broken = tmp_path / "broken.npy"
    broken.write_bytes(WORDS.read_bytes()[:1_000_000])
    other = tmp_path / "other.npy"
    np.save(other, np.zeros((3, 384), dtype=np.float32))
    for words in (tmp_path / "words.npy", broken, other):
        with pytest.raises(ModelError, match=rf"{words.name} cannot be used .*install citeback again"):
            OnnxModel(WEIGHTS, max_tokens=256, words=words)


def test_a_model_cut_short_is_named_with_the_cure(tmp_path: Path) -> None:
    shutil.copy(WEIGHTS / "tokenizer.json", tmp_path)
    (tmp_path / "model.onnx").write_bytes((WEIGHTS / "model.onnx").read_bytes()[:1_000_000])
    with pytest.raises(ModelError, match=r"model\.onnx cannot be used"):
        OnnxModel(tmp_path, max_tokens=256)


def test_importing_the_runner_loads_no_framework() -> None:
    code = (
        "import sys, rag.models.embedder; "
        "sys.exit(any(name in sys.modules for name in ('onnxruntime', 'tokenizers', 'torch', 'transformers')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_runner_reports_to_nobody(tmp_path: Path) -> None:
    hidden = {"ORT_DISABLE_TELEMETRY", "XDG_CACHE_HOME"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden} | {"HOME": str(tmp_path)}
    code = "from rag.models.embedder import BundledEmbedder; BundledEmbedder().embed(['cat'])"
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
    assert list(tmp_path.rglob("*")) == []
