"""What many tests need: a tagger of a few patterns in the place of a model, and the default model where it is built."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from govner.schema import Span

# A busy machine is no fault of the code under test.
settings.register_profile("govner", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("govner")

ROOT = Path(__file__).resolve().parents[1]

_NAME = r"[^\W\d_a-z]\w*(?: [^\W\d_a-z]\w*)"
_PATTERN = re.compile(
    rf"(?:[ôÔ]ng|[bB]à) (?P<PERSON>{_NAME}{{1,3}})"
    r"|(?P<TITLE>(?:Phó )?(?:Chủ tịch|Bí thư))"
    rf"|(?P<ORG>UBND huyện {_NAME}*)"
    rf"|(?P<LOC>(?:[hH]uyện|[xX]ã) {_NAME}*)"
    r"|(?P<METRIC>\d{1,9}(?:\.\d{3}){0,3} (?:hộ|xã|tấn)\b)"
)


class FakeTagger:
    """Finds spans by patterns, looking two texts ahead; each text takes `seconds`."""

    def __init__(self, seconds: float = 0.0):
        self.seconds = seconds

    def tag(self, texts: Iterable[str], batch_size: int = 2) -> Iterator[tuple[Span, ...]]:
        waiting: list[tuple[Span, ...]] = []
        for text in texts:
            time.sleep(self.seconds)
            waiting.append(self._spans(text))
            if len(waiting) == 2:
                yield from waiting
                waiting = []
        yield from waiting

    @staticmethod
    def _spans(text: str) -> tuple[Span, ...]:
        found = []
        for match in _PATTERN.finditer(text):
            label = match.lastgroup or ""
            start, end = match.span(label)
            found.append(Span("", start, end, label, text[start:end], score=0.9, source="model"))
        return tuple(reversed(found))


@pytest.fixture(scope="session")
def fake_tagger() -> FakeTagger:
    return FakeTagger()


@pytest.fixture(scope="session")
def default_model() -> Path:
    """The folder of the default model."""
    folder = ROOT / "models" / "govner-small"
    if not (folder / "model.onnx").is_file():
        pytest.skip("the default model is not built")
    return folder


Start = Callable[..., subprocess.Popen[bytes]]
FAKE_COMMAND = (str(ROOT / "tests" / "fake_cli.py"),)
REAL_COMMAND = ("-m", "govner")


_OF_PROCESSES = {
    "PYTHONPATH": str(ROOT / "src"),
    # Where files may not grow, CPython renames byte code that it could write in part only, and the next process fails.
    "PYTHONDONTWRITEBYTECODE": "1",
}


def _starter(command: Sequence[str]) -> Start:
    def start(
        *arguments: str | Path, environment: Mapping[str, str] = MappingProxyType({}), **options: Any
    ) -> subprocess.Popen[bytes]:
        pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        line = [sys.executable, *command, *map(str, arguments)]
        inherited = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
        return subprocess.Popen(line, env={**inherited, **_OF_PROCESSES, **environment}, **(pipes | options))

    return start


@pytest.fixture(scope="session")
def start_fake() -> Start:
    """Starts `govner` with the fake tagger, a few milliseconds a text, as a process of its own."""
    return _starter(FAKE_COMMAND)


@pytest.fixture(scope="session")
def start_govner() -> Start:
    """Starts `govner` as a process of its own."""
    return _starter(REAL_COMMAND)


@pytest.fixture(scope="session")
def start_program() -> Start:
    """Starts Python as a process of its own, able to import this checkout's package."""
    return _starter(())
