"""Predicted reports scored against gold ones: spans, relations end to end, values, with bootstrap intervals."""

from govner.evaluation.bootstrap import Interval
from govner.evaluation.calibration import Bin, Calibration, calibrate, outcomes
from govner.evaluation.counts import Counts
from govner.evaluation.crosscheck import SeqevalScore, seqeval_scores
from govner.evaluation.evaluate import evaluate
from govner.evaluation.fingerprints import fingerprint, fingerprints, read_fingerprints
from govner.evaluation.plots import draw_reliability
from govner.evaluation.scores import Accuracy, AttributeScore, DocumentScore, Evaluation, Score
from govner.evaluation.tables import Table, document_table, seqeval_table, tables

__all__ = [
    "Accuracy",
    "AttributeScore",
    "Bin",
    "Calibration",
    "Counts",
    "DocumentScore",
    "Evaluation",
    "Interval",
    "Score",
    "SeqevalScore",
    "Table",
    "calibrate",
    "document_table",
    "draw_reliability",
    "evaluate",
    "fingerprint",
    "fingerprints",
    "outcomes",
    "read_fingerprints",
    "seqeval_scores",
    "seqeval_table",
    "tables",
]
