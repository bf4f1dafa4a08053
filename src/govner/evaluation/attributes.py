"""Attribute scores of one document, on the METRIC spans whose boundaries were found.

The keys are those of the annotation guideline. The indicator is free wording, so it is scored by its words; the other
keys are right or wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from govner.evaluation.counts import Counts
from govner.schema import Report, Span
from govner.text.names import fold, name_key

NUMBERS = ("value", "value_max", "total")
KEYS = ("kind", *NUMBERS, "unit", "per", "qualifier", "direction", "basis", "period")

Pair = tuple[Span, Span]


@dataclass(frozen=True, slots=True)
class Slip:
    """A number of a METRIC that is wrong by a factor of ten or more: a scale or a separator was misread.

    `start` and `end` are the METRIC's offsets in the report, `gold` and `predicted` the two values as given.
    """

    report_id: str
    start: int
    end: int
    text: str
    key: str
    gold: str
    predicted: str


def matched_metrics(gold: Report, predicted: Report) -> list[Pair]:
    """The gold METRICs that were predicted with the same start and end, each with its prediction."""
    found = _metrics(predicted)
    return [(span, found[offsets]) for offsets, span in _metrics(gold).items() if offsets in found]


def present_and_equal(pairs: list[Pair]) -> dict[str, Counts]:
    """Counts by key of the attributes that are there, matched where both sides have the same value."""
    return {
        key: Counts(
            gold=sum(key in gold.attributes for gold, _ in pairs),
            predicted=sum(key in predicted.attributes for _, predicted in pairs),
            matched=sum(key in gold.attributes and _agree(key, gold, predicted) for gold, predicted in pairs),
        )
        for key in KEYS
    }


def agreements(pairs: list[Pair]) -> dict[str, int]:
    """By key, how many pairs have the same value or have none on both sides."""
    return {key: sum(_agree(key, gold, predicted) for gold, predicted in pairs) for key in KEYS}


def indicator_words(pairs: list[Pair]) -> Counts:
    """Counts of the words of the indicators, a word as often as it is there."""
    counts = Counts()
    for pair in pairs:
        gold, predicted = (Counter(name_key(span.attributes.get("indicator", "")).split()) for span in pair)
        counts += Counts(gold.total(), predicted.total(), (gold & predicted).total())
    return counts


def slips(report_id: str, pairs: list[Pair]) -> list[Slip]:
    """The numbers that both sides have and that are wrong by a factor of ten or more."""
    return [
        Slip(report_id, gold.start, gold.end, gold.text, key, gold.attributes[key], predicted.attributes[key])
        for gold, predicted in pairs
        for key in NUMBERS
        if key in gold.attributes and key in predicted.attributes and not _agree(key, gold, predicted)
        if _far_apart(gold.attributes[key], predicted.attributes[key])
    ]


def _metrics(report: Report) -> Mapping[tuple[int, int], Span]:
    return {(span.start, span.end): span for span in report.spans if span.label == "METRIC"}


def _agree(key: str, gold: Span, predicted: Span) -> bool:
    a, b = gold.attributes.get(key), predicted.attributes.get(key)
    if a is None or b is None or a == b:
        return a == b
    if fold(a) == fold(b):
        return True
    return key in NUMBERS and _number(a) is not None and _number(a) == _number(b)


def _far_apart(a: str, b: str) -> bool:
    x, y = _number(a), _number(b)
    if x is None or y is None:
        return False
    small, large = sorted((abs(x), abs(y)))
    # Read from decimals, 0.07 and 0.7 are a hair less than ten apart.
    return large >= 10 * small * (1 - 1e-9)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
