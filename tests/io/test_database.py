from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from govner.io.tables import TABLES, rows_of
from govner.schema import GovnerError, Relation, Report

from ..conftest import ROOT
from .sample import FIRST, HOSTILE, REPORTS, TEXT, UNENCODABLE

duckdb = pytest.importorskip("duckdb")
pytest.importorskip("pyarrow")

from govner.io.database import write_database  # noqa: E402

QUERIES = (ROOT / "examples" / "queries.sql").read_text(encoding="utf-8")


def opened(tmp_path: Path, *reports: Report, **options: Any) -> Any:
    """The database of these reports under another name, to be read only."""
    write_database(iter(reports), tmp_path / "new", **options)
    (tmp_path / "new").rename(tmp_path / "my reports.duckdb")
    assert [path.name for path in tmp_path.iterdir()] == ["my reports.duckdb"]
    return duckdb.connect(tmp_path / "my reports.duckdb", read_only=True)


def rows(relation: Any) -> list[dict[str, Any]]:
    return [dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()]


def test_the_tables_hold_the_rows(tmp_path):
    with opened(tmp_path, *REPORTS) as connection:
        for name, table in TABLES.items():
            stored = rows(connection.sql(f"FROM {name}"))
            assert stored == [row for report in REPORTS for row in rows_of(report, [table])[name]]


def test_many_batches_give_what_one_gives(tmp_path):
    reports = [dataclasses.replace(FIRST, id=str(number)) for number in range(60)]
    with opened(tmp_path, *reports, size=10_000) as connection:
        assert connection.sql("SELECT count(*), count(DISTINCT report) FROM spans").fetchall() == [(60 * 7, 60)]
        assert connection.sql("SELECT count(*) FROM figures JOIN spans ON metric_id = spans.id AND spans.report = "
                              "figures.report").fetchall() == [(120,)]  # fmt: skip


def test_the_keys_are_declared(tmp_path):
    with opened(tmp_path, *REPORTS) as connection:
        found = connection.sql(
            "SELECT table_name, constraint_type, constraint_column_names, referenced_table FROM duckdb_constraints() "
            "WHERE constraint_type IN ('PRIMARY KEY', 'FOREIGN KEY')"
        ).fetchall()
    declared = {(table.name, "PRIMARY KEY", table.key, None) for table in TABLES.values()} | {
        (table.name, "FOREIGN KEY", reference.columns, reference.table)
        for table in TABLES.values()
        for reference in table.references
    }
    assert {(table, kind, tuple(columns), other or None) for table, kind, columns, other in found} == declared


def test_the_keys_are_held(tmp_path):
    write_database(REPORTS, tmp_path / "x.duckdb")
    with duckdb.connect(tmp_path / "x.duckdb") as connection:
        for statement in (
            "INSERT INTO reports FROM reports",
            "UPDATE relations SET head = 'T99'",
            "INSERT INTO relations VALUES ('a.pdf', 9, 'T1', 'T99', 'HOLDS_POSITION', NULL)",
            "INSERT INTO relations VALUES ('c.txt', 9, 'T1', 'T2', 'HOLDS_POSITION', NULL)",
            "UPDATE spans SET text = NULL",
        ):
            with pytest.raises(duckdb.ConstraintException):
                connection.execute(statement)


def test_types_are_those_of_the_columns(tmp_path):
    with opened(tmp_path) as connection:
        described = {name: dict(connection.sql(f"SELECT column_name, column_type FROM (DESCRIBE {name})").fetchall())
                     for name in TABLES}  # fmt: skip
    assert [list(columns) for columns in described.values()] == [
        [column.name for column in table.columns] for table in TABLES.values()
    ]
    assert (described["reports"]["date"], described["reports"]["meta"]) == ("DATE", "JSON")
    assert (described["officials"]["mentions"], described["spans"]["start"]) == ("VARCHAR[]", "BIGINT")
    assert (described["figures"]["value"], described["positions"]["deputy"]) == ("DOUBLE", "BOOLEAN")


def test_tables_columns_and_views_tell_their_meaning(tmp_path):
    with opened(tmp_path) as connection:
        columns = connection.sql(
            "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal AND comment IS NOT NULL"
        ).fetchall()
        views = connection.sql("SELECT view_name, comment FROM duckdb_views() WHERE NOT internal").fetchall()
    assert set(columns) == {
        (table.name, column.name, column.meaning) for table in TABLES.values() for column in table.columns
    }
    assert {name for name, comment in views if comment} == {"officials_by_post", "figures_by_unit"}


