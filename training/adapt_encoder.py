"""Adapt an encoder to raw report text by masked language modelling: `python training/adapt_encoder.py --help`.

Continued pre-training on the texts of the task (Gururangan et al. 2020, "Don't Stop Pretraining", ACL). The encoder
reads them as the tagger does: pieces end where syllables end, and a line end is told by the end token.
"""

from __future__ import annotations

import random
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import datasets
import numpy as np
import torch
import transformers
import typer
from curves import draw_curves
from encoders import Reader, config_of, load_reader
from hf import arguments, last_checkpoint, tensorboard
from label_corpus import documents, passages
from options import Bf16, Config, EncoderName, Out, Resume, SegmenterName, Warmup, start
from rich.progress import Progress
from runs import begin, bf16_is_quick
from transformers import AutoModelForMaskedLM, DataCollatorForLanguageModeling, Trainer

from govner.schema import read_jsonl

DROPOUTS = ("hidden_dropout_prob", "attention_probs_dropout_prob")


@dataclass(frozen=True)
class Recipe:
    """The hyper-parameters of a run; a step reads `batch_size` windows of `window` pieces."""

    steps: int
    learning_rate: float
    batch_size: int
    window: int
    masked: float
    warmup: float
    weight_decay: float
    segmenter: str
    seed: int
    bf16: bool


def main(
    corpus: Annotated[Path, typer.Option(help="Raw text, UTF-8, plain or .xz, a blank line between documents.")],
    encoder: EncoderName,
    out: Out,
    apart: Annotated[list[Path] | None, typer.Option(help="Reports (JSONL) whose texts must not be read.")] = None,
    steps: int = 4000,
    learning_rate: float = 3e-4,
    batch_size: int = 16,
    window: Annotated[int, typer.Option(help="Pieces of a window.")] = 128,
    masked: Annotated[float, typer.Option(help="Share of the pieces to be guessed.")] = 0.2,
    warmup: Warmup = 0.05,
    weight_decay: float = 0.01,
    save_steps: Annotated[int, typer.Option(help="Steps from one checkpoint to the next.")] = 500,
    seed: int = 1,
    segmenter: SegmenterName = "underthesea",
    bf16: Bf16 = None,
    resume: Resume = True,
    config: Config = None,  # noqa: ARG001  (its callback has read it)
) -> None:
    """Let ENCODER guess masked pieces of CORPUS for STEPS steps."""
    recipe = Recipe(
        steps,
        learning_rate,
        batch_size,
        window,
        masked,
        warmup,
        weight_decay,
        segmenter,
        seed,
        bf16_is_quick() if bf16 is None else bf16,
    )
    run = begin(out, encoder, {"corpus": [corpus], "apart": apart or []}, recipe, resume=resume)
    transformers.set_seed(seed)
    reader = load_reader(encoder, segmenter)
    known = {passage for path in apart or () for report in read_jsonl(path) for passage in passages(report.text)}
    rows = packed(list(documents(corpus)), known, reader, recipe)
    # Without dropout: no text is read twice, and on a CPU its random numbers take half the time of a step. There too,
    # the gradient of fused attention takes three times as long as that of the plain one.
    model = AutoModelForMaskedLM.from_pretrained(
        encoder, config=config_of(encoder, without=DROPOUTS), dtype=torch.float32, attn_implementation="eager"
    )
    trainer = MaskedTrainer(
        model=model,
        args=arguments(
            out, recipe, max_steps=steps, save_steps=save_steps, logging_steps=50, remove_unused_columns=False
        ),
        train_dataset=datasets.Dataset.from_dict({"input_ids": rows}),
        data_collator=DataCollatorForLanguageModeling(reader.masking, mlm_probability=masked),
        callbacks=[tensorboard(out)],
    )
    began = time.monotonic()
    trainer.train(resume_from_checkpoint=last_checkpoint(out))
    folder = out / "encoder"
    before = config_of(encoder)
    for name in DROPOUTS:
        if hasattr(before, name):
            setattr(model.config, name, getattr(before, name))
    model.base_model.save_pretrained(folder)
    reader.save(folder)
    loss = [(entry["step"], entry["loss"]) for entry in trainer.state.log_history if "loss" in entry]
    run.write(
        folder,
        pieces=int(rows.size),
        steps=trainer.state.global_step,
        minutes=round((time.monotonic() - began) / 60, 1),
        loss=loss,
    )
    draw_curves(out / "curves.png", "steps", loss, {})
    typer.echo(f"adapted encoder in {folder}")


def packed(texts: list[str], known: set[str], reader: Reader, recipe: Recipe) -> np.ndarray[Any, Any]:
    """Windows (steps * batch_size at most, window) of the texts in an order drawn by seed, one text behind another.

    Texts that share a passage with the `known` ones are passed over.
    """
    random.Random(recipe.seed).shuffle(texts)
    encoder = reader.encoder
    wanted = recipe.steps * recipe.batch_size * (recipe.window - 2)
    parts: list[np.ndarray[Any, Any]] = []
    count = 0
    with Progress(disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task("reading the corpus", total=wanted)
        for text in texts:
            if count >= wanted:
                break
            if known.isdisjoint(passages(text)):
                parts.append(encoder.encode(reader.settings.view(text).text).ids.astype(np.int32))
                count += len(parts[-1])
                progress.update(task, completed=min(count, wanted))
    flat = np.concatenate(parts)[:wanted]
    rows = flat[: len(flat) // (recipe.window - 2) * (recipe.window - 2)].reshape(-1, recipe.window - 2)
    return np.pad(
        np.pad(rows, ((0, 0), (1, 0)), constant_values=encoder.prefix), ((0, 0), (0, 1)), constant_values=encoder.suffix
    )


class MaskedTrainer(Trainer):
    """Where the head is known, computes the scores of the masked pieces alone, not of all: a third less work."""

    def compute_loss(self, model: Any, inputs: Any, return_outputs: bool = False, **others: Any) -> Any:
        """Mean cross entropy over the masked pieces."""
        head = getattr(model, "cls", None) or getattr(model, "lm_head", None)
        if head is None:
            return super().compute_loss(model, inputs, return_outputs, **others)
        labels = inputs.pop("labels")
        hidden = model.base_model(**inputs).last_hidden_state[labels != -100]
        loss = torch.nn.functional.cross_entropy(head(hidden).float(), labels[labels != -100])
        return (loss, None) if return_outputs else loss


if __name__ == "__main__":
    start(main)
