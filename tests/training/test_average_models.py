"""The mean of two fine-tuned models is a model that runs, with a head fitted over its own encoder."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from govner.schema import GovnerError, read_jsonl
from govner.tagging.runtimes import HEAD_FILE
from govner.tagging.tagger import Tagger

from .conftest import record, run, script


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory, linked: Path, tiny_encoder: Path) -> tuple[Path, Path]:
    folders = []
    for seed in ("1", "2"):
        out = tmp_path_factory.mktemp(f"seed{seed}")
        data = ("--train", linked, "--dev", linked, "--encoder", tiny_encoder, "--no-bf16")
        run("train_joint", *data, "--epochs", "4", "--learning-rate", "0.01", "--seed", seed, "--out", out)
        folders.append(out / "model")
    return folders[0], folders[1]


def averaged(models: tuple[Path, Path], shares: tuple[str, str], linked: Path, out: Path, epochs: str = "2") -> Path:
    given = [
        argument for pair in zip(models, shares, strict=True) for argument in ("--model", pair[0], "--share", pair[1])
    ]
    run("average_models", *given, "--train", linked, "--dev", linked, "--epochs", epochs, "--out", out)
    return out / "model"


def test_every_weight_is_the_mean_of_the_models(models: tuple[Path, Path], linked: Path, tmp_path: Path) -> None:
    mean = load_file(averaged(models, ("0.75", "0.25"), linked, tmp_path) / "model.safetensors")
    one, other = (load_file(folder / "model.safetensors") for folder in models)
    assert mean.keys() == one.keys()
    for name, tensor in mean.items():
        torch.testing.assert_close(tensor, 0.75 * one[name] + 0.25 * other[name])


def test_a_head_that_is_not_fitted_is_the_mean_of_the_heads(
    models: tuple[Path, Path], linked: Path, tmp_path: Path
) -> None:
    folder = averaged(models, ("0.75", "0.25"), linked, tmp_path, epochs="0")
    one, other, mean = (load_file(path / HEAD_FILE) for path in (*models, folder))
    for name, tensor in mean.items():
        torch.testing.assert_close(tensor, 0.75 * one[name] + 0.25 * other[name])
    assert record(folder)["history"] == []


def test_the_model_runs_and_its_head_is_never_worse_than_before(
    models: tuple[Path, Path], linked: Path, tmp_path: Path
) -> None:
    folder = averaged(models, ("0.5", "0.5"), linked, tmp_path)
    history = record(folder)["history"]
    assert len(history) == 3
    assert max(entry["owners"] for entry in history) >= history[0]["owners"]
    reports = list(Tagger.load(folder, runtime="torch").with_states(read_jsonl(linked)))
    assert all(span.state is not None for report in reports for span in report.spans)


def test_models_of_other_shapes_are_refused() -> None:
    wide, narrow = {"w": torch.zeros(2, 3)}, {"w": torch.zeros(2, 2)}
    with pytest.raises(script("average_models").GovnerError, match="from one encoder"):
        script("average_models").average([wide, narrow], [0.5, 0.5])


def test_a_share_is_wanted_for_each_model(models: tuple[Path, Path], linked: Path, tmp_path: Path) -> None:
    with pytest.raises(GovnerError, match="a --share for each"):
        run(
            *("average_models", "--model", models[0], "--model", models[1], "--share", "1"),
            *("--train", linked, "--dev", linked, "--out", tmp_path),
        )
