"""Adapt an encoder to raw report text by masked language modelling: `python training/adapt_encoder.py --help`.

Continued pre-training on the texts of the task (Gururangan et al. 2020, "Don't Stop Pretraining", ACL). The encoder
reads them as the tagger does: pieces end where syllables end, and a line end is told by the end token.
"""

from __future__ import annotations

import json
import platform
import random
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any

import datasets
import numpy as np
import torch
import transformers
import typer
from label_corpus import documents, passages
from rich.progress import Progress
from train_tagger import load_tokenizer
from transformers import (
    AutoModelForMaskedLM,
    DataCollatorForLanguageModeling,
    PreTrainedTokenizerFast,
    Trainer,
    TrainingArguments,
)

from govner.schema import read_jsonl
from govner.tagging.encoding import TextEncoder
from govner.text.normalize import normalize


@dataclass(frozen=True)
class Recipe:
    """The hyper-parameters of a run; a step reads `batch_size` windows of `window` pieces."""

    steps: int
    learning_rate: float
    batch_size: int
    window: int
    masked: float
    seed: int
    bf16: bool


def main(
    corpus: Annotated[Path, typer.Option(help="Raw text, UTF-8, plain or .xz, a blank line between documents.")],
    encoder: Annotated[str, typer.Option(help="Folder or hub name of the encoder.")],
    out: Annotated[Path, typer.Option(help="Folder of the run: checkpoints, and the encoder in OUT/encoder.")],
    apart: Annotated[list[Path] | None, typer.Option(help="Reports (JSONL) whose texts must not be read.")] = None,
    steps: int = 4000,
    learning_rate: float = 3e-4,
    batch_size: int = 16,
    window: Annotated[int, typer.Option(help="Pieces of a window.")] = 128,
    masked: Annotated[float, typer.Option(help="Share of the pieces to be guessed.")] = 0.2,
    save_steps: Annotated[int, typer.Option(help="Steps from one checkpoint to the next.")] = 500,
    seed: int = 1,
    bf16: Annotated[bool, typer.Option(help="Mixed precision; set --no-bf16 on processors without it.")] = True,
    resume: Annotated[bool, typer.Option(help="Go on from the last checkpoint in OUT.")] = False,
) -> None:
    """Let ENCODER guess masked pieces of CORPUS for STEPS steps."""
    recipe = Recipe(steps, learning_rate, batch_size, window, masked, seed, bf16)
    transformers.set_seed(seed)
    tokenizer = load_tokenizer(encoder)
    known = {passage for path in apart or () for report in read_jsonl(path) for passage in passages(report.text)}
    rows = packed(list(documents(corpus)), known, TextEncoder(tokenizer), recipe)
    wrapped = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="<pad>", mask_token="<mask>", bos_token="<s>", eos_token="</s>"
    )
    # Without dropout: no text is read twice, and on a CPU its random numbers take half the time of a step. There too,
    # the gradient of fused attention takes three times as long as that of the plain one.
    model = AutoModelForMaskedLM.from_pretrained(
        encoder,
        dtype=torch.float32,
        attn_implementation="eager",
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )
    trainer = MaskedTrainer(
        model=model,
        args=training_arguments(out, recipe, save_steps),
        train_dataset=datasets.Dataset.from_dict({"input_ids": rows}),
        data_collator=DataCollatorForLanguageModeling(wrapped, mlm_probability=masked),
    )
    began = time.monotonic()
    trainer.train(resume_from_checkpoint=resume and any(out.glob("checkpoint-*")))
    folder = out / "encoder"
    model.config.hidden_dropout_prob = model.config.attention_probs_dropout_prob = 0.1
    model.base_model.save_pretrained(folder)
    tokenizer.save(str(folder / "tokenizer.json"))
    record = {
        "encoder": Path(encoder).name,
        "corpus": corpus.name,
        "pieces": int(rows.size),
        "recipe": asdict(recipe),
        "minutes": round((time.monotonic() - began) / 60, 1),
        "loss": [[entry["step"], entry["loss"]] for entry in trainer.state.log_history if "loss" in entry],
        "versions": {
            "python": platform.python_version(),
            "torch": torch.__version__,
            "transformers": transformers.__version__,
        },
    }
    (folder / "adapt.json").write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    typer.echo(f"adapted encoder in {folder}")


def packed(texts: list[str], known: set[str], encoder: TextEncoder, recipe: Recipe) -> np.ndarray[Any, Any]:
    """Windows (steps * batch_size at most, window) of the texts in an order drawn by seed, one text behind another.

    Texts that share a passage with the `known` ones are passed over.
    """
    random.Random(recipe.seed).shuffle(texts)
    wanted = recipe.steps * recipe.batch_size * (recipe.window - 2)
    parts: list[np.ndarray[Any, Any]] = []
    count = 0
    with Progress() as progress:
        task = progress.add_task("reading the corpus", total=wanted)
        for text in texts:
            if count >= wanted:
                break
            if known.isdisjoint(passages(text)):
                parts.append(encoder.encode(normalize(text).text).ids.astype(np.int32))
                count += len(parts[-1])
                progress.update(task, completed=min(count, wanted))
    flat = np.concatenate(parts)[:wanted]
    rows = flat[: len(flat) // (recipe.window - 2) * (recipe.window - 2)].reshape(-1, recipe.window - 2)
    return np.pad(
        np.pad(rows, ((0, 0), (1, 0)), constant_values=encoder.prefix), ((0, 0), (0, 1)), constant_values=encoder.suffix
    )


class MaskedTrainer(Trainer):
    """Computes the vocabulary scores of the masked pieces alone, not of all: a third less work."""

    def compute_loss(self, model: Any, inputs: Any, return_outputs: bool = False, **_: Any) -> Any:
        """Mean cross entropy over the masked pieces."""
        labels = inputs.pop("labels")
        hidden = model.base_model(**inputs).last_hidden_state[labels != -100]
        head = model.cls if hasattr(model, "cls") else model.lm_head
        loss = torch.nn.functional.cross_entropy(head(hidden).float(), labels[labels != -100])
        return (loss, None) if return_outputs else loss


def training_arguments(out: Path, recipe: Recipe, save_steps: int) -> TrainingArguments:
    """The recipe in the words of the HF Trainer."""
    return TrainingArguments(
        output_dir=str(out),
        max_steps=recipe.steps,
        learning_rate=recipe.learning_rate,
        per_device_train_batch_size=recipe.batch_size,
        warmup_steps=0.05,
        weight_decay=0.01,
        lr_scheduler_type="linear",
        optim="adamw_torch_fused",
        save_steps=save_steps,
        save_total_limit=2,
        logging_steps=50,
        report_to=[],
        seed=recipe.seed,
        bf16=recipe.bf16,
        use_cpu=not torch.cuda.is_available(),
        remove_unused_columns=False,
    )


if __name__ == "__main__":
    typer.run(main)
