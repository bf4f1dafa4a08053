"""A tiny PhoBERT with a vocabulary of its own, through the commands that a user would run."""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path

import pytest

from govner.tagging.models import Settings
from govner.tagging.tagger import Tagger
from govner.text.normalize import ToneStyle

from ..phobert_files import write_phobert_files
from .conftest import record, run, run_killed

TEXT = "ông Lò Văn Pâng, Chủ tịch UBND huyện Bắc Yên dự."
FOUND = [("PERSON", "Lò Văn Pâng"), ("TITLE", "Chủ tịch"), ("ORG", "UBND huyện Bắc Yên")]


@pytest.fixture(scope="module")
def tiny_phobert(tmp_path_factory: pytest.TempPathFactory, gold: Path) -> Path:
    torch = pytest.importorskip("torch")
    from transformers import RobertaConfig, RobertaModel

    folder = tmp_path_factory.mktemp("phobert")
    texts = [json.loads(line)["text"].replace("Chủ tịch", "Chủ_tịch") for line in gold.read_text("utf-8").splitlines()]
    write_phobert_files(folder, [text.replace(",", " ,").replace(".", " .") for text in texts])
    # Four special tokens come before the file's pieces, and the mask after them.
    size = len((folder / "vocab.txt").read_text("utf-8").splitlines()) + 5
    torch.manual_seed(0)
    shape = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 64}
    config = RobertaConfig(vocab_size=size, max_position_embeddings=258, type_vocab_size=1, **shape)
    RobertaModel(config).save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def trained_phobert(tmp_path_factory: pytest.TempPathFactory, gold: Path, tiny_phobert: Path) -> Path:
    """Killed after an epoch, and gone on with from the checkpoint."""
    pytest.importorskip("underthesea")
    out = tmp_path_factory.mktemp("run")
    how = ("--learning-rate", "0.01", "--batch-size", "4", "--segmenter", "underthesea", "--no-bf16")
    data = ("--train", gold, "--dev", gold, "--encoder", tiny_phobert, "--out", out)
    first = out / "checkpoint-3" / "trainer_state.json"
    run_killed(first.exists, "train_tagger", *data, *how, "--epochs", "12")
    assert not (out / "model").exists()
    run("train_tagger", *data, *how, "--epochs", "12")
    return out / "model"


@pytest.fixture(scope="module")
def exported_phobert(tmp_path_factory: pytest.TempPathFactory, gold: Path, trained_phobert: Path) -> Path:
    out = tmp_path_factory.mktemp("shipped")
    run("export_model", "--model", trained_phobert, "--out", out, "--train", gold, "--check", gold)
    return out


def test_a_phobert_model_finds_what_it_was_shown(trained_phobert: Path) -> None:
    (spans,) = Tagger.load(trained_phobert).tag([TEXT])
    assert [(span.label, span.text) for span in spans] == FOUND


def test_the_folder_says_how_text_was_read(trained_phobert: Path) -> None:
    expected = Settings(ToneStyle.SECOND, 254, 48, "underthesea", version("underthesea"), fold_capitals=True)
    assert Settings.read(trained_phobert) == expected


def test_the_folder_holds_the_tokenizer_of_the_encoder(
    trained_phobert: Path, exported_phobert: Path, tiny_phobert: Path
) -> None:
    for folder in (trained_phobert, exported_phobert):
        assert not (folder / "tokenizer.json").exists()
        for name in ("vocab.txt", "bpe.codes"):
            assert (folder / name).read_bytes() == (tiny_phobert / name).read_bytes()


def test_a_stopped_training_goes_on_from_its_checkpoint(trained_phobert: Path) -> None:
    assert [entry["epoch"] for entry in record(trained_phobert)["history"]] == list(range(1, 13))


def test_the_exported_phobert_agrees_with_torch(exported_phobert: Path) -> None:
    found = json.loads((exported_phobert / "export.json").read_text(encoding="utf-8"))
    assert found["torch_f1"] == 1.0
    assert found["onnx_int8_f1"] >= 0.95
    assert found["same_spans"] >= 0.95


def test_a_text_of_many_windows_is_read_to_its_end(exported_phobert: Path) -> None:
    text = f"{TEXT}\n" * 60
    (spans,) = Tagger.load(exported_phobert).tag([text])
    assert [(span.label, span.text) for span in spans[:3]] == FOUND
    assert spans[-1].start > text.rindex(TEXT)


def test_tone_placement_changes_no_span(exported_phobert: Path) -> None:
    old, new = Tagger.load(exported_phobert).tag(["Huyện ủy hòa giải.\n" + TEXT, "Huyện uỷ hoà giải.\n" + TEXT])
    assert [(span.start, span.label) for span in old] == [(span.start, span.label) for span in new]
    assert len(new) >= len(FOUND)
