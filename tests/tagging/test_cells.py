from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govner.schema import read_jsonl
from govner.tagging.cells import cell_numbers

CORPUS = Path(__file__).resolve().parents[2] / "training" / "data" / "reports.jsonl"


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in cell_numbers(text).figures]


def ordinals(text: str) -> frozenset[int]:
    return cell_numbers(text).ordinals


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


@pytest.mark.parametrize("name", ["TT", "STT", "Số TT", "tt."])
def test_a_column_may_only_count_the_rows(name):
    text = f"{name} | Xã | Hộ\n1 | Tà Chải | 12\n2 | Na Hối | 9"
    assert {text[at] for at in ordinals(text)} == {"1", "2"}
    assert ordinals(text.replace(name, "Tiêu chí")) == frozenset()


@pytest.mark.parametrize("row", ["1 | 2 | 3 | 4", "(1) | (2) | (3) | (4)=(3)/(2)", "A | B | 1 | 2=1/3", "A | | 1 | 2"])
def test_a_row_may_only_count_the_columns(row):
    text = f"Đơn vị | Hộ | Vốn | Thu\n{row}\nTà Chải | 1 | 2 | 3"
    assert len(ordinals(text)) == 4
    assert max(ordinals(text)) < text.index("Tà Chải")


@pytest.mark.parametrize("row", ["1 | 2 | | ", "1 | 3 | 4 | 9", "Tà Chải | 1 | 2 | 3", "1 | | | ", "12 | 1 | 2 | 3"])
def test_a_row_of_figures_counts_no_columns(row):
    assert ordinals(f"Đơn vị | Hộ | Vốn | Thu\n{row}\nNa Hối | 1 | 2 | 3") == frozenset()


def test_all_bare_numbers_in_the_tables_of_the_corpus_are_figures():
    found = 0
    for report in read_jsonl(CORPUS):
        gold = {(span.start, span.end) for span in report.spans if span.label == "METRIC"}
        cells = set(cell_numbers(report.text).figures)
        assert cells <= gold, report.id
        found += len(cells)
    assert found > 100


@given(st.text("|\t\n- 12aơ.,/%", max_size=60))
def test_any_text_has_figures_in_order_or_none(text):
    places = list(cell_numbers(text).figures)
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert len(set(places)) == len(places)
