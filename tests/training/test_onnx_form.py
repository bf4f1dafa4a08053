"""The int8 form of a network: what it is made of, and what evening out its channels is good for."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from .conftest import script

onnx = pytest.importorskip("onnx")
onnxruntime = pytest.importorskip("onnxruntime")
WINDOWS = [np.random.default_rng(seed).integers(0, 50, 40) for seed in range(3)]


def layer(gains: NDArray[np.float32]) -> onnx.ModelProto:
    """A network of one linear layer; what it reads is a row of a table, each channel times its gain."""
    rng, helper, kind = np.random.default_rng(1), onnx.helper, onnx.TensorProto
    constants = {
        "table": rng.standard_normal((50, len(gains))),
        "gains": gains,
        "weight": rng.standard_normal((len(gains), 24)),
    }
    graph = helper.make_graph(
        [
            helper.make_node("Gather", ["table", "input_ids"], ["rows"]),
            helper.make_node("Mul", ["rows", "gains"], ["read"]),
            helper.make_node("MatMul", ["read", "weight"], ["logits"], name="/model/layer.0/dense/MatMul"),
        ],
        "layer",
        [helper.make_tensor_value_info("input_ids", kind.INT64, [1, None])],
        [helper.make_tensor_value_info("logits", kind.FLOAT, None)],
        [onnx.numpy_helper.from_array(value.astype(np.float32), name) for name, value in constants.items()],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


@pytest.fixture
def uneven() -> onnx.ModelProto:
    """Three channels of what the layer reads are far larger than the others."""
    return layer(np.array([60, 60, 60] + [1] * 61, np.float32))


def outputs(network: bytes | str) -> NDArray[np.float32]:
    session = onnxruntime.InferenceSession(network, providers=["CPUExecutionProvider"])
    return np.concatenate([session.run(None, {"input_ids": ids[None]})[0][0] for ids in WINDOWS])


def test_evening_out_channels_changes_nothing_but_the_form(uneven: onnx.ModelProto) -> None:
    before = outputs(uneven.SerializeToString())
    script("onnx_form").smooth(uneven, WINDOWS)
    assert [node.op_type for node in uneven.graph.node] == ["Gather", "Mul", "Mul", "MatMul"]
    np.testing.assert_allclose(outputs(uneven.SerializeToString()), before, rtol=1e-3, atol=1e-3)


def test_even_channels_are_left_as_they_are() -> None:
    network = layer(np.ones(64, np.float32))
    script("onnx_form").smooth(network, WINDOWS)
    assert [node.op_type for node in network.graph.node] == ["Gather", "Mul", "MatMul"]


def test_int8_errs_less_on_evened_channels(uneven: onnx.ModelProto, tmp_path: Path, monkeypatch) -> None:
    form, exact = script("onnx_form"), outputs(uneven.SerializeToString())
    onnx.save(uneven, tmp_path / "fp32.onnx")

    def error() -> float:
        form.quantise(tmp_path / "fp32.onnx", tmp_path / "int8.onnx", WINDOWS)
        return float(np.abs(outputs(str(tmp_path / "int8.onnx")) - exact).std())

    evened = error()
    monkeypatch.setattr(form, "smooth", lambda *_: None)
    assert evened < error() / 2


def test_every_linear_layer_of_the_encoder_multiplies_in_int8_and_attention_is_one_node(exported: Path) -> None:
    nodes = [node.op_type for node in onnx.load(exported / "model.onnx").graph.node]
    assert nodes.count("MatMulInteger") == 6 * 2
    assert nodes.count("MultiHeadAttention") == 2
    assert "MatMulNBits" not in nodes
    assert "Softmax" not in nodes
