"""A tiny encoder and a few invented gold reports, trained once through the command that a user would run."""

from __future__ import annotations

import importlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import product
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

ROOT = Path(__file__).resolve().parents[2]
NAMES = ["Lò Văn Pâng", "Trịnh Thị Hậu", "Ma Seo Dìn", "Quách Đình Thực"]
PLACES = ["Mường La", "Bắc Yên", "Sốp Cộp"]


# With one thread a tiny network is quickest, and its weights are the same to the bit every time.
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT / "src"), "HF_HUB_OFFLINE": "1", "OMP_NUM_THREADS": "1"}
LONGEST = 300.0


def script(name: str) -> ModuleType:
    """A module of the folder `training`, which is no package."""
    sys.path.insert(0, str(ROOT / "training"))
    try:
        return importlib.import_module(name)
    finally:
        sys.path.pop(0)


def command(name: str) -> typer.Typer:
    app = typer.Typer()
    app.command()(script(name).main)
    return app


def run(name: str, *arguments: str | Path) -> str:
    """Call a command in this process, which has loaded PyTorch already; give what it prints."""
    torch = pytest.importorskip("torch")
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        done = CliRunner().invoke(command(name), [str(argument) for argument in arguments], catch_exceptions=False)
    finally:
        torch.set_num_threads(threads)
    assert done.exit_code == 0, done.output
    return done.stdout


def run_killed(reached: Callable[[], bool], name: str, *arguments: str | Path) -> None:
    """Start a command in a process of its own and kill it as soon as it has reached a place."""
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "training" / f"{name}.py"), *map(str, arguments)],
        env=ENVIRONMENT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    end = time.monotonic() + LONGEST
    while not reached() and process.poll() is None and time.monotonic() < end:
        time.sleep(0.002)
    process.kill()
    _, told = process.communicate()
    assert process.returncode == -signal.SIGKILL, told


def record(directory: Path) -> dict[str, Any]:
    return json.loads((directory / "run.json").read_text(encoding="utf-8"))


def same_weights(one: Path, other: Path) -> bool:
    return (one / "model.safetensors").read_bytes() == (other / "model.safetensors").read_bytes()


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
def linked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Invented reports in which the second unit, not the nearest, has the figure."""
    path = tmp_path_factory.mktemp("linked") / "gold.jsonl"
    with path.open("w", encoding="utf-8") as lines:
        for number, (name, place) in enumerate(product(NAMES, PLACES)):
            parts = [("ông ", None), (name, "PERSON"), (" dự. ", None), (f"Huyện {place}", "LOC"), (" còn ", None)]
            parts += [(f"{number + 12} hộ nghèo", "METRIC"), (" như ", None), ("UBND tỉnh", "ORG"), (" nêu.", None)]
            text, spans = "", []
            for words, label in parts:
                if label:
                    place_of = {"start": len(text), "end": len(text) + len(words)}
                    spans.append({"id": f"T{len(spans) + 1}", **place_of, "label": label})
                text += words
            owner = [{"head": "T2", "tail": "T3", "label": "HAS_RESULT"}]
            record = {"id": f"r{number}", "text": text, "meta": {}, "spans": spans, "relations": owner}
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")
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
def masked_encoder(tmp_path_factory: pytest.TempPathFactory, tiny_encoder: Path) -> Path:
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


@pytest.fixture(scope="session")
def how_to_tag(gold: Path, tiny_encoder: Path) -> tuple[str | Path, ...]:
    """A call of train_tagger.py that lacks the folder of the run."""
    data = ("--train", gold, "--dev", gold, "--encoder", tiny_encoder)
    return (*data, "--epochs", "16", "--learning-rate", "0.01", "--batch-size", "4", "--no-bf16", "--out")


@pytest.fixture(scope="session")
def trained(tmp_path_factory: pytest.TempPathFactory, how_to_tag: tuple[str | Path, ...]) -> Path:
    out = tmp_path_factory.mktemp("run")
    run("train_tagger", *how_to_tag, out)
    return out / "model"


@pytest.fixture(scope="session")
def exported(tmp_path_factory: pytest.TempPathFactory, gold: Path, trained: Path) -> Path:
    out = tmp_path_factory.mktemp("shipped")
    run("export_model", "--model", trained, "--out", out, "--train", gold, "--check", gold)
    return out
