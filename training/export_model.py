"""Turn a trained model folder into the one that ships: ONNX, int8. `python training/export_model.py --help`.

The network is exported to ONNX and its weights, embeddings included, are quantised to int8 (`onnx_form.py`). Then the
shipped form is held against PyTorch on real reports: how many spans are the same to the letter, and what strict F1 each
reaches.
"""

from __future__ import annotations

import json
import logging
import shutil
import tempfile
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from numpy.typing import NDArray
from onnx_form import export, quantise

from govner.evaluation import evaluate, fingerprints
from govner.schema import Report, read_jsonl
from govner.tagging.encoders import TOKENIZER_FILES, load_encoder
from govner.tagging.models import CONFIG, MENTIONS, SETTINGS, Settings
from govner.tagging.tagger import ONNX_FILE, RuntimeName, Tagger

SAMPLE = 6
"""Reports whose first windows tell how the network is best quantised."""


def main(
    model: Annotated[Path, typer.Option(help="Folder that train_tagger.py wrote.")],
    out: Annotated[Path, typer.Option(help="Folder to write; the model card in it is left alone.")],
    train: Annotated[list[Path], typer.Option(help="The gold reports it was trained on, to mark seen mentions.")],
    check: Annotated[Path, typer.Option(help="Gold reports on which both forms are compared.")],
) -> None:
    """Export MODEL to OUT as int8 ONNX and compare the two on CHECK."""
    logging.getLogger().setLevel(logging.WARNING)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        fp32 = Path(scratch) / "fp32.onnx"
        export(model, fp32)
        quantise(fp32, out / ONNX_FILE, sample(train, model))
    tokenizer = [name for name in TOKENIZER_FILES if (model / name).is_file()]
    records = [name for name in ("run.json", "pointer.json") if (model / name).is_file()]
    for name in (CONFIG, *tokenizer, SETTINGS, *records):
        shutil.copyfile(model / name, out / name)
    seen = fingerprints(report for path in train for report in read_jsonl(path))
    (out / MENTIONS).write_text("\n".join(seen) + "\n", encoding="ascii")
    record = compare(model, out, list(read_jsonl(check)))
    (out / "export.json").write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    typer.echo(json.dumps(record, indent=2))


def sample(paths: list[Path], model: Path) -> list[NDArray[np.int64]]:
    """The first windows of some reports, as the runtime gets them."""
    settings = Settings.read(model)
    encoder = load_encoder(model, settings)
    reports = islice((report for path in paths for report in read_jsonl(path)), SAMPLE)
    encodings = (encoder.encode(settings.view(report.text).text) for report in reports)
    rows = (encoding.ids[: settings.window] for encoding in encodings)
    return [np.concatenate(([encoder.prefix], row, [encoder.suffix])) for row in rows]


def compare(model: Path, exported: Path, gold: list[Report]) -> dict[str, Any]:
    """Strict micro-F1 of both forms, and the share of PyTorch's spans that the exported form finds to the letter."""
    torch_reports = tag(model, "torch", gold)
    onnx_reports = tag(exported, "onnx", gold)
    return {
        "check": len(gold),
        "megabytes": round((exported / ONNX_FILE).stat().st_size / 1e6, 1),
        "torch_f1": strict_f1(gold, torch_reports),
        "onnx_int8_f1": strict_f1(gold, onnx_reports),
        "same_spans": strict_f1(torch_reports, onnx_reports),
    }


def tag(model: Path, runtime: RuntimeName, gold: list[Report]) -> list[Report]:
    """The gold reports with the spans that the model finds in place of theirs."""
    found = Tagger.load(model, runtime=runtime).tag(report.text for report in gold)
    return [Report(report.id, report.text, report.meta, spans) for report, spans in zip(gold, found, strict=True)]


def strict_f1(gold: list[Report], predicted: list[Report]) -> float | None:
    """Strict micro-F1 of spans; None where neither side has one."""
    f1 = evaluate(gold, predicted, resamples=0).strict["all"].counts.f1
    return None if f1 is None else round(f1, 4)


if __name__ == "__main__":
    typer.run(main)
