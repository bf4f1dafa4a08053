"""An exported model becomes one that can be fine-tuned again."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from govner.schema import GovnerError
from govner.tagging.tagger import Tagger

from .conftest import ROOT, run, script
from .test_onnx_form import WINDOWS, layer

onnx = pytest.importorskip("onnx")
pytest.importorskip("torch")
REPORT = (ROOT / "examples" / "reports" / "bac-ha.txt").read_text(encoding="utf-8")


def test_a_model_that_ships_says_in_pytorch_what_it_says_as_it_is(tmp_path: Path) -> None:
    run("restore_model", "--model", "tiny", "--out", tmp_path)
    assert not (tmp_path / "model.onnx").exists()
    (shipped,), (restored,) = (list(Tagger.load(model).tag([REPORT])) for model in ("tiny", tmp_path))
    assert len(shipped) > 30
    assert [(span.label, span.text) for span in restored] == [(span.label, span.text) for span in shipped]
    for one, other in zip(restored, shipped, strict=True):
        assert np.abs(np.subtract(one.state, other.state)).max() < 0.5  # of numbers that reach 6


def test_weights_come_back_but_for_their_rounding(tmp_path: Path) -> None:
    network = layer(np.array([60, 60, 60] + [1] * 61, np.float32))  # uneven channels are evened out before rounding
    weight = next(onnx.numpy_helper.to_array(one) for one in network.graph.initializer if one.name == "weight")
    onnx.save(network, tmp_path / "fp32.onnx")
    script("onnx_form").quantise(tmp_path / "fp32.onnx", tmp_path / "model.onnx", WINDOWS)
    found = script("restore_model").restored(tmp_path / "model.onnx")["model.layer.0.dense.weight"].numpy().T
    assert found.shape == weight.shape
    assert 0 < np.abs(found - weight).max() < 0.2
    assert np.abs(found[:3] - weight[:3]).max() < 0.02


def test_a_model_can_be_trained_further_from_there(tmp_path: Path, exported: Path, gold: Path) -> None:
    run("restore_model", "--model", exported, "--out", tmp_path / "start")
    data = ("--train", gold, "--dev", gold, "--encoder", tmp_path / "start", "--epochs", "1", "--no-bf16")
    run("train_tagger", *data, "--learning-rate", "0", "--out", tmp_path / "run")
    assert json.loads((tmp_path / "run/model/run.json").read_text(encoding="utf-8"))["best_dev_f1"] == 1.0


def test_a_network_of_another_shape_is_refused(tmp_path: Path, exported: Path) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(exported, broken)
    config = json.loads((broken / "config.json").read_text(encoding="utf-8"))
    (broken / "config.json").write_text(json.dumps(config | {"num_hidden_layers": 3}), encoding="utf-8")
    with pytest.raises(
        GovnerError, match=r"model\.onnx: not the network of its config\.json, .* in 16 places, such as"
    ):
        run("restore_model", "--model", broken, "--out", tmp_path / "out")


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda folder: (folder / "model.onnx").write_bytes(b"no network"), r"model\.onnx: not an ONNX network"),
        (lambda folder: (folder / "model.onnx").unlink(), r"no model\.onnx; only exported models"),
    ],
    ids=["no network", "no file"],
)
def test_a_folder_without_an_exported_network_is_refused(
    spoil: Callable[[Path], object], says: str, tmp_path: Path, exported: Path
) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(exported, broken)
    spoil(broken)
    with pytest.raises(GovnerError, match=says):
        run("restore_model", "--model", broken, "--out", tmp_path / "out")


def test_nothing_is_written_into_a_folder_that_holds_something(tmp_path: Path, exported: Path) -> None:
    with pytest.raises(GovnerError, match="not an empty folder"):
        run("restore_model", "--model", exported, "--out", exported)
    assert not (exported / "model.safetensors").exists()
