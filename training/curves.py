"""The course of a training run as a picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from matplotlib.figure import Figure

Curve = Sequence[tuple[float, float]]


def draw_curves(path: Path, unit: str, loss: Curve, scores: Mapping[str, Curve]) -> None:
    """Write a PNG: the loss by epochs or steps, as `unit` says, and beside it the scores, where there are any."""
    figure = Figure(figsize=(5 * (1 + bool(scores)), 3.6), layout="constrained")
    panels = figure.subplots(1, 1 + bool(scores), squeeze=False)[0]
    panels[0].plot(*zip(*loss, strict=True), color="black", linewidth=1)
    panels[0].set(xlabel=unit, ylabel="training loss", ylim=(0, None))
    if scores:
        for name, curve in scores.items():
            panels[1].plot(*zip(*curve, strict=True), marker="o", markersize=3, label=name)
        panels[1].set(xlabel=unit, ylabel="score on the development reports", ylim=(None, 1))
        panels[1].legend(frameon=False, fontsize="small")
    for panel in panels:
        panel.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, dpi=150)
