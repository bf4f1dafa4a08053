"""A temperature fitted through the command that a user would run."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from govner.schema import read_jsonl
from govner.tagging.models import Settings
from govner.tagging.tagger import Tagger

from .conftest import run

pytest.importorskip("sklearn")


def test_a_temperature_is_fitted_told_and_written_and_changes_no_span(
    trained: Path, gold: Path, tmp_path: Path
) -> None:
    model, plot = tmp_path / "model", tmp_path / "plot.png"
    shutil.copytree(trained, model)
    told = run("calibrate", "--model", model, "--gold", gold, "--held", gold, "--plot", plot)
    assert Settings.read(model).temperature == 1.0
    run("calibrate", "--model", model, "--gold", gold, "--write")
    temperature = Settings.read(model).temperature
    # The tiny model is always right, so it may be as sure as can be.
    assert temperature == pytest.approx(0.25, abs=0.02)
    assert f"temperature: {temperature:.3f}" in told
    assert "held: expected calibration error" in told
    assert plot.read_bytes().startswith(b"\x89PNG")
    texts = [report.text for report in read_jsonl(gold)]
    before, after = (list(Tagger.load(folder).tag(texts)) for folder in (trained, model))
    assert [[(s.start, s.end, s.label) for s in spans] for spans in after] == [
        [(s.start, s.end, s.label) for s in spans] for spans in before
    ]
    assert all(
        s.score >= t.score for one, other in zip(after, before, strict=True) for s, t in zip(one, other, strict=True)
    )
