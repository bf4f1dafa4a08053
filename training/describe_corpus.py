"""Count what annotated reports hold: `python training/describe_corpus.py training/data/*.jsonl`."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from govner.schema import LABELS, SIGNATURES, Report, read_jsonl
from govner.text.sentences import sentences


def main(reports: Annotated[list[Path], typer.Argument(help="Annotated reports (JSONL).")]) -> None:
    """Print a line of counts for each file."""
    header = ("file", "reports", "sentences", "spans", *LABELS, "relations", *SIGNATURES)
    typer.echo("\t".join(header))
    for path in reports:
        counts = count(list(read_jsonl(path)))
        typer.echo("\t".join([path.name, *(str(counts[column]) for column in header[1:])]))


def count(reports: list[Report]) -> Counter[str]:
    """Reports, sentences, spans and relations, and the latter two by label."""
    return Counter(
        {
            "reports": len(reports),
            "sentences": sum(len(sentences(report.text)) for report in reports),
            "spans": sum(len(report.spans) for report in reports),
            "relations": sum(len(report.relations) for report in reports),
        }
    ) + Counter(item.label for report in reports for item in (*report.spans, *report.relations))


if __name__ == "__main__":
    typer.run(main)
