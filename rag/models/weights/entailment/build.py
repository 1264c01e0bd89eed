"""Make the bundled entailment model: the trained checkpoint as one int8 ONNX file.

    python -m rag.models.weights.entailment.build --run RUN

RUN is the folder of `checkpoint.pt` that train.py filled. `rag/models/weights/drawing.py` says what is done to the
weights, and why. The head stays fp32.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch

from rag.models.weights.drawing import Graph, draw_trunk, largest_inputs, load_trained, save
from rag.models.weights.reader.build import random_pairs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

FOLDER = Path(__file__).parent


def draw_head(graph: Graph, hidden: str, weights: dict[str, Array]) -> None:
    """Add the score of the first piece."""

    def linear(name: str, source: str) -> str:
        matrix = graph.constant(f"{name}.weight", np.transpose(weights[f"{name}.weight"]))
        product = graph.node("MatMul", [source, matrix], f"{name}.product")
        return graph.node("Add", [product, graph.constant(f"{name}.bias", weights[f"{name}.bias"])], f"{name}.sum")

    first = graph.node("Gather", [hidden, graph.constant("first_place", np.array(0, np.int64))], "first", axis=1)
    active = graph.node("Tanh", [linear("pool", first)], "pooled_active")
    last = graph.constant("last_axis", np.array([1], np.int64))
    graph.node("Squeeze", [linear("carries", active), last], "carries")


def main() -> None:
    """Write model.onnx beside this file, or where asked to."""
    parser = argparse.ArgumentParser(description="Make the bundled entailment model.")
    parser.add_argument("--run", type=Path, required=True, help="folder of the checkpoint")
    parser.add_argument("--output", type=Path, default=FOLDER / "model.onnx")
    arguments = parser.parse_args()
    torch.set_grad_enabled(False)
    trunk, weights = load_trained(arguments.run)
    graph = Graph()
    hidden = draw_trunk(graph, weights, largest_inputs(trunk, random_pairs()), typed=True)
    draw_head(graph, hidden, weights)
    inputs = ["input_ids", "attention_mask", "token_type_ids"]
    save(graph, "entailment-minilm-l6-int8", inputs, {"carries": ("batch",)}, arguments.output)


if __name__ == "__main__":
    main()
