"""`govner` as a process of its own with the fake tagger: `python fake_cli.py extract ...`."""

from __future__ import annotations

from conftest import FakeTagger

from govner.cli import app
from govner.extractor import Extractor


def _load(*arguments: object, batch_size: int = 2, **options: object) -> Extractor:
    return Extractor(FakeTagger(seconds=0.005), batch_size=batch_size)


if __name__ == "__main__":
    Extractor.load = _load  # type: ignore[method-assign, assignment]
    app(prog_name="govner")
