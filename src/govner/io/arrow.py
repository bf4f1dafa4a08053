"""The tables of reports as Arrow record batches, drawn report by report and bounded in size.

What Arrow cannot hold is replaced so that offsets still hold: half of a surrogate pair, which is no character, becomes
U+FFFD. A whole number beyond 2**53 is rounded, one that is beyond floating-point numbers is left empty.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from govner.io.tables import Column, Kind, Row, Table, rows_of
from govner.schema import Report

if TYPE_CHECKING:
    import pyarrow as pa

BATCH = 16 * 2**20
"""Characters of text, with `_ROW` for each row, after which batches are handed on."""
_ROW = 200
_HALF_A_PAIR = re.compile("[\ud800-\udfff]")


def schema_of(table: Table) -> pa.Schema:
    """The columns of a table with their meanings as `description`."""
    import pyarrow as pa

    types: Mapping[Kind, pa.DataType] = {
        "text": pa.string(),
        "texts": pa.list_(pa.string()),
        "integer": pa.int64(),
        "number": pa.float64(),
        "flag": pa.bool_(),
        "day": pa.date32(),
        "json": pa.string(),
    }
    return pa.schema(
        pa.field(column.name, types[column.kind], not column.required, {"description": column.meaning})
        for column in table.columns
    )


def batches(
    reports: Iterable[Report], tables: Sequence[Table], size: int = BATCH
) -> Iterator[dict[str, pa.RecordBatch]]:
    """Batches of the tables by name, those without rows left out; what a report has is all in one mapping.

    Memory is bounded by `size` and the largest report, not by how many reports there are.
    """
    schemas = {table.name: schema_of(table) for table in tables}
    waiting: dict[str, list[Row]] = {table.name: [] for table in tables}
    weight = 0
    for report in reports:
        for name, rows in rows_of(report, tables).items():
            waiting[name] += rows
            weight += sum(map(_weight, rows))
        if weight >= size:
            yield _batches(waiting, tables, schemas)
            waiting = {table.name: [] for table in tables}
            weight = 0
    if weight:
        yield _batches(waiting, tables, schemas)


def clean(kind: Kind, cells: Iterable[Any]) -> list[Any]:
    """The cells of a column as Arrow can hold them."""
    mend = _MEND.get(kind)
    return [cell if cell is None else mend(cell) for cell in cells] if mend else list(cells)


def _batches(
    waiting: Mapping[str, Sequence[Row]], tables: Iterable[Table], schemas: Mapping[str, pa.Schema]
) -> dict[str, pa.RecordBatch]:
    import pyarrow as pa

    return {
        table.name: pa.record_batch(
            [
                _column(column, rows, field.type)
                for column, field in zip(table.columns, schemas[table.name], strict=True)
            ],
            schema=schemas[table.name],
        )
        for table in tables
        if (rows := waiting[table.name])
    }


def _column(column: Column, rows: Sequence[Row], kind: pa.DataType) -> pa.Array:
    import pyarrow as pa

    return pa.array(clean(column.kind, (row[column.name] for row in rows)), kind)


def _weight(row: Row) -> int:
    return _ROW + sum(len(cell) for cell in row.values() if isinstance(cell, str))


def _encodable(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        return _HALF_A_PAIR.sub("\ufffd", text)
    return text


def _float(number: float) -> float | None:
    try:
        return float(number)
    except OverflowError:
        return None


_MEND: Mapping[Kind, Callable[[Any], Any]] = {
    "text": _encodable,
    "json": _encodable,
    "texts": lambda texts: [_encodable(text) for text in texts],
    "number": _float,
}
