"""Turn a trained model folder into the one that ships: ONNX, int8. `python training/export_model.py --help`.

The network is exported to ONNX, its layers are fused for ONNX Runtime, and its weights, embeddings included, are
quantised to int8 (a scale a channel; activations are scaled as they come). Then the shipped form is held against
PyTorch on real reports: how many spans are the same to the letter, and what strict F1 each reaches.
"""

from __future__ import annotations

import json
import logging
import shutil
import tempfile
import warnings
from pathlib import Path
from typing import Annotated, Any

import onnx
import torch
import typer
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from transformers import AutoModelForTokenClassification

from govner.evaluation import evaluate, fingerprints
from govner.schema import Report, read_jsonl
from govner.tagging.models import MENTIONS, SETTINGS
from govner.tagging.tagger import ONNX_FILE, RuntimeName, Tagger

OPSET = 17
FUSED = {"bert": "bert", "roberta": "bert", "xlm-roberta": "bert"}
"""Model types whose layers ONNX Runtime knows how to fuse, and the name it has for them."""


def main(
    model: Annotated[Path, typer.Option(help="Folder that train_tagger.py wrote.")],
    out: Annotated[Path, typer.Option(help="Folder to write; the model card in it is left alone.")],
    train: Annotated[list[Path], typer.Option(help="The gold reports it was trained on, to mark seen mentions.")],
    check: Annotated[Path, typer.Option(help="Gold reports on which both forms are compared.")],
) -> None:
    """Export MODEL to OUT as int8 ONNX and compare the two on CHECK."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        fp32 = Path(scratch) / "fp32.onnx"
        export(model, fp32)
        quantise(fp32, out / ONNX_FILE)
    for name in ("config.json", "tokenizer.json", SETTINGS, "run.json"):
        shutil.copyfile(model / name, out / name)
    seen = fingerprints(report for path in train for report in read_jsonl(path))
    (out / MENTIONS).write_text("\n".join(seen) + "\n", encoding="ascii")
    record = compare(model, out, list(read_jsonl(check)))
    (out / "export.json").write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    typer.echo(json.dumps(record, indent=2))


class LogitsOnly(torch.nn.Module):
    """A token classifier with two inputs and one output, as the runtime calls it."""

    def __init__(self, model: Any):
        super().__init__()
        self.model = model

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """Logits (windows, pieces, tags)."""
        logits: torch.Tensor = self.model(input_ids=input_ids, attention_mask=attention_mask).logits
        return logits


def export(model: Path, target: Path) -> None:
    """Write the network as ONNX fp32, with its layers fused where ONNX Runtime can."""
    network = AutoModelForTokenClassification.from_pretrained(model, dtype=torch.float32, attn_implementation="eager")
    ids = torch.ones(2, 16, dtype=torch.int64)
    axes = {0: "windows", 1: "pieces"}
    with warnings.catch_warnings():
        # The newer exporter writes a graph whose attention ONNX Runtime does not fuse: half the speed.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            LogitsOnly(network).eval(),
            (ids, ids),
            str(target),
            input_names=["input_ids", "attention_mask"],
            output_names=["logits"],
            dynamic_axes=dict.fromkeys(("input_ids", "attention_mask", "logits"), axes),
            opset_version=OPSET,
            dynamo=False,
        )
    config = network.config
    if config.model_type in FUSED:
        logging.getLogger(optimizer.__name__).setLevel(logging.ERROR)
        fused = optimizer.optimize_model(
            str(target),
            model_type=FUSED[config.model_type],
            num_heads=config.num_attention_heads,
            hidden_size=config.hidden_size,
        )
        fused.save_model_to_file(str(target))


def quantise(source: Path, target: Path) -> None:
    """Write the int8 form of an ONNX network."""
    quantize_dynamic(
        source,
        target,
        per_channel=True,
        weight_type=QuantType.QInt8,
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )


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
