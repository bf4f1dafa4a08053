from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

from govner.evaluation import fingerprint
from govner.schema import Report, read_jsonl
from govner.tagging.encoding import TextEncoder
from govner.tagging.models import MENTIONS, Settings, read_tags
from govner.tagging.runtimes import OnnxRuntime
from govner.tagging.tagger import Tagger

from .conftest import NAMES, PLACES, ROOT, run

TEXTS = ["", "ông Lò Văn Pâng, Chủ tịch UBND huyện Bắc Yên dự.", "Chủ tịch UBND huyện Sốp Cộp\r\nông Ma Seo Dìn " * 40]


@pytest.fixture(scope="module")
def export_script() -> ModuleType:
    sys.path.insert(0, str(ROOT / "training"))
    try:
        import export_model
    finally:
        sys.path.pop(0)
    return export_model


def test_training_leaves_a_model_that_finds_what_it_was_shown(trained: Path) -> None:
    (spans,) = Tagger.load(trained).tag([TEXTS[1]])
    assert [(span.label, span.text) for span in spans] == [
        ("PERSON", "Lò Văn Pâng"),
        ("TITLE", "Chủ tịch"),
        ("ORG", "UBND huyện Bắc Yên"),
    ]
    assert all(0 < (span.score or 0) <= 1 for span in spans)


def test_training_leaves_a_record_of_what_it_used_and_got(trained: Path) -> None:
    record = json.loads((trained / "run.json").read_text(encoding="utf-8"))
    assert record["reports"] == {"train": len(NAMES) * len(PLACES), "dev": len(NAMES) * len(PLACES)}
    assert record["recipe"]["learning_rate"] == 0.01
    assert record["best_dev_f1"] == max(entry["eval_f1"] for entry in record["history"])


def test_onnx_and_torch_find_the_same_spans_on_the_same_weights(
    trained: Path, tmp_path: Path, export_script: ModuleType
) -> None:
    export_script.export(trained, tmp_path / "fp32.onnx")
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


def test_a_model_is_scored_in_every_bad_spelling(trained: Path, gold: Path) -> None:
    lines = run("evaluate_model.py", gold, "--model", trained).splitlines()
    scores = {line[:16].strip(): float(line[16:21]) for line in lines}
    assert scores.keys() == {"as it is", "capitals", "capital_lines", "small_letters", "no_diacritics", "typos"}
    assert scores["as it is"] == 1.0 > scores["capitals"]
