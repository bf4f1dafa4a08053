"""How much each clue to an indicator or a period counts: `weights.json`, which `training/train_values.py` writes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Self


@dataclass(frozen=True, slots=True)
class Weights:
    """Clue -> weight, for the choice of an indicator and for that of a period. An absent clue weighs 0."""

    indicator: Mapping[str, float]
    period: Mapping[str, float]

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read the two tables of a weights file, whose "provenance" says how they were fitted."""
        record = json.loads(text)
        return cls(record["indicator"], record["period"])


@cache
def shipped_weights() -> Weights:
    """The weights that come with the package, read once."""
    return Weights.from_json(files("govner.values").joinpath("weights.json").read_text(encoding="utf-8"))
