"""Epoch after epoch of a training in plain PyTorch: steps, scores, logs, a checkpoint, the best model kept."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
import typer
from curves import draw_curves
from runs import LOGS, Run, device, epochs_since_best
from torch.utils.tensorboard import SummaryWriter
from train_tagger import score_curves

CHECKPOINT = "checkpoint.pt"


@dataclass(frozen=True)
class Course:
    """A network, and what an epoch of its training is.

    `learn` takes the steps of the epoch with this number and tells the loss of each, `judge` scores the network, `save`
    writes the model that it is into a folder.
    """

    network: torch.nn.Module
    optimizer: torch.optim.Optimizer
    schedule: torch.optim.lr_scheduler.LRScheduler
    learn: Callable[[int], Iterable[float]]
    judge: Callable[[], dict[str, float]]
    save: Callable[[Path], None]

    def run(self, out: Path, epochs: int, seed: int, patience: int = 0) -> list[dict[str, Any]]:
        """Train from the last checkpoint in `out` on; the epoch with the best `f1` stays in `out/model`.

        Gives the history: for every epoch its number, step, mean loss and scores.
        """
        history = self._restore(out / CHECKPOINT)
        logs = SummaryWriter(str(out / LOGS), purge_step=self.schedule.last_epoch + 1)
        began = time.monotonic()
        for epoch in range(len(history), epochs):
            if 0 < patience <= epochs_since_best([entry["f1"] for entry in history]):
                break
            torch.manual_seed(seed * 1000 + epoch)
            self.network.train()
            losses = []
            for loss in self.learn(epoch):
                losses.append(loss)
                logs.add_scalar("train/loss", loss, self.schedule.last_epoch)
                logs.add_scalar("train/learning_rate", self.schedule.get_last_lr()[0], self.schedule.last_epoch)
            scores = self.judge()
            for name, score in scores.items():
                logs.add_scalar(f"eval/{name}", score, self.schedule.last_epoch)
            loss = round(float(np.mean(losses)), 4)
            entry = {"epoch": epoch + 1, "step": self.schedule.last_epoch, "loss": loss, **scores}
            history.append(entry)
            typer.echo(json.dumps({**entry, "minutes": round((time.monotonic() - began) / 60, 1)}))
            if epochs_since_best([entry["f1"] for entry in history]) == 0:
                self.save(out / "model")
            self._keep(out / CHECKPOINT, history)
        logs.close()
        return history

    def _restore(self, checkpoint: Path) -> list[dict[str, Any]]:
        if not checkpoint.exists():
            return []
        state = torch.load(checkpoint, weights_only=True, map_location=device())
        self.network.load_state_dict(state["network"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.schedule.load_state_dict(state["schedule"])
        history: list[dict[str, Any]] = state["history"]
        return history

    def _keep(self, checkpoint: Path, history: list[dict[str, Any]]) -> None:
        state = {
            "network": self.network.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "schedule": self.schedule.state_dict(),
            "history": history,
        }
        part = checkpoint.with_suffix(".part")
        torch.save(state, part)
        part.replace(checkpoint)


def finish(run: Run, history: Sequence[Mapping[str, Any]], **used: Any) -> None:
    """Write what a run used and got beside its model, and draw its curves."""
    best = max(entry["f1"] for entry in history)
    run.write(run.out / "model", **used, steps=history[-1]["step"], best_dev_f1=best, history=history)
    loss = [(entry["epoch"], entry["loss"]) for entry in history]
    draw_curves(run.out / "curves.png", "epochs", loss, score_curves(history, "f1"))
    typer.echo(f"best strict F1 on dev windows: {best:.4f}; model in {run.out / 'model'}")
