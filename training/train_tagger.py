"""Fine-tune an encoder into a tagger: `python training/train_tagger.py --help`.

It writes a model folder that `govner --model FOLDER` and `govner.load("FOLDER")` run on PyTorch, and that
`training/export_model.py` turns into the ONNX form. The folder's `run.json` says what the run used and what it got.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import datasets
import numpy as np
import torch
import transformers
import typer
from curves import draw_curves
from data import IGNORED, LabelledText, examples, label
from encoders import config_of, load_reader
from hf import Patience, arguments, last_checkpoint, tensorboard
from options import (
    Bf16,
    Config,
    Dev,
    EncoderName,
    Out,
    OutsideWeight,
    Resume,
    SegmenterName,
    Train,
    Warmup,
    start,
)
from options import Patience as PatienceOption
from runs import begin, bf16_is_quick
from seqeval.metrics import classification_report
from seqeval.scheme import IOB2
from torch.nn import functional
from torch.nn.utils.rnn import pad_sequence
from transformers import AutoModelForTokenClassification, Trainer

from govner.schema import LABELS, Report, read_jsonl
from govner.tagging.labels import OUTSIDE, bio_labels

TAGS = bio_labels(LABELS)


@dataclass(frozen=True)
class Recipe:
    """The hyper-parameters of a run."""

    epochs: float
    learning_rate: float
    batch_size: int
    warmup: float
    weight_decay: float
    label_smoothing: float
    outside_weight: float
    patience: int
    segmenter: str
    seed: int
    bf16: bool


def main(
    train: Train,
    dev: Dev,
    out: Out,
    encoder: EncoderName,
    epochs: float = 8,
    learning_rate: float = 1.5e-4,
    batch_size: int = 8,
    warmup: Warmup = 0.1,
    weight_decay: float = 0.01,
    label_smoothing: float = 0.0,
    outside_weight: OutsideWeight = 1.0,
    patience: PatienceOption = 0,
    seed: int = 1,
    segmenter: SegmenterName = "underthesea",
    bf16: Bf16 = None,
    resume: Resume = True,
    config: Config = None,  # noqa: ARG001  (its callback has read it)
) -> None:
    """Fine-tune ENCODER on TRAIN, keep the epoch that is best on DEV."""
    recipe = Recipe(
        epochs,
        learning_rate,
        batch_size,
        warmup,
        weight_decay,
        label_smoothing,
        outside_weight,
        patience,
        segmenter,
        seed,
        bf16_is_quick() if bf16 is None else bf16,
    )
    run = begin(out, encoder, {"train": train, "dev": [dev]}, recipe, resume=resume)
    transformers.set_seed(seed)
    reader = load_reader(encoder, segmenter)
    pieces, settings = reader.encoder, reader.settings
    gold = {"train": [r for path in train for r in read_jsonl(path)], "dev": list(read_jsonl(dev))}
    labelled = {name: [label(r, pieces, TAGS, settings) for r in reports] for name, reports in gold.items()}
    for name, texts in labelled.items():
        typer.echo(describe(name, gold[name], texts))
    rows = {
        name: datasets.Dataset.from_list(list(examples(texts, pieces, settings.window, settings.overlap)))
        for name, texts in labelled.items()
    }
    trainer = Trainer(
        # Drawing the random numbers of this dropout takes half the time of a step on a CPU.
        model=load_network(encoder, without=("attention_probs_dropout_prob",)),
        args=arguments(
            out,
            recipe,
            num_train_epochs=epochs,
            per_device_eval_batch_size=16,
            eval_strategy="epoch",
            save_strategy="epoch",
            load_best_model_at_end=True,
            metric_for_best_model="f1",
            logging_steps=20,
        ),
        train_dataset=rows["train"],
        eval_dataset=rows["dev"],
        data_collator=partial(collate, pad=reader.pad),
        compute_loss_func=tag_loss(recipe),
        compute_metrics=strict_scores,
        callbacks=[tensorboard(out), Patience(patience)],
    )
    began = time.monotonic()
    trainer.train(resume_from_checkpoint=last_checkpoint(out))
    directory = out / "model"
    trainer.model.save_pretrained(directory)
    reader.save(directory)
    log, best = trainer.state.log_history, trainer.state.best_metric
    history = [entry for entry in log if "eval_f1" in entry]
    run.write(
        directory,
        reports={name: len(reports) for name, reports in gold.items()},
        steps=trainer.state.global_step,
        minutes=round((time.monotonic() - began) / 60, 1),
        best_dev_f1=best,
        history=history,
    )
    draw_curves(
        out / "curves.png",
        "epochs",
        [(entry["epoch"], entry["loss"]) for entry in log if "loss" in entry],
        score_curves(history, "eval_f1"),
    )
    typer.echo(f"best strict F1 on dev windows: {best:.4f}; model in {directory}")


def load_network(encoder: str, *, without: tuple[str, ...]) -> Any:
    """An encoder with a new token classifier on it; the dropouts named in `without` are nought."""
    return AutoModelForTokenClassification.from_pretrained(
        encoder,
        config=config_of(
            encoder,
            without=without,
            id2label=dict(enumerate(TAGS)),
            label2id={tag: at for at, tag in enumerate(TAGS)},
        ),
        dtype=torch.float32,
        # On a CPU the gradient of fused attention takes three times as long as that of the plain one.
        attn_implementation="eager",
    )


def describe(name: str, reports: list[Report], texts: list[LabelledText]) -> str:
    """One line on a data set, with the spans that syllable tags cannot express to the letter."""
    spans = sum(len(report.spans) for report in reports)
    lost = sum(len(text.lost) for text in texts)
    syllables = sum(len(text.tags) for text in texts)
    return f"{name}: {len(reports)} reports, {syllables} syllables, {spans} spans, {lost} of them not expressible"


def collate(rows: Sequence[Mapping[str, list[int]]], pad: int) -> dict[str, torch.Tensor]:
    """Windows as a batch, padded to the longest."""
    fill = {"input_ids": pad, "attention_mask": 0, "labels": IGNORED}
    return {
        name: pad_sequence([torch.tensor(row[name]) for row in rows], batch_first=True, padding_value=value)
        for name, value in fill.items()
    }


def tag_weights(outside: float) -> torch.Tensor:
    """The weight of each tag in the loss."""
    return torch.tensor([outside if tag == OUTSIDE else 1.0 for tag in TAGS])


def tag_loss(recipe: Recipe) -> Callable[..., torch.Tensor]:
    """The loss of a batch, as the Trainer asks for it."""
    weights = tag_weights(recipe.outside_weight)

    def loss(outputs: Any, labels: torch.Tensor, **_: Any) -> torch.Tensor:
        logits = outputs["logits"].float()
        return functional.cross_entropy(
            logits.flatten(0, 1),
            labels.flatten(),
            weights.to(logits.device),
            ignore_index=IGNORED,
            label_smoothing=recipe.label_smoothing,
        )

    return loss


def strict_scores(prediction: Any) -> dict[str, float]:
    """Strict span scores (seqeval, IOB2) over the windows, micro and F1 a label."""
    rows = [labels != IGNORED for labels in prediction.label_ids]
    guessed = prediction.predictions.argmax(axis=2)
    gold = [[TAGS[i] for i in labels[row]] for labels, row in zip(prediction.label_ids, rows, strict=True)]
    found = [[TAGS[i] for i in labels[row]] for labels, row in zip(guessed, rows, strict=True)]
    report = classification_report(gold, found, mode="strict", scheme=IOB2, output_dict=True, zero_division=0)
    micro = report["micro avg"]
    scores = {"precision": micro["precision"], "recall": micro["recall"], "f1": micro["f1-score"]}
    scores |= {f"f1_{name}": report[name]["f1-score"] for name in LABELS if name in report}
    return {name: float(np.round(score, 4)) for name, score in scores.items()}


def score_curves(history: Sequence[Mapping[str, float]], f1: str) -> dict[str, list[tuple[float, float]]]:
    """F1 by epoch of all spans and of each label; `f1` is the name of the first in the history."""
    names = {"all": f1} | {name: f"{f1}_{name}" for name in LABELS}
    return {
        name: [(entry["epoch"], entry[key]) for entry in history]
        for name, key in names.items()
        if history and all(key in entry for entry in history)
    }


if __name__ == "__main__":
    start(main)
