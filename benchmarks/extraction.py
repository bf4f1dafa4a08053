"""Time and memory of `govner extract`: `python benchmarks/extraction.py`.

Measured in one run, each in a process of its own: one long text and the same text twice as long, many small files and
twice as many. What it prints are ratios (2.0 is linear) and the peak memory of the process.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

SAMPLES = Path(__file__).resolve().parents[1] / "examples" / "reports"


def main(
    megabytes: Annotated[float, typer.Option(help="Size of the long text.")] = 0.2,
    files: Annotated[int, typer.Option(help="Number of small files.")] = 200,
    model: str = "small",
) -> None:
    """Run `govner extract` on one long text and on many files, and on twice as much of each."""
    table = Table("input", "seconds", "against half", "peak MB", title="govner extract")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for name, write in (("text", write_text), ("files", write_files)):
            before = None
            for factor in (1, 2):
                amount = factor * (megabytes if name == "text" else files)
                inputs = folder / f"{name}{factor}"
                inputs.mkdir()
                write(inputs, amount)
                seconds, peak = measure(inputs, folder / f"{name}{factor}.jsonl", model)
                ratio = "" if before is None else f"{seconds / before:.2f}"
                table.add_row(
                    f"one text of {amount:g} MB" if name == "text" else f"{amount:g} files",
                    f"{seconds:.1f}",
                    ratio,
                    f"{peak:.0f}",
                )
                before = seconds
    Console().print(table)


def paragraphs() -> list[str]:
    """The paragraphs of the sample reports."""
    return [line for path in sorted(SAMPLES.glob("*.txt")) for line in path.read_text(encoding="utf-8").splitlines()]


def write_text(folder: Path, megabytes: float) -> None:
    """One file of paragraphs drawn from the sample reports."""
    draw, lines, size = random.Random(0), [], 0
    choices = paragraphs()
    while size < megabytes * 1e6:
        lines.append(draw.choice(choices))
        size += len(lines[-1].encode()) + 1
    (folder / "long.txt").write_text("\n".join(lines), encoding="utf-8")


def write_files(folder: Path, count: int) -> None:
    """Files of three paragraphs each."""
    draw = random.Random(0)
    choices = [line for line in paragraphs() if line]
    for number in range(int(count)):
        (folder / f"{number:06}.txt").write_text("\n".join(draw.sample(choices, 3)), encoding="utf-8")


CHILD = """
import resource, subprocess, sys
code = subprocess.call([sys.executable, "-m", "govner", *sys.argv[1:]], stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)
"""


def measure(inputs: Path, out: Path, model: str) -> tuple[float, float]:
    """Seconds and peak megabytes of one run in a process of its own."""
    began = time.perf_counter()
    line = [sys.executable, "-c", CHILD, "extract", str(inputs), "--out", str(out), "--model", model]
    done = subprocess.run(line, capture_output=True, text=True, check=True)
    return time.perf_counter() - began, int(done.stdout) / 1024


if __name__ == "__main__":
    typer.run(main)
