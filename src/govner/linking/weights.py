"""How much each clue counts, in log-odds: the numbers of `weights.json`, which `training/train_linker.py` writes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import fsum
from typing import Self

SURE = 8.0
"""Log-odds of what leaves no doubt: above those that clues give to anything else."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Clue -> weight: `owner` for a candidate owner, `aim` for a target against a result. An absent clue weighs 0."""

    owner: Mapping[str, float]
    aim: Mapping[str, float]

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read the two tables of a weights file, whose "provenance" says how they were fitted."""
        record = json.loads(text)
        return cls(record["owner"], record["aim"])


@cache
def shipped_weights() -> Weights:
    """The weights that come with the package, read once."""
    return Weights.from_json(files("govner.linking").joinpath("weights.json").read_text(encoding="utf-8"))


def weigh(clues: Iterable[str], weights: Mapping[str, float]) -> float:
    """The log-odds that clues give together: an exact sum, for the order of a set differs from run to run."""
    return fsum(weights.get(clue, 0.0) for clue in clues)
