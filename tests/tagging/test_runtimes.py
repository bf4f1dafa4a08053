"""Networks of one table: what is said of a piece is a row of it, and the mask where the network asks for one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from govner.schema import GovnerError
from govner.tagging.encoding import TextEncoder
from govner.tagging.runtimes import OnnxRuntime

from .conftest import PersonAfterAn, make_tagger

onnx = pytest.importorskip("onnx")
TABLE = np.arange(30, dtype=np.float32).reshape(10, 3)
WINDOWS = [np.array(ids, np.int64) for ids in ([0, 4, 2], [0, 2], [0, 9, 9, 9, 1, 2], [0, 7, 2])]


@pytest.fixture(params=[["input_ids"], ["input_ids", "attention_mask"]], ids=["no mask", "mask"])
def network(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    helper, kind = onnx.helper, onnx.TensorProto
    nodes = [helper.make_node("Gather", ["table", "input_ids"], ["rows"])]
    if len(request.param) == 2:
        nodes += [
            helper.make_node("Cast", ["attention_mask"], ["kept"], to=kind.FLOAT),
            helper.make_node("Unsqueeze", ["kept", "last"], ["column"]),
            helper.make_node("Mul", ["rows", "column"], ["logits"]),
        ]
    else:
        nodes.append(helper.make_node("Identity", ["rows"], ["logits"]))
    graph = helper.make_graph(
        nodes,
        "table",
        [helper.make_tensor_value_info(name, kind.INT64, [1, None]) for name in request.param],
        [helper.make_tensor_value_info("logits", kind.FLOAT, None)],
        [onnx.numpy_helper.from_array(TABLE, "table"), onnx.numpy_helper.from_array(np.array([2]), "last")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.save(model, tmp_path / "model.onnx")
    return tmp_path / "model.onnx"


@pytest.mark.parametrize("threads", [1, 3])
def test_every_window_is_answered_in_its_place_whatever_its_length(network: Path, threads: int) -> None:
    runtime = OnnxRuntime(network, threads)
    for _ in range(2):
        found = list(runtime.outputs(WINDOWS))
        assert [outputs.tolist() for outputs in found] == [TABLE[ids].tolist() for ids in WINDOWS]
    assert list(runtime.outputs([])) == []


def test_a_file_that_is_no_network_is_named(tmp_path: Path) -> None:
    (tmp_path / "model.onnx").write_bytes(b"no network")
    with pytest.raises(GovnerError, match=r"model\.onnx: not an ONNX model"):
        OnnxRuntime(tmp_path / "model.onnx").outputs(WINDOWS)


class Unhurried(PersonAfterAn):
    """A network that works when it is waited for; it knows how many batches nobody has waited for yet."""

    under_way = most = 0

    def outputs(self, windows: Sequence[NDArray[np.int64]]) -> Iterator[NDArray[np.float32]]:
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        return self._work(windows)

    def _work(self, windows: Sequence[NDArray[np.int64]]) -> Iterator[NDArray[np.float32]]:
        yield from super().outputs(windows)
        self.under_way -= 1


def test_a_long_text_has_only_a_few_batches_under_way_and_all_are_waited_for(encoder: TextEncoder, tokenizer) -> None:
    network = Unhurried(tokenizer.token_to_id("▁An"))
    text = "huyện An, " * 3000
    (spans,) = make_tagger(encoder, network).tag([text], batch_size=2)
    assert len(spans) == 3000
    assert (network.most, network.under_way) == (9, 0)
