"""The same spans scored by seqeval, as a check on our own strict scores.

seqeval scores label sequences, not offsets: spans are written as IOB2 over syllables, and scored with
`mode="strict"`; its default mode takes broken sequences for right ones.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from govner.evaluation.evaluate import pair_reports
from govner.evaluation.scores import ALL
from govner.schema import GovnerError, Report
from govner.text.syllables import syllables


@dataclass(frozen=True, slots=True)
class SeqevalScore:
    """Ratios as seqeval gives them: 0 where there is nothing to divide by."""

    precision: float
    recall: float
    f1: float


def seqeval_scores(gold: Sequence[Report], predicted: Sequence[Report]) -> dict[str, SeqevalScore]:
    """seqeval's strict scores by label, for the labels that occur, with a row `all` for the micro average.

    Raises:
        GovnerError: seqeval is not installed, or the two sides do not have the same reports.
    """
    try:
        from seqeval.metrics import classification_report
        from seqeval.scheme import IOB2
    except ImportError:
        raise GovnerError("seqeval is not installed; install it with: pip install seqeval") from None
    pairs = pair_reports(gold, predicted)
    gold_tags, predicted_tags = [iob2(report) for report, _ in pairs], [iob2(report) for _, report in pairs]
    if not any(tag != "O" for tags in gold_tags + predicted_tags for tag in tags):
        return {ALL: SeqevalScore(0.0, 0.0, 0.0)}
    report = classification_report(
        gold_tags, predicted_tags, output_dict=True, mode="strict", scheme=IOB2, zero_division=0
    )
    averages = ("micro avg", "macro avg", "weighted avg")
    rows = {ALL: report["micro avg"]} | {label: row for label, row in report.items() if label not in averages}
    return {
        label: SeqevalScore(float(row["precision"]), float(row["recall"]), float(row["f1-score"]))
        for label, row in rows.items()
    }


def iob2(report: Report) -> list[str]:
    """The IOB2 tag of each syllable of a report's text.

    A boundary inside a syllable is moved outwards to its edge; of spans that share a syllable the earliest is kept.
    """
    tokens = syllables(report.text)
    starts, ends = [start for start, _ in tokens], [end for _, end in tokens]
    tags = ["O"] * len(tokens)
    free = 0
    for span in sorted(report.spans, key=lambda span: (span.start, span.end)):
        first, after = bisect_right(ends, span.start), bisect_left(starts, span.end)
        if free <= first < after:
            tags[first:after] = [f"B-{span.label}", *[f"I-{span.label}"] * (after - first - 1)]
            free = after
    return tags