def test_officials_by_post_has_the_latest_report_first(tmp_path):
    with opened(tmp_path, *REPORTS) as connection:
        found = connection.sql("SELECT name, date, former FROM officials_by_post WHERE place = 'huyện Đà Bắc'")
        assert found.fetchall() == [
            ("Hà Lâm", date(2024, 12, 1), False),
            ("Hà Lâm", date(2024, 12, 1), True),
            ("Đinh Văn Phúc", date(2024, 10, 14), False),
        ]


def test_figures_by_unit_leaves_out_what_nobody_owns(tmp_path):
    with opened(tmp_path, *REPORTS) as connection:
        found = connection.sql("SELECT owner, value, aim, page FROM figures_by_unit ORDER BY report, value").fetchall()
    assert found == [
        ("xã Tân Minh", 125.0, "result", 2),
        ("xã Tân Minh", 125.0, "result", None),
        ("xã Tân Minh", 150.0, "target", None),
    ]


def test_no_report_gives_empty_tables(tmp_path):
    with opened(tmp_path) as connection:
        assert [connection.sql(f"SELECT count(*) FROM {name}").fetchall() for name in TABLES] == [[(0,)]] * 6


def test_hostile_words_come_back_to_the_letter(tmp_path):
    with opened(tmp_path, *HOSTILE, UNENCODABLE) as connection:
        texts = [(report.text,) for report in HOSTILE]
        for query in (
            "SELECT text FROM reports WHERE id != 'c'",
            "SELECT meta->'of'->>'words' FROM reports WHERE id != 'c'",
            "SELECT text FROM spans WHERE report != 'c'",
            "SELECT attributes->>'basis' FROM spans WHERE report != 'c'",
            "SELECT name FROM officials",
            "SELECT evidence FROM figures",
        ):
            assert connection.sql(query).fetchall() == texts, query
        assert connection.sql("SELECT text FROM reports WHERE id = 'c'").fetchall() == [("Xã \ufffd có 5",)]


def test_offsets_cut_the_text_where_the_span_is(tmp_path):
    decomposed = "Đồng chí Hò̀a, xã Tân Minh"
    odd = Report("n", decomposed, spans=(dataclasses.replace(FIRST.spans[5], start=15, end=26, text=decomposed[15:]),))
    with opened(tmp_path, FIRST, odd, UNENCODABLE) as connection:
        found = connection.sql(
            'SELECT spans.text, reports.text[start + 1 : "end"] FROM spans JOIN reports ON reports.id = report'
        ).fetchall()
    assert len(found) == 9
    assert all(words == cut for words, cut in found)


@pytest.mark.parametrize(
    "reports",
    [[FIRST, FIRST], [dataclasses.replace(FIRST, relations=(Relation("T1", "T9", "HOLDS_POSITION"),))]],
    ids=["one id", "no such span"],
)
def test_reports_that_do_not_fit_together_are_one_sentence(tmp_path, reports):
    with pytest.raises(GovnerError, match="two reports share one id, or a report refers to a span that it lacks"):
        write_database(reports, tmp_path / "x.duckdb")


@pytest.mark.parametrize("query", [query for query in QUERIES.split(";") if query.strip()])
def test_the_queries_of_the_examples_find_something(tmp_path, query):
    query = query.replace("huyện Bắc Hà", "huyện Đà Bắc").replace("nông thôn mới", "hộ")
    with opened(tmp_path, *REPORTS) as connection:
        assert connection.sql(query).fetchall()


def test_a_query_of_the_examples_sets_results_beside_targets(tmp_path):
    (query,) = (text for text in QUERIES.split(";") if "AS reached" in text)
    with opened(tmp_path, *REPORTS) as connection:
        assert [(row["target"], row["result"], row["reached"]) for row in rows(connection.sql(query))] == [
            (150.0, 125.0, False)
        ]


def test_a_query_of_the_examples_shows_a_span_in_its_words(tmp_path):
    (query,) = (text for text in QUERIES.split(";") if "AS context" in text)
    with opened(tmp_path, FIRST) as connection:
        (row,) = rows(connection.sql(query))
    start = TEXT.index("Chủ tịch")
    assert row["context"] == TEXT[max(start - 40, 0) : start + len("Chủ tịch") + 40]


def test_what_cannot_be_written_is_told_with_the_file(tmp_path):
    (tmp_path / "x.duckdb").mkdir()
    with pytest.raises(OSError, match=r"DuckDB cannot write the file \(.*x\.duckdb"):
        write_database(REPORTS, tmp_path / "x.duckdb")
