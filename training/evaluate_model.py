"""What a tagger loses on bad spelling and other words: `python training/evaluate_model.py GOLD.jsonl --model small`.

Scores the model on gold reports as they are and as each augmentation of `augment.py` makes them, drawn by seed.
"""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from augment import AUGMENTATIONS

from govner.evaluation import evaluate
from govner.schema import Report, read_jsonl
from govner.tagging.tagger import Tagger


def main(
    gold: Annotated[list[Path], typer.Argument(help="Gold reports (JSONL).")],
    model: Annotated[str, typer.Option(help="A model's folder or name.")] = "small",
    seed: int = 1,
) -> None:
    """Print strict micro-F1 on GOLD as it is and in every augmentation."""
    reports = [report for path in gold for report in read_jsonl(path)]
    tagger = Tagger.load(model)
    plain = strict_f1(tagger, reports)
    typer.echo(f"{'as it is':16}{plain:.3f}")
    for name, augmentation in AUGMENTATIONS.items():
        rng = random.Random(seed)
        f1 = strict_f1(tagger, [augmentation(report, rng) for report in reports])
        typer.echo(f"{name:16}{f1:.3f}  loss {plain - f1:+.3f}")


def strict_f1(tagger: Tagger, gold: list[Report]) -> float:
    """Strict micro-F1 of spans; 0 where there is nothing to find and nothing found."""
    found = tagger.tag(report.text for report in gold)
    predicted = [replace(report, spans=spans, relations=()) for report, spans in zip(gold, found, strict=True)]
    return evaluate(gold, predicted, resamples=0).strict["all"].counts.f1 or 0.0


if __name__ == "__main__":
    typer.run(main)
