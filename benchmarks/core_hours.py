"""Documents per core-hour of `govner extract`, on reports of your own: `python benchmarks/core_hours.py reports/`.

The command runs in a process of its own with one thread. What counts is the time that the processor works for it, not
the time on the clock, so that other work on the machine disturbs little. The time to load the model, measured on an
empty text, is not counted: a worker loads it once.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from govner.schema import read_jsonl


def processor_seconds(reports: list[str], out: Path, model: str) -> float:
    """Seconds of one core that the command takes."""

    def used() -> float:
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        return usage.ru_utime + usage.ru_stime

    before = used()
    line = [sys.executable, "-m", "govner", "extract", *reports, "--out", str(out), "--model", model, "--threads", "1"]
    done = subprocess.run(line, env={**os.environ, "OMP_NUM_THREADS": "1"}, stderr=subprocess.PIPE, text=True)
    if done.returncode == 2:
        sys.exit(done.stderr)
    return used() - before


def main(
    reports: Annotated[list[str], typer.Argument(help="A sample: files, or folders of them.")], model: str = "small"
) -> None:
    """Run the command on a sample and print documents and words per core-hour."""
    with tempfile.TemporaryDirectory() as scratch:
        empty, out = Path(scratch) / "empty.txt", Path(scratch) / "out.jsonl"
        empty.write_text("x", encoding="utf-8")
        start = processor_seconds([str(empty)], out, model)
        seconds = processor_seconds(reports, out, model) - start
        documents = words = 0
        for report in read_jsonl(out):
            documents += 1
            words += len(report.text.split())
    print(f"start: {start:.1f} core-seconds")
    print(f"{documents} documents of {words / documents:,.0f} words: {seconds:.1f} core-seconds")
    print(
        f"{documents * 3600 / seconds:,.0f} documents, {words * 3600 / seconds / 1e6:.1f} million words per core-hour"
    )


if __name__ == "__main__":
    typer.run(main)
