"""The officials and figures of reports as two flat tables in CSV.

The files are for spreadsheets and programs alike: UTF-8 with a byte order mark, without which Excel misreads
Vietnamese; commas; numbers with a decimal point. A text cell that a spreadsheet would run as a formula, because it
begins with = + - @ (or their full-width forms), a tab or a line end, gets an apostrophe in front. Cells of numbers
never do, so a negative figure stays a number. Offsets are code points in the text of the report, and lead back to the
exact words.

The columns are those of the tables `positions` and `figures` without the ids that only joins need.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TextIO

from govner.io.tables import TABLES, Row, Table, rows_of
from govner.schema import Report

Line = Sequence[object]
"""The cells of a line of a table."""
ENCODING = "utf-8-sig"
_FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def _flat(table: Table) -> tuple[str, ...]:
    """The columns that say something without another table."""
    joining = {*table.key, *(name for reference in table.references for name in reference.columns)} - {"report"}
    return tuple(column.name for column in table.columns if column.name not in joining and column.kind != "texts")


OFFICIALS = _flat(TABLES["positions"])
FIGURES = _flat(TABLES["figures"])


def write_tables(reports: Iterable[Report], officials: TextIO, figures: TextIO) -> None:
    """Write both tables in one pass over the reports; open the files with `ENCODING` and `newline=""`."""
    write_officials, write_figures = _writer(officials), _writer(figures)
    write_officials([OFFICIALS])
    write_figures([FIGURES])
    for report in reports:
        write_officials(official_rows(report))
        write_figures(figure_rows(report))


def write_table(header: Line, rows: Iterable[Line], file: TextIO) -> None:
    """Write any table; open the file with `ENCODING` and `newline=""`."""
    write = _writer(file)
    write([header])
    write(rows)


def official_rows(report: Report) -> Iterator[Line]:
    """A row for each position of each official; an official without a position has one row with the name."""
    tables = rows_of(report, (TABLES["officials"], TABLES["positions"]))
    positions = iter(tables["positions"])
    for official, row in zip(report.officials or (), tables["officials"], strict=True):
        for _ in official.positions:
            yield _cells(next(positions), OFFICIALS)
        if not official.positions:
            yield _cells(row, OFFICIALS)


def figure_rows(report: Report) -> Iterator[Line]:
    """A row for each figure."""
    for row in rows_of(report, (TABLES["figures"],))["figures"]:
        yield _cells(row, FIGURES)


def _cells(row: Row, columns: Iterable[str]) -> Line:
    return [row.get(column) for column in columns]


def _writer(file: TextIO) -> Callable[[Iterable[Line]], None]:
    rows = csv.writer(file)
    return lambda table: rows.writerows(map(_guarded, table))


def _guarded(row: Line) -> Line:
    return [f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS) else cell for cell in row]
