"""Are places resolved to the right units? `python benchmarks/places.py GOLD.jsonl --seed 1 --count 200`

Draws LOC mentions from a gold file by seed, resolves each with the other places and bodies of its document and the day
of the document, and compares with answers that were written by hand: a CSV with the document, the mention's offsets and
the id of the right unit, empty where it is none. A mention that the answers lack is an error of the benchmark.
"""

from __future__ import annotations

import csv
import random
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from govner.knowledge.places import AdminUnit, resolve
from govner.schema import Report, Span, read_jsonl

ANSWERS = Path(__file__).with_name("places_dev.csv")
Mention = tuple[str, int, int]
"""Document id, start, end."""


def main(
    gold: Annotated[Path, typer.Argument(help="Reports with gold spans (JSONL).")],
    seed: int = 1,
    count: int = 200,
    answers: Annotated[Path, typer.Option(help="The right units (CSV).")] = ANSWERS,
    bodies: Annotated[bool, typer.Option(help="Use the names of bodies too.")] = True,
) -> None:
    """Compare COUNT mentions of GOLD, drawn by seed, with the answers."""
    right = read_answers(answers)
    found: dict[Mention, AdminUnit | None] = {}
    texts: dict[Mention, str] = {}
    for report in read_jsonl(gold):
        spans = places(report)
        orgs = [span.text for span in report.spans if span.label == "ORG"] if bodies else []
        units = resolve([span.text for span in spans], day_of(report.meta), orgs)
        for span, unit in zip(spans, units, strict=True):
            found[report.id, span.start, span.end] = unit
            texts[report.id, span.start, span.end] = span.text
    drawn = random.Random(seed).sample(list(found), count)
    table = Table("document", "place", "found", "right")
    outcomes: Counter[str] = Counter()
    for mention in sorted(drawn):
        unit = found[mention]
        outcome = judge(unit.id if unit else "", right[mention])
        outcomes[outcome] += 1
        if outcome.startswith("wrong"):
            table.add_row(mention[0], texts[mention], unit.path if unit else "-", right[mention] or "-")
    console = Console()
    console.print(table)
    for outcome, number in sorted(outcomes.items()):
        console.print(f"{outcome}: {number}")
    console.print(f"right in all: {sum(n for o, n in outcomes.items() if o.startswith('right')) / count:.1%}")


def judge(found: str, right: str) -> str:
    """What an answer is worth."""
    if found == right:
        return "right: the unit" if right else "right: none"
    if not found:
        return "wrong: missed"
    return "wrong: another unit" if right else "wrong: there is none"


def places(report: Report) -> list[Span]:
    """The LOC mentions in the order of the text."""
    return sorted((span for span in report.spans if span.label == "LOC"), key=lambda span: span.start)


def day_of(meta: Any) -> date | None:
    """The day of publication; the first of a month or year where no more is known, None for a bare 2025."""
    match = re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", meta.get("date") or "")
    if match is None or match[0] == "2025":
        return None
    return date(int(match[1]), int(match[2] or 1), int(match[3] or 1))


def read_answers(path: Path) -> dict[Mention, str]:
    """The ids of the right units by mention."""
    with path.open(encoding="utf-8", newline="") as lines:
        return {(row["document"], int(row["start"]), int(row["end"])): row["unit"] for row in csv.DictReader(lines)}


if __name__ == "__main__":
    typer.run(main)
