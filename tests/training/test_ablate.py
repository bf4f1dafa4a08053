"""An ablation of two steps and one seed, in processes of their own, as a user would make it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from govner.schema import GovnerError

from .conftest import ENVIRONMENT, record, run, same_weights, script

RAW = "Huyện Mường La còn 1.250 hộ nghèo. Xã Chiềng Lao đạt 15 tiêu chí nông thôn mới.\n\n" * 20
PLAN = """
encoder = "{encoder}"
layers = [1]
dev = "{gold}"
out = "{out}"
seeds = [3]

[train_joint]
train = "{gold}"
encoder = "{{out}}/encoder"
epochs = 1
bf16 = false

[adapt_encoder]
corpus = "{raw}"
steps = 2
batch_size = 2
window = 32
bf16 = false

[[step]]
name = "all of it"
script = "train_joint"

[[step]]
name = "no variation"
script = "train_joint"
options = {{ augment = false, hidden_words = 0.25, encoder = "{{out}}/adapted/encoder" }}
"""


@pytest.fixture
def plan(tmp_path: Path, masked_encoder: Path, linked: Path) -> Path:
    path = tmp_path / "plan.toml"
    raw = tmp_path / "raw.txt"
    raw.write_text(RAW, encoding="utf-8")
    path.write_text(PLAN.format(encoder=masked_encoder, gold=linked, raw=raw, out=tmp_path / "out"), encoding="utf-8")
    return path


def test_every_step_is_run_with_its_options_and_a_second_call_makes_no_run(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    printed = run("ablate", plan)
    out = tmp_path / "out"
    assert json.loads((out / "encoder" / "config.json").read_text(encoding="utf-8"))["num_hidden_layers"] == 1
    whole, plain = (record(out / folder / "model") for folder in ("all-of-it-3", "no-variation-3"))
    assert (whole["recipe"]["augment"], whole["recipe"]["hidden_words"], whole["recipe"]["seed"]) == (True, 0.1, 3)
    assert (plain["recipe"]["augment"], plain["recipe"]["hidden_words"]) == (False, 0.25)
    assert record(out / "adapted" / "encoder")["steps"] == 2
    assert not same_weights(out / "adapted" / "encoder", out / "encoder")
    found = json.loads((out / "ablation.json").read_text(encoding="utf-8"))["f1"]
    assert list(found) == ["all of it", "no variation"]
    assert [list(one) for one in found.values()] == [["as it is", "small_letters", "no_diacritics", "typos"]] * 2
    assert "| no variation | 0." in printed
    monkeypatch.setattr(script("ablate").subprocess, "run", pytest.fail)
    assert run("ablate", plan).endswith(printed[printed.index("| step") :])


def test_the_table_gives_mean_and_standard_deviation_over_the_seeds() -> None:
    scores = {"step": {"as it is": [0.5, 0.6, 0.7], "small_letters": [0.4], "no_diacritics": [0.3], "typos": [0.2]}}
    head, _, row = script("ablate").table(scores)
    assert head == "| step | as it is | small letters | no diacritics | typos |"
    assert row == "| step | 0.600 ± 0.100 | 0.400 ± 0.000 | 0.300 ± 0.000 | 0.200 ± 0.000 |"


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        (("[[step]]", "[[stage]]"), "lacks step"),
        (("seeds = [3]", ""), "lacks seeds"),
        (('script = "train_joint"', ""), "lacks script of a step"),
        (("seeds = [3]", "seeds ="), "not a TOML file"),
        (("layers = [1]", "layers = [7]"), "has no layers 7"),
    ],
)
def test_a_plan_that_cannot_be_followed_is_refused(plan: Path, broken: tuple[str, str], sentence: str) -> None:
    plan.write_text(plan.read_text(encoding="utf-8").replace(*broken), encoding="utf-8")
    with pytest.raises(GovnerError, match=sentence):
        run("ablate", plan)
