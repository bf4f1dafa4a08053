from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govner.text.tables import tables


def grid(text: str) -> list[list[list[str]]]:
    """The names of the columns, those over one column with a slash between, and the rows below."""
    return [
        [["/".join(text[start:end] for start, end in names) for names in table.names]]
        + [[text[start:end] for start, end in row] for row in table.rows]
        for table in tables(text)
    ]


XA = [["Xã", "2023", "2024"], ["Cao Sơn", "", "12"], ["Tân Minh", "9", ""]]


@pytest.mark.parametrize(
    "text",
    [
        "Xã | 2023 | 2024\nCao Sơn |  | 12\nTân Minh | 9 | ",
        "Xã | 2023 | 2024\nCao Sơn | | 12\nTân Minh | 9 |",
        "| Xã | 2023 | 2024 |\n| Cao Sơn | | 12 |\n| Tân Minh | 9 | |",
        "| Xã | 2023 | 2024 |\n|----|------|------|\n| Cao Sơn | | 12 |\n| Tân Minh | 9 | |",
        "Xã\t2023\t2024\nCao Sơn\t\t12\nTân Minh\t9\t",
        "Biểu 1 | | \nXã | 2023 | 2024\nCao Sơn |  | 12\nTân Minh | 9 | ",
    ],
)
def test_empty_cells_keep_their_columns(text):
    assert grid(text) == [XA]


def test_a_header_may_begin_with_an_empty_cell_and_a_row_may_end_with_one():
    text = " | Diện tích | Ghi chú\nTà Chải | 12 ha | \nNa Hối | 9 ha | ước"
    assert grid(text) == [
        [["", "Diện tích", "Ghi chú"], ["Tà Chải", "12 ha", ""], ["Na Hối", "9 ha", "ước"]],
    ]


def test_a_line_over_all_columns_parts_no_table():
    text = "TT | Xã | Hộ nghèo\nI | Vùng thấp | \n1 | Tà Chải | 12\nII | Vùng cao | \n1 | Bản Phố | 40"
    ((*rows,),) = grid(text)
    assert len(rows) == 5
    assert rows[-1] == ["1", "Bản Phố", "40"]


def test_a_header_of_two_rows_names_what_a_name_reaches_over():
    text = (
        "TT | Xã | Thu (triệu đồng) |  | Ghi chú\n |  | Kế hoạch | Thực hiện | \n"
        "1 | Tà Chải | 980 | 1.012 | \n2 | Na Hối |  | 655 | ước"
    )
    assert grid(text) == [
        [
            ["TT", "Xã", "Thu (triệu đồng)/Kế hoạch", "Thu (triệu đồng)/Thực hiện", "Ghi chú"],
            ["1", "Tà Chải", "980", "1.012", ""],
            ["2", "Na Hối", "", "655", "ước"],
        ]
    ]


def test_a_header_that_comes_again_opens_a_table():
    text = "Xã | Số hộ\nTà Chải | 12\nXã | Hộ nghèo\nNa Hối | 9\nXã | Hộ nghèo\nBản Phố | 7"
    assert grid(text) == [
        [["Xã", "Số hộ"], ["Tà Chải", "12"]],
        [["Xã", "Hộ nghèo"], ["Na Hối", "9"]],
        [["Xã", "Hộ nghèo"], ["Bản Phố", "7"]],
    ]


def test_a_header_may_have_three_rows():
    text = (
        "TT | Xã | Thu |  |  | Ghi chú\n |  | Kế hoạch | Thực hiện |  | \n |  |  | Tổng số | Thuế | \n"
        "1 | Tà Chải | 500 | 620 | 310 | "
    )
    ((names, row),) = grid(text)
    assert names == ["TT", "Xã", "Thu/Kế hoạch", "Thu/Thực hiện/Tổng số", "Thu/Thực hiện/Thuế", "Ghi chú"]
    assert row == ["1", "Tà Chải", "500", "620", "310", ""]


def test_a_name_reaches_over_the_columns_behind_it_in_every_row_of_the_header():
    text = "TT | Thu |  |  | Chi\n | Kế hoạch | Đạt |  | \n1 | 5 | 6 | 7 | 8"
    assert grid(text)[0][0] == ["TT", "Thu/Kế hoạch", "Thu/Đạt", "Thu/Đạt", "Chi"]


@pytest.mark.parametrize(
    "rows",
    [
        "Xã | Trưởng ban | Ghi chú\nTà Chải | Lò Văn A |\nNa Hối | | vắng",
        "| Nội dung | Ghi chú\nTà Chải | họp | \nNa Hối | họp |",
        "Xã | Hộ |\nTà Chải | | ước\nNa Hối | 12 |",
        "Xã | Hộ | \n | 12 | ước\nNa Hối | 13 |",
    ],
)
def test_a_first_row_is_no_second_one_of_the_header(rows):
    ((_, *below),) = grid(rows)
    assert len(below) == 2


@pytest.mark.parametrize("text", ["", "|", "| |\n| |", "một | hai", "1 | 2\n3 | 4", "Biểu | \nMột | ", "a |\nb |"])
def test_what_is_no_table_gives_none(text):
    assert grid(text) == []


@pytest.mark.parametrize(
    "line", ["- " * 100_000 + "x", "| :+-" * 20_000 + "x", "1.,%" * 100_000 + "x|2", "a" * 10**6 + "|"]
)
def test_a_long_line_is_read_in_linear_time(line):
    assert len(tables(f"a | b\n{line}\n1 | 2")) <= 1  # a quadratic pattern takes minutes


@given(st.text("|\t\n- 12aơ", max_size=60))
def test_the_rows_of_a_table_have_one_number_of_cells_inside_the_text(text):
    for table in tables(text):
        assert {len(row) for row in table.rows} == {len(table.names)}
        assert all(0 <= start <= end <= len(text) for row in (*table.names, *table.rows) for start, end in row)
