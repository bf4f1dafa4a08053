"""What was right, as numbers that can be added over labels and documents."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Set
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Counts:
    """How many items gold has, how many were predicted, and how many of the one match one of the other.

    The ratios are None where nothing can be said, because their denominator is nought.
    """

    gold: int = 0
    predicted: int = 0
    matched: int = 0

    def __add__(self, other: Self) -> Counts:
        return Counts(self.gold + other.gold, self.predicted + other.predicted, self.matched + other.matched)

    @property
    def precision(self) -> float | None:
        """The share of the predicted items that are right."""
        return ratio(self.matched, self.predicted)

    @property
    def recall(self) -> float | None:
        """The share of the gold items that were found."""
        return ratio(self.matched, self.gold)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall; 0 where only one side has items."""
        return ratio(2 * self.matched, self.gold + self.predicted)


def ratio(part: int, whole: int) -> float | None:
    """`part / whole`, or None of nothing."""
    return part / whole if whole else None


def count_equal(gold: Set[Hashable], predicted: Set[Hashable]) -> Counts:
    """Counts of items that match when they are equal."""
    return Counts(len(gold), len(predicted), len(gold & predicted))


def total(counts: Collection[Counts]) -> Counts:
    """The micro sum."""
    return sum(counts, start=Counts())
