"""An evaluation as tables of strings, for a terminal or a notebook to lay out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from govner.evaluation.bootstrap import Interval
from govner.evaluation.calibration import Calibration
from govner.evaluation.counts import Counts
from govner.evaluation.crosscheck import SeqevalScore
from govner.evaluation.scores import Evaluation, Score

_NOTHING = "–"
_SCORE_HEADER = ("", "precision", "recall", "F1", "gold", "predicted", "matched")


class Table(NamedTuple):
    """A title, the names of the columns, and rows of as many strings."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def tables(evaluation: Evaluation) -> list[Table]:
    """All tables but the one by document: scores as "0.842 [0.801, 0.877]", the brackets being 95 % intervals."""
    found = [
        _score_table("Spans, strict", evaluation.strict),
        _score_table("Spans, overlap", evaluation.overlap),
    ]
    if evaluation.seen is not None and evaluation.unseen is not None:
        found.append(_score_table("Spans, strict, mentions seen in training", evaluation.seen))
        found.append(_score_table("Spans, strict, mentions not seen in training", evaluation.unseen))
    if evaluation.confidence.bins:
        found.append(_confidence_table(evaluation.confidence))
    found.append(_score_table("Relations, end to end", evaluation.relations))
    found.append(_attribute_table(evaluation))
    if evaluation.slips:
        found.append(_slip_table(evaluation))
    return found


def document_table(evaluation: Evaluation) -> Table:
    """One row a document: strict span F1 and relation F1 with the numbers of gold spans and relations."""
    rows = ((document.id, *_f1_of(document.spans), *_f1_of(document.relations)) for document in evaluation.documents)
    return Table("Documents", ("", "span F1", "gold spans", "relation F1", "gold relations"), tuple(rows))


def seqeval_table(scores: Mapping[str, SeqevalScore]) -> Table:
    """The scores of the cross-check by label."""
    rows = (
        (label, *(_estimate(value, None) for value in (s.precision, s.recall, s.f1))) for label, s in scores.items()
    )
    return Table("Spans, strict, by seqeval over syllables", _SCORE_HEADER[:4], tuple(rows))


def _score_table(title: str, scores: Mapping[str, Score]) -> Table:
    rows = ((label, *_ratios(score), *_counts(score.counts)) for label, score in scores.items())
    return Table(title, _SCORE_HEADER, tuple(rows))


def _confidence_table(confidence: Calibration) -> Table:
    rows = [
        (f"{bin.low:.1f} to {bin.high:.1f}", f"{bin.mean_score:.3f}", f"{bin.share_right:.3f}", str(bin.count))
        for bin in confidence.bins
    ]
    title = f"Confidence of spans, expected calibration error {_estimate(confidence.error, None)}"
    return Table(title, ("score", "mean score", "share right", "predicted"), tuple(rows))


def _attribute_table(evaluation: Evaluation) -> Table:
    rows = [
        (key, _estimate(row.accuracy.value, row.accuracy.interval), *_ratios(row.present), *_counts(row.present.counts))
        for key, row in evaluation.attributes.items()
    ]
    words = evaluation.indicator
    rows.append(("words of indicator", _NOTHING, *_ratios(words), *_counts(words.counts)))
    return Table("Attributes of matched METRICs", ("", "accuracy", *_SCORE_HEADER[1:]), tuple(rows))


def _slip_table(evaluation: Evaluation) -> Table:
    rows = ((s.report_id, f"{s.start}-{s.end}", s.text, s.key, s.gold, s.predicted) for s in evaluation.slips)
    header = ("report", "offsets", "METRIC", "key", "gold", "predicted")
    return Table(f"Numbers wrong by a factor of ten or more: {len(evaluation.slips)}", header, tuple(rows))


def _ratios(score: Score) -> tuple[str, str, str]:
    return (
        _estimate(score.counts.precision, score.precision_interval),
        _estimate(score.counts.recall, score.recall_interval),
        _estimate(score.counts.f1, score.f1_interval),
    )


def _counts(counts: Counts) -> tuple[str, str, str]:
    return str(counts.gold), str(counts.predicted), str(counts.matched)


def _f1_of(counts: Counts) -> tuple[str, str]:
    return _estimate(counts.f1, None), str(counts.gold)


def _estimate(value: float | None, interval: Interval | None) -> str:
    if value is None:
        return _NOTHING
    return f"{value:.3f} [{interval.low:.3f}, {interval.high:.3f}]" if interval else f"{value:.3f}"
