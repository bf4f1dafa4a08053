"""Fit the temperature of a model, so that its scores can be taken at their word: `python training/calibrate.py --help`.

One number divides the logits before they are told as probabilities; no span changes by it. It is the one under which
the scores of the spans that the model finds are most likely, given which of them are right. What it is worth is told
on reports that it was not fitted on: each part of GOLD by the temperature of the other parts, and HELD by that of GOLD.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from options import start
from scipy.optimize import minimize_scalar
from sklearn.model_selection import KFold

from govner.evaluation import Calibration, calibrate, draw_reliability, outcomes
from govner.evaluation.calibration import Outcome
from govner.schema import Report, read_jsonl
from govner.tagging.encoders import load_encoder
from govner.tagging.models import Settings, find_model, read_tags
from govner.tagging.runtimes import OnnxRuntime, Runtime, TorchRuntime
from govner.tagging.tagger import ONNX_FILE, Tagger

SURE = 1e-4
"""Scores are told with four digits: one of 0 or 1 is taken for a hair beside it."""
RANGE = (math.log(0.25), math.log(4.0))


def main(
    model: Annotated[str, typer.Option(help="A model's folder or name.")],
    gold: Annotated[list[Path], typer.Option(help="Gold reports (JSONL) that the model was not trained on.")],
    held: Annotated[list[Path] | None, typer.Option(help="Further gold reports, to tell what it is worth.")] = None,
    plot: Annotated[Path | None, typer.Option(help="A PNG of the reliability before and after.")] = None,
    write: Annotated[bool, typer.Option("--write", help="Write the temperature into the model's govner.json.")] = False,
    folds: Annotated[int, typer.Option(help="Parts of GOLD.")] = 2,
    seed: int = 1,
) -> None:
    """Fit the temperature of MODEL on GOLD and tell what it is worth."""
    network = Scored(find_model(model))
    reports = [report for path in gold for report in read_jsonl(path)]
    crossed: list[Outcome] = []
    for learnt, judged in KFold(folds, shuffle=True, random_state=seed).split(reports):
        part = network.fit([reports[at] for at in learnt])
        crossed += network.outcomes([reports[at] for at in judged], part)
        typer.echo(f"temperature on part of the reports: {part:.3f}")
    temperature = network.fit(reports)
    pictures = {"gold": (calibrate(network.outcomes(reports, 1.0)), calibrate(crossed))}
    if held:
        others = [report for path in held for report in read_jsonl(path)]
        pictures["held"] = tuple(calibrate(network.outcomes(others, value)) for value in (1.0, temperature))
    for name, (before, after) in pictures.items():
        typer.echo(f"{name}: expected calibration error {_error(before)} -> {_error(after)} on {before.count} spans")
    typer.echo(f"temperature: {temperature:.3f}")
    if plot:
        names = ("as trained", "calibrated")
        draw_reliability(
            plot, {f"{names[at]}, {name}": pair[at] for name, pair in pictures.items() for at in range(len(pair))}
        )
    if write:
        replace(network.settings, temperature=round(temperature, 3)).write(network.directory)


class Scored:
    """A model whose network reads each window once, whatever the temperature."""

    def __init__(self, directory: Path):
        self.directory = directory
        self.settings = Settings.read(directory)
        self._encoder = load_encoder(directory, self.settings)
        onnx = directory / ONNX_FILE
        self._runtime = Remembered(
            OnnxRuntime(onnx) if onnx.is_file() else TorchRuntime(directory, None, self.settings.pointer_layer)
        )

    def outcomes(self, gold: Sequence[Report], temperature: float) -> list[Outcome]:
        """The scores of the spans that are found at a temperature, and whether they are right."""
        settings = replace(self.settings, temperature=temperature)
        tagger = Tagger(self._encoder, self._runtime, read_tags(self.directory), settings, self.directory)
        found = tagger.tag(report.text for report in gold)
        pairs = (
            (report, replace(report, spans=spans, relations=())) for report, spans in zip(gold, found, strict=True)
        )
        return [outcome for pair in pairs for outcome in outcomes(*pair)]

    def fit(self, gold: Sequence[Report]) -> float:
        """The temperature under which what is right of the found spans is most likely."""

        def surprise(log_temperature: float) -> float:
            scores, right = map(np.array, zip(*self.outcomes(gold, math.exp(log_temperature)), strict=True))
            return log_loss(scores, right)

        return math.exp(minimize_scalar(surprise, bounds=RANGE, method="bounded", options={"xatol": 0.005}).x)


class Remembered:
    """A runtime that keeps what the network said of each window."""

    def __init__(self, runtime: Runtime):
        self._runtime = runtime
        self._said: dict[bytes, Any] = {}

    def outputs(self, windows: Sequence[Any]) -> list[Any]:
        """As `Runtime.outputs`."""
        new = list({window.tobytes(): window for window in windows if window.tobytes() not in self._said}.values())
        if new:
            said = zip((window.tobytes() for window in new), self._runtime.outputs(new), strict=True)
            self._said.update(said)
        return [self._said[window.tobytes()] for window in windows]


def log_loss(scores: np.ndarray[Any, Any], right: np.ndarray[Any, Any]) -> float:
    """The mean negative log-likelihood of what is right."""
    sure = np.clip(scores.astype(float), SURE, 1 - SURE)
    return float(-np.log(np.where(right, sure, 1 - sure)).mean())


def _error(calibration: Calibration) -> str:
    return "-" if calibration.error is None else f"{calibration.error:.4f}"


if __name__ == "__main__":
    start(main)
