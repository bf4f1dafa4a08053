"""`govner merge`: the officials and units of extracted reports, joined in three tables."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from govner.cli.terminal import say
from govner.io.output import check_apart, check_place, part_path
from govner.io.sheets import ENCODING, Line, write_table
from govner.merging import Merged, MergedOfficial, MergedUnit, merge
from govner.schema import GovnerError, Report, read_jsonl

_OFFICIALS = tuple(field.name for field in dataclasses.fields(MergedOfficial))
_UNITS = tuple(field.name for field in dataclasses.fields(MergedUnit))
_TABLES = ("officials", "units", "conflicts")


def run(paths: Sequence[Path], out: Path) -> None:
    """Write the tables and say how many rows they have.

    Raises:
        GovnerError: the output is no .csv name, a table cannot be written or would be over an input, or two reports
            share one id.
        FormatError: a file is no JSONL of reports.
    """
    if out.suffix.lower() != ".csv":
        raise GovnerError(f"{out}: unknown kind of output; give a name that ends in .csv")
    targets = {name: out.with_suffix(f".{name}.csv") for name in _TABLES}
    for target in (out, *targets.values()):
        check_place(target)
    check_apart(paths, (path for target in targets.values() for path in (target, part_path(target))))
    merged = merge(_reports(paths))
    _write(merged, targets)
    counts = {"post": merged.officials, "unit": merged.units, "conflict": merged.conflicts}
    told = ", ".join(f"{len(rows)} {noun}{'s' * (len(rows) != 1)}" for noun, rows in counts.items())
    say(f"govner: {told}; written to {out.with_suffix('.*.csv')}")


def _reports(paths: Iterable[Path]) -> Iterator[Report]:
    """The reports of all files.

    Raises:
        GovnerError: two share one id, so that the counts of the tables could not tell them apart.
    """
    files: dict[str, Path] = {}
    for path in paths:
        for report in read_jsonl(path):
            if report.id in files:
                raise GovnerError(_shared(report.id, files[report.id], path))
            files[report.id] = path
            yield report


def _shared(report_id: str, first: Path, second: Path) -> str:
    if first == second:
        return f"{first}: the report {report_id!r} is there twice, or the file is given twice; give each report once"
    return (
        f"{first} and {second} both have a report {report_id!r}; give each report once, "
        "or extract reports of different folders in one run from the folder above, which tells their ids apart"
    )


def _write(merged: Merged, targets: Mapping[str, Path]) -> None:
    """Write each table so that all are whole or none is there."""
    conflicts = ((n, *_cells(row)) for n, conflict in enumerate(merged.conflicts, start=1) for row in conflict.holders)
    tables: dict[str, tuple[Line, Iterable[Line]]] = {
        "officials": (_OFFICIALS, map(_cells, merged.officials)),
        "units": (_UNITS, map(_cells, merged.units)),
        "conflicts": (("conflict", *_OFFICIALS), conflicts),
    }
    for name, (header, rows) in tables.items():
        with part_path(targets[name]).open("w", encoding=ENCODING, errors="backslashreplace", newline="") as file:
            write_table(header, rows, file)
    for target in targets.values():
        part_path(target).replace(target)


def _cells(row: MergedOfficial | MergedUnit) -> Line:
    """The fields of a row as cells: days in ISO form, the ids of reports beside each other."""
    return tuple(
        " | ".join(value) if isinstance(value, tuple) else value.isoformat() if isinstance(value, date) else value
        for value in (getattr(row, field.name) for field in dataclasses.fields(row))
    )
