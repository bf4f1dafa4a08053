from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path

import pytest

from govner.evaluation import fingerprint
from govner.schema import Report, read_jsonl
from govner.tagging.encoding import TextEncoder
from govner.tagging.models import MENTIONS, Settings, read_tags
from govner.tagging.runtimes import OnnxRuntime
from govner.tagging.tagger import Tagger

from .conftest import NAMES, PLACES, record, run, run_killed, same_weights, script

TEXTS = ["", "ông Lò Văn Pâng, Chủ tịch UBND huyện Bắc Yên dự.", "Chủ tịch UBND huyện Sốp Cộp\r\nông Ma Seo Dìn " * 40]


def test_training_leaves_a_model_that_finds_what_it_was_shown(trained: Path) -> None:
    (spans,) = Tagger.load(trained).tag([TEXTS[1]])
    assert [(span.label, span.text) for span in spans] == [
        ("PERSON", "Lò Văn Pâng"),
        ("TITLE", "Chủ tịch"),
        ("ORG", "UBND huyện Bắc Yên"),
    ]
    assert all(0 < (span.score or 0) <= 1 for span in spans)


def test_training_leaves_a_record_of_what_it_used_and_got(trained: Path) -> None:
    found = record(trained)
    assert found["reports"] == {"train": len(NAMES) * len(PLACES), "dev": len(NAMES) * len(PLACES)}
    assert found["recipe"]["learning_rate"] == 0.01
    assert [file["name"] for file in found["files"]["train"]] == ["gold.jsonl"]
    assert found["best_dev_f1"] == max(entry["eval_f1"] for entry in found["history"])


def test_training_leaves_logs_for_tensorboard_and_a_picture_of_its_course(trained: Path) -> None:
    events = pytest.importorskip("tensorboard.backend.event_processing.event_accumulator")
    logs = events.EventAccumulator(str(trained.parent / "tensorboard")).Reload()
    assert {"train/loss", "train/learning_rate", "eval/f1"} <= set(logs.Tags()["scalars"])
    assert [event.value for event in logs.Scalars("eval/f1")] == pytest.approx(
        [entry["eval_f1"] for entry in record(trained)["history"]]
    )
    assert (trained.parent / "curves.png").read_bytes().startswith(b"\x89PNG")


def test_a_killed_training_ends_as_one_that_was_not(
    tmp_path: Path, how_to_tag: tuple[str | Path, ...], trained: Path
) -> None:
    run_killed((tmp_path / "checkpoint-9" / "trainer_state.json").exists, "train_tagger", *how_to_tag, tmp_path)
    assert not (tmp_path / "model").exists()
    (tmp_path / "checkpoint-47").mkdir()  # as a kill leaves one that was being written
    run("train_tagger", *how_to_tag, tmp_path)
    resumed, whole = record(tmp_path / "model"), record(trained)
    assert resumed["steps"] == whole["steps"] == 48
    assert [entry["eval_f1"] for entry in resumed["history"]] == [entry["eval_f1"] for entry in whole["history"]]
    assert same_weights(tmp_path / "model", trained)


def test_a_training_ends_when_the_scores_do_not_rise(tmp_path: Path, how_to_tag: tuple[str | Path, ...]) -> None:
    run("train_tagger", *how_to_tag, tmp_path, "--learning-rate", "0", "--patience", "2")
    assert record(tmp_path / "model")["steps"] == 9


def test_onnx_and_torch_find_the_same_spans_on_the_same_weights(trained: Path, tmp_path: Path) -> None:
    script("onnx_form").export(trained, tmp_path / "fp32.onnx")
    encoder = TextEncoder.load(trained / "tokenizer.json")
    runtime = OnnxRuntime(tmp_path / "fp32.onnx")
    onnx = Tagger(encoder, runtime, read_tags(trained), Settings.read(trained), tmp_path)
    by_torch, by_onnx = (list(tagger.tag(TEXTS)) for tagger in (Tagger.load(trained), onnx))
    assert [[(s.start, s.end, s.label) for s in spans] for spans in by_onnx] == [
        [(s.start, s.end, s.label) for s in spans] for spans in by_torch
    ]
    assert len(by_onnx[2]) >= 120
    for one, other in zip(by_onnx[1], by_torch[1], strict=True):
        assert one.score == pytest.approx(other.score, abs=0.001)


def test_the_exported_model_is_int8_and_agrees_with_torch(exported: Path) -> None:
    record = json.loads((exported / "export.json").read_text(encoding="utf-8"))
    assert record["torch_f1"] == 1.0
    assert record["onnx_int8_f1"] >= 0.95
    assert record["same_spans"] >= 0.95


def test_an_exported_model_gives_the_same_spans_in_any_company(exported: Path) -> None:
    tagger = Tagger.load(exported)
    assert list(tagger.tag(TEXTS, batch_size=3)) == [next(tagger.tag([text])) for text in TEXTS]


def test_the_exported_model_names_the_mentions_it_was_trained_on_without_holding_them(
    exported: Path, gold: Path
) -> None:
    marks = set((exported / MENTIONS).read_text(encoding="ascii").split())
    reports: list[Report] = list(read_jsonl(gold))
    assert marks == {fingerprint(span.text, span.label) for report in reports for span in report.spans}


def test_a_folder_without_onnx_needs_torch_and_says_so(trained: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from govner.schema import GovnerError

    monkeypatch.setitem(sys.modules, "torch", None)
    assert importlib.util.find_spec("onnxruntime")
    with pytest.raises(GovnerError, match=r"govner\[torch\]"):
        Tagger.load(trained)


def test_a_model_is_scored_in_every_augmentation(trained: Path, gold: Path) -> None:
    lines = run("evaluate_model", gold, "--model", trained).splitlines()
    scores = {line[:16].strip(): float(line[16:21]) for line in lines}
    assert scores.keys() == {"as it is", *script("augment").AUGMENTATIONS}
    assert scores["as it is"] == 1.0 > scores["capitals"]
