from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from govner.io.tables import TABLES, rows_of
from govner.schema import Report

from .sample import FIRST, HOSTILE, REPORTS, UNENCODABLE

pq = pytest.importorskip("pyarrow.parquet")

from govner.io.arrow import schema_of  # noqa: E402
from govner.io.parquet import write_parquet  # noqa: E402


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    return {name: tmp_path / f"{name}.parquet" for name in TABLES}


def read(file: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pq.read_table(file).to_pylist()
    return found


def test_the_files_hold_the_rows_of_the_tables(files):
    write_parquet(iter(REPORTS), files)
    for name, table in TABLES.items():
        assert read(files[name]) == [row for report in REPORTS for row in rows_of(report, [table])[name]]


def test_columns_are_typed_and_described(files):
    write_parquet(REPORTS, files)
    for name, table in TABLES.items():
        stored = pq.read_schema(files[name])
        assert stored.equals(schema_of(table))
        assert [field.metadata[b"description"].decode() for field in stored] == [
            column.meaning for column in table.columns
        ]


def test_no_report_gives_typed_files_without_rows(files):
    write_parquet([], files)
    for name, table in TABLES.items():
        assert read(files[name]) == []
        assert pq.read_schema(files[name]).equals(schema_of(table))


def test_a_batch_is_a_row_group(files):
    write_parquet((dataclasses.replace(FIRST, id=str(number)) for number in range(300)), files, size=30_000)
    stored = pq.ParquetFile(files["spans"])
    sizes = [stored.metadata.row_group(number).num_rows for number in range(stored.num_row_groups)]
    assert len(sizes) > 5
    assert sum(sizes) == 300 * len(FIRST.spans)
    assert max(sizes) <= 30_000 // 200


def test_hostile_words_come_back_to_the_letter(files):
    write_parquet(HOSTILE, files)
    texts = [report.text for report in HOSTILE]
    for name, columns in {
        "reports": ("text", "file", "title"),
        "spans": ("text", "source"),
        "positions": ("name", "title", "body", "evidence"),
        "figures": ("metric", "owner", "evidence"),
    }.items():
        for column in columns:
            assert [row[column] for row in read(files[name])] == texts


def test_what_cannot_be_encoded_is_replaced(files):
    write_parquet([UNENCODABLE, Report("d", "\ud800")], files)
    assert [row["text"] for row in read(files["reports"])] == ["Xã \ufffd có 5", "\ufffd"]


def test_pandas_and_duckdb_read_the_files(files):
    pd, duckdb = pytest.importorskip("pandas"), pytest.importorskip("duckdb")
    write_parquet(REPORTS, files)
    assert list(pd.read_parquet(files["figures"])["value"]) == [125.0, 150.0, 125.0, 150.0]
    assert duckdb.sql(f"SELECT sum(value) FROM '{files['figures']}'").fetchall() == [(550.0,)]
