"""Gold and predicted reports in, an `Evaluation` out: the counts of each document, summed and resampled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set

from govner.evaluation.attributes import (
    KEYS,
    Pair,
    agreements,
    indicator_words,
    matched_metrics,
    present_and_equal,
    slips,
)
from govner.evaluation.bootstrap import RESAMPLES, Bootstrap
from govner.evaluation.calibration import calibrate, outcomes
from govner.evaluation.counts import Counts, total
from govner.evaluation.relations import relations
from govner.evaluation.scores import ALL, Accuracy, AttributeScore, DocumentScore, Evaluation, Score
from govner.evaluation.spans import overlapping_spans, seen_and_unseen_spans, strict_spans
from govner.schema import LABELS, SIGNATURES, GovnerError, Report

DocumentCounts = Mapping[str, Counts]


def evaluate(
    gold: Sequence[Report],
    predicted: Sequence[Report],
    *,
    seen: Set[str] | None = None,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> Evaluation:
    """Score predicted reports against the gold reports of the same ids.

    `seen` are the fingerprints of the mentions that the model was trained on. Intervals are 95 % percentiles over
    `resamples` resamples of the documents, drawn from `seed`.

    Raises:
        GovnerError: the two sides do not have the same ids, an id is given twice, or two texts of one id differ.
    """
    documents = pair_reports(gold, predicted)
    bootstrap = Bootstrap(len(documents), resamples, seed)
    strict = [strict_spans(*document) for document in documents]
    linked = [relations(*document) for document in documents]
    metrics = [matched_metrics(*document) for document in documents]
    parted = None if seen is None else [seen_and_unseen_spans(*document, seen) for document in documents]
    return Evaluation(
        strict=_table(LABELS, strict, bootstrap),
        overlap=_table(LABELS, [overlapping_spans(*document) for document in documents], bootstrap),
        seen=None if parted is None else _table(LABELS, [known for known, _ in parted], bootstrap),
        unseen=None if parted is None else _table(LABELS, [new for _, new in parted], bootstrap),
        relations=_table(SIGNATURES, linked, bootstrap),
        attributes=_attribute_table(metrics, bootstrap),
        indicator=_score([indicator_words(pairs) for pairs in metrics], bootstrap),
        slips=tuple(
            slip for (report, _), pairs in zip(documents, metrics, strict=True) for slip in slips(report.id, pairs)
        ),
        confidence=calibrate(outcome for document in documents for outcome in outcomes(*document)),
        documents=tuple(
            DocumentScore(report.id, total(spans.values()), total(links.values()))
            for (report, _), spans, links in zip(documents, strict, linked, strict=True)
        ),
    )


def pair_reports(gold: Sequence[Report], predicted: Sequence[Report]) -> list[tuple[Report, Report]]:
    """The reports of both sides by id, in the order of gold.

    Raises:
        GovnerError: the two sides do not have the same ids, an id is given twice, or two texts of one id differ.
    """
    gold_by_id, predicted_by_id = _by_id(gold, "gold"), _by_id(predicted, "predicted")
    missing, extra = gold_by_id.keys() - predicted_by_id.keys(), predicted_by_id.keys() - gold_by_id.keys()
    if missing:
        raise GovnerError(f"no prediction for report {min(missing)!r}; predict every gold report")
    if extra:
        raise GovnerError(f"no gold for predicted report {min(extra)!r}; give predictions for the gold reports only")
    for report_id, report in gold_by_id.items():
        if predicted_by_id[report_id].text != report.text:
            raise GovnerError(f"report {report_id!r}: gold and predicted texts differ; predict from the gold text")
    return [(report, predicted_by_id[report_id]) for report_id, report in gold_by_id.items()]


def _by_id(reports: Sequence[Report], side: str) -> dict[str, Report]:
    by_id: dict[str, Report] = {}
    for report in reports:
        if report.id in by_id:
            raise GovnerError(f"two {side} reports have the id {report.id!r}; give each an id of its own")
        by_id[report.id] = report
    return by_id


def _table(labels: Iterable[str], documents: Sequence[DocumentCounts], bootstrap: Bootstrap) -> dict[str, Score]:
    """A score for the micro sum and for each label of the documents' counts."""
    rows = {ALL: [total(counts.values()) for counts in documents]}
    rows |= {label: [counts[label] for counts in documents] for label in labels}
    return {label: _score(row, bootstrap) for label, row in rows.items()}


def _score(row: Sequence[Counts], bootstrap: Bootstrap) -> Score:
    gold = [counts.gold for counts in row]
    predicted = [counts.predicted for counts in row]
    matched = [counts.matched for counts in row]
    return Score(
        counts=total(row),
        precision_interval=bootstrap.interval(matched, predicted),
        recall_interval=bootstrap.interval(matched, gold),
        f1_interval=bootstrap.interval([2 * m for m in matched], [g + p for g, p in zip(gold, predicted, strict=True)]),
    )


def _attribute_table(metrics: Sequence[list[Pair]], bootstrap: Bootstrap) -> dict[str, AttributeScore]:
    present = _table(KEYS, [present_and_equal(pairs) for pairs in metrics], bootstrap)
    agreed = [agreements(pairs) for pairs in metrics]
    right = {ALL: [sum(document.values()) for document in agreed]}
    right |= {key: [document[key] for document in agreed] for key in KEYS}
    decisions = {key: [len(pairs) * (len(KEYS) if key == ALL else 1) for pairs in metrics] for key in right}
    return {key: AttributeScore(_accuracy(right[key], decisions[key], bootstrap), present[key]) for key in right}


def _accuracy(right: Sequence[int], decisions: Sequence[int], bootstrap: Bootstrap) -> Accuracy:
    return Accuracy(sum(right), sum(decisions), bootstrap.interval(right, decisions))
