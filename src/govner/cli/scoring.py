"""`govner evaluate`: a model, or its stored predictions, against annotated reports."""

from __future__ import annotations

import json
from collections.abc import Sequence, Set
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from govner.cli.terminal import one_line
from govner.evaluation import evaluate, read_fingerprints, tables
from govner.extractor import Document, Extractor
from govner.schema import Report, read_jsonl
from govner.tagging.models import MENTIONS, find_model


def run(gold: Path, model: str, predictions: Path | None, json_out: Path | None, resamples: int) -> None:
    """Score, print the tables and write the JSON form where it is wanted."""
    gold_reports = list(read_jsonl(gold))
    if predictions:
        evaluation = evaluate(gold_reports, list(read_jsonl(predictions)), resamples=resamples)
    else:
        evaluation = evaluate(gold_reports, _predict(gold_reports, model), seen=_seen(model), resamples=resamples)
    if json_out:
        record = json.dumps(evaluation.to_dict(), ensure_ascii=False, indent=2)
        json_out.write_text(record + "\n", encoding="utf-8", errors="backslashreplace")
    console = Console(highlight=False)
    for table in tables(evaluation):
        console.print(_printed(*table))


def _predict(gold: Sequence[Report], model: str) -> list[Report]:
    documents = (Document(report.id, report.text) for report in gold)
    return list(Extractor.load(model).extract_many(documents))


def _seen(model: str) -> Set[str] | None:
    """Fingerprints of the mentions that the model was trained on, None where its folder does not tell."""
    path = find_model(model) / MENTIONS
    return read_fingerprints(path) if path.exists() else None


def _printed(title: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    table = Table(title=Text(one_line(title)), title_justify="left")
    for number, column in enumerate(header):
        table.add_column(column, justify="right" if number else "left")
    for row in rows:
        table.add_row(*(Text(one_line(cell)) for cell in row))
    return table
