from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govner.tagging.cells import bare_figures


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in bare_figures(text)]


@pytest.mark.parametrize("figure", ["12", "1.250", "-3,1", "+5", "98,5%", "17/19", "12 %", "35.212,5", "0,41", "0"])
def test_a_bare_number_in_a_cell_is_a_figure(figure):
    assert found(f"TT | Xã | Hộ\n1 | Tả Van | {figure}\n2 | Bản Hồ | không") == [figure]


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("Hoàn thành", "2024"),
        ("Ngày họp", "15/12"),
        ("Thời gian", "12"),
        ("Số điện thoại", "912345678"),
        ("Liên hệ", "0912345678"),
        ("Mã số", "85"),
        ("Số quyết định", "1120"),
        ("Số/ký hiệu", "27"),
        ("Tỷ lệ bản đồ", "1/500"),
        ("Ghi chú", "12 hộ mới"),
        ("Hộ", ""),
    ],
)
def test_other_numbers_are_none(name, number):
    assert found(f"TT | Xã | {name}\n1 | Tả Van | {number}\n2 | Bản Hồ | không") == []


@pytest.mark.parametrize("text", ["Xã có 12 hộ", "12 | 13", "1 | 2\n3 | 4", "TT | Xã\n1 | Tả Van\n2 | Bản Hồ"])
def test_there_are_none_outside_of_tables_with_a_header(text):
    assert found(text) == []


def test_rows_that_count_the_columns_have_none():
    assert found("Đơn vị | Hộ | Thu\n(1) | (2) | (3)\nTả Van | 12 | 14") == ["12", "14"]
    assert found("Đơn vị | Hộ | Thu\n1 | 2 | 3\nTả Van | 12 | 14") == ["12", "14"]


@given(st.text("|\t\n- 12aơ.,/%", max_size=60))
def test_any_text_has_figures_in_order_or_none(text):
    places = list(bare_figures(text))
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert len(set(places)) == len(places)
