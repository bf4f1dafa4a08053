"""Options from TOML files and from the command line."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import typer

from govner.schema import GovnerError

from .conftest import ROOT, command, script

CONFIGS = sorted((ROOT / "training" / "configs").glob("*.toml"))
REQUIRED = ("--train", "t.jsonl", "--dev", "d.jsonl", "--encoder", "e", "--out", "o")


def options(name: str, *arguments: str | Path) -> dict[str, Any]:
    """What a command's options are after its words are read."""
    parsed = typer.main.get_command(command(name)).make_context(name, [str(argument) for argument in arguments])
    return parsed.params


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return tmp_path / "run.toml"


@pytest.mark.parametrize("path", CONFIGS, ids=[path.stem for path in CONFIGS])
def test_every_configuration_that_ships_is_whole_and_says_how_it_is_called(path: Path) -> None:
    called = re.search(r"python training/(\w+)\.py --config (\S+)", path.read_text(encoding="utf-8"))
    assert called
    assert ROOT / called[2] == path
    found = options(called[1], "--config", path)
    assert str(found["out"]).startswith("runs/")


@pytest.mark.parametrize(
    ("config", "record"),
    [
        ("govner-tiny", "govner-tiny/first-lesson.json"),
        ("govner-tiny-second-lesson", "govner-tiny/run.json"),
        ("govner-third-lesson", "govner-small/third-lesson.json"),
        ("govner-fourth-lesson", "govner-small/fourth-lesson.json"),
        ("govner-fifth-lesson", "govner-small/run.json"),
    ],
)
def test_the_models_of_the_package_are_configured_as_they_were_taught(config: str, record: str) -> None:
    found = options("distil", "--config", ROOT / "training" / "configs" / f"{config}.toml")
    record = (ROOT / "models" / record).read_text(encoding="utf-8")
    used = json.loads(record)["recipe"]
    used |= {"batch_windows": used.pop("windows"), "share": used.pop("shares")}
    used["layers"] = ",".join(map(str, used["layers"]))
    assert {name: found[name] for name in used} == used


def test_the_command_line_wins_over_the_file(config: Path) -> None:
    config.write_text('learning_rate = 0.5\nwarmup = 0.25\nencoder = "other"\n', encoding="utf-8")
    found = options("train_tagger", *REQUIRED, "--learning-rate", "0.125", "--config", config)
    assert (found["learning_rate"], found["warmup"], found["encoder"], found["epochs"]) == (0.125, 0.25, "e", 8)


def test_names_may_be_written_as_on_the_command_line_and_a_list_of_one_as_its_element(config: Path) -> None:
    config.write_text('train = "a.jsonl"\nlearning-rate = 0.5\nbf16 = false\n', encoding="utf-8")
    found = options("train_tagger", "--config", config, *REQUIRED[2:])
    assert (list(map(str, found["train"])), found["learning_rate"], found["bf16"]) == (["a.jsonl"], 0.5, False)


@pytest.mark.parametrize(
    ("content", "told"), [("lerning_rate = 1\n", "lerning_rate.*learning_rate"), ("epochs = ", "TOML")]
)
def test_a_wrong_file_is_told_in_one_sentence(config: Path, content: str, told: str) -> None:
    config.write_text(content, encoding="utf-8")
    with pytest.raises(GovnerError, match=told):
        options("train_tagger", "--config", config, *REQUIRED)


def test_a_fault_of_the_user_ends_a_command_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "checkpoint-9").mkdir()
    words = ["train_tagger.py", *REQUIRED[:-1], str(tmp_path), "--train", str(tmp_path / "none.jsonl")]
    monkeypatch.setattr("sys.argv", words)
    with pytest.raises(SystemExit) as ended:
        script("options").start(script("train_tagger").main)
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert told.startswith("train_tagger.py: ")
    assert told.count("\n") == 1
