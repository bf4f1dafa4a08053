"""One encoder for tags and owners: trained, stopped, resumed, exported, through the commands of a user."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path

import pytest

from govner.linking.states import COLUMNS
from govner.schema import read_jsonl
from govner.tagging.tagger import Tagger

from .conftest import NAMES, PLACES, run


@pytest.fixture(scope="module")
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


@pytest.fixture(scope="module")
def joint(tmp_path_factory: pytest.TempPathFactory, linked: Path, tiny_encoder: Path) -> Path:
    out = tmp_path_factory.mktemp("joint")
    data = ("--train", linked, "--dev", linked, "--encoder", tiny_encoder, "--out", out, "--no-bf16")
    run("train_joint.py", *data, "--epochs", "2", "--learning-rate", "0.01")
    run("train_joint.py", *data, "--epochs", "12", "--learning-rate", "0.01", "--resume")
    return out / "model"


def test_training_goes_on_where_it_stopped(joint: Path) -> None:
    history = json.loads((joint / "run.json").read_text(encoding="utf-8"))["history"]
    assert [entry["epoch"] for entry in history] == list(range(1, len(history) + 1))
    assert len(history) > 2


def test_the_exported_model_gives_the_spans_and_states_of_pytorch(
    joint: Path, linked: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    shipped = tmp_path_factory.mktemp("joint-shipped")
    run("export_model.py", "--model", joint, "--out", shipped, "--train", linked, "--check", linked)
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
