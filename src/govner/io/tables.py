"""The officials and figures of reports as two flat tables in CSV.

The files are for spreadsheets and programs alike: UTF-8 with a byte order mark, without which Excel misreads
Vietnamese; commas; numbers with a decimal point. A text cell that a spreadsheet would run as a formula, because it
begins with = + - @ (or their full-width forms), a tab or a line end, gets an apostrophe in front. Cells of numbers
never do, so a negative figure stays a number. Offsets are code points in the text of the report, and lead back to the
exact words.
"""

from __future__ import annotations

import csv
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TextIO

from govner.schema import Report, Span
from govner.text.sentences import sentences

Cell = str | int | float | None
Row = tuple[Cell, ...]

_OFFICIAL_OFFSETS = ("name_start", "name_end", "title_start", "title_end", "body_start", "body_end")
_FIGURE_OFFSETS = ("metric_start", "metric_end", "owner_start", "owner_end")
_FIGURE_FIELDS = (
    *("owner", "aim", "indicator", "metric", "kind", "value", "value_max", "total", "unit", "per"),
    *("qualifier", "direction", "basis", "period", "score"),
)
OFFICIALS = ("report", "name", "title", "body", "score", *_OFFICIAL_OFFSETS, "evidence")
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


def official_rows(report: Report) -> Iterator[Row]:
    """A row for each position of each official; an official without a position has one row with the name."""
    spans = {span.id: span for span in report.spans}
    bounds = sentences(report.text) if report.officials else []
    for official in report.officials or ():
        name = spans.get(official.mentions[0]) if official.mentions else None
        for position in official.positions:
            yield (
                report.id,
                official.name,
                position.title,
                position.body,
                position.score,
                *_offsets(name),
                *_offsets(spans.get(position.title_id)),
                *_offsets(spans.get(position.body_id or "")),
                position.evidence,
            )
        if not official.positions:
            evidence = _sentence(report.text, bounds, name) if name else None
            yield (report.id, official.name, None, None, None, *_offsets(name), None, None, None, None, evidence)


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


def _sentence(text: str, bounds: Sequence[tuple[int, int]], span: Span) -> str:
    start, end = bounds[bisect_right(bounds, (span.start, len(text))) - 1]
    return text[start:end]


def _writer(file: TextIO) -> Callable[[Iterable[Row]], None]:
    rows = csv.writer(file)
    return lambda table: rows.writerows(map(_guarded, table))


def _guarded(row: Row) -> Row:
    return tuple(f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS) else cell for cell in row)
