"""One encoder for tags and owners: trained, stopped, resumed, exported, through the commands of a user."""

from __future__ import annotations

from pathlib import Path

import pytest

from govner.linking.states import COLUMNS
from govner.schema import GovnerError, read_jsonl
from govner.tagging.tagger import Tagger

from .conftest import record, run, run_killed, same_weights


@pytest.fixture(scope="module")
def how(linked: Path, tiny_encoder: Path) -> tuple[str | Path, ...]:
    data = ("--train", linked, "--dev", linked, "--encoder", tiny_encoder, "--no-bf16")
    return (*data, "--epochs", "12", "--learning-rate", "0.01", "--out")


@pytest.fixture(scope="module")
def joint(tmp_path_factory: pytest.TempPathFactory, how: tuple[str | Path, ...]) -> Path:
    out = tmp_path_factory.mktemp("joint")
    run("train_joint", *how, out)
    return out / "model"


def test_a_killed_training_ends_as_one_that_was_not(tmp_path: Path, how: tuple[str | Path, ...], joint: Path) -> None:
    run_killed((tmp_path / "checkpoint.pt").exists, "train_joint", *how, tmp_path)
    assert not (tmp_path / "model" / "run.json").exists()
    run("train_joint", *how, tmp_path)
    resumed, whole = record(tmp_path / "model"), record(joint)
    assert resumed["steps"] == whole["steps"]
    assert resumed["history"] == whole["history"]
    assert [entry["epoch"] for entry in whole["history"]] == list(range(1, 13))
    assert same_weights(tmp_path / "model", joint)


def test_a_training_ends_when_the_scores_do_not_rise(tmp_path: Path, how: tuple[str | Path, ...]) -> None:
    run("train_joint", *how, tmp_path, "--learning-rate", "0", "--patience", "2")
    assert len(record(tmp_path / "model")["history"]) == 3


def test_the_exported_model_gives_the_spans_and_states_of_pytorch(
    joint: Path, linked: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    shipped = tmp_path_factory.mktemp("joint-shipped")
    run("export_model", "--model", joint, "--out", shipped, "--train", linked, "--check", linked)
    reports = list(read_jsonl(linked))
    by_torch, by_onnx = (list(Tagger.load(folder).with_states(reports)) for folder in (joint, shipped))
    pairs = [
        (one.state, other.state)
        for left, right in zip(by_torch, by_onnx, strict=True)
        for one, other in zip(left.spans, right.spans, strict=True)
    ]
    assert len(pairs) == 4 * len(reports)
    for one, other in pairs:
        assert one is not None
        assert len(one) == COLUMNS
        assert other == pytest.approx(one, abs=0.35)


def test_reports_without_figures_are_refused(gold: Path, tmp_path: Path, tiny_encoder: Path) -> None:
    with pytest.raises(GovnerError, match="METRIC"):
        run("train_joint", "--train", gold, "--dev", gold, "--encoder", tiny_encoder, "--out", tmp_path)
