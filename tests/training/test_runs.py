"""The folder of a run: what it records, and when it may go on."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from govner.schema import GovnerError

from .conftest import script

runs = script("runs")


@dataclass(frozen=True)
class Recipe:
    epochs: int = 3
    learning_rate: float = 0.1


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "data" / "train.jsonl"
    path.parent.mkdir()
    path.write_text("{}\n", encoding="utf-8")
    return path


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "run"


def test_a_record_names_files_without_their_folders_and_tells_their_content(data: Path, out: Path) -> None:
    run = runs.begin(out, "/somewhere/encoder", {"train": [data]}, Recipe(), resume=True)
    run.write(out, best=0.5)
    record = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert record["encoder"] == "encoder"
    assert record["files"] == {"train": [{"name": "train.jsonl", "sha256": hashlib.sha256(b"{}\n").hexdigest()}]}
    assert record["recipe"] == {"epochs": 3, "learning_rate": 0.1}
    assert record["best"] == 0.5
    assert record["machine"]["device"] in ("cpu", "cuda")
    assert {"python", "torch", "transformers", "govner"} <= record["versions"].keys()


def test_a_run_goes_on_with_more_epochs_and_keeps_its_checkpoints(data: Path, out: Path) -> None:
    runs.begin(out, "e", {"train": [data]}, Recipe(), resume=True)
    (out / "checkpoint.pt").touch()
    runs.begin(out, "e", {"train": [data]}, Recipe(epochs=9), resume=True)
    assert (out / "checkpoint.pt").exists()


def test_a_run_of_other_options_or_other_data_is_refused(data: Path, out: Path) -> None:
    runs.begin(out, "e", {"train": [data]}, Recipe(), resume=True)
    with pytest.raises(GovnerError, match=r"learning_rate 0\.1, not 0\.2"):
        runs.begin(out, "e", {"train": [data]}, replace(Recipe(), learning_rate=0.2), resume=True)
    data.write_text("{} \n", encoding="utf-8")
    with pytest.raises(GovnerError, match="has train"):
        runs.begin(out, "e", {"train": [data]}, Recipe(), resume=True)


def test_a_run_that_begins_anew_clears_what_is_there(data: Path, out: Path) -> None:
    runs.begin(out, "e", {"train": [data]}, Recipe(), resume=True)
    (out / "checkpoint-7").mkdir()
    (out / "checkpoint.pt").touch()
    runs.begin(out, "e", {"train": [data]}, replace(Recipe(), learning_rate=0.2), resume=False)
    assert [path.name for path in out.iterdir()] == ["started.json"]


def test_checkpoints_of_a_run_that_nothing_tells_of_are_refused(data: Path, out: Path) -> None:
    (out / "checkpoint-7").mkdir(parents=True)
    with pytest.raises(GovnerError, match="checkpoints"):
        runs.begin(out, "e", {"train": [data]}, Recipe(), resume=True)


@pytest.mark.parametrize(("scores", "expected"), [([], 0), ([0.1], 0), ([0.1, 0.3, 0.2, 0.3], 2), ([0.1, 0.4], 0)])
def test_epochs_are_counted_from_the_first_of_the_best(scores: list[float], expected: int) -> None:
    assert runs.epochs_since_best(scores) == expected
