"""Percentile bootstrap over documents.

Documents are drawn with replacement, as many as there are; sentences of one document are too alike to be drawn alone.
Every score here is a ratio of sums over documents, so a resample is a vector of weights, and no document is scored
twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

RESAMPLES = 1000
_PERCENTILES = (2.5, 97.5)


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % interval, both ends in it."""

    low: float
    high: float


class Bootstrap:
    """Resamples of a number of documents, the same for every score; `seed` makes them the same every time."""

    def __init__(self, documents: int, resamples: int = RESAMPLES, seed: int = 0) -> None:
        self._weights = np.zeros((resamples, documents))
        if documents:
            shares = np.full(documents, 1 / documents)
            self._weights += np.random.default_rng(seed).multinomial(documents, shares, size=resamples)

    def interval(self, numerators: Sequence[int], denominators: Sequence[int]) -> Interval | None:
        """The interval of `sum(numerators) / sum(denominators)`, each given by document.

        It is None where no resample has anything to divide by.
        """
        parts = self._weights @ np.array(numerators, dtype=np.float64)
        wholes = self._weights @ np.array(denominators, dtype=np.float64)
        ratios = parts[wholes > 0] / wholes[wholes > 0]
        if not ratios.size:
            return None
        low, high = np.percentile(ratios, _PERCENTILES)
        return Interval(float(low), float(high))
