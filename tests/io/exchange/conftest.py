from __future__ import annotations

from pathlib import Path

import pytest

from govner.schema import Report, read_jsonl


@pytest.fixture(scope="session")
def gold() -> list[Report]:
    """All of the development set."""
    path = Path(__file__).resolve().parents[4] / "shared" / "data" / "dev.jsonl"
    if not path.is_file():
        pytest.skip("the development set is not here")
    return list(read_jsonl(path))
