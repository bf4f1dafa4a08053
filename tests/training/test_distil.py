"""A student of one layer, taught by a model that was trained through the commands that a user would run."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from govner.schema import GovnerError, read_jsonl
from govner.tagging.tagger import Tagger

from .conftest import record, run, run_killed, same_weights, script

RAW = "Bà Trịnh Thị Hậu, Chủ tịch UBND huyện Sốp Cộp nói: Huyện Mường La còn {} hộ nghèo.\n\n"


@pytest.fixture(scope="module")
def teacher(tmp_path_factory: pytest.TempPathFactory, linked: Path, tiny_encoder: Path) -> Path:
    out = tmp_path_factory.mktemp("teacher")
    data = ("--train", linked, "--dev", linked, "--encoder", tiny_encoder, "--no-bf16")
    run("train_joint", *data, "--epochs", "12", "--learning-rate", "0.01", "--out", out)
    return out / "model"


@pytest.fixture(scope="module")
def how(tmp_path_factory: pytest.TempPathFactory, teacher: Path, linked: Path) -> tuple[str | Path, ...]:
    """A call of distil.py that lacks the folder of the run."""
    corpus = tmp_path_factory.mktemp("corpus") / "raw.txt"
    corpus.write_text("".join(map(RAW.format, range(130))), encoding="utf-8")
    data = ("--teacher", teacher, "--corpus", corpus, "--train", linked, "--dev", linked, "--encoder", teacher)
    return (
        *data,
        "--layers",
        "1",
        "--inner",
        "24",
        "--shortest",
        "10",
        "--epochs",
        "4",
        "--learning-rate",
        "0.005",
        "--no-bf16",
        "--out",
    )


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory, how: tuple[str | Path, ...]) -> Path:
    out = tmp_path_factory.mktemp("student")
    run("distil", *how, out)
    return out


def test_the_student_has_the_layers_it_was_left_and_says_what_its_teacher_says(
    taught: Path, teacher: Path, linked: Path
) -> None:
    told = record(taught / "model")
    assert told["texts"] == {"raw": 130, "gold": 12}
    assert '"intermediate_size": 24,' in (taught / "model" / "config.json").read_text(encoding="utf-8")
    assert [entry["epoch"] for entry in told["history"]] == [1, 2, 3, 4]
    assert (taught / "curves.png").read_bytes().startswith(b"\x89PNG")
    reports = list(read_jsonl(linked))
    said, by_teacher = (
        {
            (report.id, span.start, span.end, span.label)
            for report, spans in zip(reports, Tagger.load(folder).tag(one.text for one in reports), strict=True)
            for span in spans
        }
        for folder in (taught / "model", teacher)
    )
    assert len(by_teacher) >= 40
    assert len(said & by_teacher) > 0.8 * len(said | by_teacher)
    assert all(span.state is not None for span in next(Tagger.load(taught / "model").with_states(reports)).spans)


def test_a_killed_lesson_goes_on_with_what_the_teachers_said_and_ends_as_one_that_was_not(
    taught: Path, how: tuple[str | Path, ...], tmp_path: Path
) -> None:
    run_killed((tmp_path / "checkpoint.pt").exists, "distil", *how, tmp_path)
    said = {shard: shard.stat().st_mtime_ns for shard in (tmp_path / "soft").iterdir()}
    assert len(said) == 2
    run("distil", *how, tmp_path)
    assert {shard: shard.stat().st_mtime_ns for shard in (tmp_path / "soft").iterdir()} == said
    assert record(tmp_path / "model")["history"] == record(taught / "model")["history"]
    assert same_weights(tmp_path / "model", taught / "model")


def test_the_mean_of_teachers_is_that_of_their_log_probabilities() -> None:
    sure, unsure = np.log(np.float32([[0.9, 0.1]])) + 3, np.log(np.float32([[0.5, 0.5]]))
    mean = script("distil").mean_of([sure, unsure], [0.75, 0.25])
    assert mean.dtype == np.float16
    np.testing.assert_allclose(mean, 0.75 * np.log([[0.9, 0.1]]) + 0.25 * np.log([[0.5, 0.5]]), rtol=1e-3)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--layers", "0,x"), "not numbers parted by commas"),
        (("--layers", "7"), "has no layers 7"),
        (("--inner", "0"), "no 0 inner units"),
        (("--inner", "1000"), "no 1000 inner units"),
        (("--share", "0.5", "--share", "0.5"), "a --share for each"),
    ],
)
def test_what_cannot_be_taught_is_said(
    how: tuple[str | Path, ...], tmp_path: Path, options: tuple[str, ...], sentence: str
) -> None:
    with pytest.raises(GovnerError, match=sentence):
        run("distil", *how, tmp_path, *options)


def test_an_encoder_without_a_second_head_is_refused(
    how: tuple[str | Path, ...], tmp_path: Path, trained: Path
) -> None:
    with pytest.raises(GovnerError, match="fine-tune it with train_joint"):
        run("distil", *how, tmp_path, "--encoder", trained)


def test_of_a_layer_made_narrower_the_units_that_weigh_most_are_left() -> None:
    layer = torch.nn.Module()
    layer.intermediate, layer.output = torch.nn.Module(), torch.nn.Module()
    layer.intermediate.dense, layer.output.dense = torch.nn.Linear(2, 4), torch.nn.Linear(4, 2)
    with torch.no_grad():
        layer.intermediate.dense.weight[:] = torch.tensor([[3.0, 0], [1, 0], [0, 2], [5, 0]])
        layer.output.dense.weight[:] = torch.tensor([[1.0, 1, 2, 0], [0, 0, 0, 0.1]])
    before = layer.intermediate.dense.bias[[0, 2]].tolist()
    script("distil").narrow(layer, 2)
    assert layer.intermediate.dense.weight.tolist() == [[3, 0], [0, 2]]
    assert layer.intermediate.dense.bias.tolist() == before
    assert layer.output.dense.weight.tolist() == [[1, 2], [0, 0]]
    assert layer.output.dense(layer.intermediate.dense(torch.ones(3, 2))).shape == (3, 2)
