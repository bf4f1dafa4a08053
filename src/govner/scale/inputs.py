"""The engine of `govner extract --engine ray`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from govner.extractor import Extractor
from govner.io.sources import InputError, Item, Source
from govner.scale.actors import Actor, mapped, ray_of
from govner.scale.outcomes import Outcome, from_line, outcomes, to_line
from govner.schema import Document

_BLOCK = 16
"""Inputs that an actor gets at once."""
_WAVE = 1_000
"""Inputs for each actor in one wave; the actors of the next one load the model anew."""


def extract_with_ray(
    items: Iterable[Source | Item], load: Callable[[], Extractor], workers: int | None = None
) -> Iterator[Outcome]:
    """What comes of the inputs, in their order but for the faults among them, which come first.

    Args:
        items: files to be read by the actors, documents that are read already, faults.
        load: makes the extractor of an actor; it can be pickled.
        workers: the number of actors, each on a core; all cores without it.

    Raises:
        GovnerError: Ray is not installed or does not start, or has stopped.
    """
    remaining = iter(items)
    with ray_of(workers) as actors:
        while wave := list(islice(remaining, _WAVE * actors)):
            yield from (item for item in wave if isinstance(item, InputError))
            rows = [packed(item) for item in wave if not isinstance(item, InputError)]
            yield from map(from_line, mapped(_Reader, rows, (load,), actors, _BLOCK))


class _Reader(Actor):
    """Makes reports of inputs."""

    def lines(self, rows: Iterable[str]) -> Iterator[str]:
        items = (item for row in rows for item in unpacked(row))
        return map(to_line, outcomes(self.extractor, items))


def packed(item: Source | Document) -> str:
    """An input as ASCII: a file's name may have odd bytes, which Arrow's strings cannot hold."""
    if isinstance(item, Source):
        return json.dumps([item.id, item.path])
    return json.dumps([item.id, item.text, dict(item.meta)])


def unpacked(row: str) -> Iterable[Item]:
    """What an input that was `packed` gives; a file is read."""
    fields = json.loads(row)
    return Source(*fields).documents() if len(fields) == 2 else (Document(*fields),)
