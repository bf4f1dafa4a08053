"""`govner evaluate`: a model, or its stored predictions, against annotated reports."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Sequence, Set
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from govner.cli.terminal import one_line
from govner.evaluation import (
    document_table,
    evaluate,
    read_fingerprints,
    seqeval_scores,
    seqeval_table,
    tables,
)
from govner.extractor import Extractor
from govner.io.output import check_apart, check_place, part_path, write_whole
from govner.schema import Document, GovnerError, Report, read_jsonl
from govner.tagging.models import MENTIONS, find_model


def run(
    gold: Path, model: str, predictions: Path | None, json_out: Path | None, *, resamples: int, documents: bool
) -> None:
    """Score, print the tables and write the JSON form where it is wanted.

    Raises:
        GovnerError: there are no reports to score, or the JSON form cannot be written or would be over an input.
        FormatError: a file is no JSONL of reports.
    """
    if json_out:
        check_place(json_out)
        check_apart(filter(None, (gold, predictions)), (json_out, part_path(json_out)))
    gold_reports = list(read_jsonl(gold))
    if not gold_reports:
        raise GovnerError(f"{gold}: no report in this file; give annotated reports, one JSON object a line")
    predicted = list(read_jsonl(predictions)) if predictions else _predict(gold_reports, model)
    seen = None if predictions else _seen(model)
    evaluation = evaluate(gold_reports, predicted, seen=seen, resamples=resamples)
    if json_out:
        record = json.dumps(evaluation.to_dict(), ensure_ascii=False, indent=2)
        write_whole(json_out, record + "\n")
    printed = tables(evaluation)
    if importlib.util.find_spec("seqeval"):
        printed.append(seqeval_table(seqeval_scores(gold_reports, predicted)))
    if documents:
        printed.append(document_table(evaluation))
    console = Console(highlight=False)
    for table in printed:
        console.print(_printed(*table))


def _predict(gold: Sequence[Report], model: str) -> list[Report]:
    documents = (Document(report.id, report.text, report.meta) for report in gold)
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
