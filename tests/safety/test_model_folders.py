"""A model folder is data from elsewhere: nothing in it is run, nothing outside is read, what is odd is one sentence."""

from __future__ import annotations

import json
import os
import pickle
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tokenizers import Tokenizer, models, pre_tokenizers

from govner.schema import LABELS, GovnerError
from govner.tagging.encoding import TextEncoder
from govner.tagging.models import Settings, read_tags
from govner.tagging.tagger import Tagger

TAGS = ["O", *(f"{prefix}-{label}" for label in LABELS for prefix in "BI")]
CONFIG: Mapping[str, Any] = {"model_type": "bert", "id2label": {str(n): tag for n, tag in enumerate(TAGS)}}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "model"
    made.mkdir()
    (made / "config.json").write_text(json.dumps(CONFIG))
    tokenizer = Tokenizer(models.WordLevel({"<s>": 0, "</s>": 1, "<unk>": 2}, unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.add_special_tokens(["<s>", "</s>"])
    tokenizer.save(str(made / "tokenizer.json"))
    return made


def told(folder: Path) -> str:
    with pytest.raises(GovnerError) as caught:
        list(Tagger.load(folder).tag(["Ông An dự họp."]))
    return str(caught.value)


class Runs:
    """What touches a file when it is unpickled."""

    def __init__(self, file: Path):
        self.file = file

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (str(self.file),)


def test_a_pickle_is_never_loaded(folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("torch")
    (folder / "pytorch_model.bin").write_bytes(pickle.dumps(Runs(tmp_path / "run")))
    assert "not a token classifier that can be loaded" in told(folder)
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("kind", ["bert", "a kind of its own"])
def test_code_in_the_folder_is_never_run(folder: Path, tmp_path: Path, kind: str) -> None:
    pytest.importorskip("torch")
    auto_map = {"AutoConfig": "modeling_x.C", "AutoModelForTokenClassification": "modeling_x.M"}
    config = {**CONFIG, "model_type": kind, "auto_map": auto_map}
    (folder / "config.json").write_text(json.dumps(config))
    for name in ("modeling_x.py", "configuration_x.py", "__init__.py"):
        (folder / name).write_text(f"import os; os.mkdir({str(tmp_path / 'run')!r})")
    assert "not a token classifier that can be loaded" in told(folder)
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    "change",
    [
        {"hidden_size": "x"},
        {"hidden_size": -3},
        {"num_hidden_layers": float("inf")},
        {"model_type": ["bert"]},
        {"architectures": 3, "hidden_size": 7},
    ],
    ids=str,
)
def test_an_odd_configuration_is_one_sentence(folder: Path, change: dict[str, Any]) -> None:
    pytest.importorskip("torch")
    safetensors = pytest.importorskip("safetensors.numpy")
    safetensors.save_file({"x": np.zeros(3, np.float32)}, folder / "model.safetensors", metadata={"format": "pt"})
    (folder / "config.json").write_text(json.dumps({**CONFIG, **change}))
    assert "not a token classifier that can be loaded" in told(folder)


def test_weights_that_lack_a_layer_are_refused_and_not_drawn_by_lot(folder: Path) -> None:
    pytest.importorskip("torch")
    safetensors = pytest.importorskip("safetensors.numpy")
    safetensors.save_file({"x": np.zeros(3, np.float32)}, folder / "model.safetensors", metadata={"format": "pt"})
    small = {
        "hidden_size": 8,
        "num_hidden_layers": 1,
        "num_attention_heads": 2,
        "intermediate_size": 8,
        "vocab_size": 9,
    }
    (folder / "config.json").write_text(json.dumps({**CONFIG, **small}))
    assert "weights, such as" in told(folder)


@pytest.mark.parametrize("content", [b"", b"\xff" * 100])
def test_broken_weights_are_one_sentence(folder: Path, content: bytes) -> None:
    pytest.importorskip("torch")
    (folder / "model.safetensors").write_bytes(content)
    assert "not a token classifier that can be loaded" in told(folder)


@pytest.mark.parametrize(
    "content",
    [
        b"[" * 100_000,
        b"9" * 10_000,
        b"\xff\xfe",
        b'{"tones": "first", "window": 1e999, "overlap": 3}',
        b'{"tones": "first", "window": NaN, "overlap": 3}',
        b'{"tones": ["first"], "window": 9, "overlap": 3}',
        b'{"tones": "first", "window": 9, "overlap": -3}',
        b'{"tones": "first", "window": 9, "overlap": 3, "temperature": NaN}',
    ],
)
def test_odd_json_is_one_sentence(folder: Path, content: bytes) -> None:
    (folder / "govner.json").write_bytes(content)
    with pytest.raises(GovnerError, match=r"govner\.json"):
        Settings.read(folder)
    (folder / "config.json").write_bytes(content)
    with pytest.raises(GovnerError, match=r"config\.json"):
        read_tags(folder)


@pytest.mark.parametrize(
    "part",
    [
        {"normalizer": {"type": "Precompiled", "precompiled_charsmap": "AAAA"}},
        {"pre_tokenizer": {"type": "Split", "pattern": {"Regex": "("}, "behavior": "Isolated", "invert": False}},
        {"model": {"type": "WordLevel", "vocab": {"a": 10**12}, "unk_token": "a"}},
        {"model": {"type": "Unigram", "vocab": [["<s>", 0.0]], "unk_id": 99}},
        {
            "post_processor": {
                "type": "TemplateProcessing",
                "single": [{"SpecialToken": {"id": "z", "type_id": 0}}],
                "pair": [],
                "special_tokens": {},
            }
        },
    ],
    ids=lambda part: f"{next(iter(part))} {next(iter(part.values()))['type']}",
)
def test_a_broken_tokenizer_is_one_sentence(folder: Path, part: dict[str, Any]) -> None:
    path = folder / "tokenizer.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **part}))
    with pytest.raises(GovnerError, match=r"tokenizer\.json: not a fast tokenizer that can be read"):
        TextEncoder.load(path)


def network(
    folder: Path, *, put: str = "input_ids", columns: int = len(TAGS), value: float = 0, data: str = ""
) -> None:
    """Writes a network that says `value` of every piece; with `data` its weights are in the file of that name."""
    onnx = pytest.importorskip("onnx")
    helper, kinds = onnx.helper, onnx.TensorProto
    weights = onnx.numpy_helper.from_array(np.full((1, columns), value, np.float32), "w")
    if data:
        (folder / data).write_bytes(weights.raw_data)
        weights.ClearField("raw_data")
        weights.data_location = kinds.EXTERNAL
        for key, words in (("location", data), ("offset", "0"), ("length", str(4 * columns))):
            entry = weights.external_data.add()
            entry.key, entry.value = key, words
    axis = onnx.numpy_helper.from_array(np.array([2], np.int64), "axis")
    nodes = [
        helper.make_node("Cast", [put], ["numbers"], to=kinds.FLOAT),
        helper.make_node("Unsqueeze", ["numbers", "axis"], ["column"]),
        helper.make_node("MatMul", ["column", "w"], ["logits"]),
    ]
    inputs = [helper.make_tensor_value_info(put, kinds.INT64, ["batch", "piece"])]
    outputs = [helper.make_tensor_value_info("logits", kinds.FLOAT, ["batch", "piece", columns])]
    graph = helper.make_graph(nodes, "network", inputs, outputs, [weights, axis])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    (folder / "model.onnx").write_bytes(model.SerializeToString())


@pytest.mark.parametrize("value", [0.0, float("nan"), float("inf")])
def test_whatever_numbers_a_network_gives_there_are_spans_or_none(folder: Path, value: float) -> None:
    network(folder, value=value)
    (spans,) = Tagger.load(folder).tag(["Ông An dự họp."])
    assert all(0 <= (span.score or 0) <= 1 for span in spans)


def test_weights_outside_the_folder_are_not_read(folder: Path) -> None:
    network(folder, data="../outside.bin")
    assert "not an ONNX model that can be run" in told(folder)


@pytest.mark.parametrize(
    "change", [{"put": "token_type_ids"}, {"columns": 3}], ids=["an input it asks for", "fewer outputs than tags"]
)
def test_a_network_that_does_not_fit_is_one_sentence(folder: Path, change: dict[str, Any]) -> None:
    network(folder, **change)
    assert "not fit" in told(folder)
