"""Seconds that `import govner` takes in a fresh process, beside `import numpy`: `python benchmarks/import_time.py`."""

from __future__ import annotations

import statistics
import subprocess
import sys

TIMED = "import time; began = time.perf_counter(); import {module}; print(time.perf_counter() - began)"


def seconds(module: str) -> float:
    """How long one fresh process takes to import a module."""
    line = [sys.executable, "-c", TIMED.format(module=module)]
    return float(subprocess.run(line, capture_output=True, text=True, check=True).stdout)


def main() -> None:
    """Take turns, so that both see the same machine, and print the medians."""
    turns = [(seconds("numpy"), seconds("govner")) for _ in range(15)]
    numpy, govner = (statistics.median(column) for column in zip(*turns, strict=True))
    print(f"import numpy {numpy:.3f} s, import govner {govner:.3f} s, ratio {govner / numpy:.2f}")


if __name__ == "__main__":
    main()
