"""A trained network -> ONNX -> int8.

Newcomer's notes. In int8 a linear layer multiplies whole numbers, several times as fast as fp32: its weights are
rounded once, each column with a scale of its own, and what comes in is rounded as it comes, with one scale for all. A
few channels of what comes in are many times larger than the rest and would spoil that scale. So they are divided by a
number, and their rows of the weights multiplied by it, which changes nothing but the rounding (Xiao et al. 2023,
"SmoothQuant"). How much is best is tried out, layer by layer, on texts.

ONNX Runtime gets one window a call (`govner.tagging.runtimes`), which is never padded: attention needs no mask and is
one node.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Container, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import torch
from numpy.typing import NDArray
from onnx import helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import load_file
from transformers import AttentionInterface, AttentionMaskInterface, AutoModelForTokenClassification

from govner.tagging.models import Settings
from govner.tagging.runtimes import HEAD_FILE, POINTER_FILE

OPSET = 17
ATTENTION = "onnx_runtime"
HEADS = re.compile(r"^/(model/classifier|head|pointer)/")
"""The layers that decide; they are small and stay as they are."""
PRODUCTS = re.compile(r"^/(.+)/MatMul(?:_quant)?$")
"""The products of the linear layers; the group is the layer's place in the network."""
EVEN = "/even"
"""How the name of a node ends that divides uneven channels."""
LIMITS = (1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0)
"""How many times the median channel the largest may be, as tried out."""
WORTH = 0.25
"""Squared error that may be left of a layer's error, or it stays as it is."""

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


class Network(torch.nn.Module):
    """A token classifier with one input and one output, as the runtime calls it."""

    def __init__(self, model: Any, head: torch.nn.Module | None, pointer: torch.nn.Module | None, layer: int | None):
        super().__init__()
        self.model = model
        self.head = head
        self.pointer = pointer
        self.layer = layer

    def forward(self, input_ids: torch.Tensor) -> torch.Tensor:
        """Logits, behind them the states, and behind those what the pointer says (1, pieces, columns)."""
        result = self.model(input_ids=input_ids, output_hidden_states=True)
        said = [result.logits]
        if self.head is not None:
            said.append(self.head(result.hidden_states[-1]))
        if self.pointer is not None:
            said.append(self.pointer(result.hidden_states[self.layer]))
        return torch.cat(said, dim=-1)


class _Attention(torch.autograd.Function):
    """Attention as one node of ONNX Runtime; PyTorch only needs its shape."""

    @staticmethod
    def symbolic(graph: Any, query: Any, key: Any, value: Any, heads: int, scale: float) -> Any:
        node = graph.op("com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=heads, scale_f=scale)
        return node.setType(query.type())

    @staticmethod
    def forward(_: Any, query: torch.Tensor, *_rest: Any) -> torch.Tensor:
        return torch.zeros_like(query)


def _attend(
    _module: torch.nn.Module,
    query: torch.Tensor,
    key: torch.Tensor,
    value: torch.Tensor,
    _mask: None,
    scaling: float | None = None,
    **_: Any,
) -> tuple[torch.Tensor, None]:
    heads, size = int(query.shape[1]), int(query.shape[3])
    rows = (part.transpose(1, 2).reshape(1, -1, heads * size) for part in (query, key, value))
    out = _Attention.apply(*rows, heads, size**-0.5 if scaling is None else scaling)
    return out.reshape(1, -1, heads, size), None


def export(model: Path, target: Path) -> None:
    """Write the network of a model folder as ONNX fp32."""
    AttentionInterface.register(ATTENTION, _attend)
    AttentionMaskInterface.register(ATTENTION, lambda *_, **__: None)
    network = AutoModelForTokenClassification.from_pretrained(model, dtype=torch.float32, attn_implementation=ATTENTION)
    layer = Settings.read(model).pointer_layer
    pointer = None if layer is None else _load_head(model / POINTER_FILE)
    with warnings.catch_warnings():
        # The newer exporter needs a package more and gives the layers no names to choose them by.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Network(network, _load_head(model / HEAD_FILE), pointer, layer).eval(),
            (torch.ones(1, 16, dtype=torch.int64),),
            str(target),
            input_names=["input_ids"],
            output_names=["logits"],
            dynamic_axes={name: {1: "pieces"} for name in ("input_ids", "logits")},
            opset_version=OPSET,
            custom_opsets={"com.microsoft": 1},
            dynamo=False,
        )


def _load_head(path: Path) -> torch.nn.Linear | None:
    """A head that train_joint.py or train_pointer.py wrote, None where there is none."""
    if not path.exists():
        return None
    weights = load_file(path)
    rows, columns = weights["weight"].shape
    head = torch.nn.Linear(columns, rows)
    head.load_state_dict(weights)
    return head


