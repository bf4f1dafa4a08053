from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from govner.io.tables import TABLES, Row, rows_of
from govner.schema import Figure, Official, Position, Relation, Report, Span

from .sample import CHAIR, FIRST, HOSTILE, REPORTS, TEXT, UNENCODABLE, figure

PLACES = {"file": "in/a.pdf", "date": date(2024, 10, 14)}


def rows(report: Report, table: str) -> list[Row]:
    return rows_of(report, [TABLES[table]])[table]


def cells(row: Row, *columns: str) -> tuple[object, ...]:
    return tuple(row[column] for column in columns)


def test_a_report_is_a_row():
    (row,) = rows(FIRST, "reports")
    assert row == {
        "id": "a.pdf",
        "file": "in/a.pdf",
        "format": "pdf",
        "date": date(2024, 10, 14),
        "title": "Báo cáo",
        "text": TEXT,
        "meta": '{"file": "in/a.pdf", "format": "pdf", "title": "Báo cáo", "date": "2024-10-14", "pages": [0, '
        f"{TEXT.index('Xã')}]}}",
    }


def test_spans_have_their_words_and_attributes():
    found = rows(FIRST, "spans")
    assert [cells(row, "report", "id", "label", "text") for row in found] == [
        ("a.pdf", span.id, span.label, TEXT[span.start : span.end]) for span in FIRST.spans
    ]
    assert [TEXT[row["start"] : row["end"]] for row in found] == [row["text"] for row in found]
    assert cells(found[0], "score", "source", "attributes") == (0.9, "model", "{}")
    assert found[4]["attributes"] == '{"kind": "count", "value": "125", "unit": "hộ"}'


def test_relations_are_numbered():
    assert [cells(row, "id", "head", "tail", "label", "score") for row in rows(FIRST, "relations")] == [
        (1, "T1", "T2", "HOLDS_POSITION", 0.75),
        (2, "T2", "T3", "POSITION_AT", None),
        (3, "T6", "T5", "HAS_RESULT", None),
    ]


def test_an_official_is_a_row_with_or_without_posts():
    assert rows(FIRST, "officials") == [
        {
            "report": "a.pdf",
            "id": number,
            "name": name,
            "name_start": TEXT.index(name),
            "name_end": TEXT.index(name) + len(name),
            "mentions": [mention],
            "evidence": evidence,
            "page": 1,
            "paragraph": 2,
            **PLACES,
        }
        for number, name, mention, evidence in (
            (1, "Đinh Văn Phúc", "T1", "Ông Đinh Văn Phúc, Chủ tịch UBND huyện Đà Bắc, phát biểu."),
            (2, "Hà Lâm", "T4", "Ông Hà Lâm dự."),
        )
    ]


def test_a_position_is_a_row_with_its_official_offsets_and_place():
    (row,) = rows(FIRST, "positions")
    assert cells(row, "report", "id", "official", "name", "score") == ("a.pdf", 1, 1, "Đinh Văn Phúc", 0.75)
    assert cells(row, "title", "title_id", "body", "body_id", "mentions") == (
        *("Chủ tịch", "T2", "UBND huyện Đà Bắc", "T3"),
        ["T2"],
    )
    for part in ("name", "title", "body"):
        assert TEXT[row[f"{part}_start"] : row[f"{part}_end"]] == row[part]
    assert {name: row[name] for name in ("file", "page", "paragraph", "date")} == {"page": 1, "paragraph": 2, **PLACES}


def test_positions_are_numbered_through_a_report():
    two = dataclasses.replace(FIRST, officials=(Official("A", (), (CHAIR, CHAIR)), Official("B", (), (CHAIR,))))
    assert [cells(row, "id", "official", "name") for row in rows(two, "positions")] == [
        (1, 1, "A"),
        (2, 1, "A"),
        (3, 2, "B"),
    ]


