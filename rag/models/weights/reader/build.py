"""Make the bundled reader: the trained checkpoint as one int8 ONNX file.

    python -m rag.models.weights.reader.build --run RUN

RUN is the folder of `checkpoint.pt` that train.py filled. `rag/models/weights/drawing.py` says what is done to the
weights, and why. The heads stay fp32.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch

from rag.models.weights.drawing import Graph, draw_trunk, largest_inputs, load_trained, save

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Array = NDArray[np.float32]

CALIBRATION_PAIRS = 64
FOLDER = Path(__file__).parent


def random_pairs() -> Iterator[dict[str, torch.Tensor]]:
    """Draw questions and paragraphs of random word pieces; real pairs brought the scores no closer to fp32."""
    random = np.random.default_rng(0)
    for _ in range(CALIBRATION_PAIRS):
        question = random.integers(1996, 30522, random.integers(5, 20)).tolist()
        paragraph = random.integers(1996, 30522, random.integers(20, 180)).tolist()
        ids = [101, *question, 102, *paragraph, 102]
        types = [0] * (len(question) + 2) + [1] * (len(paragraph) + 1)
        yield {"input_ids": torch.tensor([ids]), "token_type_ids": torch.tensor([types])}


def draw_heads(graph: Graph, hidden: str, weights: dict[str, Array]) -> None:
    """Add the scores of start and end for each piece, and of the first piece that the paragraph answers."""

    def linear(name: str, source: str, output: str) -> str:
        matrix = graph.constant(f"{name}.weight", np.transpose(weights[f"{name}.weight"]))
        product = graph.node("MatMul", [source, matrix], f"{name}.product")
        return graph.node("Add", [product, graph.constant(f"{name}.bias", weights[f"{name}.bias"])], output)

    linear("span", hidden, "spans")
    first = graph.node("Gather", [hidden, graph.constant("first_place", np.array(0, np.int64))], "first", axis=1)
    active = graph.node("Tanh", [linear("pool", first, "pooled")], "pooled_active")
    last = graph.constant("last_axis", np.array([1], np.int64))
    graph.node("Squeeze", [linear("answers", active, "answers_column"), last], "answers")


def main() -> None:
    """Write model.onnx beside this file, or where asked to."""
    parser = argparse.ArgumentParser(description="Make the bundled reader.")
    parser.add_argument("--run", type=Path, required=True, help="folder of the checkpoint")
    parser.add_argument("--output", type=Path, default=FOLDER / "model.onnx")
    arguments = parser.parse_args()
    torch.set_grad_enabled(False)
    trunk, weights = load_trained(arguments.run)
    graph = Graph()
    hidden = draw_trunk(graph, weights, largest_inputs(trunk, random_pairs()), typed=True)
    draw_heads(graph, hidden, weights)
    inputs = ["input_ids", "attention_mask", "token_type_ids"]
    outputs = {"spans": ("batch", "length", 2), "answers": ("batch",)}
    save(graph, "reader-minilm-l6-int8", inputs, outputs, arguments.output)


if __name__ == "__main__":
    main()