def quantise(source: Path, target: Path, windows: Sequence[Ints]) -> None:
    """Write the int8 form of an ONNX network.

    Args:
        source: the fp32 form.
        target: the file to write.
        windows: rows of ids (pieces,), with special tokens, of texts like those that will be read.
    """
    network = onnx.load(source)
    smooth(network, windows)
    smoothed = target.with_suffix(".fp32.onnx")
    onnx.save(network, smoothed)
    quantize_dynamic(
        smoothed,
        target,
        per_channel=True,
        weight_type=QuantType.QInt8,
        nodes_to_exclude=[node.name for node in network.graph.node if HEADS.match(node.name)],
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )
    smoothed.unlink()


def smooth(network: onnx.ModelProto, windows: Sequence[Ints]) -> None:
    """Even out the channels of what goes into the linear layers of a network, in place."""
    weights = {tensor.name: tensor for tensor in network.graph.initializer}
    layers = _linear_layers(network, weights)
    values = _values(network, [layer.reads for layer in layers], windows)
    for layer in layers:
        before = [numpy_helper.to_array(weights[node.input[1]]) for node in layer.nodes]
        factors = _best_factors(values[layer.reads], np.concatenate(before, axis=1))
        if factors is None:
            continue
        for node, weight in zip(layer.nodes, before, strict=True):
            tensor = weights[node.input[1]]
            tensor.CopyFrom(numpy_helper.from_array(weight * factors[:, None], tensor.name))
        _divide(network, layer, factors)


@dataclass(frozen=True)
class _Layer:
    """The products of one tensor with constant weights."""

    reads: str
    nodes: list[onnx.NodeProto]


def _linear_layers(network: onnx.ModelProto, weights: Container[str]) -> list[_Layer]:
    nodes: dict[str, list[onnx.NodeProto]] = {}
    for node in network.graph.node:
        if node.op_type == "MatMul" and node.input[1] in weights and not HEADS.match(node.name):
            nodes.setdefault(node.input[0], []).append(node)
    return [_Layer(reads, found) for reads, found in nodes.items()]


def _values(network: onnx.ModelProto, names: list[str], windows: Sequence[Ints]) -> dict[str, list[Floats]]:
    """Tensors inside a network, (pieces, channels) for each window."""
    probe = onnx.ModelProto()
    probe.CopyFrom(network)
    probe.graph.output.extend(helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None) for name in names)
    session = onnxruntime.InferenceSession(probe.SerializeToString(), providers=["CPUExecutionProvider"])
    found = [session.run(names, {"input_ids": ids[None]}) for ids in windows]
    return {
        name: [tensor[0] for tensor in column] for name, column in zip(names, zip(*found, strict=True), strict=True)
    }


def _best_factors(values: list[Floats], weight: Floats) -> Floats | None:
    """What to divide each channel by, so that int8 errs least; None where that gains little."""
    largest = np.max([np.abs(value).max(axis=0) for value in values], axis=0)
    usual = max(float(np.median(largest)), 1e-6)
    tried = [np.maximum(1, largest / (limit * usual)).astype(np.float32) for limit in LIMITS]
    exact = [value @ weight for value in values]

    def error(factors: Floats | None) -> float:
        even = np.float32(1) if factors is None else factors
        rounded = _rounded_weights(weight * np.reshape(even, (-1, 1)))
        results = (_rounded(value / even) @ rounded for value in values)
        return float(sum(np.square(result - right).sum() for result, right in zip(results, exact, strict=True)))

    best = min(tried, key=error)
    return best if error(best) < WORTH * error(None) else None


def _rounded(value: Floats) -> Floats:
    """Values as int8 products see them: 256 steps from the least to the greatest."""
    low, high = min(float(value.min()), 0.0), max(float(value.max()), 0.0)
    step = (high - low) / 255 or 1.0
    zero = round(-low / step)
    result: Floats = ((np.clip(np.round(value / step) + zero, 0, 255) - zero) * step).astype(np.float32)
    return result


def _rounded_weights(weight: Floats) -> Floats:
    step = np.maximum(np.abs(weight).max(axis=0), 1e-12) / 127
    result: Floats = (np.round(weight / step) * step).astype(np.float32)
    return result


def _divide(network: onnx.ModelProto, layer: _Layer, factors: Floats) -> None:
    """Let the layer read its tensor divided by the factors."""
    name = f"{layer.nodes[0].name}{EVEN}"
    network.graph.initializer.append(numpy_helper.from_array(1 / factors, f"{name}/factors"))
    node = helper.make_node("Mul", [layer.reads, f"{name}/factors"], [name], name=name)
    first = min(at for at, other in enumerate(network.graph.node) if other in layer.nodes)
    network.graph.node.insert(first, node)
    for reader in layer.nodes:
        reader.input[0] = name
