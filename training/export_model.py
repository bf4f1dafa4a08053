"""Turn a trained model folder into the one that ships: ONNX, int8. `python training/export_model.py --help`.

The network is exported to ONNX and its weights, embeddings included, are quantised to int8 (a scale a channel;
activations are scaled as they come). Then the shipped form is held against PyTorch on real reports: how many spans are
the same to the letter, and what strict F1 each reaches.
"""

from __future__ import annotations

import json
import logging
import re
import shutil
import tempfile
import warnings
from pathlib import Path
from typing import Annotated, Any

import onnx
import torch
import typer
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import DefaultWeightOnlyQuantConfig, MatMulNBitsQuantizer
from safetensors.torch import load_file
from transformers import AutoModelForTokenClassification

from govner.evaluation import evaluate, fingerprints
from govner.schema import Report, read_jsonl
from govner.tagging.encoders import TOKENIZER_FILES
from govner.tagging.models import CONFIG, MENTIONS, SETTINGS
from govner.tagging.runtimes import HEAD_FILE
from govner.tagging.tagger import ONNX_FILE, RuntimeName, Tagger

OPSET = 17
INT8 = 4
"""ONNX Runtime's name for blockwise products in int8 (`accuracy_level`)."""
FEED_FORWARD_OUTPUT = re.compile(r"layer\.\d+/output/dense/MatMul$")


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
        quantise(fp32, out / ONNX_FILE)
    tokenizer = [name for name in TOKENIZER_FILES if (model / name).is_file()]
    for name in (CONFIG, *tokenizer, SETTINGS, "run.json"):
        shutil.copyfile(model / name, out / name)
    seen = fingerprints(report for path in train for report in read_jsonl(path))
    (out / MENTIONS).write_text("\n".join(seen) + "\n", encoding="ascii")
    record = compare(model, out, list(read_jsonl(check)))
    (out / "export.json").write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    typer.echo(json.dumps(record, indent=2))


class OneOutput(torch.nn.Module):
    """A token classifier with two inputs and one output, as the runtime calls it."""

    def __init__(self, model: Any, head: torch.nn.Module | None):
        super().__init__()
        self.model = model
        self.head = head

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """Logits, and behind them the states (windows, pieces, tags + state)."""
        result = self.model(input_ids=input_ids, attention_mask=attention_mask, output_hidden_states=True)
        logits: torch.Tensor = result.logits
        return logits if self.head is None else torch.cat([logits, self.head(result.hidden_states[-1])], dim=-1)


def export(model: Path, target: Path) -> None:
    """Write the network as ONNX fp32."""
    network = AutoModelForTokenClassification.from_pretrained(model, dtype=torch.float32, attn_implementation="eager")
    ids = torch.ones(2, 16, dtype=torch.int64)
    axes = {0: "windows", 1: "pieces"}
    with warnings.catch_warnings():
        # The newer exporter needs a package more and gives the layers no names to choose them by.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            OneOutput(network, load_head(model)).eval(),
            (ids, ids),
            str(target),
            input_names=["input_ids", "attention_mask"],
            output_names=["logits"],
            dynamic_axes=dict.fromkeys(("input_ids", "attention_mask", "logits"), axes),
            opset_version=OPSET,
            dynamo=False,
        )


def load_head(model: Path) -> torch.nn.Linear | None:
    """The second head that train_joint.py wrote, None where there is none."""
    if not (model / HEAD_FILE).exists():
        return None
    weights = load_file(model / HEAD_FILE)
    rows, columns = weights["weight"].shape
    head = torch.nn.Linear(columns, rows)
    head.load_state_dict(weights)
    return head


def quantise(source: Path, target: Path) -> None:
    """Write the int8 form of an ONNX network.

    Behind the activation of a feed-forward block a few values are many times larger than the rest, and one scale for
    all costs accuracy: the layer that reads them gets a scale for every 64 inputs.
    """
    blockwise = DefaultWeightOnlyQuantConfig(block_size=64, is_symmetric=True, accuracy_level=INT8, bits=8)
    network = onnx.load(source)
    outliers = [node.name for node in network.graph.node if FEED_FORWARD_OUTPUT.search(node.name)]
    if outliers:
        quantizer = MatMulNBitsQuantizer(network, algo_config=blockwise, nodes_to_include=outliers)
        quantizer.process()
        quantizer.model.save_model_to_file(str(source))
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
