"""What the commands that use the Trainer of transformers share: its arguments, its logs, and where it goes on."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import torch
from runs import LOGS, epochs_since_best
from torch.utils.tensorboard import SummaryWriter
from transformers import TrainerCallback, TrainerControl, TrainerState, TrainingArguments
from transformers.integrations import TensorBoardCallback

STATE = "trainer_state.json"


def arguments(out: Path, recipe: Any, **others: Any) -> TrainingArguments:
    """The hyper-parameters that all recipes have, and `others`, in the words of the Trainer."""
    return TrainingArguments(
        output_dir=str(out),
        learning_rate=recipe.learning_rate,
        per_device_train_batch_size=recipe.batch_size,
        warmup_steps=recipe.warmup,
        weight_decay=recipe.weight_decay,
        lr_scheduler_type="linear",
        optim="adamw_torch_fused",
        save_total_limit=2,
        report_to=[],
        seed=recipe.seed,
        bf16=recipe.bf16,
        use_cpu=not torch.cuda.is_available(),
        disable_tqdm=not sys.stderr.isatty(),
        **others,
    )


def last_checkpoint(out: Path) -> str | None:
    """The newest whole checkpoint; one that a kill left half written is removed."""
    for folder in sorted(out.glob("checkpoint-*"), key=lambda path: int(path.name.split("-")[1]), reverse=True):
        try:
            # The Trainer writes this file last.
            json.loads((folder / STATE).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            shutil.rmtree(folder)
        else:
            return str(folder)
    return None


def tensorboard(out: Path) -> TensorBoardCallback:
    """Logs for TensorBoard in the folder of a run."""
    return TensorBoardCallback(SummaryWriter(str(out / LOGS)))


class Patience(TrainerCallback):
    """Ends a run after a number of epochs without a better score; it counts from the log, so a kill forgets nothing."""

    def __init__(self, epochs: int):
        self._epochs = epochs

    def on_evaluate(
        self, _args: TrainingArguments, state: TrainerState, control: TrainerControl, **_others: Any
    ) -> TrainerControl:
        """After an epoch."""
        scores = [entry["eval_f1"] for entry in state.log_history if "eval_f1" in entry]
        if 0 < self._epochs <= epochs_since_best(scores):
            control.should_training_stop = True
        return control
