"""A pointer fitted to a model, exported and left behind, through the commands of a user."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from govner.schema import GovnerError, Report, Span, read_jsonl
from govner.tagging.models import Settings
from govner.tagging.runtimes import POINTER_FILE, TorchRuntime
from govner.tagging.tagger import Tagger
from govner.values import with_attributes
from govner.values.weights import Weights

from .conftest import NAMES, run

pytest.importorskip("torch")
WORDS = ["lúa", "quế", "chè", "ngô"]


def report(number: int, name: str, word: str) -> Report:
    """The indicator is what stands before the person, whatever its words are."""
    text = f"ông {word} {name} dự {word} UBND {number + 12} ha."
    start, figure = text.index(" UBND") + 6, f"{number + 12} ha"
    attributes = {"kind": "quantity", "value": str(number + 12), "unit": "ha", "indicator": f"ông {word}"}
    return Report(f"r{number}", text, spans=(Span("T1", start, start + len(figure), "METRIC", figure, attributes),))


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("indicators") / "gold.jsonl"
    made = [report(number, NAMES[number % 4], WORDS[number // 4 % 4]) for number in range(32)]
    path.write_text("".join(one.to_json() + "\n" for one in made), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def pointed(tmp_path_factory: pytest.TempPathFactory, trained: Path, reports: Path) -> Path:
    folder = tmp_path_factory.mktemp("pointer") / "model"
    shutil.copytree(trained, folder)
    data = ("--train", reports, "--dev", reports, "--epochs", "20", "--learning-rate", "0.02", "--iterations", "0")
    run("train_pointer", "--model", folder, *data, "--layer", "1", "--batch-size", "8", "--folds", "2")
    return folder


def test_a_fitted_pointer_finds_the_indicator_without_any_clue(pointed: Path, reports: Path) -> None:
    gold = list(read_jsonl(reports))
    found = list(Tagger.load(pointed).with_states(gold))
    for pointers, words in ((True, {f"ông {word}" for word in WORDS}), (False, set())):
        read = {
            with_attributes(
                one.text,
                [
                    Span("M", s.start, s.end, s.label, s.text, pointer=s.pointer if pointers else None)
                    for s in one.spans
                ],
                weights=Weights({}, {}),
            )[0].attributes["indicator"]
            for one in found
        }
        assert (read == words) is pointers


def test_a_run_leaves_the_layer_in_the_settings_and_a_record(pointed: Path, trained: Path) -> None:
    assert (Settings.read(trained).pointer_layer, Settings.read(pointed).pointer_layer) == (None, 1)
    record = json.loads((pointed / "pointer.json").read_text(encoding="utf-8"))
    assert (record["metrics"], record["recipe"]["layer"], record["files"]["train"][0]["name"]) == (32, 1, "gold.jsonl")
    assert record["loss"][-1] < record["loss"][0] / 2
    assert record["dev"]["with pointer"] > record["dev"]["clues"]


def test_no_span_changes_by_a_pointer(pointed: Path, trained: Path) -> None:
    text = "ông Lò Văn Pâng, Chủ tịch UBND huyện Bắc Yên dự.\n" * 30
    before, behind = (list(Tagger.load(folder).tag([text])) for folder in (trained, pointed))
    assert before == behind


def test_the_exported_model_points_as_pytorch_does_and_a_restored_one_not_at_all(
    pointed: Path, reports: Path, tmp_path: Path
) -> None:
    run("export_model", "--model", pointed, "--out", tmp_path / "int8", "--train", reports, "--check", reports)
    run("restore_model", "--model", tmp_path / "int8", "--out", tmp_path / "start")
    gold = list(read_jsonl(reports))
    by_torch, by_onnx, restored = (
        [one.spans[0].pointer for one in Tagger.load(folder).with_states(gold)]
        for folder in (pointed, tmp_path / "int8", tmp_path / "start")
    )
    assert restored == [None] * len(gold)
    for one, other in zip(by_torch, by_onnx, strict=True):
        assert one.offsets == other.offsets
        assert np.abs(np.subtract(one.opens, other.opens)).max() < 0.1 * np.abs(one.opens).max()


def test_what_no_pointer_can_be_fitted_to_is_named(trained: Path, gold: Path, reports: Path, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(trained, folder)
    for model, data, layer, says in (
        (folder, reports, "3", "has no layer 3, only 2"),
        (folder, gold, "1", "no METRIC has an indicator"),
        (tmp_path, reports, "1", r"no config\.json"),
    ):
        with pytest.raises(GovnerError, match=says):
            run("train_pointer", "--model", model, "--train", data, "--dev", data, "--layer", layer)
    assert not (folder / POINTER_FILE).exists()


@pytest.mark.parametrize(
    ("layer", "content", "says"),
    [
        (3, None, "has no layer 3 for a pointer"),
        (1, None, POINTER_FILE),
        (1, b"no weights", "not the weights of a head"),
    ],
    ids=["no layer", "no file", "no weights"],
)
def test_a_folder_whose_pointer_cannot_be_loaded_is_named(
    trained: Path, tmp_path: Path, layer: int, content: bytes | None, says: str
) -> None:
    folder = tmp_path / "model"
    shutil.copytree(trained, folder)
    if content is not None:
        (folder / POINTER_FILE).write_bytes(content)
    with pytest.raises(GovnerError, match=says):
        TorchRuntime(folder, None, layer)
