"""What an evaluation gives: counts, ratios and their intervals, and the JSON form of all."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from govner.evaluation.attributes import Slip
from govner.evaluation.bootstrap import Interval
from govner.evaluation.calibration import Calibration
from govner.evaluation.counts import Counts, ratio

ALL = "all"
"""The row of a table of scores that has the micro sum over its other rows."""


@dataclass(frozen=True, slots=True)
class Score:
    """Counts with the 95 % intervals of the three ratios they give; an interval is None where its ratio is."""

    counts: Counts
    precision_interval: Interval | None
    recall_interval: Interval | None
    f1_interval: Interval | None

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return dataclasses.asdict(self.counts) | {
            "precision": _estimate(self.counts.precision, self.precision_interval),
            "recall": _estimate(self.counts.recall, self.recall_interval),
            "f1": _estimate(self.counts.f1, self.f1_interval),
        }


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How many of a number of decisions are right, with the 95 % interval of that share."""

    right: int
    total: int
    interval: Interval | None

    @property
    def value(self) -> float | None:
        """The share of right decisions, None of none."""
        return ratio(self.right, self.total)

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {"right": self.right, "total": self.total} | _estimate(self.value, self.interval)


@dataclass(frozen=True, slots=True)
class AttributeScore:
    """One key of matched METRICs.

    In `accuracy` a key that both sides lack is right; `present` leaves such pairs aside and counts the values given.
    """

    accuracy: Accuracy
    present: Score

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {"accuracy": self.accuracy.to_dict(), "present": self.present.to_dict()}


@dataclass(frozen=True, slots=True)
class DocumentScore:
    """Micro counts of one document: strict spans and relations."""

    id: str
    spans: Counts
    relations: Counts

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {"id": self.id, "spans": _ratios(self.spans), "relations": _ratios(self.relations)}


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Scores by label, each table with a row `all` for the micro sum.

    `seen` and `unseen` are strict span scores of the mentions that training held and did not hold, None where that is
    not known. `attributes` has the keys of matched METRICs, `indicator` counts the words of their indicators, `slips`
    has the numbers that are wrong by a factor of ten or more. `confidence` holds the scores of the predicted spans
    against how many of them are right. `documents` keeps the order of gold.
    """

    strict: Mapping[str, Score]
    overlap: Mapping[str, Score]
    seen: Mapping[str, Score] | None
    unseen: Mapping[str, Score] | None
    relations: Mapping[str, Score]
    attributes: Mapping[str, AttributeScore]
    indicator: Score
    slips: tuple[Slip, ...]
    confidence: Calibration
    documents: tuple[DocumentScore, ...]

    def to_dict(self) -> dict[str, Any]:
        """The JSON form; ratios that say nothing are null."""
        return {
            "spans": {
                "strict": _rows(self.strict),
                "overlap": _rows(self.overlap),
                "seen": self.seen and _rows(self.seen),
                "unseen": self.unseen and _rows(self.unseen),
            },
            "relations": _rows(self.relations),
            "attributes": _rows(self.attributes),
            "indicator": self.indicator.to_dict(),
            "slips": [dataclasses.asdict(slip) for slip in self.slips],
            "confidence": self.confidence.to_dict(),
            "documents": [document.to_dict() for document in self.documents],
        }


def _rows(table: Mapping[str, Score] | Mapping[str, AttributeScore]) -> dict[str, Any]:
    return {label: row.to_dict() for label, row in table.items()}


def _estimate(value: float | None, interval: Interval | None) -> dict[str, float | None]:
    return {
        "value": value,
        "low": interval.low if interval else None,
        "high": interval.high if interval else None,
    }


def _ratios(counts: Counts) -> dict[str, float | None]:
    return dataclasses.asdict(counts) | {
        "precision": counts.precision,
        "recall": counts.recall,
        "f1": counts.f1,
    }
