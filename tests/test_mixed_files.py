"""A folder of files of many kinds, some broken: killed in the middle and resumed, no report is lost or comes twice."""

from __future__ import annotations

import subprocess
import sys

import pytest

from .conftest import ROOT


def test_a_folder_of_mixed_files_is_read_but_for_those_that_are_told() -> None:
    for package in ("docx", "pypdfium2", "trafilatura"):
        pytest.importorskip(package)
    script = [sys.executable, ROOT / "benchmarks" / "mixed_files.py", "--files", "40", "--broken", "5", "--no-ray"]
    done = subprocess.run([*script, "--program", ROOT / "tests" / "fake_cli.py"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("yes") == 2