def test_a_figure_is_a_row_with_its_offsets_and_place():
    first, second = rows(FIRST, "figures")
    assert cells(first, "report", "id", "owner", "aim", "value", "unit", "score") == (
        *("a.pdf", 1, "Xã Tân Minh", "result", 125, "hộ", 0.25),
    )
    for part in ("metric", "owner"):
        assert TEXT[first[f"{part}_start"] : first[f"{part}_end"]] == first[part]
    assert cells(second, "id", "owner", "owner_id", "owner_start") == (2, None, None, None)
    assert {name: first[name] for name in ("file", "page", "paragraph", "date")} == {
        "page": 2,
        "paragraph": 3,
        **PLACES,
    }


@pytest.mark.parametrize(
    ("table", "kind"), [("spans", Span), ("relations", Relation), ("positions", Position), ("figures", Figure)]
)
def test_every_field_of_a_record_is_a_column(table, kind):
    seen_by_the_network = {"state", "pointer"}
    fields = {field.name for field in dataclasses.fields(kind)} - seen_by_the_network
    assert fields <= {column.name for column in TABLES[table].columns}


@pytest.mark.parametrize("report", [*REPORTS, *HOSTILE, UNENCODABLE], ids=lambda report: report.id[:9])
def test_rows_have_the_columns_and_keys_hold(report):
    tables = rows_of(report, TABLES.values())
    for table in TABLES.values():
        names = {column.name for column in table.columns}
        required = {column.name for column in table.columns if column.required}
        assert all(set(row) == names for row in tables[table.name])
        assert all(row[name] is not None for row in tables[table.name] for name in required)
        keys = [cells(row, *table.key) for row in tables[table.name]]
        assert len(set(keys)) == len(keys)
        for reference in table.references:
            known = {cells(row, *TABLES[reference.table].key) for row in tables[reference.table]}
            pointers = {cells(row, *reference.columns) for row in tables[table.name]}
            assert {pointer for pointer in pointers if None not in pointer} <= known


def test_keys_are_required_and_no_table_refers_to_a_later_one():
    names = list(TABLES)
    for table in TABLES.values():
        required = {column.name for column in table.columns if column.required}
        assert set(table.key) <= required
        for reference in table.references:
            assert names.index(reference.table) < names.index(table.name)
            assert set(reference.columns) <= {column.name for column in table.columns}
            assert len(reference.columns) == len(TABLES[reference.table].key)


def test_a_report_of_gold_data_has_no_officials_and_figures():
    gold = dataclasses.replace(FIRST, officials=None, figures=None)
    tables = rows_of(gold, TABLES.values())
    assert {name: len(found) for name, found in tables.items() if not found} == {
        "officials": 0,
        "positions": 0,
        "figures": 0,
    }


def test_a_row_whose_spans_are_missing_says_what_is_known_of_the_report():
    bare = dataclasses.replace(FIRST, spans=(), relations=())
    for table in ("officials", "positions", "figures"):
        row = rows(bare, table)[0]
        assert cells(row, "file", "page", "paragraph", "date") == ("in/a.pdf", None, None, date(2024, 10, 14))
    assert rows(bare, "officials")[0]["evidence"] is None


@pytest.mark.parametrize("value", [None, 5, ["x"], {"a": 1}])
def test_meta_of_other_types_leaves_the_cells_empty(value):
    report = Report("a", "x", {"file": value, "format": value, "title": value, "date": value, "pages": value})
    assert cells(rows(report, "reports")[0], "file", "format", "title", "date") == (None,) * 4


def test_an_empty_text_has_a_row_and_nothing_else():
    tables = rows_of(Report("a", ""), TABLES.values())
    assert {name: len(found) for name, found in tables.items() if found} == {"reports": 1}


def test_a_figure_without_its_own_spans_is_no_fault():
    report = Report("a", "x", figures=(figure(),))
    assert cells(rows(report, "figures")[0], "metric_start", "owner_end", "page") == (None, None, None)
