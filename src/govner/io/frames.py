"""Results in the hands of Python users: pandas data frames and Hugging Face datasets."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from govner.io.arrow import batches, clean, schema_of
from govner.io.docs import as_reports
from govner.io.extras import require
from govner.io.tables import TABLES, Row, Table, rows_of
from govner.schema import FormatError, GovnerError, Report

if TYPE_CHECKING:
    import datasets
    import pandas as pd
    from spacy.tokens import Doc

_NESTED = ("spans", "relations")
_TOGETHER = 500
"""Reports that are turned into a piece of a dataset at once."""


def to_pandas(items: Iterable[Report | Doc], table: str = "officials") -> pd.DataFrame:
    """A table of the results of reports: reports, spans, relations, officials, positions or figures.

    The columns are those of the table in `govner.io.tables`, typed also where there is no row. `officials` has a row
    for each person of each report, `positions` one for each post, with the person's name. A Doc, which has no id, gets
    its number among the items as one, from "0".

    Raises:
        GovnerError: there is no such table, or pandas or pyarrow is not installed.
    """
    require("tables", "pandas", "pyarrow")
    import pandas as pd
    import pyarrow as pa

    if table not in TABLES:
        raise GovnerError(f"there is no table {table!r}; the tables are {', '.join(TABLES)}")
    wanted = TABLES[table]
    found = [batch for group in batches(_with_ids(items), (wanted,)) for batch in group.values()]
    # Whole numbers and flags stay what they are where cells are empty.
    types = {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}
    frame: pd.DataFrame = pa.Table.from_batches(found, schema_of(wanted)).to_pandas(
        types_mapper=types.get, date_as_object=False
    )
    return frame


def to_datasets(items: Iterable[Report | Doc]) -> datasets.Dataset:
    """A Hugging Face dataset with a row for each report, its spans and relations nested as lists.

    `meta` of a report and `attributes` of a span are JSON texts, for their keys differ. What cannot be encoded is
    replaced as `govner.io.arrow` says. A Doc, which has no id, gets its number among the items as one, from "0".

    Raises:
        GovnerError: datasets is not installed.
    """
    require("datasets", "datasets")
    import datasets

    features = _features()
    reports = _with_ids(items)
    pieces = [datasets.Dataset.from_dict({name: [] for name in features}, features=features)]
    while together := list(islice(reports, _TOGETHER)):
        pieces.append(datasets.Dataset.from_dict(_columns(together), features=features))
    return datasets.concatenate_datasets(pieces)


def from_datasets(dataset: Iterable[Mapping[str, Any]]) -> Iterator[Report]:
    """The reports of a dataset that `to_datasets` made, one at a time, without officials and figures.

    Raises:
        FormatError: a row is no report; it names what is wrong.
    """
    for number, row in enumerate(dataset):
        try:
            record = _record(row)
        except (KeyError, TypeError, ValueError) as error:
            told = f"row {number} has not the columns of a dataset that to_datasets made"
            raise FormatError(f"{told} ({error!r}); give one that has") from None
        yield Report.from_dict(record)


def _record(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row in the JSON form of a report."""
    spans = [
        {key: span[key] for key in ("id", "start", "end", "label", "score", "source")}
        | {"attributes": json.loads(span["attributes"])}
        for span in row["spans"]
    ]
    relations = [{key: relation[key] for key in ("head", "tail", "label", "score")} for relation in row["relations"]]
    meta = json.loads(row["meta"])
    return {"id": row["id"], "text": row["text"], "meta": meta, "spans": spans, "relations": relations}


def _with_ids(items: Iterable[Report | Doc]) -> Iterator[Report]:
    for number, report in enumerate(as_reports(items)):
        yield report if report.id else replace(report, id=str(number))


def _columns(reports: Sequence[Report]) -> dict[str, list[Any]]:
    """The columns of a dataset of these reports."""
    tables = [rows_of(report, [TABLES[name] for name in ("reports", *_NESTED)]) for report in reports]
    nested = {name: [_records(TABLES[name], rows[name]) for rows in tables] for name in _NESTED}
    return _cells(TABLES["reports"], [rows["reports"][0] for rows in tables]) | nested


def _records(table: Table, rows: Sequence[Row]) -> list[dict[str, Any]]:
    columns = _cells(table, rows)
    return [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]


def _cells(table: Table, rows: Sequence[Row]) -> dict[str, list[Any]]:
    return {
        column.name: clean(column.kind, [row[column.name] for row in rows])
        for column in table.columns
        if column.name != "report"
    }


def _features() -> datasets.Features:
    import datasets

    def features(name: str) -> dict[str, Any]:
        columns = datasets.Features.from_arrow_schema(schema_of(TABLES[name]))
        return {column: feature for column, feature in columns.items() if column != "report"}

    return datasets.Features(features("reports") | {name: [features(name)] for name in _NESTED})
