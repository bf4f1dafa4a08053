"""Tables that were turned to lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govner.text.listings import listings


def table(text: str) -> list[list[list[str]]]:
    return [[[text[start:end] for start, end in row] for row in rows] for rows in listings(text)]


@pytest.mark.parametrize(
    ("text", "names", "row"),
    [
        ("Xã - Số tiêu chí - Hộ nghèo\nDuy Sơn - 19 - 41", ["Xã", "Số tiêu chí", "Hộ nghèo"], ["Duy Sơn", "19", "41"]),
        (
            "Kết quả (tên xã; số hộ; tỷ lệ):\nẲng Nưa; 986; 10,55%",
            ["tên xã", "số hộ", "tỷ lệ"],
            ["Ẳng Nưa", "986", "10,55%"],
        ),
        ("Kết quả (số hộ; tỷ lệ)\nẲng Nưa: 986; 1%", ["", "số hộ", "tỷ lệ"], ["Ẳng Nưa", "986", "1%"]),
        (
            "Tình hình (thứ tự: dân số; có thẻ)\nLa Hai\n9.140; 8.521",
            ["", "dân số", "có thẻ"],
            ["La Hai", "9.140", "8.521"],
        ),
        (
            "Xã - Tiêu chí - Nợ (triệu đồng)\n1. Vũ Lăng: 17/19; 3.415",
            ["Xã", "Tiêu chí", "Nợ (triệu đồng)"],
            ["Vũ Lăng", "17/19", "3.415"],
        ),
        (
            "B. Thu của huyện (đvt: tỷ đồng; thực hiện; so dự toán)\n12; 9%",
            ["", "thực hiện", "so dự toán"],
            ["", "12", "9%"],
        ),
    ],
)
def test_names_and_rows_are_found(text: str, names: list[str], row: list[str]) -> None:
    ((found_names, found_row),) = table(text)
    assert (found_names, found_row) == (names, row)


@pytest.mark.parametrize(
    "text",
    [
        "Duy Sơn - 19 - 41",
        "Xã - Số tiêu chí\nDuy Sơn - 19 - 41 - 3",
        "Ông A - Chủ tịch - phát biểu.\nNhiệm kỳ 2020 - 2025",
        "Xã - Số tiêu chí - Hộ nghèo\nMột câu dài không nói gì về bảng ở trên, mà nói chuyện khác.\nDuy Sơn - 19 - 41",
        "12; 13; 14\n15; 16; 17",
        "Xã - Số tiêu chí - Hộ nghèo\nDuy Sơn - 19 - 41 và những việc khác",
    ],
)
def test_lines_that_no_names_go_with_are_no_table(text: str) -> None:
    assert table(text) == []


def test_a_head_may_stand_on_the_line_above_each_row() -> None:
    (rows,) = table("Tình hình (dân số; có thẻ)\nLa Hai\n9.140; 8.521\nXuân Quang 3\n6.802; 5.740\n")
    assert rows[1:] == [["La Hai", "9.140", "8.521"], ["Xuân Quang 3", "6.802", "5.740"]]


def test_a_table_ends_where_prose_begins() -> None:
    text = "Xã - Chợ - Trường\nDuy Sơn - 1 - 2\n" + "Các xã tiếp tục rà soát. " * 4 + "\nDuy Hải - 3 - 4\n"
    assert [len(rows) for rows in table(text)] == [2]


@given(st.text(";-–() \n12a:%.", max_size=120))
def test_any_text_gives_tables_of_even_rows_in_order(text: str) -> None:
    tables = list(listings(text))
    for rows in tables:
        assert len(rows) > 1
        assert {len(row) for row in rows} == {len(rows[0])}
    cells = [cell for rows in tables for row in rows for cell in row]
    assert all(0 <= start <= end <= len(text) for start, end in cells)
    assert [cell[0] for cell in cells] == sorted(cell[0] for cell in cells)
