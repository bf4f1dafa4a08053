"""A tiny encoder and a few invented gold reports, trained once through the command that a user would run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NAMES = ["Lò Văn Pâng", "Trịnh Thị Hậu", "Ma Seo Dìn", "Quách Đình Thực"]
PLACES = ["Mường La", "Bắc Yên", "Sốp Cộp"]


def run(script: str, *arguments: str | Path) -> str:
    done = subprocess.run(
        [sys.executable, str(ROOT / "training" / script), *map(str, arguments)],
        env=os.environ | {"PYTHONPATH": str(ROOT / "src"), "HF_HUB_OFFLINE": "1"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def gold_report(number: int, name: str, place: str) -> dict[str, object]:
    parts = [("ông ", None), (name, "PERSON"), (", ", None), ("Chủ tịch", "TITLE"), (" ", None)]
    parts += [(f"UBND huyện {place}", "ORG"), (" dự.\n", None)]
    text, spans = "", []
    for words, label in parts:
        if label:
            spans.append(
                {"id": f"T{len(spans) + 1}", "start": len(text), "end": len(text) + len(words), "label": label}
            )
        text += words
    return {"id": f"r{number}", "text": text, "meta": {}, "spans": spans, "relations": []}


@pytest.fixture(scope="session")
def gold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("gold") / "gold.jsonl"
    reports = [gold_report(number, *pair) for number, pair in enumerate(product(NAMES, PLACES))]
    path.write_text("".join(json.dumps(report, ensure_ascii=False) + "\n" for report in reports), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def tiny_encoder(tmp_path_factory: pytest.TempPathFactory, gold: Path) -> Path:
    torch = pytest.importorskip("torch")
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers
    from transformers import BertConfig, BertModel

    folder = tmp_path_factory.mktemp("encoder")
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always", split=True)
    specials = ["<s>", "<pad>", "</s>", "<unk>"]
    texts = [json.loads(line)["text"] for line in gold.read_text(encoding="utf-8").splitlines()]
    tokenizer.train_from_iterator(
        texts, trainers.UnigramTrainer(vocab_size=120, special_tokens=specials, unk_token="<unk>")
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    torch.manual_seed(0)
    shape = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 64}
    BertModel(BertConfig(vocab_size=tokenizer.get_vocab_size(), pad_token_id=1, **shape)).save_pretrained(folder)
    return folder


@pytest.fixture(scope="session")
def trained(tmp_path_factory: pytest.TempPathFactory, gold: Path, tiny_encoder: Path) -> Path:
    out = tmp_path_factory.mktemp("run")
    data = ("--train", gold, "--dev", gold, "--encoder", tiny_encoder, "--out", out)
    run("train_tagger.py", *data, "--epochs", "16", "--learning-rate", "0.01", "--batch-size", "4", "--no-bf16")
    return out / "model"


@pytest.fixture(scope="session")
def exported(tmp_path_factory: pytest.TempPathFactory, gold: Path, trained: Path) -> Path:
    out = tmp_path_factory.mktemp("shipped")
    run("export_model.py", "--model", trained, "--out", out, "--train", gold, "--check", gold)
    return out
