"""The fuzz run finds what is wrong, and for a few seconds nothing here."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import time
from pathlib import Path

from hypothesis import strategies as st

ROOT = Path(__file__).resolve().parents[2]
FUZZ = ROOT / "benchmarks" / "fuzz.py"


def test_a_short_run_finds_nothing(start_program):
    process = start_program(FUZZ, "--minutes", "0.08", "--seed", "7", stderr=subprocess.STDOUT)
    out, _ = process.communicate(timeout=600)
    assert (process.returncode, b" inputs tried in 0.08 minutes, 0 findings" in out) == (0, True), out.decode()


def test_what_is_no_clean_error_is_found_with_a_small_input():
    spec = importlib.util.spec_from_file_location("fuzz", FUZZ)
    assert spec
    assert spec.loader
    fuzz = sys.modules["fuzz"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(fuzz)
    target = fuzz.Target(st.text(), lambda text: text.index("a") if "b" in text else None)
    tried, finding = fuzz.attack("letters", target, 1, time.monotonic() + 60)
    assert tried > 1
    assert finding.told.startswith("'b'\n")
    assert "ValueError: substring not found" in finding.told
