"""`govner merge`: the officials and units of extracted reports, joined in three tables."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from govner.cli.terminal import say
from govner.io.output import check_target, part_path
from govner.io.sheets import ENCODING, Line, write_table
from govner.merging import Merged, MergedOfficial, MergedUnit, merge
from govner.schema import GovnerError, Report, read_jsonl

_OFFICIALS = tuple(field.name for field in dataclasses.fields(MergedOfficial))
_UNITS = tuple(field.name for field in dataclasses.fields(MergedUnit))


def run(paths: Sequence[Path], out: Path) -> None:
    """Write the tables and say how many rows they have.

    Raises:
        GovnerError: the output is no .csv name.
        FormatError: a file is no JSONL of reports.
    """
    if out.suffix.lower() != ".csv":
        raise GovnerError(f"{out}: unknown kind of output; give a name that ends in .csv")
    check_target(out)
    merged = merge(_reports(paths))
    _write(merged, out)
    counts = {"post": merged.officials, "unit": merged.units, "conflict": merged.conflicts}
    told = ", ".join(f"{len(rows)} {noun}{'s' * (len(rows) != 1)}" for noun, rows in counts.items())
    say(f"govner: {told}; written to {out.with_suffix('.*.csv')}")


def _reports(paths: Iterable[Path]) -> Iterator[Report]:
    for path in paths:
        yield from read_jsonl(path)


def _write(merged: Merged, out: Path) -> None:
    """Write each table so that all are whole or none is there."""
    conflicts = ((n, *_cells(row)) for n, conflict in enumerate(merged.conflicts, start=1) for row in conflict.holders)
    tables: dict[str, tuple[Line, Iterable[Line]]] = {
        "officials": (_OFFICIALS, map(_cells, merged.officials)),
        "units": (_UNITS, map(_cells, merged.units)),
        "conflicts": (("conflict", *_OFFICIALS), conflicts),
    }
    targets = [out.with_suffix(f".{name}.csv") for name in tables]
    for target, (header, rows) in zip(targets, tables.values(), strict=True):
        with part_path(target).open("w", encoding=ENCODING, errors="backslashreplace", newline="") as file:
            write_table(header, rows, file)
    for target in targets:
        part_path(target).replace(target)


def _cells(row: MergedOfficial | MergedUnit) -> Line:
    """The fields of a row as cells: days in ISO form, the ids of reports beside each other."""
    return tuple(
        " | ".join(value) if isinstance(value, tuple) else value.isoformat() if isinstance(value, date) else value
        for value in (getattr(row, field.name) for field in dataclasses.fields(row))
    )
