"""Whether the scores of predicted spans can be taken at their word: of those with 0.8, are 8 in 10 right?"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from govner.evaluation.counts import ratio
from govner.schema import Report

BINS = 10

Outcome = tuple[float, bool]
"""The score of a predicted span, and whether the span is right."""


@dataclass(frozen=True, slots=True)
class Bin:
    """The spans with a score in `(low, high]`, 0 being in the first: how many, their mean score, the share right."""

    low: float
    high: float
    count: int
    mean_score: float
    share_right: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """The bins of equal width that hold a span, from the lowest."""

    bins: tuple[Bin, ...]

    @property
    def count(self) -> int:
        """How many spans have a score."""
        return sum(bin.count for bin in self.bins)

    @property
    def error(self) -> float | None:
        """The expected calibration error: how far, over all spans, mean score and share right lie apart in a bin.

        It is that of Naeini, Cooper and Hauskrecht 2015, "Obtaining Well Calibrated Probabilities Using Bayesian
        Binning"; None of no spans.
        """
        apart = sum(bin.count * abs(bin.mean_score - bin.share_right) for bin in self.bins)
        return apart / self.count if self.count else None

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {"spans": self.count, "error": self.error, "bins": [dataclasses.asdict(bin) for bin in self.bins]}


def outcomes(gold: Report, predicted: Report) -> Iterator[Outcome]:
    """The predicted spans that have a score; right are those whose start, end and label are."""
    right = {(span.start, span.end, span.label) for span in gold.spans}
    for span in predicted.spans:
        if span.score is not None:
            yield span.score, (span.start, span.end, span.label) in right


def calibrate(found: Iterable[Outcome], bins: int = BINS) -> Calibration:
    """The outcomes sorted into `bins` of equal width."""
    sorted_in: dict[int, list[Outcome]] = {}
    for outcome in found:
        # A score on a border belongs to the bin below it; scores outside of 0 to 1 go to the bins at the ends.
        at = min(max(-int(-outcome[0] * bins // 1) - 1, 0), bins - 1)
        sorted_in.setdefault(at, []).append(outcome)
    return Calibration(
        tuple(
            Bin(
                low=at / bins,
                high=(at + 1) / bins,
                count=len(inside),
                mean_score=sum(score for score, _ in inside) / len(inside),
                share_right=ratio(sum(right for _, right in inside), len(inside)) or 0.0,
            )
            for at, inside in sorted(sorted_in.items())
        )
    )
