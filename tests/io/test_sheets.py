from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from govner.io.sheets import FIGURES, OFFICIALS, figure_rows, official_rows, write_table, write_tables
from govner.schema import Figure, Official, Position, Report, Span

TEXT = "Hội nghị họp. Ông Đinh Văn Phúc, Chủ tịch UBND huyện Đà Bắc, phát biểu. Ông Hà Lâm dự. Xã Tân Minh: 125 hộ."


def span(number: int, label: str, words: str) -> Span:
    start = TEXT.index(words)
    return Span(f"T{number}", start, start + len(words), label, words)


def figure(**changes: object) -> Figure:
    fields: dict[str, object] = dict.fromkeys(Figure.__dataclass_fields__)
    fields |= {"metric": "125 hộ", "metric_id": "T5", "owner": "Xã Tân Minh", "owner_id": "T6", "aim": "result"}
    return Figure(**(fields | {"evidence": "Xã Tân Minh: 125 hộ."} | changes))  # type: ignore[arg-type]


@pytest.fixture
def report() -> Report:
    spans = (
        span(1, "PERSON", "Đinh Văn Phúc"),
        span(2, "TITLE", "Chủ tịch"),
        span(3, "ORG", "UBND huyện Đà Bắc"),
        span(4, "PERSON", "Hà Lâm"),
        span(5, "METRIC", "125 hộ"),
        span(6, "LOC", "Xã Tân Minh"),
    )
    chair = Position(
        *("Chủ tịch", "T2", "UBND huyện Đà Bắc", "T3", "Ông Đinh Văn Phúc, Chủ tịch ...", 0.75),
        role="Chủ tịch",
        canonical="Chủ tịch Ủy ban nhân dân huyện Đà Bắc",
        place="huyện Đà Bắc",
        place_code="150/2025",
    )
    return Report(
        "a.txt",
        TEXT,
        spans=spans,
        officials=(Official("Đinh Văn Phúc", ("T1",), (chair,)), Official("Hà Lâm", ("T4",), ())),
        figures=(
            figure(value=125, unit="hộ", kind="count", score=0.5, owner_unit="xã Tân Minh"),
            figure(owner=None, owner_id=None, aim=None),
        ),
    )


def parsed(*reports: Report) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    officials, figures = io.StringIO(newline=""), io.StringIO(newline="")
    write_tables(reports, officials, figures)
    tables = (csv.DictReader(io.StringIO(table.getvalue(), newline="")) for table in (officials, figures))
    first, second = (list(table) for table in tables)
    return first, second


def test_a_position_is_a_row_with_its_offsets_and_evidence(report):
    row = dict(zip(OFFICIALS, next(official_rows(report)), strict=True))
    assert (row["report"], row["name"], row["title"], row["body"]) == (
        "a.txt",
        "Đinh Văn Phúc",
        "Chủ tịch",
        "UBND huyện Đà Bắc",
    )
    assert (row["evidence"], row["score"]) == ("Ông Đinh Văn Phúc, Chủ tịch ...", 0.75)
    assert (row["role"], row["deputy"], row["canonical"], row["gloss"]) == (
        "Chủ tịch",
        False,
        "Chủ tịch Ủy ban nhân dân huyện Đà Bắc",
        None,
    )
    assert (row["place"], row["place_code"], row["inferred"]) == ("huyện Đà Bắc", "150/2025", False)
    for part in ("name", "title", "body"):
        assert TEXT[row[f"{part}_start"] : row[f"{part}_end"]] == row[part]


def test_an_official_without_a_position_is_a_row_with_the_sentence_of_the_name(report):
    _, row = (dict(zip(OFFICIALS, cells, strict=True)) for cells in official_rows(report))
    assert (row["name"], row["title"], row["body_start"], row["evidence"]) == ("Hà Lâm", None, None, "Ông Hà Lâm dự.")


def test_a_figure_is_a_row_with_its_offsets_and_evidence(report):
    row, lone = (dict(zip(FIGURES, cells, strict=True)) for cells in figure_rows(report))
    assert (row["owner"], row["aim"], row["value"], row["unit"], row["score"]) == (
        "Xã Tân Minh",
        "result",
        125,
        "hộ",
        0.5,
    )
    assert (row["owner_unit"], row["owner_code"]) == ("xã Tân Minh", None)
    for part in ("metric", "owner"):
        assert TEXT[row[f"{part}_start"] : row[f"{part}_end"]] == row[part]
    assert (lone["owner"], lone["owner_start"], lone["evidence"]) == (None, None, "Xã Tân Minh: 125 hộ.")


def test_rows_tell_where_they_are_from(report):
    report = replace(report, meta={"file": "in/a.pdf", "date": "2024-10-14", "pages": [0, TEXT.index("Xã")]})
    officials, figures = parsed(report)
    for rows, page in ((officials, "1"), (figures, "2")):
        for row in rows:
            assert [row[name] for name in ("file", "page", "paragraph", "date")] == [
                "in/a.pdf",
                page,
                "1",
                "2024-10-14",
            ]


def test_the_columns_need_no_other_table():
    ids = {"id", "official", "title_id", "body_id", "metric_id", "owner_id", "mentions"}
    assert not ids & {*OFFICIALS, *FIGURES}
    assert OFFICIALS[:4] == ("report", "name", "title", "body")
    assert FIGURES[:3] == ("report", "owner", "owner_unit")


def test_the_files_have_a_head_and_a_row_each(report):
    officials, figures = parsed(report, report)
    assert [len(officials), len(figures)] == [4, 4]
    assert list(officials[0]) == list(OFFICIALS)
    assert list(figures[0]) == list(FIGURES)


def test_reports_without_tables_give_heads_only():
    assert parsed(Report("a", "x")) == ([], [])


@pytest.mark.parametrize("words", ["=1+1", "+84 hộ", "-5%", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "－5"])
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(words):
    _, (row,) = parsed(Report("a", "x", figures=(figure(metric=words),)))
    assert row["metric"] == f"'{words}"


@pytest.mark.parametrize("value", [-5, -5.5, 0, 31_450_000_000, 63.2])
def test_a_number_stays_a_number(value):
    _, (row,) = parsed(Report("a", "x", figures=(figure(value=value),)))
    assert row["value"] == str(value)


@pytest.mark.parametrize("words", ['"trích", dẫn', "hai\r\ndòng", "một\rdòng", "a;b", "'x", " =1", "𝔸\u2028"])
def test_a_text_comes_back_to_the_letter(words):
    _, (row,) = parsed(Report(words, "x", figures=(figure(evidence=words),)))
    assert (row["report"], row["evidence"]) == (words, words)


def test_any_table_is_guarded_too():
    file = io.StringIO(newline="")
    write_table(("a", "b"), [("=1", 2), (None, True)], file)
    assert file.getvalue() == "a,b\r\n'=1,2\r\n,True\r\n"
