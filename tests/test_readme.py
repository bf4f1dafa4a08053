"""The README's commands are the ones that are run, and its Python runs."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from .conftest import ROOT, Start

README = (ROOT / "README.md").read_text(encoding="utf-8")
SETUP = [block.strip() for block in re.findall(r"```bash\n(python3 -m venv .*?)```", README, re.DOTALL)]


def test_two_commands_do_all_the_setup() -> None:
    assert len(SETUP) == 2
    assert SETUP[0].endswith("govner show examples/reports/bac-ha.txt")
    assert SETUP[1].endswith("pytest")


def test_ci_calls_exactly_the_test_command() -> None:
    assert SETUP[1] in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("code", re.findall(r"```python\n(.*?)```", README, re.DOTALL))
def test_python_of_the_readme_runs(code: str, start_program: Start, default_model: Path) -> None:
    process: subprocess.Popen[bytes] = start_program("-c", code)
    out, error = process.communicate(timeout=120)
    assert process.returncode == 0, error.decode()
    assert "Huyện ủy Bắc Hà" in out.decode() or "42600000000" in out.decode()


def test_the_sample_report_gives_what_the_readme_shows(start_govner: Start, default_model: Path) -> None:
    process = start_govner("show", ROOT / "examples" / "reports" / "bac-ha.txt")
    out, error = process.communicate(timeout=120)
    assert process.returncode == 0, error.decode()
    for shown in ("Phó Bí thư", "Chủ tịch", "UBND huyện", "17/19"):
        assert shown in README
        assert shown in out.decode()
