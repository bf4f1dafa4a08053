"""Masked language modelling on raw text, through the command of a user."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import NAMES, PLACES, run

TEXT = "\n\n".join(
    f"Ông {name} nói.\nHuyện {place} có {at} xã." for at in range(40) for name in NAMES for place in PLACES
)


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory, tiny_encoder: Path) -> Path:
    """The tiny encoder with a mask token."""
    from tokenizers import Tokenizer
    from transformers import BertConfig, BertModel

    folder = tmp_path_factory.mktemp("masked")
    tokenizer = Tokenizer.from_file(str(tiny_encoder / "tokenizer.json"))
    tokenizer.add_special_tokens(["<mask>"])
    tokenizer.save(str(folder / "tokenizer.json"))
    config = BertConfig.from_pretrained(tiny_encoder)
    config.vocab_size = tokenizer.get_vocab_size()
    BertModel(config).save_pretrained(folder)
    return folder


def test_an_adapted_encoder_guesses_better_and_can_be_adapted_further(
    tmp_path: Path, encoder: Path, gold: Path
) -> None:
    corpus, out = tmp_path / "corpus.txt", tmp_path / "run"
    corpus.write_text(TEXT, encoding="utf-8")
    options = ("--corpus", corpus, "--encoder", encoder, "--out", out, "--window", "24", "--no-bf16")
    options += ("--learning-rate", "0.01", "--save-steps", "20", "--apart", gold)
    run("adapt_encoder.py", *options, "--steps", "60")
    record = json.loads((out / "encoder" / "adapt.json").read_text(encoding="utf-8"))
    assert record["recipe"]["steps"] == 60
    run("adapt_encoder.py", *options, "--steps", "120", "--resume")
    losses = json.loads((out / "encoder" / "adapt.json").read_text(encoding="utf-8"))["loss"]
    assert losses[-1][1] < losses[0][1]
    assert (out / "encoder" / "model.safetensors").exists()
    run("train_tagger.py", "--train", gold, "--dev", gold, "--encoder", out / "encoder", "--out", tmp_path / "tagger",
        "--epochs", "1", "--no-bf16")  # fmt: skip
    assert (tmp_path / "tagger" / "model" / "config.json").exists()
