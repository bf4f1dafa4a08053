"""Span scores of one document, by label."""

from __future__ import annotations

from collections.abc import Callable, Set

from govner.evaluation.counts import Counts, count_equal
from govner.evaluation.fingerprints import fingerprint
from govner.schema import LABELS, Report, Span

Offsets = tuple[int, int]


def strict_spans(gold: Report, predicted: Report) -> dict[str, Counts]:
    """A span is right when start, end and label are; a span given twice counts once."""
    return {label: count_equal(_offsets(gold, label), _offsets(predicted, label)) for label in LABELS}


def overlapping_spans(gold: Report, predicted: Report) -> dict[str, Counts]:
    """A span is right when it shares a character with one of its label; each span is matched with at most one."""
    return {label: _count_overlapping(_offsets(gold, label), _offsets(predicted, label)) for label in LABELS}


def seen_and_unseen_spans(
    gold: Report, predicted: Report, seen: Set[str]
) -> tuple[dict[str, Counts], dict[str, Counts]]:
    """Strict counts of the mentions whose fingerprint is in `seen`, and of the others.

    Predicted spans are parted by their own text, so that precision too says how far a mention is to be trusted that
    training did, or did not, hold.
    """

    def is_seen(span: Span) -> bool:
        return fingerprint(span.text, span.label) in seen

    def strict(keep: Callable[[Span], bool]) -> dict[str, Counts]:
        return {label: count_equal(_offsets(gold, label, keep), _offsets(predicted, label, keep)) for label in LABELS}

    return strict(is_seen), strict(lambda span: not is_seen(span))


def _offsets(report: Report, label: str, keep: Callable[[Span], bool] = lambda _: True) -> set[Offsets]:
    return {(span.start, span.end) for span in report.spans if span.label == label and keep(span)}


def _count_overlapping(gold: set[Offsets], predicted: set[Offsets]) -> Counts:
    """Equal spans are matched first, the rest from left to right, which is the most there can be among flat spans."""
    matched = len(gold & predicted)
    left, right = sorted(gold - predicted, key=_by_end), sorted(predicted - gold, key=_by_end)
    i = j = 0
    while i < len(left) and j < len(right):
        if left[i][0] < right[j][1] and right[j][0] < left[i][1]:
            matched, i, j = matched + 1, i + 1, j + 1
        elif left[i][1] < right[j][1]:
            i += 1
        else:
            j += 1
    return Counts(len(gold), len(predicted), matched)


def _by_end(offsets: Offsets) -> Offsets:
    return offsets[1], offsets[0]
