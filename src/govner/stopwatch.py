"""Where the time of a run goes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import TypeVar

Item = TypeVar("Item")
_END = object()


class Stopwatch:
    """Seconds spent in named stages; while a stage runs inside another one, only the inner one counts."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._stages: list[str] = []
        self._since = 0.0

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count the time of a `with` block."""
        self._settle()
        self._stages.append(name)
        try:
            yield
        finally:
            self._settle()
            self._stages.pop()

    def each(self, name: str, items: Iterable[Item]) -> Iterator[Item]:
        """The same items; the time that each takes to come is counted."""
        iterator = iter(items)
        while True:
            with self.stage(name):
                item = next(iterator, _END)
            if item is _END:
                return
            yield item  # type: ignore[misc]  # the sentinel has just been excluded

    def _settle(self) -> None:
        now = perf_counter()
        if self._stages:
            stage = self._stages[-1]
            self.seconds[stage] = self.seconds.get(stage, 0.0) + now - self._since
        self._since = now
