from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def files() -> Path:
    """The folder of the files that `make.py` there makes with real programs."""
    return Path(__file__).resolve().parents[1] / "files"
