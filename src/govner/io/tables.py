"""The officials and figures of reports as two flat tables in CSV.

The files are for spreadsheets and programs alike: UTF-8 with a byte order mark, without which Excel misreads
Vietnamese; commas; numbers with a decimal point. A text cell that a spreadsheet would run as a formula, because it
begins with = + - @ (or their full-width forms), a tab or a line end, gets an apostrophe in front. Cells of numbers
never do, so a negative figure stays a number. Offsets are code points in the text of the report, and lead back to the
exact words.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from typing import TextIO

from govner.schema import Report, Span
from govner.text.sentences import Sentences

Cell = str | int | float | None
Row = tuple[Cell, ...]

_POSITION_FIELDS = (
    *("title", "body", "place", "place_code", "inferred", "canonical", "gloss"),
    *("role", "deputy", "acting", "former", "standing", "score"),
)
_OFFICIAL_OFFSETS = ("name_start", "name_end", "title_start", "title_end", "body_start", "body_end")
_FIGURE_OFFSETS = ("metric_start", "metric_end", "owner_start", "owner_end")
_FIGURE_FIELDS = (
    *("owner", "owner_unit", "owner_code", "owner_inferred", "aim", "indicator", "metric"),
    *("kind", "value", "value_max", "total", "unit", "per", "qualifier", "direction", "basis", "period", "score"),
)
OFFICIALS = ("report", "name", *_POSITION_FIELDS, *_OFFICIAL_OFFSETS, "evidence")
FIGURES = ("report", *_FIGURE_FIELDS, *_FIGURE_OFFSETS, "evidence")
ENCODING = "utf-8-sig"
_FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def write_tables(reports: Iterable[Report], officials: TextIO, figures: TextIO) -> None:
    """Write both tables in one pass over the reports; open the files with `ENCODING` and `newline=""`."""
    write_officials, write_figures = _writer(officials), _writer(figures)
    write_officials([OFFICIALS])
    write_figures([FIGURES])
    for report in reports:
        write_officials(official_rows(report))
        write_figures(figure_rows(report))


def write_table(header: Row, rows: Iterable[Row], file: TextIO) -> None:
    """Write any table; open the file with `ENCODING` and `newline=""`."""
    write = _writer(file)
    write([header])
    write(rows)


def official_rows(report: Report) -> Iterator[Row]:
    """A row for each position of each official; an official without a position has one row with the name."""
    spans = {span.id: span for span in report.spans}
    sentences = Sentences(report.text if report.officials else "")
    for official in report.officials or ():
        name = spans.get(official.mentions[0]) if official.mentions else None
        for position in official.positions:
            yield (
                report.id,
                official.name,
                *(getattr(position, field) for field in _POSITION_FIELDS),
                *_offsets(name),
                *_offsets(spans.get(position.title_id)),
                *_offsets(spans.get(position.body_id or "")),
                position.evidence,
            )
        if not official.positions:
            evidence = report.text[slice(*sentences.at(name.start))] if name else None
            nothing = [None] * len(_POSITION_FIELDS)
            yield (report.id, official.name, *nothing, *_offsets(name), None, None, None, None, evidence)


def figure_rows(report: Report) -> Iterator[Row]:
    """A row for each figure."""
    spans = {span.id: span for span in report.spans}
    for figure in report.figures or ():
        yield (
            report.id,
            *(getattr(figure, field) for field in _FIGURE_FIELDS),
            *_offsets(spans.get(figure.metric_id)),
            *_offsets(spans.get(figure.owner_id or "")),
            figure.evidence,
        )


def _offsets(span: Span | None) -> tuple[int | None, int | None]:
    return (span.start, span.end) if span else (None, None)


def _writer(file: TextIO) -> Callable[[Iterable[Row]], None]:
    rows = csv.writer(file)
    return lambda table: rows.writerows(map(_guarded, table))


def _guarded(row: Row) -> Row:
    return tuple(f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS) else cell for cell in row)
