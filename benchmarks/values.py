"""How well are figures read where their spans are right? `python benchmarks/values.py GOLD.jsonl ...`

Reads the attributes of the METRICs of gold reports anew, from their spans and the text alone, and compares them with
gold: per attribute the share of agreement and the F1 where it is given, the words of the indicators, and every number
that is wrong by a factor of ten or more. Exits with 1 when there is such a number.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from govner.evaluation import evaluate
from govner.schema import Report, read_jsonl
from govner.values import with_attributes


def main(gold: Annotated[list[Path], typer.Argument(help="Annotated reports (JSONL).")]) -> None:
    """Print the scores of GOLD."""
    reports = [report for path in gold for report in read_jsonl(path)]
    result = evaluate(reports, [reread(report) for report in reports], resamples=1)
    table = Table("attribute", "accuracy", "F1 where it is given", "given in gold")
    for key, score in result.attributes.items():
        table.add_row(
            key, *map(rounded, (score.accuracy.value, score.present.counts.f1)), str(score.present.counts.gold)
        )
    table.add_row("indicator (words)", "", rounded(result.indicator.counts.f1), str(result.indicator.counts.gold))
    console = Console(highlight=False)
    console.print(table)
    for slip in result.slips:
        console.print(f"{slip.report_id} {slip.text!r}: {slip.key} {slip.predicted}, gold {slip.gold}", markup=False)
    raise typer.Exit(bool(result.slips))


def reread(report: Report) -> Report:
    """The report with the attributes that we read."""
    bare = [replace(span, attributes={}) for span in report.spans]
    return replace(report, spans=with_attributes(report.text, bare, report.meta.get("date")))


def rounded(value: float | None) -> str:
    """Three decimals."""
    return "–" if value is None else f"{value:.3f}"


if __name__ == "__main__":
    typer.run(main)
