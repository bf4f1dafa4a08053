"""Masked language modelling on raw text, through the command of a user."""

from __future__ import annotations

from pathlib import Path

from .conftest import NAMES, PLACES, record, run, run_killed

TEXT = "\n\n".join(
    f"Ông {name} nói.\nHuyện {place} có {at} xã." for at in range(40) for name in NAMES for place in PLACES
)


def test_a_killed_adaptation_goes_on_and_leaves_an_encoder_that_guesses_better(
    tmp_path: Path, masked_encoder: Path, gold: Path
) -> None:
    corpus, out = tmp_path / "corpus.txt", tmp_path / "run"
    corpus.write_text(TEXT, encoding="utf-8")
    how = (
        "--corpus",
        corpus,
        "--encoder",
        masked_encoder,
        "--out",
        out,
        "--window",
        "24",
        "--no-bf16",
        "--apart",
        gold,
    )
    how += ("--learning-rate", "0.01", "--steps", "120", "--save-steps", "20")
    run_killed((out / "checkpoint-20" / "trainer_state.json").exists, "adapt_encoder", *how)
    assert not (out / "encoder").exists()
    run("adapt_encoder", *how)
    adapted = record(out / "encoder")
    assert (adapted["steps"], adapted["loss"][-1][0]) == (120, 100)
    assert adapted["loss"][-1][1] < adapted["loss"][0][1]
    run("train_tagger", "--train", gold, "--dev", gold, "--encoder", out / "encoder", "--out", tmp_path / "tagger",
        "--epochs", "1", "--no-bf16")  # fmt: skip
    assert (tmp_path / "tagger" / "model" / "config.json").exists()
